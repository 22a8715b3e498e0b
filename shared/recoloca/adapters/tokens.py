"""Access tokens and device tokens: JSON Web Tokens (RFC 7519) that are signed with Ed25519 (RFC 8037).

Only the auth functions can sign. All other functions verify with the public keys in their environment, without a
network call. PyJWT signs and verifies; docs/adr/0103-access-tokens.md gives the time that it takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.types import Options
from jwt.utils import base64url_decode

T = TypeVar("T")
ALGORITHM: Final = "EdDSA"
ISSUER: Final = "recoloca"
AUDIENCE: Final = "recoloca-api"
LIFETIME: Final = timedelta(minutes=15)
DEVICE_AUDIENCE: Final = "recoloca-device"
DEVICE_LIFETIME: Final = timedelta(days=365)
CLOCK_SKEW: Final = timedelta(seconds=5)
OPTIONS: Final[Options] = {
    "require": ["iss", "aud", "sub", "iat", "exp"],
    "verify_exp": False,
    "verify_iat": False,
}
"""PyJWT reads the system's clock, so `_check_times` compares the times with the caller's clock instead."""


class TokenInvalidError(Exception):
    """The token is malformed, names another algorithm, issuer or audience, or its signature does not match."""


class TokenExpiredError(Exception):
    """The token has a valid signature but has expired."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of an access token: the user, and the login session (`family_id`, the family of refresh tokens)."""

    user_id: UUID
    family_id: UUID


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that has logged in before. `account` is a hash from `cache_keys.account`."""

    account: str
    device_id: UUID


class TokenSigner:
    """Signs tokens with the secret `{"kid", "key"}`. `key` is the 32-byte seed of an Ed25519 key in base64url."""

    def __init__(self, secret: str) -> None:
        parts = json.loads(secret)
        self._kid = str(parts["kid"])
        self._key = Ed25519PrivateKey.from_private_bytes(base64url_decode(parts["key"]))

    def sign(self, claims: Claims, now: datetime) -> str:
        """Return an access token that is valid for `LIFETIME`."""
        who = {"sub": str(claims.user_id), "fam": str(claims.family_id)}
        return self._signed(AUDIENCE, who, now, LIFETIME)

    def sign_device(self, device: Device, now: datetime) -> str:
        """Return a device token. It proves that the browser has logged in to the account and gives no access."""
        who = {"sub": device.account, "dev": str(device.device_id)}
        return self._signed(DEVICE_AUDIENCE, who, now, DEVICE_LIFETIME)

    def _signed(self, audience: str, who: dict[str, str], now: datetime, lifetime: timedelta) -> str:
        payload = {
            "iss": ISSUER,
            "aud": audience,
            **who,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
        }
        return jwt.encode(payload, self._key, algorithm=ALGORITHM, headers={"kid": self._kid})


class TokenVerifier:
    """Verifies tokens against a JWK set. The set holds two keys during a rotation."""

    def __init__(self, key_set: str) -> None:
        self._keys = jwt.PyJWKSet.from_json(key_set)

    def verify(self, token: str, now: datetime) -> Claims:
        """Return the token's claims.

        Raises:
            TokenInvalidError: the token is malformed or was not signed by us.
            TokenExpiredError: the token has expired.
        """
        return self._read(token, AUDIENCE, now, lambda said: Claims(UUID(said["sub"]), UUID(said["fam"])))

    def device(self, token: str, now: datetime) -> Device:
        """Return the content of a device token.

        Raises:
            TokenInvalidError: as in `verify`.
            TokenExpiredError: as in `verify`.
        """
        return self._read(
            token, DEVICE_AUDIENCE, now, lambda said: Device(str(said["sub"]), UUID(said["dev"]))
        )

    def _read(self, token: str, audience: str, now: datetime, read: Callable[[dict[str, Any]], T]) -> T:
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            payload = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=audience,
                options=OPTIONS,
            )
            _check_times(payload, now)
            return read(payload)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TokenInvalidError(type(error).__name__) from error


def _check_times(payload: dict[str, Any], now: datetime) -> None:
    if payload["iat"] > (now + CLOCK_SKEW).timestamp():
        raise TokenInvalidError("issued in the future")
    if payload["exp"] <= now.timestamp():
        raise TokenExpiredError
