"""`recoloca cv import`: every CV arrives, every failure is told, and a second run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.cvs import CV
from tests.integration.operator.conftest import PASSWORD, Person, Recoloca


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two CVs, one of them below, a file that is none, and one of another kind."""
    cvs = tmp_path / "cvs"
    (cvs / "2026").mkdir(parents=True)
    (cvs / "ana.txt").write_bytes(CV)
    (cvs / "2026" / "bia.txt").write_bytes(CV.replace(b"Ana Souza", b"Bia Lima"))
    (cvs / "broken.pdf").write_bytes(b"MZ\x90\x00\x03" * 50)
    (cvs / "photo.jpg").write_bytes(b"\xff\xd8")
    return cvs


def account(person: Person) -> tuple[str, ...]:
    return ("--email", person.email, "--password", PASSWORD)


def test_a_folder_is_analysed_and_what_failed_is_named(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    ran = recoloca("cv", "import", folder, *account(person), "--json")
    made = ran.json
    assert ran.code == 1
    assert (made["total"], made["completed"], made["not_reached"]) == (3, 2, 0)
    assert [(each["file"], bool(each["message"])) for each in made["failed"]] == [("broken.pdf", True)]
    assert {each["file"] for each in made["results"]} == {"ana.txt", "2026/bia.txt"}
    assert all(0 < each["score"] <= 100 for each in made["results"])
    listed = person.http.get("/api/cv/analyses").json()["items"]
    assert len([each for each in listed if each["status"] == "completed"]) == 2
    again = recoloca("cv", "import", folder, *account(person))
    assert "2 of 3 analysed, 1 failed, 3 known from before" in again.out
    assert len(person.http.get("/api/cv/analyses").json()["items"]) == len(listed)


def test_an_interrupted_run_is_taken_up_where_it_was(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    (folder / "broken.pdf").unlink()
    assert recoloca("cv", "import", folder, *account(person)).code == 0
    journal = folder / ".recoloca-import.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    uploaded = [line for line in lines if '"uploaded"' in line]
    assert len(uploaded) == 2
    journal.write_text("".join(line for line in lines if '"completed"' not in line) + uploaded[0][:40])
    ran = recoloca("cv", "import", folder, *account(person), "--json")
    assert (ran.code, ran.json["completed"], ran.json["finished_earlier"]) == (0, 2, 0)
    assert len(person.http.get("/api/cv/analyses").json()["items"]) == 2


def test_a_used_up_quota_stops_the_run_and_says_what_was_not_reached(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    (folder / "broken.pdf").unlink()
    for number in range(4):
        (folder / f"more{number}.txt").write_bytes(CV.replace(b"38%", b"4%d%%" % number))
    ran = recoloca("cv", "import", folder, *account(person), "--concurrency", 2, "--json")
    assert ran.code == 1
    assert (ran.json["completed"], ran.json["not_reached"]) == (3, 3)
    assert "3 unidades" in ran.json["stopped"]


def test_an_empty_folder_is_said_to_be_empty(recoloca: Recoloca, tmp_path: Path) -> None:
    ran = recoloca("cv", "import", tmp_path)
    assert ran.code == 1
    assert "no PDF, DOCX or TXT" in ran.err


def test_without_the_platform_nothing_is_lost(recoloca: Recoloca, folder: Path) -> None:
    ran = recoloca("cv", "import", folder, "--url", "http://127.0.0.1:1")
    assert ran.code == 1
    assert "127.0.0.1:1" in ran.err
