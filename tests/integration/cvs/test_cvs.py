"""Uploading CVs, reading and deleting their analyses, through the functions' own handlers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from infra.local.emulators.clients import client
from recoloca.adapters.postgres import Database
from recoloca.cvs import repository, service
from recoloca.runtime.dependencies import Dependencies
from tests.integration.conftest import BUCKET
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import analysed, multipart
from tests.support.outage import outage

UPLOAD: dict[str, Any] = {
    "file_name": "Currículo da Ana.pdf",
    "content_type": "application/pdf",
    "size": 1000,
}


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


def post_file(upload: dict[str, Any], body: bytes) -> int:
    answer = httpx.post(upload["url"], data=upload["fields"], files={"file": ("cv.pdf", body)})
    return answer.status_code


def test_a_presigned_post_accepts_only_the_announced_file(ana: Api, emulator_url: str) -> None:
    answer = ana.post("/cv/upload", UPLOAD)
    assert answer.status == 200
    assert answer.json["status"] == "awaiting_upload"
    upload = answer.json["upload"]
    assert "Ana" not in upload["fields"]["key"]
    assert post_file(upload, b"%PDF-1.4") in {200, 204}
    stored = client("s3", emulator_url).get_object(Bucket=BUCKET, Key=upload["fields"]["key"])
    assert stored["Body"].read() == b"%PDF-1.4"
    assert post_file({**upload, "fields": {**upload["fields"], "key": "uploads/else"}}, b"x") == 403


def test_an_analysis_waits_for_its_file(ana: Api) -> None:
    created = ana.post("/cv/upload", UPLOAD).json
    shown = ana.get(f"/cv/analysis/{created['analysis_id']}").json
    assert shown["status"] == "awaiting_upload"
    assert shown["progress"] == {"stage": "queued", "percent": 0}
    assert shown["file_name"] == "Currículo da Ana.pdf"
    assert shown["result"] is None


def test_the_load_tests_multipart_upload_reaches_the_bucket(
    ana: Api, emulator_url: str, deps: Dependencies
) -> None:
    answer = ana.post("/cv/upload", **multipart(b"Ana Souza\nana@example.com"))
    assert answer.status == 200
    assert answer.json["status"] == "pending"
    row = deps.db.fetch_one("SELECT object_key FROM cv_analyses")
    assert row is not None
    stored = client("s3", emulator_url).get_object(Bucket=BUCKET, Key=row["object_key"])
    assert stored["Body"].read() == b"Ana Souza\nana@example.com"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"size": 10 * 1024 * 1024 + 1}, 413, "FILE_TOO_LARGE"),
        ({"size": 0}, 422, "FILE_EMPTY"),
        ({"file_name": "virus.exe", "content_type": "application/x-msdownload"}, 415, "FILE_TYPE_INVALID"),
        ({"size": "big"}, 422, "VALIDATION_ERROR"),
        ({"extra": 1}, 422, "VALIDATION_ERROR"),
    ],
)
def test_an_unsupported_file_is_refused_at_once(
    ana: Api, change: dict[str, Any], status: int, code: str
) -> None:
    answer = ana.post("/cv/upload", {**UPLOAD, **change})
    assert (answer.status, answer.code) == (status, code)


def test_broken_requests_get_a_clear_answer(ana: Api) -> None:
    assert ana.post("/cv/upload", raw=b"{").code == "REQUEST_MALFORMED"
    assert (
        ana.post("/cv/upload", raw=b"x", headers={"content-type": "text/plain"}).code
        == "UNSUPPORTED_MEDIA_TYPE"
    )
    no_file = httpx.Request("POST", "http://x", files={"other": ("a", b"b")})
    answer = ana.post(
        "/cv/upload", raw=no_file.read(), headers={"content-type": no_file.headers["content-type"]}
    )
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "file")
    large = ana.post("/cv/upload", **multipart(b"x" * (4 * 1024 * 1024 + 1)))
    assert (large.status, large.code, large.json["limit_mb"]) == (413, "FILE_TOO_LARGE", 4)


def test_the_free_plan_has_three_analyses_a_month(ana: Api, clock: HeldClock, deps: Dependencies) -> None:
    for _ in range(3):
        assert ana.post("/cv/upload", UPLOAD).status == 200
    answer = ana.post("/cv/upload", UPLOAD)
    assert (answer.status, answer.code) == (429, "QUOTA_EXCEEDED")
    assert answer.json["left"] == 0
    assert answer.json["renews_at"] == "2026-12-01T03:00:00Z"
    clock.advance(days=7)
    claims_later = deps.token_signer.sign(
        deps.token_verifier.verify(ana.token or "", _before(clock)), clock()
    )
    assert ana.as_user(claims_later).post("/cv/upload", UPLOAD).status == 200


def _before(clock: HeldClock) -> Any:
    return clock.now.replace(month=11, day=24)


def test_deleting_an_upload_without_a_file_releases_the_quota(ana: Api) -> None:
    created = [ana.post("/cv/upload", UPLOAD).json["analysis_id"] for _ in range(3)]
    assert ana.delete(f"/cv/analysis/{created[0]}").status == 204
    assert ana.get(f"/cv/analysis/{created[0]}").status == 404
    assert ana.post("/cv/upload", UPLOAD).status == 200


def test_history_pages_newest_first(ana: Api, deps: Dependencies, clock: HeldClock) -> None:
    deps.db.execute("UPDATE users SET plan = 'premium'")
    made = []
    for _ in range(5):
        clock.advance(seconds=1)
        made.append(ana.post("/cv/upload", UPLOAD).json["analysis_id"])
    first = ana.get("/cv/analyses", query={"limit": 2}).json
    second = ana.get("/cv/analyses", query={"limit": 2, "cursor": first["next_cursor"]}).json
    third = ana.get("/cv/analyses", query={"limit": 2, "cursor": second["next_cursor"]}).json
    shown = [item["id"] for page in (first, second, third) for item in page["items"]]
    assert shown == made[::-1]
    assert third["next_cursor"] is None
    assert ana.get("/cv/analyses", query={"cursor": "nonsense"}).status == 422
    assert ana.get("/cv/analyses", query={"status": "completed"}).json["items"] == []


def test_another_users_analysis_does_not_exist(new_user: Callable[[], Api]) -> None:
    ana, bia = new_user(), new_user()
    identifier = ana.post("/cv/upload", UPLOAD).json["analysis_id"]
    for call in (bia.get, bia.delete):
        answer = call(f"/cv/analysis/{identifier}")
        assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert bia.get("/cv/analyses").json["items"] == []
    assert ana.get(f"/cv/analysis/{identifier}").status == 200


def test_an_outage_of_the_storage_uses_no_quota(ana: Api, deps: Dependencies) -> None:
    with outage(deps, "uploads", "s3"):
        answer = ana.post("/cv/upload", **multipart(b"Ana"))
    assert (answer.status, answer.code) == (503, "SERVICE_UNAVAILABLE")
    (shown,) = ana.get("/cv/analyses").json["items"]
    assert (shown["status"], shown["error"]["code"]) == ("failed", "UPLOAD_FAILED")
    row = deps.db.fetch_one("SELECT used FROM quota_usage")
    assert row is not None
    assert row["used"] == 0


def test_a_finished_analysis_comes_from_the_cache_and_the_metrics_say_so(
    ana: Api, deps: Dependencies, capsys: pytest.CaptureFixture[str]
) -> None:
    identifier = analysed(ana, deps)
    ana.get(f"/cv/analysis/{identifier}")
    capsys.readouterr()
    before = deps.db.statements
    ana.get(f"/cv/analysis/{identifier}")
    assert deps.db.statements == before
    assert '"CacheHit":[1.0]' in capsys.readouterr().out


def test_an_analysis_deleted_during_a_read_leaves_the_cache(
    ana: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    identifier = analysed(ana, deps)
    find = repository.find

    def overtaken(db: Database, user_id: UUID, analysis_id: UUID) -> repository.AnalysisRow | None:
        row = find(db, user_id, analysis_id)
        service.delete(deps, user_id, analysis_id)
        return row

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(repository, "find", overtaken)
        assert ana.get(f"/cv/analysis/{identifier}").status == 200
    assert ana.get(f"/cv/analysis/{identifier}").status == 404
