"""The kinds of notifications, their default channels, and the data that each kind needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

AppKind = Literal[
    "analysis_completed",
    "analysis_failed",
    "payment_succeeded",
    "payment_failed",
    "subscription_ended",
    "plan_changed",
    "export_ready",
    "review_answered",
    "welcome",
]
"""The kinds that the app shows. The user can choose their channels."""

MailKind = Literal["verify_email", "reset_password", "password_changed"]
"""The e-mails that are necessary for an account. They are always sent, and the app does not show them."""

Kind = AppKind | MailKind

APP_KINDS: Final[tuple[AppKind, ...]] = get_args(AppKind)
MAIL_KINDS: Final[tuple[MailKind, ...]] = get_args(MailKind)


@dataclass(frozen=True, slots=True)
class Channels:
    in_app: bool
    email: bool


MAIL_ONLY: Final = Channels(in_app=False, email=True)
DEFAULTS: Final[dict[str, Channels]] = {
    **{kind: Channels(in_app=True, email=True) for kind in APP_KINDS},
    # A new user already gets the e-mail that asks to confirm the address.
    "welcome": Channels(in_app=True, email=False),
    **dict.fromkeys(MAIL_KINDS, MAIL_ONLY),
}

WATCHED: Final[frozenset[Kind]] = frozenset(
    {"analysis_completed", "analysis_failed", "export_ready", "payment_succeeded"}
)
"""The kinds for which the user often waits in the app. If the user reads the notification there, no e-mail is sent."""

FREE_TEXT: Final = frozenset({"file_name"})
"""The fields of `DATA` whose text comes from the user."""

DATA: Final[dict[str, frozenset[str]]] = {
    "analysis_completed": frozenset({"analysis_id", "file_name", "score"}),
    "analysis_failed": frozenset({"analysis_id", "file_name"}),
    "payment_succeeded": frozenset({"plan"}),
    "payment_failed": frozenset({"plan"}),
    "subscription_ended": frozenset({"plan"}),
    "plan_changed": frozenset({"plan"}),
    "export_ready": frozenset({"export_id"}),
    "review_answered": frozenset({"analysis_id", "file_name"}),
    "welcome": frozenset(),
    "verify_email": frozenset({"link"}),
    "reset_password": frozenset({"link"}),
    "password_changed": frozenset(),
}
"""The fields that the `data` of `notify` must have for each kind. The texts use only these fields."""
