"""`recoloca cv import`: every CV arrives, every failure is reported, and a second run continues."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.platform import LocalPlatform
from recoloca.cli.api import Api
from tests.integration.cli.conftest import PASSWORD, Person, Recoloca
from tests.support.between import BAD_GATEWAY, FIREWALL, GATEWAY, TIMED_OUT, Between, Refusal
from tests.support.cvs import CV


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two CVs, one of them in a subfolder, an invalid file, and a file of another kind."""
    cvs = tmp_path / "cvs"
    (cvs / "2026").mkdir(parents=True)
    (cvs / "ana.txt").write_bytes(CV)
    (cvs / "2026" / "bia.txt").write_bytes(CV.replace(b"Ana Souza", b"Bia Lima"))
    (cvs / "broken.pdf").write_bytes(b"MZ\x90\x00\x03" * 50)
    (cvs / "photo.jpg").write_bytes(b"\xff\xd8")
    return cvs


def account(person: Person) -> tuple[str, ...]:
    return ("--email", person.email, "--password", PASSWORD)


def test_a_folder_is_analysed_and_failures_are_listed(
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
    assert "2 of 3 analysed, 1 failed, 3 finished earlier" in again.out
    assert len(person.http.get("/api/cv/analyses").json()["items"]) == len(listed)


def test_an_interrupted_run_continues(recoloca: Recoloca, person: Person, folder: Path) -> None:
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


def test_a_cut_off_line_of_the_journal_is_ignored(recoloca: Recoloca, person: Person, folder: Path) -> None:
    (folder / "broken.pdf").unlink()
    (folder / "ana.txt").rename(folder / "ação.txt")
    assert recoloca("cv", "import", folder, *account(person)).code == 0
    journal = folder / ".recoloca-import.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    cut = next(line for line in lines if "ação".encode() in line).partition("ã".encode()[1:])[0]
    journal.write_bytes(b"".join(line for line in lines if b'"completed"' not in line) + cut)
    for earlier in (0, 2, 2):
        ran = recoloca("cv", "import", folder, *account(person), "--json")
        assert (ran.code, ran.json["completed"], ran.json["finished_earlier"]) == (0, 2, earlier)
    assert len(analyses(person)) == 2


@pytest.fixture
def edge(platform: LocalPlatform) -> Iterator[Between]:
    with Between(platform.url) as between:
        yield between


def keep_lines(folder: Path, wanted: Callable[[str], bool]) -> None:
    """As if the run had crashed before it wrote the other lines."""
    journal = folder / ".recoloca-import.jsonl"
    journal.write_text(
        "".join(line for line in journal.read_text().splitlines(keepends=True) if wanted(line))
    )


def analyses(person: Person) -> list[Any]:
    return list(person.http.get("/api/cv/analyses").json()["items"])


def test_the_import_waits_for_the_firewall_and_the_gateway(
    recoloca: Recoloca, person: Person, folder: Path, edge: Between
) -> None:
    (folder / "broken.pdf").unlink()
    edge.refuse("POST /api/cv/upload", FIREWALL, GATEWAY, BAD_GATEWAY)
    edge.refuse("GET /api/cv/analysis/", FIREWALL, TIMED_OUT, BAD_GATEWAY)
    ran = recoloca("cv", "import", folder, *account(person), "--url", edge.url, "--json")
    assert (ran.code, ran.json["completed"], ran.json["failed"]) == (0, 2, [])
    assert not any(edge.refusals.values())
    assert len(analyses(person)) == 2


@pytest.mark.parametrize("refusal", [FIREWALL, GATEWAY, TIMED_OUT], ids=["WAF", "API Gateway", "CloudFront"])
@pytest.mark.parametrize("request_", ["POST /api/cv/upload", "GET /api/cv/analysis/"])
def test_a_long_throttle_stops_the_run_and_the_next_one_continues(
    recoloca: Recoloca,
    person: Person,
    folder: Path,
    edge: Between,
    monkeypatch: pytest.MonkeyPatch,
    refusal: Refusal,
    request_: str,
) -> None:
    (folder / "broken.pdf").unlink()
    monkeypatch.setattr(Api, "patience", 0)
    edge.refuse(request_, refusal, for_ever=True)
    command = ("cv", "import", folder, *account(person), "--url", edge.url, "--concurrency", 1, "--json")
    ran = recoloca(*command)
    assert (ran.code, ran.json["failed"], ran.json["not_reached"]) == (1, [], 2)
    assert str(refusal.status) in ran.json["stopped"]
    edge.for_ever.clear()
    ran = recoloca(*command)
    assert (ran.code, ran.json["completed"], ran.json["finished_earlier"]) == (0, 2, 0)
    assert len(analyses(person)) == 2


def test_an_expired_login_is_renewed_during_the_run(
    recoloca: Recoloca, person: Person, folder: Path, edge: Between
) -> None:
    (folder / "broken.pdf").unlink()
    edge.refuse("GET /api/cv/analysis/", Refusal(401, '{"code":"AUTH_TOKEN_EXPIRED"}'))
    ran = recoloca("cv", "import", folder, *account(person), "--url", edge.url, "--json")
    assert (ran.code, ran.json["completed"]) == (0, 2)
    assert edge.asked.count("POST /api/auth/login") == 2


def test_a_retry_makes_a_new_analysis_only_after_the_platform_gave_up(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    recoloca("cv", "import", folder, *account(person))
    before = {each["file_name"]: each["id"] for each in analyses(person)}
    journal = folder / ".recoloca-import.jsonl"
    journal.write_text(journal.read_text().replace('"completed"', '"failed"'))
    ran = recoloca("cv", "import", folder, *account(person), "--retry-failed", "--json")
    assert {Path(each["file"]).name: each["analysis_id"] for each in ran.json["results"]} == {
        name: before[name] for name in ("ana.txt", "bia.txt")
    }
    tries = [each["id"] for each in analyses(person) if each["file_name"] == "broken.pdf"]
    assert len(tries) == 2
    assert len(analyses(person)) == 4


def test_a_deleted_analysis_is_made_again_on_request(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    (folder / "broken.pdf").unlink()
    (folder / "2026" / "bia.txt").unlink()
    (made,) = recoloca("cv", "import", folder, *account(person), "--json").json["results"]
    assert person.http.delete(f"/api/cv/analysis/{made['analysis_id']}").status_code == 204
    keep_lines(folder, lambda line: '"completed"' not in line)
    (lost,) = recoloca("cv", "import", folder, *account(person), "--json").json["failed"]
    assert (lost["state"], lost["code"]) == ("failed", "NOT_FOUND")
    ran = recoloca("cv", "import", folder, *account(person), "--retry-failed", "--json")
    assert (ran.code, ran.json["completed"]) == (0, 1)


def test_files_with_the_same_content_are_one_analysis(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    (folder / "broken.pdf").unlink()
    for name in ("ana (1).txt", "ana (2).txt", "2026/ana.txt"):
        (folder / name).write_bytes(CV)
    ran = recoloca("cv", "import", folder, *account(person), "--concurrency", 5, "--json")
    assert (ran.code, ran.json["completed"], ran.json["copies"]) == (0, 5, 3)
    of_ana = [each for each in ran.json["results"] if "ana" in each["file"]]
    assert len({each["file"] for each in of_ana}) == 4
    assert len({each["analysis_id"] for each in of_ana}) == 1
    assert len(analyses(person)) == 2
    assert "3 duplicates" in recoloca("cv", "import", folder, *account(person)).out


def test_a_renamed_file_continues_its_upload(recoloca: Recoloca, person: Person, folder: Path) -> None:
    (folder / "broken.pdf").unlink()
    recoloca("cv", "import", folder, *account(person))
    keep_lines(folder, lambda line: '"uploading"' in line)
    (folder / "ana.txt").rename(folder / "Ana Souza.txt")
    ran = recoloca("cv", "import", folder, *account(person), "--json")
    assert (ran.code, ran.json["completed"]) == (0, 2)
    assert "Ana Souza.txt" in {each["file"] for each in ran.json["results"]}
    assert len(analyses(person)) == 2


def test_the_journal_of_one_account_does_not_count_for_another(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    (folder / "broken.pdf").unlink()
    (folder / "2026" / "bia.txt").unlink()
    assert recoloca("cv", "import", folder, *account(person)).code == 0
    (folder / "ana.txt").write_bytes(CV.replace(b"38%", b"39%"))
    assert recoloca("cv", "import", folder, *account(person)).code == 0
    form = {"name": "Caio", "email": f"caio-{person.email}", "password": PASSWORD}
    assert person.http.post("/api/auth/register", json=form).status_code == 201
    other = ("--email", form["email"], "--password", PASSWORD)
    ran = recoloca("cv", "import", folder, *other, "--json").json
    assert (ran["completed"], ran["finished_earlier"]) == (1, 0)
    lines = (folder / ".recoloca-import.jsonl").read_text().splitlines()
    wheres = {json.loads(line)["where"] for line in lines}
    assert wheres == {f"{person.email} on local", f"{form['email']} on local"}


def test_a_journal_that_cannot_be_written_is_said_at_once(recoloca: Recoloca, folder: Path) -> None:
    ran = recoloca("cv", "import", folder, "--journal", folder / "nowhere" / "journal")
    assert ran.code == 1
    assert "There is no folder" in ran.err


def test_a_used_up_quota_stops_the_run_and_counts_the_rest(
    recoloca: Recoloca, person: Person, folder: Path
) -> None:
    (folder / "broken.pdf").unlink()
    for number in range(4):
        (folder / f"more{number}.txt").write_bytes(CV.replace(b"38%", b"4%d%%" % number))
    ran = recoloca("cv", "import", folder, *account(person), "--concurrency", 2, "--json")
    assert ran.code == 1
    assert (ran.json["completed"], ran.json["not_reached"]) == (3, 3)
    assert "3 de 3" in ran.json["stopped"]


def test_an_empty_folder_is_reported(recoloca: Recoloca, tmp_path: Path) -> None:
    ran = recoloca("cv", "import", tmp_path)
    assert ran.code == 1
    assert "no PDF, DOCX or TXT" in ran.err


def test_an_unreachable_platform_loses_no_progress(recoloca: Recoloca, folder: Path) -> None:
    ran = recoloca("cv", "import", folder, "--url", "http://127.0.0.1:1")
    assert ran.code == 1
    assert "127.0.0.1:1" in ran.err
