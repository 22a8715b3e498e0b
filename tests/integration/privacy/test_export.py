"""The export of a user's data is complete, accessible only to its owner, and expires."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import httpx
import pytest

from infra.local.emulators.clients import client
from recoloca.cvs import scan
from recoloca.cvs.uploads import object_key
from recoloca.privacy.repository.contents import TABLES
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import CV
from tests.support.everything import owned_tables, use_everything
from tests.support.outage import outage
from tests.support.person import Person
from tests.support.queues import Mailbox, Workers, deliver, message_of


@pytest.fixture
def ana(deps: Dependencies, api: Api, workers: Workers) -> Person:
    return use_everything(deps, api, "ana")


def download(person: Person) -> zipfile.ZipFile:
    shown = person.api.get(f"/users/export/{person.export_id}").json
    assert shown["status"] == "completed"
    answer = httpx.get(shown["url"])
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.content))


def rows(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read(f"data/{table}.json"))
    return found


def count(deps: Dependencies, table: str) -> int:
    query: Any = f"SELECT count(*) AS n FROM {table}"  # noqa: S608
    row = deps.db.fetch_one(query)
    return int(row["n"]) if row else 0


def test_the_archive_has_every_table_that_knows_its_owner(
    deps: Dependencies, ana: Person, workers: Workers
) -> None:
    assert set(owned_tables(deps)) == set(TABLES)
    counts = {table: count(deps, table) for table in TABLES}
    workers.run("privacy", "privacy_worker")
    archive = download(ana)
    assert {table: len(rows(archive, table)) for table in TABLES} == counts
    assert 0 not in counts.values()


def test_the_archive_has_the_files_as_they_were_sent(ana: Person, workers: Workers) -> None:
    workers.run("privacy", "privacy_worker")
    archive = download(ana)
    assert archive.read(f"files/{ana.analysis_id}/cv.txt") == CV
    assert archive.getinfo(f"files/{ana.analysis_id}/cv.txt").compress_type == zipfile.ZIP_STORED
    assert "Tudo o que a Recoloca.ai guarda" in archive.read("README.txt").decode()
    assert rows(archive, "users")[0]["email"] == ana.email
    (kept,) = (row for row in rows(archive, "cv_analyses") if row["id"] == str(ana.analysis_id))
    assert kept["content"].startswith("Ana Souza")


def test_the_archive_opens_no_account(deps: Dependencies, ana: Person, workers: Workers) -> None:
    workers.run("privacy", "privacy_worker")
    archive = download(ana)
    text = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("data/"))
    (kept,) = deps.db.fetch_all("SELECT password_hash FROM users")
    assert "argon2" in kept["password_hash"], "the secret that is looked for"
    assert ana.email in text
    for secret in (kept["password_hash"], "argon2", "token_hash", "#token=", "password_hash"):
        assert secret not in text


def test_the_export_has_no_data_of_other_users(
    deps: Dependencies, api: Api, ana: Person, workers: Workers
) -> None:
    bia = use_everything(deps, api, "bia")
    workers.run("privacy", "privacy_worker")
    archive = download(ana)
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    for word in (str(ana.user_id), ana.email, str(ana.analysis_id), ana.session_id):
        assert word in text
    for word in (str(bia.user_id), bia.email, str(bia.analysis_id), bia.session_id):
        assert word not in text


def test_the_owner_is_notified_once(ana: Person, workers: Workers, mailbox: Mailbox, at_once: None) -> None:
    (message,) = (each for each in workers.take("privacy") if "export_id" in message_of(each))
    for _ in range(2):
        assert deliver("privacy_worker", message) == []
    workers.run("notification", "notification_worker")
    subjects = [mail.subject for mail in mailbox.mails(ana.email)]
    assert subjects.count("Seus dados estão prontos") == 1


def test_while_one_is_made_asking_again_gives_that_one(ana: Person, workers: Workers) -> None:
    first = ana.api.post("/users/export")
    assert (first.status, first.json["id"], first.json["status"]) == (202, ana.export_id, "pending")
    workers.run("privacy", "privacy_worker")
    assert ana.api.post("/users/export").json["id"] != ana.export_id


def test_asking_on_and_on_is_refused(deps: Dependencies, api: Api, workers: Workers) -> None:
    person = Person(deps, api, "ana")
    answers = [person.api.post("/users/export") for _ in range(5)]
    assert [answer.status for answer in answers][:3] == [202] * 3
    assert answers[-1].code == "RATE_LIMIT_EXCEEDED"


def test_another_users_export_does_not_exist(deps: Dependencies, api: Api, ana: Person) -> None:
    bia = Person(deps, api, "bia")
    assert bia.api.get(f"/users/export/{ana.export_id}").code == "NOT_FOUND"


def test_the_archive_is_deleted_after_a_week(
    deps: Dependencies, ana: Person, workers: Workers, clock: HeldClock
) -> None:
    workers.run("privacy", "privacy_worker")
    claims = deps.token_verifier.verify(ana.api.token or "", clock())
    clock.advance(days=7)
    later = ana.api.as_user(deps.token_signer.sign(claims, clock()))
    shown = later.get(f"/users/export/{ana.export_id}").json
    assert (shown["status"], shown["url"]) == ("expired", None)


def test_an_export_that_cannot_be_made_says_so(deps: Dependencies, ana: Person, workers: Workers) -> None:
    (message,) = (each for each in workers.take("privacy") if "export_id" in message_of(each))
    with outage(deps, "uploads", "s3"):
        for count in ("1", "4"):
            message["attributes"]["ApproximateReceiveCount"] = count
            assert len(deliver("privacy_worker", message)) == 1
            expected = "processing" if count == "1" else "failed"
            row = deps.db.fetch_one("SELECT status FROM exports")
            assert row == {"status": expected}


def test_a_file_with_malware_is_left_out_with_a_note(
    deps: Dependencies, ana: Person, workers: Workers, emulator_url: str
) -> None:
    """In AWS the bucket refuses access to the file, so an archive with it could never be made."""
    failed = ana.failed_analysis_id
    client("s3", emulator_url).put_object_tagging(
        Bucket=deps.settings.upload_bucket,
        Key=object_key(ana.user_id, failed),
        Tagging={"TagSet": [{"Key": scan.TAG, "Value": "THREATS_FOUND"}]},
    )
    deps.settings = Settings({**deps.settings.environment, "MALWARE_SCAN": "required"})
    workers.run("privacy", "privacy_worker")
    archive = download(ana)
    (name,) = (name for name in archive.namelist() if name.startswith(f"files/{failed}/"))
    assert "antivírus encontrou uma ameaça" in archive.read(name).decode()


def test_a_file_name_cannot_lead_out_of_the_archive(
    deps: Dependencies, ana: Person, workers: Workers
) -> None:
    deps.db.execute("UPDATE cv_analyses SET file_name = %s", ("../../etc/passwd\n",))
    workers.run("privacy", "privacy_worker")
    names = download(ana).namelist()
    assert f"files/{ana.analysis_id}/_.._etc_passwd_" in names
    assert not [name for name in names if "/../" in name or name.startswith("/")]
