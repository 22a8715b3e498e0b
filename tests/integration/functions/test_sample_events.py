"""Every function understands its sample event, and every route refuses access to other users' data."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.local.emulators.clients import client
from infra.routes import FUNCTIONS
from infra.sample_events import MissingValueError, load, samples, slug_of
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.person import Person
from tests.support.stripe import fake_of

SAMPLES = samples()
QUIET = {"cv_analysis_worker.test_event"}
"""Messages of S3 that need no work."""
OWNED = [path for path in SAMPLES if path.parent.name == "api" and "_id}" in path.read_text()]


@dataclass
class Context:
    """The context object that Lambda gives to a function."""

    function_name: str
    aws_request_id: str = "sample"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:sa-east-1:000000000000:function:sample"

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


def invoke(slug: str, event: dict[str, Any]) -> Any:
    handler = importlib.import_module(f"functions.{slug}.handler").handler
    return handler(event, Context(slug))


def name_of(path: Path) -> str:
    return path.stem


def test_every_function_and_every_method_has_a_sample() -> None:
    sampled = {(slug_of(path), load_method(path)) for path in SAMPLES}
    wanted = {(row.slug, method) for row in FUNCTIONS for method in getattr(row, "methods", (None,))}
    assert wanted <= sampled
    assert {slug for slug, _ in sampled} == {slug for slug, _ in wanted}, "a sample of no function"


def load_method(path: Path) -> str | None:
    return path.read_text().partition('"method": "')[2].partition('"')[0] or None


def kept(deps: Dependencies, emulator_url: str) -> list[object]:
    """All data that a worker can change: rows, files and the objects at Stripe."""
    tables = deps.db.fetch_all(
        "SELECT table_name AS name FROM information_schema.tables "
        "WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"
    )
    queries: list[Any] = [f"SELECT t::text AS row FROM {table['name']} t ORDER BY 1" for table in tables]  # noqa: S608
    rows = [deps.db.fetch_all(query) for query in queries]
    files = client("s3", emulator_url).list_objects_v2(Bucket=deps.settings.upload_bucket)
    names = [item["Key"] for item in files.get("Contents", [])]
    return [rows, names, json.dumps(fake_of(deps).world.objects, sort_keys=True)]


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_the_function_understands_its_sample(
    sample: Path, deps: Dependencies, api: Api, emulator_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in deps.settings.environment.items():
        monkeypatch.setenv(name, value)
    person = Person(deps, api, "ana")
    event = load(sample, {**person.values(sample), "uploaded": str(person.uploaded_id)})
    before = kept(deps, emulator_url)
    answer = invoke(slug_of(sample), event)
    if sample.parent.name == "api":
        assert answer["statusCode"] < 300, answer["body"]
    elif sample.parent.name in {"sqs", "s3"}:
        assert answer == {"batchItemFailures": []}
        assert (kept(deps, emulator_url) != before) == (sample.stem not in QUIET)
    else:
        assert not {"error", "unavailable", "refused"} & (answer or {}).keys()


@pytest.mark.parametrize("sample", OWNED, ids=name_of)
def test_the_data_of_another_user_is_not_found(sample: Path, deps: Dependencies, api: Api) -> None:
    owner, stranger = Person(deps, api, "ana"), Person(deps, api, "bia")
    values = {**owner.values(sample), "access_token": stranger.session["access_token"]}
    answer = invoke(slug_of(sample), load(sample, values))
    assert answer["statusCode"] == 404, answer["body"]
    assert "NOT_FOUND" in answer["body"]


def test_a_sample_says_what_it_lacks() -> None:
    (sample,) = samples("cv_statistics")
    with pytest.raises(MissingValueError, match="access_token"):
        load(sample, {})
