"""The functions accept exactly the requests that the published API document allows, and answer as documented."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest
import redis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from infra.openapi import DOCUMENT
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api, ApiResponse
from tests.support.person import Person

schema = schemathesis.openapi.from_dict(json.loads(DOCUMENT.read_text()))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def person(deps: Dependencies, api: Api) -> Person:
    return Person(deps, api, "ana")


@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_any_request_is_answered_as_the_document_says(
    case: schemathesis.Case[Any], person: Person, redis_url: str
) -> None:
    with redis.Redis.from_url(redis_url) as limits:
        limits.flushall()
    request = requests.Request(**case.as_transport_kwargs(base_url="http://api.localhost")).prepare()
    answer = call(person.api, request)
    checked = httpx.Response(
        answer.status,
        headers=dict(answer.headers),
        content=answer.body.encode(),
        request=httpx.Request(request.method or "", request.url or ""),
    )
    checked.elapsed = timedelta(0)
    case.validate_response(checked, checks=CHECKS)


def call(api: Api, request: requests.PreparedRequest) -> ApiResponse:
    parts = urlsplit(request.url or "")
    body: Any = request.body or b""
    headers = {name.lower(): str(value) for name, value in request.headers.items() if name != "Authorization"}
    try:
        return api.request(
            request.method or "",
            unquote(parts.path),
            raw=body.encode() if isinstance(body, str) else body,
            headers=headers,
            raw_query=parts.query,
        )
    except LookupError:
        assume(condition=False)  # API Gateway itself answers 404 for a path without a route
        raise
