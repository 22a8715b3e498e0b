"""The request and response bodies of the auth and user routes."""

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

# The pattern of the HTML standard. It accepts more than valid addresses; the confirmation link proves an address.
EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)


def _email(value: str) -> str:
    lowered = value.strip().lower()
    if not EMAIL.fullmatch(lowered):
        raise ValueError("E-mail inválido / invalid e-mail")
    return lowered


def _password(value: str) -> str:
    """The password in Unicode form NFKC. NIST SP 800-63B: no truncation and no composition rules."""
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
    """A registration. `terms_version` is the version of the terms of use and privacy policy that the user accepts."""

    name: PersonName
    email: Email
    password: Password
    language: LocaleName = "pt-BR"
    terms_version: Annotated[str, Field(min_length=1, max_length=20)] | None = None


class Login(RequestBody):
    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=128), AfterValidator(_password)]


class RefreshToken(RequestBody):
    """A refresh token. A browser omits it, because its token is in the cookie."""

    refresh_token: Annotated[str, Field(max_length=200)] | None = None


class EmailOnly(RequestBody):
    email: Annotated[str, Field(max_length=254)]


class LinkToken(RequestBody):
    """The token of a link in an e-mail."""

    token: Annotated[str, Field(min_length=1, max_length=200)]


class ResetPassword(LinkToken):
    password: Password


class ChangePassword(RequestBody):
    current_password: Annotated[str, Field(max_length=128), AfterValidator(_password)]
    new_password: Password


class UpdateProfile(RequestBody):
    """Changes of a profile. A missing field stays unchanged. An empty `target_role` removes the target role."""

    name: PersonName | None = None
    language: LocaleName | None = None
    target_role: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=120), AfterValidator(one_line)]
        | None
    ) = None


class DeleteAccount(RequestBody):
    """The password that confirms the deletion of the account."""

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


class UserProfile(User):
    quota: Quotas


class Session(Schema):
    """An access token that is valid for `expires_in` seconds, and a refresh token that renews the session.

    `refresh_token` is null for a browser (`X-Client: browser`), which gets it in an HttpOnly cookie.
    """

    access_token: str
    refresh_token: str | None
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 (the name of the scheme)
    expires_in: int
    user: User
