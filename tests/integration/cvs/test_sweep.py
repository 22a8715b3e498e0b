"""A scheduled task processes analyses that no worker processes any more."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from recoloca.adapters.aws import AwsRefusedError, AwsResponse
from recoloca.cvs.uploads import object_key, s3_event
from recoloca.cvs.worker import handle_message
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import CV, multipart
from tests.support.queues import Workers, run_task

FORM = {"file_name": "cv.txt", "content_type": "text/plain", "size": len(CV)}
NOTHING = {"requeued": 0, "expired": 0, "failed": 0}


class Caller:
    """A user whose token is always fresh."""

    def __init__(self, api: Api, deps: Dependencies) -> None:
        self._api = api
        self._deps = deps
        self._claims = deps.token_verifier.verify(api.token or "", deps.clock())

    @property
    def api(self) -> Api:
        return self._api.as_user(self._deps.token_signer.sign(self._claims, self._deps.clock()))

    @property
    def user_id(self) -> UUID:
        return self._claims.user_id

    def status(self, analysis_id: UUID) -> str:
        return str(self.api.get(f"/cv/analysis/{analysis_id}").json["status"])

    def used(self) -> int:
        row = self._deps.db.fetch_one("SELECT used FROM quota_usage")
        return int(row["used"]) if row else 0


@pytest.fixture
def ana(workers: Workers, new_user: Callable[[], Api], deps: Dependencies) -> Caller:
    return Caller(new_user(), deps)


def asked(ana: Caller) -> UUID:
    """An analysis whose file has not arrived."""
    return UUID(ana.api.post("/cv/upload", FORM).json["analysis_id"])


def posted(ana: Caller, deps: Dependencies) -> UUID:
    """An analysis whose file is in the bucket, but whose event was lost."""
    identifier = asked(ana)
    deps.uploads.put(object_key(ana.user_id, identifier), CV, "text/plain")
    return identifier


def test_an_upload_whose_event_was_lost_is_analysed(
    ana: Caller, deps: Dependencies, workers: Workers, clock: HeldClock
) -> None:
    identifier = posted(ana, deps)
    assert run_task("cv_uploads_sweep") == NOTHING, "it may still come by itself"
    clock.advance(minutes=16)
    assert run_task("cv_uploads_sweep") == {**NOTHING, "requeued": 1}
    assert run_task("cv_uploads_sweep") == NOTHING, "the new message has its time too"
    assert workers.run("analysis", "cv_analysis_worker") == 1
    assert ana.status(identifier) == "completed"
    clock.advance(minutes=16)
    assert run_task("cv_uploads_sweep") == NOTHING


def test_an_upload_without_a_file_releases_its_quota(
    ana: Caller, deps: Dependencies, workers: Workers, clock: HeldClock
) -> None:
    identifier = asked(ana)
    assert ana.used() == 1
    clock.advance(minutes=59)
    assert run_task("cv_uploads_sweep") == NOTHING
    clock.advance(minutes=2)
    assert run_task("cv_uploads_sweep") == {**NOTHING, "expired": 1}
    shown = ana.api.get(f"/cv/analysis/{identifier}").json
    assert (shown["status"], shown["error"]["code"]) == ("failed", "UPLOAD_EXPIRED")
    assert ana.used() == 0
    assert run_task("cv_uploads_sweep") == NOTHING
    assert ana.used() == 0


def test_a_file_that_arrived_at_the_last_moment_is_analysed(
    ana: Caller, deps: Dependencies, workers: Workers, clock: HeldClock
) -> None:
    identifier = asked(ana)
    clock.advance(hours=2)
    deps.uploads.put(object_key(ana.user_id, identifier), CV, "text/plain")
    assert run_task("cv_uploads_sweep") == {**NOTHING, "requeued": 1}
    workers.run("analysis", "cv_analysis_worker")
    assert ana.status(identifier) == "completed"
    assert ana.used() == 1


def test_an_unreadable_file_does_not_delay_other_files(
    ana: Caller, deps: Dependencies, workers: Workers, clock: HeldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bucket refuses access to a file with malware. The worker then fails and deletes the file."""
    theirs, fine = posted(ana, deps), posted(ana, deps)
    s3 = deps.uploads._s3
    answered = s3.call

    def refusing(method: str, path: str, **rest: Any) -> AwsResponse:
        if method == "HEAD" and str(theirs) in path:
            raise AwsRefusedError("403", "")
        return answered(method, path, **rest)

    clock.advance(minutes=16)
    with monkeypatch.context() as threat:
        threat.setattr(s3, "call", refusing)
        assert run_task("cv_uploads_sweep") == {**NOTHING, "requeued": 2}
    workers.run("analysis", "cv_analysis_worker")
    assert ana.status(fine) == "completed"


def test_a_lost_message_is_sent_again_a_limited_number_of_times(
    ana: Caller, deps: Dependencies, workers: Workers, clock: HeldClock
) -> None:
    identifier = UUID(ana.api.post("/cv/upload", **multipart(CV)).json["analysis_id"])
    body = json.dumps(s3_event(object_key(ana.user_id, identifier)))

    class Killed(BaseException):
        """Simulates a process that ends without running any code of ours."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    for attempt in range(1, 5):
        with pytest.raises(Killed):
            handle_message(deps, body, receive_count=1, seconds_left=8, analyze=killed)  # type: ignore[arg-type]
        clock.advance(minutes=16)
        swept = run_task("cv_uploads_sweep")
        assert swept == {**NOTHING, "requeued" if attempt < 4 else "failed": 1}
    shown = ana.api.get(f"/cv/analysis/{identifier}").json
    assert (shown["status"], shown["error"]["code"]) == ("failed", "ANALYSIS_FAILED")
    assert ana.used() == 0
    kinds = [item["kind"] for item in ana.api.get("/notifications").json["items"]]
    assert kinds == ["analysis_failed", "welcome"]
