"""Every command with `--stage prod`: with the names that the stacks set and the operator's own credentials.

The emulator has the queues under those names. The functions are the platform's real ones; only their names are
translated on the way.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.emulators.clients import aws_environment, client
from infra.local.platform import LocalPlatform
from infra.routes import WORKERS
from tests.integration.cli.conftest import PASSWORD, Person, Ran, run
from tests.support.between import Between
from tests.support.cvs import CV

QUEUES = sorted({worker.queue for worker in WORKERS})


@pytest.fixture
def lambdas(platform: LocalPlatform) -> Iterator[Between]:
    def translated(path: str) -> str:
        """On the local platform a function has one version and no alias."""
        return re.sub(r"/functions/recoloca-prod-(\w+)[^/]*/", r"/functions/recoloca-local-\1/", path)

    with Between(platform.runner_url, translated) as between:
        yield between
    assert all("/functions/recoloca-prod-" in asked for asked in between.asked)


@pytest.fixture(autouse=True)
def signed_in(
    platform: LocalPlatform, lambdas: Between, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """No local platform is running, and the credentials give access to the emulator."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECOLOCA_LOCAL", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    for name, value in aws_environment(platform.aws_url).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", lambdas.url)
    yield
    assert run("cache", "stats").code == 1, "without --stage it is the local stage's, which is not here"


@pytest.fixture
def sqs(platform: LocalPlatform) -> Iterator[Any]:
    """SQS with the queues of `prod`."""
    found = client("sqs", platform.aws_url)
    names = [f"recoloca-prod-{queue}{suffix}" for queue in QUEUES for suffix in ("", "-dead")]
    urls = [found.create_queue(QueueName=name)["QueueUrl"] for name in names]
    yield found
    for url in urls:
        found.delete_queue(QueueUrl=url)


def prod(*arguments: object) -> Ran:
    return run(*arguments, "--stage", "prod")


def account(person: Person) -> tuple[str, ...]:
    return ("--email", person.email, "--password", PASSWORD)


def test_queues(sqs: Any) -> None:
    assert prod("queue", "status", "--json").json == {
        queue: {"waiting": 0, "in_flight": 0, "delayed": 0, "dead": 0} for queue in QUEUES
    }
    dead = sqs.get_queue_url(QueueName="recoloca-prod-analysis-dead")["QueueUrl"]
    for number in range(3):
        sqs.send_message(QueueUrl=dead, MessageBody=json.dumps({"number": number}))
    status = prod("queue", "status")
    assert (status.code, "analysis" in status.out) == (1, True)
    seen = prod("queue", "peek", "analysis", "--json").json
    assert {each["body"]["number"] for each in seen} == {0, 1, 2}
    assert prod("queue", "redrive", "analysis", "--json").json == {"queue": "analysis", "moved": 3}
    assert prod("queue", "status", "--json").json["analysis"] == {
        "waiting": 3, "in_flight": 0, "delayed": 0, "dead": 0,
    }  # fmt: skip
    assert "3" in prod("queue", "peek", "analysis", "--live", "--json").out


def test_a_stage_without_queues_is_an_error(lambdas: Between) -> None:
    for command in (("status",), ("peek", "analysis"), ("redrive", "analysis")):
        ran = prod("queue", *command)
        assert (ran.code, ran.out) == (1, "")
        assert "There are no queues of the stage `prod`" in ran.err


def test_the_database_and_the_cache(person: Person, lambdas: Between) -> None:
    slow = prod("db", "slow-queries", "--limit", 200, "--json").json
    query = next(row["id"] for row in slow if row["query"].startswith("SELECT"))
    assert "Plan" in prod("db", "explain", "--id", query, "--json").json["plan"][0]
    assert prod("db", "connections", "--json").json["status"]["total"] > 0
    migrated = prod("db", "migrate", "--json").json
    assert migrated["before"] == migrated["after"]
    assert prod("cache", "stats", "--json").json["keys"] > 0
    assert "--stage prod" in prod("db", "slow-queries").err, (
        "the next command that is shown is for the same stage"
    )
    asked = {name for path in lambdas.asked for name in re.findall(r"/functions/(recoloca-prod-\w+)", path)}
    assert asked == {"recoloca-prod-operator", "recoloca-prod-db_migrate"}


def test_people_and_their_requests(person: Person, tmp_path: Path) -> None:
    assert prod("users", "show", person.email, "--json").json["email"] == person.email
    file = tmp_path / "archive.zip"
    assert prod("users", "export", person.email, "-o", file, "--json").json["status"] == "completed"
    assert zipfile.is_zipfile(file)
    nobodys = "018f2f2e-0000-7000-8000-000000000000"
    assert "no open request" in prod("reviews", "answer", nobodys, "Sim").err
    assert prod("users", "erase", person.email, "--yes", "--json").code == 0
    assert "Nobody has an account" in prod("users", "show", person.email).err


def test_the_monitor_asks_the_stage_for_its_address(
    platform: LocalPlatform, person: Person, tmp_path: Path
) -> None:
    assert "--email" in prod("monitor").err, "the demo's account is the local platform's alone"
    report = tmp_path / "report.json"
    options = ("--duration", "0s", "--report", report, *account(person), "--json")
    ran = prod("monitor", *options)
    assert ran.json == json.loads(report.read_text())
    assert (ran.json["url"], ran.json["overall"]["success_rate"]) == (platform.url, 100)


def test_cvs_by_the_variable_instead_of_the_option(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ana.txt").write_bytes(CV)
    with monkeypatch.context() as context:
        context.setenv("RECOLOCA_STAGE", "prod")
        ran = run("cv", "import", tmp_path, *account(person), "--json")
    assert (ran.code, ran.json["completed"]) == (0, 1)
    assert f"{person.email} on prod" in (tmp_path / ".recoloca-import.jsonl").read_text()
