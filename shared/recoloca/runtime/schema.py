"""The base classes of all request and response bodies of the API."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator


class Schema(BaseModel):
    """A model whose validator is built at its first use, because a function uses few of the schemas in its module."""

    model_config = ConfigDict(defer_build=True)


def without_nul(value: str) -> str:
    """`value` unchanged.

    Raises:
        ValueError: it has U+0000, the only character that PostgreSQL cannot store in a text.
    """
    if "\x00" in value:
        raise ValueError("Caractere inválido / invalid character")
    return value


class RequestBody(Schema):
    """The body of a request. An unknown field is an error, so that a misspelt field is noticed.

    Its validator is built at import, because FastAPI renames the body's model and needs a complete schema for that.
    """

    model_config = ConfigDict(extra="forbid", defer_build=False)

    @field_validator("*", mode="before")
    @classmethod
    def _without_nul(cls, value: Any) -> Any:
        """Refuse U+0000 in the fields of this body. A list of texts needs `without_nul` in its own type."""
        return without_nul(value) if isinstance(value, str) else value
