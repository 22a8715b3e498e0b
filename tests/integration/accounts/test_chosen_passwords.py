"""Common passwords are refused everywhere a person chooses one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api, ApiResponse
from tests.support.mail_links import create_link
from tests.support.person import Person

ANA = {"name": "Ana Souza", "email": "ana.souza@example.com"}
Choose = Callable[[str], ApiResponse]


@pytest.fixture(params=["register", "reset", "change"])
def choose(request: pytest.FixtureRequest, deps: Dependencies, api: Api) -> tuple[str, Choose]:
    """The field of a chosen password, and a call that chooses one."""
    if request.param == "register":
        return "password", lambda password: api.post("/auth/register", {**ANA, "password": password})
    person = Person(deps, api, "ana")
    deps.db.execute("UPDATE users SET email = %s", (ANA["email"],))
    deps.db.execute("UPDATE profiles SET name = %s", (ANA["name"],))
    if request.param == "reset":
        link = create_link(deps, person.user_id, "reset_password")
        token = link.partition("#token=")[2]
        return "password", lambda password: api.post(
            "/auth/reset-password", {"token": token, "password": password}
        )
    return "new_password", lambda password: person.api.post(
        "/auth/change-password", {"current_password": "uma senha comprida", "new_password": password}
    )


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("12345678", "password_common"),
        ("Corinthians1910", "password_common"),
        ("ana.souza@example.com", "password_personal"),
        ("Recoloca2026!", "password_personal"),
    ],
)
def test_a_guessable_password_is_refused_by_name(
    choose: tuple[str, Choose], password: str, code: str
) -> None:
    field, call = choose
    answer = call(password)
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
    (error,) = answer.json["errors"]
    assert (error["field"], error["code"]) == (field, code)
    assert password not in answer.body
    assert call("cavalo bateria grampo").status in {201, 204}, "and the next one is taken"
