"""What the consent routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, field_validator

from recoloca.runtime.schema import RequestBody, Schema

Purpose = Literal["terms_of_use", "privacy_policy", "product_news", "engine_improvement"]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
REQUIRED: Final = frozenset({"terms_of_use", "privacy_policy"})
"""Without these there is no account: they are withdrawn by deleting it."""

VERSIONS: Final[dict[str, str]] = {
    "terms_of_use": "2026-11",
    "privacy_policy": "2026-11",
    "product_news": "2026-11",
    "engine_improvement": "2026-11",
}
"""The text of each purpose that people are shown now."""


class Consent(Schema):
    """`granted` is null where nothing was ever said; `version` is the text that was agreed to or refused."""

    purpose: Purpose
    required: bool
    granted: bool | None
    version: str | None
    current_version: str
    recorded_at: datetime | None


class Consents(Schema):
    consents: list[Consent]


class ConsentChoice(RequestBody):
    """`version` is the text that the person was shown."""

    purpose: Purpose
    granted: bool
    version: Annotated[str, Field(min_length=1, max_length=20)]


class ConsentChoices(RequestBody):
    consents: Annotated[list[ConsentChoice], Field(min_length=1, max_length=len(PURPOSES))]

    @field_validator("consents")
    @classmethod
    def _sensible(cls, value: list[ConsentChoice]) -> list[ConsentChoice]:
        if len({choice.purpose for choice in value}) != len(value):
            raise ValueError("Finalidade repetida / repeated purpose")
        if any(choice.purpose in REQUIRED and not choice.granted for choice in value):
            raise ValueError(
                "Para retirar este consentimento, exclua a conta / to withdraw this, delete the account"
            )
        return value
