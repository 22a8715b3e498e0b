"""A person who signs out stays signed out, even when another request signs them in at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from recoloca.accounts import profile, repository, service
from recoloca.accounts.schemas import ChangePassword
from recoloca.adapters.tokens import Claims
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from tests.support.api import Api
from tests.support.clock import HeldClock

ANA: Final = {"name": "Ana Souza", "email": "ana.souza@example.com", "password": "uma senha comprida"}
NEW_PASSWORD: Final = "outra senha comprida"

SignOut = Callable[[Dependencies, dict[str, Any]], None]
Meanwhile = Callable[[str, SignOut], threading.Thread]


def log_out_everywhere(deps: Dependencies, session: dict[str, Any]) -> None:
    profile.logout_everywhere(deps, UUID(session["user"]["id"]))


def log_out(deps: Dependencies, session: dict[str, Any]) -> None:
    service.logout(deps, session["refresh_token"])


def change_the_password(deps: Dependencies, session: dict[str, Any]) -> None:
    elsewhere = Claims(UUID(session["user"]["id"]), uuid4())
    form = ChangePassword(current_password=ANA["password"], new_password=NEW_PASSWORD)
    profile.change_password(deps, elsewhere, form)


@pytest.fixture
def ana(api: Api) -> dict[str, Any]:
    session: dict[str, Any] = api.post("/auth/register", ANA).json
    return session


@pytest.fixture
def meanwhile(
    deps: Dependencies, clock: HeldClock, ana: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Meanwhile]:
    """Let another function sign out when this function reaches a step, and wait up to a second for it."""
    other = Dependencies(deps.settings, clock=clock)
    other.__dict__["token_signer"] = deps.token_signer

    def arrange(step: str, sign_out: SignOut) -> threading.Thread:
        thread = threading.Thread(target=sign_out, args=(other, ana))
        proceed = getattr(repository, step)

        def overtaken(*arguments: Any, **named: Any) -> Any:
            if thread.ident is None:
                thread.start()
                thread.join(timeout=1)
            return proceed(*arguments, **named)

        monkeypatch.setattr(repository, step, overtaken)
        return thread

    yield arrange
    other.db.close()


@pytest.mark.parametrize("sign_out", [log_out_everywhere, log_out, change_the_password])
def test_a_session_that_is_being_renewed_ends_too(
    sign_out: SignOut, api: Api, ana: dict[str, Any], meanwhile: Meanwhile
) -> None:
    other = meanwhile("add_refresh_token", sign_out)
    renewed = api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]})
    other.join()
    assert renewed.status == 200
    assert api.post("/auth/refresh", {"refresh_token": renewed.json["refresh_token"]}).status == 401


def test_a_renewal_during_the_detection_of_theft_ends_too(
    api: Api, ana: dict[str, Any], clock: HeldClock, meanwhile: Meanwhile
) -> None:
    newest = api.post("/auth/refresh", {"refresh_token": ana["refresh_token"]}).json["refresh_token"]
    clock.advance(seconds=11)

    def replay(deps: Dependencies, session: dict[str, Any]) -> None:
        with pytest.raises(Problem):
            service.refresh(deps, session["refresh_token"])

    other = meanwhile("add_refresh_token", replay)
    renewed = api.post("/auth/refresh", {"refresh_token": newest})
    other.join()
    assert renewed.status == 200
    assert api.post("/auth/refresh", {"refresh_token": renewed.json["refresh_token"]}).status == 401


@pytest.mark.parametrize("sign_out", [log_out_everywhere, change_the_password])
def test_a_login_under_way_ends_too(
    sign_out: SignOut, api: Api, ana: dict[str, Any], meanwhile: Meanwhile
) -> None:
    other = meanwhile("add_refresh_token", sign_out)
    session = api.post("/auth/login", {"email": ANA["email"], "password": ANA["password"]})
    other.join()
    assert session.status == 200
    assert api.post("/auth/refresh", {"refresh_token": session.json["refresh_token"]}).status == 401


def test_a_password_that_is_changed_while_it_is_looked_at_opens_nothing(
    api: Api, ana: dict[str, Any], meanwhile: Meanwhile
) -> None:
    other = meanwhile("record_login", change_the_password)
    answer = api.post("/auth/login", {"email": ANA["email"], "password": ANA["password"]})
    other.join()
    assert (answer.status, answer.code) == (401, "AUTH_INVALID_CREDENTIALS")
    assert api.post("/auth/login", {"email": ANA["email"], "password": NEW_PASSWORD}).status == 200
