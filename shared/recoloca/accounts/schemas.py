"""What the auth routes take and give."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from recoloca.billing.schemas import Quotas
from recoloca.runtime.plain_text import one_line, without_address
from recoloca.runtime.schema import RequestBody, Schema

# Deliberately loose (HTML's own pattern): whether an address works is for its mail server to say.
EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)


def _email(value: str) -> str:
    lowered = value.strip().lower()
    if not EMAIL.fullmatch(lowered):
        raise ValueError("E-mail inválido / invalid e-mail")
    return lowered


def _password(value: str) -> str:
    """NIST SP 800-63B: normalized, compared whole, no composition rules."""
    return unicodedata.normalize("NFKC", value)


Email = Annotated[str, Field(min_length=3, max_length=254), AfterValidator(_email)]
Password = Annotated[str, Field(min_length=8, max_length=128), AfterValidator(_password)]
PersonName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(one_line),
    AfterValidator(without_address),
]
LocaleName = Literal["pt-BR", "en"]


class Register(RequestBody):
    """`terms_version` names the terms of use and privacy policy that the person was shown and agrees to by this."""

    name: PersonName
    email: Email
    password: Password
    language: LocaleName = "pt-BR"
    terms_version: Annotated[str, Field(min_length=1, max_length=20)] | None = None


class Login(RequestBody):
    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=128), AfterValidator(_password)]


class RefreshToken(RequestBody):
    """Browsers send none: theirs is in the cookie."""

    refresh_token: Annotated[str, Field(max_length=200)] | None = None


class EmailOnly(RequestBody):
    email: Annotated[str, Field(max_length=254)]


class LinkToken(RequestBody):
    """The token of a mailed link."""

    token: Annotated[str, Field(min_length=1, max_length=200)]


class ResetPassword(LinkToken):
    password: Password


class ChangePassword(RequestBody):
    current_password: Annotated[str, Field(max_length=128), AfterValidator(_password)]
    new_password: Password


class UpdateProfile(RequestBody):
    """What is left out stays; an empty `target_role` removes it."""

    name: PersonName | None = None
    language: LocaleName | None = None
    target_role: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=120), AfterValidator(one_line)]
        | None
    ) = None


class DeleteAccount(RequestBody):
    """Deleting an account asks for its password again."""

    password: Annotated[str, Field(max_length=128), AfterValidator(_password)]


class User(Schema):
    id: UUID
    name: str
    email: str
    language: LocaleName
    target_role: str | None
    plan: str
    email_verified: bool
    created_at: datetime


class Profile(User):
    quota: Quotas


class Session(Schema):
    """An access token of `expires_in` seconds and the refresh token that gets the next one.

    `refresh_token` is null for a browser (`X-Client: browser`): it is in an HttpOnly cookie instead.
    """

    access_token: str
    refresh_token: str | None
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 (the scheme's name)
    expires_in: int
    user: User
