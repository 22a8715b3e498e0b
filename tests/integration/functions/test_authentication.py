"""Every route except the public ones refuses callers without a valid token."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.utils import base64url_decode, base64url_encode

from infra.routes import ROUTES
from tests.support.api import Api
from tests.support.clock import HeldClock

PROTECTED: Final = [
    (method, re.sub(r"\{\w+\}", str(uuid4()), route.path))
    for route in ROUTES
    if not route.public
    for method in route.methods
]


def tampered(good: str, _: dict[str, str], __: str) -> str:
    head, payload, signature = good.split(".")
    return f"{head}.{payload[:-2]}{'AA' if payload[-2:] != 'AA' else 'BB'}.{signature}"


def unsigned(good: str, secret: dict[str, str], _: str) -> str:
    return jwt.encode(claims_of(good), "", algorithm="none", headers={"kid": secret["kid"]})


def for_another_audience(good: str, secret: dict[str, str], _: str) -> str:
    private = Ed25519PrivateKey.from_private_bytes(base64url_decode(secret["key"]))
    claims = {**claims_of(good), "aud": "another"}
    return jwt.encode(claims, private, algorithm="EdDSA", headers={"kid": secret["kid"]})


def signed_by_a_stranger(good: str, secret: dict[str, str], _: str) -> str:
    private = Ed25519PrivateKey.generate()
    return jwt.encode(claims_of(good), private, algorithm="EdDSA", headers={"kid": secret["kid"]})


def hmac_with_the_public_key(good: str, secret: dict[str, str], public: str) -> str:
    return jwt.encode(claims_of(good), public, algorithm="HS256", headers={"kid": secret["kid"]})


def garbage(_: str, __: dict[str, str], ___: str) -> str:
    return "a.b.c"


def nested(_: str, __: dict[str, str], ___: str) -> str:
    """JSON that is nested deeper than Python can parse."""
    return f"{base64url_encode(b'[' * 5000).decode()}.x.y"


def claims_of(token: str) -> dict[str, object]:
    claims: dict[str, object] = json.loads(base64url_decode(token.split(".")[1]))
    return claims


FORGERIES: Final[tuple[Callable[[str, dict[str, str], str], str], ...]] = (
    tampered,
    unsigned,
    for_another_audience,
    signed_by_a_stranger,
    hmac_with_the_public_key,
    garbage,
    nested,
)


def answers(api: Api) -> dict[str, tuple[int, str]]:
    """The response of each protected route to this caller."""
    found = {}
    for method, path in PROTECTED:
        answer = api.request(method, path)
        found[f"{method} {path}"] = (answer.status, answer.code if answer.body else "")
    return found


def test_every_protected_route_requires_a_token(api: Api) -> None:
    assert len(PROTECTED) > 10
    assert {name: answer for name, answer in answers(api).items() if answer != (401, "AUTH_REQUIRED")} == {}


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: str(forge.__name__))
def test_no_forged_token_opens_any_route(
    new_user: Callable[[], Api],
    key_pair: tuple[str, str],
    forge: Callable[[str, dict[str, str], str], str],
) -> None:
    caller = new_user()
    public = json.loads(key_pair[1])["keys"][0]["x"]
    forged = caller.as_user(forge(caller.token or "", json.loads(key_pair[0]), public))
    wrong = {name: said for name, said in answers(forged).items() if said != (401, "AUTH_TOKEN_INVALID")}
    assert wrong == {}


def test_an_expired_token_opens_no_route(new_user: Callable[[], Api], clock: HeldClock) -> None:
    caller = new_user()
    clock.advance(minutes=16)
    wrong = {name: said for name, said in answers(caller).items() if said != (401, "AUTH_TOKEN_EXPIRED")}
    assert wrong == {}


def test_a_valid_token_is_accepted_by_the_same_routes(new_user: Callable[[], Api], clock: HeldClock) -> None:
    """Without this test the others would prove nothing."""
    caller = new_user()
    seen = []
    for method, path in PROTECTED:
        clock.advance(seconds=1)
        seen.append(caller.request(method, path).status)
        if seen[-1] == 401:
            raise AssertionError(f"{method} {path}")
    assert 200 in seen
