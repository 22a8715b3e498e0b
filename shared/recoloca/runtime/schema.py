"""What every body of the API is made of."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator


class Schema(BaseModel):
    """Its validator is built when first used: a function uses a few of its module's schemas."""

    model_config = ConfigDict(defer_build=True)


class RequestBody(Schema):
    """What a client sends; a field we do not know is refused, so that a misspelt one is not overlooked.

    Built at once, because FastAPI cannot put its own name for the body on an unfinished schema.
    """

    model_config = ConfigDict(extra="forbid", defer_build=False)

    @field_validator("*", mode="before")
    @classmethod
    def _without_nul(cls, value: Any) -> Any:
        """PostgreSQL can keep every character but this one."""
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("Caractere inválido / invalid character")
        return value
