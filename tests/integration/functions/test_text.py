"""Schemas refuse text that PostgreSQL cannot store, and name the field. It never causes an internal error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import uuid4

import pytest

from infra.openapi import DOCUMENT
from tests.support.api import Api

SPECIFICATION: Final[dict[str, Any]] = json.loads(DOCUMENT.read_text())
UNSTORABLE: Final = ("a\x00b", "a\ud800b")


def strings_of(schema: dict[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths in a body of this schema where a string can be."""
    if "$ref" in schema:
        schema = SPECIFICATION["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if schema.get("type") == "string":
        yield path
    for choice in schema.get("anyOf", []):
        yield from strings_of(choice, path)
    for name, part in schema.get("properties", {}).items():
        yield from strings_of(part, (*path, name))
    if "items" in schema:
        yield from strings_of(schema["items"], (*path, 0))


def places() -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    for path, operations in SPECIFICATION["paths"].items():
        for method, operation in operations.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body and path != "/payments/webhook":
                for found in strings_of(body["schema"]):
                    yield method.upper(), path, found


def body_with(place: tuple[str | int, ...], value: str) -> Any:
    """The smallest body with the value at its place."""
    body: Any = value
    for step in reversed(place):
        body = [body] if isinstance(step, int) else {step: body}
    return body


PLACES: Final = list(places())


def test_the_document_has_such_places() -> None:
    assert ("POST", "/auth/login", ("email",)) in PLACES
    assert ("PUT", "/users/consents", ("consents", 0, "version")) in PLACES


@pytest.mark.parametrize("value", UNSTORABLE, ids=["nul", "surrogate"])
@pytest.mark.parametrize(
    ("method", "path", "place"), PLACES, ids=[f"{m} {p} {'.'.join(map(str, at))}" for m, p, at in PLACES]
)
def test_text_that_cannot_be_stored_is_refused_with_its_field(
    method: str, path: str, place: tuple[str | int, ...], value: str, new_user: Callable[[], Api]
) -> None:
    answer = new_user().request(method, path.replace("{id}", str(uuid4())), body_with(place, value))
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
    assert ".".join(map(str, place)) in {error["field"] for error in answer.json["errors"]}


@pytest.mark.parametrize("value", UNSTORABLE, ids=["nul", "surrogate"])
def test_a_field_of_such_a_name_is_refused(value: str, api: Api) -> None:
    answer = api.post("/auth/login", {"email": "a@example.com", "password": "x", value: "x"})
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")


def test_a_form_follows_the_same_rule(api: Api) -> None:
    answer = api.post(
        "/auth/login",
        raw=b"email=a%00&password=x",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")


def test_a_search_follows_the_same_rule(new_user: Callable[[], Api]) -> None:
    answer = new_user().get("/cv/analyses", raw_query="q=a%00b")
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
