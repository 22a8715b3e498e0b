"""Access tokens: which ones are accepted, to the second."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recoloca.accounts.keys import create_key_pair
from recoloca.adapters.tokens import Claims, TokenExpiredError, TokenInvalidError, TokenSigner, TokenVerifier

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CLAIMS = Claims(UUID(int=1), UUID(int=2))
SECRET, KEYS = create_key_pair()
SIGNER = TokenSigner(SECRET)
VERIFIER = TokenVerifier(json.dumps(KEYS))


def made_elsewhere(**changes: Any) -> str:
    """A token that PyJWT signs with our key. Its claims are ours, with these changes."""
    now = int(NOW.timestamp())
    payload = {
        "iss": "recoloca", "aud": "recoloca-api", "sub": str(UUID(int=1)), "fam": str(UUID(int=2)),
        "iat": now, "exp": now + 900,
    }  # fmt: skip
    parts = json.loads(SECRET)
    key = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(parts["key"] + "="))
    return jwt.encode({**payload, **changes}, key, algorithm="EdDSA", headers={"kid": parts["kid"]})


def test_a_token_has_the_user_and_the_session() -> None:
    assert VERIFIER.verify(SIGNER.sign(CLAIMS, NOW), NOW) == CLAIMS
    assert VERIFIER.verify(made_elsewhere(), NOW) == CLAIMS


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=14, seconds=59)])
def test_a_token_is_good_for_less_than_fifteen_minutes(after: timedelta) -> None:
    assert VERIFIER.verify(SIGNER.sign(CLAIMS, NOW), NOW + after) == CLAIMS


@pytest.mark.parametrize("after", [timedelta(minutes=15), timedelta(days=1)])
def test_a_token_of_fifteen_minutes_or_more_is_over(after: timedelta) -> None:
    with pytest.raises(TokenExpiredError):
        VERIFIER.verify(SIGNER.sign(CLAIMS, NOW), NOW + after)


@pytest.mark.parametrize("year", [2001, 2040])
def test_the_time_is_that_of_the_given_clock(year: int) -> None:
    then = NOW.replace(year=year)
    assert VERIFIER.verify(SIGNER.sign(CLAIMS, then), then) == CLAIMS


def test_clocks_may_differ_by_five_seconds() -> None:
    assert VERIFIER.verify(SIGNER.sign(CLAIMS, NOW + timedelta(seconds=5)), NOW) == CLAIMS


def test_a_token_from_six_seconds_ahead_is_refused() -> None:
    with pytest.raises(TokenInvalidError, match="issued in the future"):
        VERIFIER.verify(SIGNER.sign(CLAIMS, NOW + timedelta(seconds=6)), NOW)


@pytest.mark.parametrize(
    "changes", [{"iss": "another"}, {"aud": "another"}, {"sub": "nobody"}, {"fam": None}]
)
def test_a_token_for_another_service_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(TokenInvalidError):
        VERIFIER.verify(made_elsewhere(**changes), NOW)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b", "a.b.c", "é.é.é"])
def test_a_malformed_token_is_refused(text: str) -> None:
    with pytest.raises(TokenInvalidError):
        VERIFIER.verify(text, NOW)


def test_both_keys_of_a_rotation_are_accepted_and_no_other() -> None:
    secret, other = create_key_pair()
    both = TokenVerifier(json.dumps({"keys": [*KEYS["keys"], *other["keys"]]}))
    token = TokenSigner(secret).sign(CLAIMS, NOW)
    assert both.verify(SIGNER.sign(CLAIMS, NOW), NOW) == both.verify(token, NOW) == CLAIMS
    with pytest.raises(TokenInvalidError):
        VERIFIER.verify(token, NOW)
