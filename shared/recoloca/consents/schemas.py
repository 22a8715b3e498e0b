"""The request and response bodies of the consent routes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, field_validator

from recoloca.runtime.schema import RequestBody, Schema

Purpose = Literal["terms_of_use", "privacy_policy", "product_news", "engine_improvement"]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
REQUIRED: Final = frozenset({"terms_of_use", "privacy_policy"})
"""The purposes that an account requires. A user withdraws them by deleting the account."""

VERSIONS: Final[dict[str, str]] = {
    "terms_of_use": "2026-11",
    "privacy_policy": "2026-11",
    "product_news": "2026-11",
    "engine_improvement": "2026-11",
}
"""The current version of each purpose's text."""


class Consent(Schema):
    """A user's choice for a purpose. `granted` is null without a choice. `version` is the version of its text."""

    purpose: Purpose
    required: bool
    granted: bool | None
    version: str | None
    current_version: str
    recorded_at: datetime | None


class Consents(Schema):
    consents: list[Consent]


class ConsentChoice(RequestBody):
    """A choice for one purpose. `version` is the version of the text that the user saw."""

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
