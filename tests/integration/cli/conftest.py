"""The commands on the whole local platform, run as an operator runs them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest
import redis
from typer.testing import CliRunner

from infra.local.platform import LocalPlatform
from recoloca.cli.main import app
from recoloca.runtime import cache_keys, rate_limit

PASSWORD: Final = "uma senha comprida"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.out, self.err
        return json.loads(self.out)


Recoloca = Callable[..., Ran]


def run(*arguments: object) -> Ran:
    result = CliRunner().invoke(app, [str(each) for each in arguments], terminal_width=200)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(autouse=True)
def nobody_came_before(request: pytest.FixtureRequest) -> None:
    """Forget earlier registrations and logins from this machine: the tests make more than the limits allow."""
    if "platform" in request.fixturenames:
        platform: LocalPlatform = request.getfixturevalue("platform")
        with redis.Redis.from_url(platform.redis_url) as cache:
            for limit in (rate_limit.REGISTER, rate_limit.LOGIN):
                for key in cache.scan_iter(cache_keys.rate(limit.name, "*")):
                    cache.delete(key)


@pytest.fixture
def recoloca(platform: LocalPlatform, monkeypatch: pytest.MonkeyPatch) -> Recoloca:
    monkeypatch.setenv("RECOLOCA_LOCAL", str(platform.folder / "platform.json"))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("RECOLOCA_STAGE", "RECOLOCA_EMAIL", "RECOLOCA_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return run


@dataclass(frozen=True)
class Person:
    email: str
    http: httpx.Client


@pytest.fixture
def person(platform: LocalPlatform) -> Any:
    """A person with an account on the free plan."""
    email = f"operator-{next(_numbers)}@example.com"
    with httpx.Client(base_url=platform.url, timeout=30, trust_env=False) as http:
        form = {"name": "Bia Lima", "email": email, "password": PASSWORD}
        answer = http.post("/api/auth/register", json=form)
        assert answer.status_code == 201, answer.text
        http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        yield Person(email, http)
