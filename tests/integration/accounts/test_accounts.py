"""Registration, login and sessions, through the functions' own handlers."""

from __future__ import annotations

import json
import math
import time

import jwt
import pytest

from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api, ApiResponse
from tests.support.clock import HeldClock
from tests.support.outage import outage

ANA = {"name": "Ana Souza", "email": "Ana.Souza@Example.com", "password": "uma senha comprida"}


@pytest.fixture
def ana(api: Api) -> dict[str, str]:
    answer = api.post("/auth/register", ANA)
    assert answer.status == 201
    session: dict[str, str] = answer.json
    return session


def test_registering_logs_in_and_shows_the_user(api: Api) -> None:
    answer = api.post("/auth/register", ANA)
    assert answer.status == 201
    assert answer.json["user"]["email"] == "ana.souza@example.com"
    assert answer.json["user"]["plan"] == "free"
    assert answer.json["token_type"] == "bearer"
    assert answer.json["expires_in"] == 900
    assert answer.headers["cache-control"] == "private, no-store"
    assert api.as_user(answer.json["access_token"]).get("/cv/analyses").status == 200


def test_a_known_address_is_refused(api: Api, ana: dict[str, str]) -> None:
    answer = api.post("/auth/register", {**ANA, "email": "ANA.SOUZA@example.com"})
    assert (answer.status, answer.code) == (409, "EMAIL_TAKEN")
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_errors_name_the_field_and_never_repeat_the_password(api: Api) -> None:
    answer = api.post("/auth/register", {"name": "", "email": "nobody", "password": "short12"})
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
    assert {item["field"] for item in answer.json["errors"]} == {"name", "email", "password"}
    assert "short12" not in answer.body


@pytest.mark.parametrize("form", [True, False])
def test_login_takes_json_and_forms(api: Api, ana: dict[str, str], form: bool) -> None:
    if form:
        answer = api.post(
            "/auth/login",
            raw=b"email=ana.souza%40example.com&password=uma+senha+comprida",
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
    else:
        answer = api.post("/auth/login", {"email": ANA["email"], "password": ANA["password"]})
    assert answer.status == 200
    assert answer.json["user"]["id"] == ana["user"]["id"]  # type: ignore[index]


def test_a_wrong_password_and_an_unknown_account_look_the_same(api: Api, ana: dict[str, str]) -> None:
    wrong = api.post("/auth/login", {"email": ANA["email"], "password": "another password"})
    unknown = api.post("/auth/login", {"email": "nobody@example.com", "password": "another password"})
    assert wrong.status == unknown.status == 401
    strip = {"request_id"}
    assert {k: v for k, v in wrong.json.items() if k not in strip} == {
        k: v for k, v in unknown.json.items() if k not in strip
    }


def test_the_access_token_is_a_standard_jwt(ana: dict[str, str], key_pair: tuple[str, str]) -> None:
    """PyJWT verifies the same token as our own verifier."""
    key = jwt.PyJWK(json.loads(key_pair[1])["keys"][0])
    claims = jwt.decode(
        ana["access_token"],
        key,
        algorithms=["EdDSA"],
        audience="recoloca-api",
        issuer="recoloca",
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims["exp"] - claims["iat"] == 900


def test_an_access_token_expires(api: Api, ana: dict[str, str], clock: HeldClock) -> None:
    caller = api.as_user(ana["access_token"])
    clock.advance(minutes=14, seconds=59)
    assert caller.get("/cv/analyses").status == 200
    clock.advance(seconds=2)
    answer = caller.get("/cv/analyses")
    assert (answer.status, answer.code) == (401, "AUTH_TOKEN_EXPIRED")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_refreshing_rotates(api: Api, ana: dict[str, str], clock: HeldClock) -> None:
    clock.advance(minutes=20)
    second = api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]})
    assert second.status == 200
    assert second.json["refresh_token"] != ana["refresh_token"]
    assert api.as_user(second.json["access_token"]).get("/cv/analyses").status == 200


def test_a_retry_within_ten_seconds_is_served(api: Api, ana: dict[str, str], clock: HeldClock) -> None:
    api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]})
    clock.advance(seconds=9)
    assert api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]}).status == 200


def test_a_later_replay_ends_all_sessions_of_the_family(
    api: Api, ana: dict[str, str], clock: HeldClock
) -> None:
    second = api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]}).json
    clock.advance(seconds=11)
    replay = api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]})
    assert (replay.status, replay.code) == (401, "AUTH_TOKEN_EXPIRED")
    assert api.post("/auth/refresh", {"refresh_token": second["refresh_token"]}).status == 401


def test_logging_out_ends_only_this_session(api: Api, ana: dict[str, str]) -> None:
    other = api.post("/auth/login", {"email": ANA["email"], "password": ANA["password"]}).json
    assert api.post("/auth/logout", {"refresh_token": ana["refresh_token"]}).status == 204
    assert api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]}).status == 401
    assert api.post("/auth/refresh", {"refresh_token": other["refresh_token"]}).status == 200
    assert api.post("/auth/logout").status == 204


def test_a_browser_gets_its_refresh_token_in_a_cookie_only(api: Api, ana: dict[str, str]) -> None:
    browser = {"x-client": "browser"}
    answer = api.post("/auth/login", {"email": ANA["email"], "password": ANA["password"]}, headers=browser)
    assert answer.json["refresh_token"] is None
    (cookie,) = (each for each in answer.cookies if each.startswith("recoloca_refresh="))
    assert all("HttpOnly" in each for each in answer.cookies)
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/api/auth"} <= set(cookie.split("; "))
    pair = cookie.split(";")[0]
    assert api.post("/auth/refresh", headers=browser, cookies=[pair]).status == 200
    # A cross-site form cannot send the header. Without the header the cookie does not count.
    assert api.post("/auth/refresh", cookies=[pair]).status == 401


LIMITED = [
    # The limit for one address in the performance guide, and one more request: the first request of the burst.
    ("/auth/login", {"email": "a@example.com", "password": "x"}, 1.0, 6),
    ("/auth/register", {**ANA, "password": "short"}, 0.2, 11),
    ("/auth/refresh", {"refresh_token": "unknown"}, 10.0, 21),
    ("/auth/forgot-password", {"email": "a@example.com"}, 0.1, 6),
]


@pytest.mark.parametrize(("path", "form", "rate", "burst"), LIMITED, ids=[each[0] for each in LIMITED])
def test_one_address_gets_its_burst_and_then_its_rate(
    api: Api, path: str, form: dict[str, str], rate: float, burst: int
) -> None:
    began = time.monotonic()
    answers: list[ApiResponse] = []
    while not answers or (answers[-1].status != 429 and len(answers) < 100):
        # Each request names another account, because accounts and mailboxes have limits of their own.
        named = {"email": f"a{len(answers)}@example.com"} if "email" in form else {}
        answers.append(api.post(path, {**form, **named}))
    allowed = len(answers) - 1
    assert burst <= allowed <= burst + rate * (time.monotonic() - began)
    refused = answers[-1]
    assert refused.code == "RATE_LIMIT_EXCEEDED"
    assert refused.headers["retry-after"] == str(math.ceil(1 / rate))


def test_a_missing_signing_key_stores_no_session(
    api: Api, ana: dict[str, str], deps: Dependencies, clock: HeldClock
) -> None:
    signer = deps.token_signer
    environment = {**deps.settings.environment, "TOKEN_SIGNING_SECRET": "recoloca/signing"}
    deps.settings = Settings(environment)
    clock.advance(minutes=20)
    with outage(deps, "token_signer", "secretsmanager"):
        answers = [
            api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]}),
            api.post("/auth/register", {**ANA, "email": "bia@example.com"}),
            api.post("/auth/login", {"email": ANA["email"], "password": ANA["password"]}),
        ]
    deps.__dict__["token_signer"] = signer
    assert [(answer.status, answer.code) for answer in answers] == [(503, "SERVICE_UNAVAILABLE")] * 3
    assert {answer.headers["retry-after"] for answer in answers} == {"2"}
    clock.advance(seconds=30)
    assert api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]}).status == 200
    assert api.post("/auth/register", {**ANA, "email": "bia@example.com"}).status == 201
