"""Access tokens: JSON Web Tokens (RFC 7519) signed with Ed25519 (RFC 8037).

Only the auth functions can sign. Every other function verifies with the public keys in its environment and calls
no other system. PyJWT does both; docs/adr/0103-access-tokens.md gives its cost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.types import Options
from jwt.utils import base64url_decode

ALGORITHM: Final = "EdDSA"
ISSUER: Final = "recoloca"
AUDIENCE: Final = "recoloca-api"
LIFETIME: Final = timedelta(minutes=15)
CLOCK_SKEW: Final = timedelta(seconds=5)
OPTIONS: Final[Options] = {
    "require": ["iss", "aud", "sub", "fam", "iat", "exp"],
    "verify_exp": False,
    "verify_iat": False,
}
"""PyJWT reads the system's clock, so `_claims` compares the times with the caller's clock instead."""


class TokenInvalidError(Exception):
    """The token is malformed, names another algorithm, issuer or audience, or its signature does not match."""


class TokenExpiredError(Exception):
    """The token is valid but its time is over."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The caller (`user_id`) and the login that the token belongs to (`family_id`, the family of refresh tokens)."""

    user_id: UUID
    family_id: UUID


class TokenSigner:
    """Makes access tokens with the secret `{"kid", "key"}`; `key` is the base64url of Ed25519's 32-byte seed."""

    def __init__(self, secret: str) -> None:
        parts = json.loads(secret)
        self._kid = str(parts["kid"])
        self._key = Ed25519PrivateKey.from_private_bytes(base64url_decode(parts["key"]))

    def sign(self, claims: Claims, now: datetime) -> str:
        payload = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(claims.user_id),
            "fam": str(claims.family_id),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        return jwt.encode(payload, self._key, algorithm=ALGORITHM, headers={"kid": self._kid})


class TokenVerifier:
    """Verifies access tokens against a JWK set. The set holds two keys during a rotation."""

    def __init__(self, key_set: str) -> None:
        self._keys = jwt.PyJWKSet.from_json(key_set)

    def verify(self, token: str, now: datetime) -> Claims:
        """Return the token's claims.

        Raises:
            TokenInvalidError: the token is not one of ours.
            TokenExpiredError: the token is ours and its time is over.
        """
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            payload = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=AUDIENCE,
                options=OPTIONS,
            )
            return _claims(payload, now)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TokenInvalidError(type(error).__name__) from error


def _claims(payload: dict[str, Any], now: datetime) -> Claims:
    if payload["iat"] > (now + CLOCK_SKEW).timestamp():
        raise TokenInvalidError("issued in the future")
    if payload["exp"] <= now.timestamp():
        raise TokenExpiredError
    return Claims(UUID(payload["sub"]), UUID(payload["fam"]))
