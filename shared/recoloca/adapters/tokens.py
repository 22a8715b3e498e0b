"""Access tokens: JSON Web Tokens signed with Ed25519.

Only the auth functions can sign. Every other one verifies with the public keys in its environment and calls
nothing. Verifying is written out here over `cryptography`, for one algorithm only: importing PyJWT costs every
function's cold start 100 ms more (docs/adr/0103-access-tokens.md); the tests hold it against PyJWT.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from recoloca.runtime.outside import read_json

ALGORITHM: Final = "EdDSA"
ISSUER: Final = "recoloca"
AUDIENCE: Final = "recoloca-api"
LIFETIME: Final = timedelta(minutes=15)
CLOCK_SKEW: Final = timedelta(seconds=5)


class TokenInvalidError(Exception):
    """Not a token of ours: malformed, another algorithm, issuer or audience, or a signature that does not hold."""


class TokenExpiredError(Exception):
    """A token of ours, past its time."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who calls (`user_id`) and by which login (`family_id`, the refresh tokens' family)."""

    user_id: UUID
    family_id: UUID


class TokenSigner:
    """Makes access tokens with the secret `{"kid", "key"}`; `key` is the base64url of Ed25519's 32-byte seed."""

    def __init__(self, secret: str) -> None:
        parts = json.loads(secret)
        self._kid = str(parts["kid"])
        self._key = Ed25519PrivateKey.from_private_bytes(decode(parts["key"]))

    def sign(self, claims: Claims, now: datetime) -> str:
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": self._kid}
        payload = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(claims.user_id),
            "fam": str(claims.family_id),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        signed = f"{_segment(header)}.{_segment(payload)}"
        return f"{signed}.{encode(self._key.sign(signed.encode()))}"


class TokenVerifier:
    """Verifies access tokens against a JWK set (RFC 8037 keys); two keys stand in it while they are rotated."""

    def __init__(self, key_set: str) -> None:
        self._keys = {
            str(key["kid"]): Ed25519PublicKey.from_public_bytes(decode(key["x"]))
            for key in json.loads(key_set)["keys"]
        }

    def verify(self, token: str, now: datetime) -> Claims:
        """The token's claims.

        Raises:
            TokenInvalidError: it is not one of ours.
            TokenExpiredError: it is, and its time is over.
        """
        try:
            signed, _, signature = token.rpartition(".")
            header, payload = (read_json(decode(part)) for part in signed.split("."))
            if header.get("alg") != ALGORITHM:
                raise TokenInvalidError("algorithm")
            self._keys[header["kid"]].verify(decode(signature), signed.encode())
            return _claims(payload, now)
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, InvalidSignature) as error:
            raise TokenInvalidError(type(error).__name__) from error


def _claims(payload: dict[str, Any], now: datetime) -> Claims:
    if payload["iss"] != ISSUER or payload["aud"] != AUDIENCE:
        raise TokenInvalidError("issuer or audience")
    if payload["iat"] > (now + CLOCK_SKEW).timestamp():
        raise TokenInvalidError("issued in the future")
    if payload["exp"] <= now.timestamp():
        raise TokenExpiredError
    return Claims(UUID(payload["sub"]), UUID(payload["fam"]))


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Base64url without padding, strictly: a second spelling of the same bytes is refused."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if encode(data) != text:
        raise ValueError("not canonical base64url")
    return data


def _segment(value: dict[str, Any]) -> str:
    return encode(json.dumps(value, separators=(",", ":")).encode())
