"""The use of an upload permission: one file, one unit of quota, no replacement of a finished file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from infra.local.emulators.clients import client
from recoloca.cvs.uploads import s3_event
from recoloca.cvs.worker import handle_message
from recoloca.engine.analysis.engine import analyze
from recoloca.runtime.dependencies import Dependencies
from tests.integration.conftest import BUCKET
from tests.support.api import Api
from tests.support.cvs import CV
from tests.support.queues import Workers

FORM = {"file_name": "cv.txt", "content_type": "text/plain", "size": 1}
OTHER = CV.replace(b"Ana Souza", b"Bia Lima")


class Permission:
    """A presigned POST for one analysis, and the worker that the event of S3 starts."""

    def __init__(self, api: Api, deps: Dependencies) -> None:
        created = api.post("/cv/upload", FORM).json
        self.id = UUID(created["analysis_id"])
        self.api, self.deps, self._upload = api, deps, created["upload"]

    @property
    def key(self) -> str:
        return str(self._upload["fields"]["key"])

    def post(self, body: bytes) -> int:
        """Post a file and return S3's status."""
        sent = httpx.post(self._upload["url"], data=self._upload["fields"], files={"file": ("cv.txt", body)})
        return sent.status_code

    def analyse(self, body: bytes, analyze: Callable[..., Any] = analyze) -> None:
        assert self.post(body) in {200, 204}
        message = json.dumps(s3_event(self.key))
        handle_message(self.deps, message, receive_count=4, seconds_left=8, analyze=analyze)

    def fail(self) -> None:
        """Let an attempt fail for a reason on our side, which releases the quota."""

        def broken(*_: object, **__: object) -> Any:
            raise RuntimeError("a bug of ours")

        with pytest.raises(RuntimeError):
            self.analyse(CV, broken)

    @property
    def shown(self) -> Any:
        return self.api.get(f"/cv/analysis/{self.id}").json

    @property
    def stored(self) -> bytes:
        row = self.deps.db.fetch_one("SELECT object_key FROM cv_analyses WHERE id = %s", (self.id,))
        assert row is not None
        return self.deps.uploads.get(row["object_key"])


def used(deps: Dependencies) -> int:
    row = deps.db.fetch_one("SELECT used FROM quota_usage WHERE kind = 'cv_analyses'")
    return int(row["used"]) if row else 0


@pytest.fixture
def ana(workers: Workers, new_user: Callable[[], Api]) -> Api:
    return new_user()


def test_a_file_posted_after_a_failure_reserves_quota_again(ana: Api, deps: Dependencies) -> None:
    permission = Permission(ana, deps)
    permission.fail()
    assert used(deps) == 0
    permission.analyse(CV)
    assert permission.shown["status"] == "completed"
    assert used(deps) == 1


def test_a_failed_analysis_stays_failed_when_the_quota_is_used_up(ana: Api, deps: Dependencies) -> None:
    permission = Permission(ana, deps)
    permission.fail()
    for _ in range(3):
        Permission(ana, deps).analyse(CV)
    permission.analyse(CV)
    assert permission.shown["status"] == "failed"
    assert used(deps) == 3


def test_a_reopened_analysis_that_fails_releases_one_unit(ana: Api, deps: Dependencies) -> None:
    permission = Permission(ana, deps)
    permission.fail()
    permission.fail()
    assert used(deps) == 0
    assert ana.post(f"/cv/analysis/{permission.id}/retry").status == 202
    assert used(deps) == 1
    permission.fail()
    assert used(deps) == 0


def test_a_finished_analysis_keeps_its_file(ana: Api, deps: Dependencies, workers: Workers) -> None:
    permission = Permission(ana, deps)
    permission.analyse(CV)
    permission.analyse(OTHER)
    assert permission.stored == CV
    assert not deps.uploads.exists(permission.key), "the second file goes"
    assert permission.shown["result"]["profile"]["name"] == "Ana Souza"


def test_a_posted_file_is_deleted_after_its_analysis_has_finished(
    ana: Api, deps: Dependencies, workers: Workers
) -> None:
    permission = Permission(ana, deps)
    permission.analyse(CV)
    workers.run("privacy", "privacy_worker")
    assert not deps.uploads.exists(permission.key)
    assert permission.stored == CV


def test_a_late_attempt_does_not_replace_the_file(
    ana: Api, deps: Dependencies, workers: Workers, emulator_url: str
) -> None:
    permission = Permission(ana, deps)

    def overtaken(data: bytes, **options: Any) -> Any:
        deps.db.execute("UPDATE cv_analyses SET lease_until = created_at")
        permission.analyse(OTHER)
        return analyze(data, **options)

    permission.analyse(CV, overtaken)
    workers.run("privacy", "privacy_worker")
    assert permission.stored == OTHER
    kept = client("s3", emulator_url).list_objects_v2(
        Bucket=BUCKET, Prefix=f"cvs/{permission.key.split('/')[1]}/"
    )
    assert kept["KeyCount"] == 1


def test_the_size_shown_is_the_size_of_the_stored_file(ana: Api, deps: Dependencies) -> None:
    permission = Permission(ana, deps)
    assert permission.shown["size"] == 1
    permission.analyse(CV)
    assert permission.shown["size"] == len(CV)
