"""`recoloca users`: export and erasure for users who ask outside the app."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from infra.local.platform import LocalPlatform
from tests.integration.cli.conftest import PASSWORD, Person, Recoloca
from tests.support.cvs import CV


def test_all_data_of_a_user_is_exported_as_an_archive(
    recoloca: Recoloca, person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "archive.zip"
    found = recoloca("users", "export", person.email, "-o", file, "--json").json
    assert (found["status"], found["file"]) == ("completed", str(file))
    with zipfile.ZipFile(file) as archive:
        everything = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".json")
        )
    assert person.email in everything


def test_no_export_starts_when_its_file_cannot_be_written(
    recoloca: Recoloca, person: Person, tmp_path: Path
) -> None:
    ran = recoloca("users", "export", person.email, "-o", tmp_path / "nowhere" / "archive.zip")
    assert (ran.code, "There is no folder" in ran.err) == (1, True)
    ran = recoloca("users", "export", person.email, "--wait", 0)
    assert (ran.code, "is not finished after 0 s" in ran.err) == (1, True)
    assert recoloca("users", "export", person.email, "--json").json["url"].startswith("http")


def test_active_users_are_shown_without_names_and_addresses(recoloca: Recoloca, person: Person) -> None:
    def active(days: int) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = recoloca("users", "active", "--days", days, "--json").json
        return rows

    identifier = recoloca("users", "show", person.email, "--json").json["id"]
    assert identifier not in {row["id"] for row in active(30)}
    upload = {"file": ("cv.txt", CV, "text/plain")}
    assert person.http.post("/api/cv/upload", files=upload).status_code == 200
    (row,) = [row for row in active(1) if row["id"] == identifier]
    assert set(row) == {"id", "plan", "last_login", "analyses"}
    assert (row["plan"], row["analyses"]) == ("free", 1)
    assert identifier in recoloca("users", "active").out


def test_an_erased_account_no_longer_exists(recoloca: Recoloca, person: Person) -> None:
    assert recoloca("users", "show", person.email, "--json").json["email"] == person.email
    assert recoloca("users", "erase", person.email).code == 1, "nobody confirmed"
    assert recoloca("users", "show", person.email).code == 0
    assert "Erased" in recoloca("users", "erase", person.email, "--yes").out
    login = {"email": person.email, "password": PASSWORD}
    assert person.http.post("/api/auth/login", json=login).status_code == 401
    ran = recoloca("users", "show", person.email)
    assert ran.code == 1
    assert "Nobody" in ran.err


def test_access_to_a_users_data_is_logged_without_the_address(
    recoloca: Recoloca, person: Person, platform: LocalPlatform
) -> None:
    found = recoloca("users", "show", person.email, "--json").json
    (log,) = platform.folder.rglob("operator.log")
    entries = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    told = [entry for entry in entries if entry.get("user_id") == found["id"]]
    assert {entry["message"] for entry in told} == {"operator's subject"}
    (asked,) = [
        entry
        for entry in entries
        if entry.get("command") == "users.find" and entry["request_id"] == told[0]["request_id"]
    ]
    assert asked["message"] == "operator"
    assert person.email not in log.read_text()


def test_the_output_for_scripts_is_only_json(recoloca: Recoloca, person: Person) -> None:
    answer = json.loads(recoloca("users", "erase", person.email, "--yes", "--json").out)
    assert set(answer) == {"erased"}
