"""What users are told about, and by which channels unless they chose otherwise."""

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
"""Kinds that the app shows and whose channels the user chooses."""

MailKind = Literal["verify_email", "reset_password", "password_changed"]
"""Mails an account cannot do without: always sent, never shown in the app."""

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
    # Its mail is the one that asks to confirm the address.
    "welcome": Channels(in_app=True, email=False),
    **dict.fromkeys(MAIL_KINDS, MAIL_ONLY),
}

WATCHED: Final[frozenset[Kind]] = frozenset(
    {"analysis_completed", "analysis_failed", "export_ready", "payment_succeeded"}
)
"""Kinds whose reader may be looking at the result when it comes: read in the app by then, they need no mail."""

FREE_TEXT: Final = frozenset({"file_name"})
"""Fields of `DATA` that users write themselves."""

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
"""What `notify` must be told for each kind; the texts use nothing else."""
