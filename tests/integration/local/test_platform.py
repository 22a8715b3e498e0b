"""The whole platform as `make up` runs it: from a request to the worker's result, over HTTP."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import psutil
import psycopg
import pytest
from reportlab.pdfgen.canvas import Canvas

from infra.local.emulators.clients import client
from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until
from infra.routes import ROUTES, TASKS, WORKERS
from recoloca.cli import demo
from tests.support.cvs import CV
from tests.support.visitor import PATIENCE, Visitor

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def visitor(platform: LocalPlatform) -> Iterator[Visitor]:
    with Visitor(platform, "ana") as registered:
        yield registered


@pytest.fixture(scope="module")
def patient(platform: LocalPlatform) -> Iterator[Visitor]:
    """Another visitor, whose quota no other test uses."""
    with Visitor(platform, "bia") as registered:
        yield registered


def pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    text = canvas.beginText(60, 780)
    text.textLines(CV.decode())
    canvas.drawText(text)
    canvas.save()
    return file.getvalue()


def processes(platform: LocalPlatform, slug: str) -> list[psutil.Process]:
    server = platform.children["The server of functions and edge"].process
    assert server is not None
    children = psutil.Process(server.pid).children(recursive=True)
    return [child for child in children if is_of(child, slug)]


def is_of(process: psutil.Process, slug: str) -> bool:
    try:
        return "awslambdaric" in process.cmdline() and process.environ().get("SLUG") == slug
    except psutil.Error:
        return False


def test_a_cv_uploaded_to_s3_is_analysed(visitor: Visitor) -> None:
    analysis = visitor.outcome(visitor.upload(pdf(), "cv.pdf", "application/pdf"))
    assert analysis["status"] == "completed", analysis["error"]
    assert analysis["progress"] == {"stage": "done", "percent": 100}
    assert analysis["result"]["profile"]["name"] == "Ana Souza"
    assert 0 < analysis["score"] <= 100
    listed = visitor.http.get("/cv/analyses").json()["items"]
    assert [(each["id"], each["score"]) for each in listed] == [(analysis["id"], analysis["score"])]


def test_a_file_sent_as_multipart_is_analysed_as_well(platform: LocalPlatform) -> None:
    with Visitor(platform, "caio") as other:
        analysis = other.outcome(other.upload_multipart(CV, "currículo.txt", "text/plain"))
    assert (analysis["status"], analysis["file_name"]) == ("completed", "currículo.txt")


def test_another_persons_analysis_is_not_found(visitor: Visitor, patient: Visitor) -> None:
    created = visitor.start_upload(CV)
    assert patient.http.get(f"/cv/analysis/{created['analysis_id']}").status_code == 404


def hostile() -> dict[str, tuple[bytes, str]]:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 200_000_000)
    return {
        "truncated.pdf": (pdf()[:400], "application/pdf"),
        "renamed.pdf": (b"MZ\x90\x00" + b"\x00" * 3000, "application/pdf"),
        "bomb.docx": (bomb.getvalue(), DOCX),
    }


@pytest.mark.parametrize("name", ["truncated.pdf", "renamed.pdf", "bomb.docx"])
def test_a_hostile_file_fails_with_a_sentence_and_the_worker_lives_on(
    platform: LocalPlatform, name: str
) -> None:
    body, kind = hostile()[name]
    with Visitor(platform, "davi") as owner:
        owner.outcome(owner.upload(CV))
        before = {process.pid for process in processes(platform, "cv_analysis_worker")}
        failed = owner.outcome(owner.upload(body, name, kind))
        after = {process.pid for process in processes(platform, "cv_analysis_worker")}
        assert failed["status"] == "failed", failed["score"]
        assert failed["error"]["message"].endswith(".")
        assert before & after


def test_a_worker_that_is_killed_loses_nothing(platform: LocalPlatform, patient: Visitor) -> None:
    """SQS shows the message again after its visibility timeout. The test shortens it from a minute."""
    with (
        visibility(platform, "analysis", 5),
        psycopg.connect(platform.database_url, autocommit=True) as database,
    ):
        identifier = patient.upload(pdf(), "cv.pdf", "application/pdf")

        def at_work() -> bool:
            query = "SELECT status = 'processing' FROM cv_analyses WHERE id = %s"
            row = database.execute(query, [identifier]).fetchone()
            return row is not None and bool(row[0])

        assert wait_until(at_work, PATIENCE, interval=0.005)
        for process in processes(platform, "cv_analysis_worker"):
            process.kill()
        assert patient.analysis(identifier)["status"] == "processing"
        assert patient.outcome(identifier)["status"] == "completed"


class visibility:  # noqa: N801 (reads as a statement)
    """Sets another visibility timeout for a queue, for a `with` block."""

    def __init__(self, platform: LocalPlatform, queue: str, seconds: int) -> None:
        self.sqs = client("sqs", platform.aws_url)
        self.url = platform.environment[f"{queue.upper()}_QUEUE_URL"]
        self.seconds = seconds
        self.before = ""

    def __enter__(self) -> None:
        names = ["VisibilityTimeout"]
        self.before = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=names)["Attributes"][
            names[0]
        ]
        self.set(str(self.seconds))

    def __exit__(self, *_: object) -> None:
        self.set(self.before)

    def set(self, seconds: str) -> None:
        self.sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"VisibilityTimeout": seconds})


def test_a_useless_message_ends_in_the_dead_letter_queue(
    platform: LocalPlatform,
) -> None:
    sqs = client("sqs", platform.aws_url)
    url = platform.environment["ANALYSIS_QUEUE_URL"]
    policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"][
        "RedrivePolicy"
    ]
    dead = sqs.get_queue_url(QueueName=json.loads(policy)["deadLetterTargetArn"].rpartition(":")[2])[
        "QueueUrl"
    ]
    poison = f"not JSON {uuid.uuid4()}"
    with visibility(platform, "analysis", 0):
        sqs.send_message(QueueUrl=url, MessageBody=poison)
        assert wait_until(lambda: poison in bodies(sqs, dead), PATIENCE)


def bodies(sqs: Any, url: str) -> list[str]:
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return [message["Body"] for message in received.get("Messages", [])]


def test_the_demo_account_can_log_in(platform: LocalPlatform) -> None:
    form = {"email": demo.EMAIL, "password": demo.PASSWORD}
    answer = httpx.post(f"{platform.url}/api/auth/login", json=form)
    assert answer.status_code == 200
    session = {"authorization": f"Bearer {answer.json()['access_token']}"}
    assert httpx.get(f"{platform.url}/api/dashboard", headers=session).status_code == 200


def test_the_app_is_served_with_its_compressed_files(platform: LocalPlatform) -> None:
    page = httpx.get(platform.url)
    assert page.status_code == 200
    script = page.text.partition('<script type="module" crossorigin src="')[2].partition('"')[0]
    packed = httpx.get(platform.url + script, headers={"accept-encoding": "br"})
    assert packed.headers["content-encoding"] == "br"
    assert packed.headers["cache-control"].endswith("immutable")


def test_a_new_accounts_mail_arrives_in_the_mailbox(platform: LocalPlatform, visitor: Visitor) -> None:
    def mails() -> list[dict[str, Any]]:
        answer = httpx.get(f"{platform.url}/_local/mailbox.json", params={"to": visitor.email})
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    assert wait_until(lambda: bool(mails()), PATIENCE)
    assert f"{platform.url}/" in mails()[-1]["text"]


def test_a_restart_keeps_accounts_files_and_the_deployment(platform: LocalPlatform, visitor: Visitor) -> None:
    made = platform.folder / "deployed.json"
    before = made.stat().st_mtime_ns
    analysis = visitor.http.get("/cv/analyses").json()["items"][0]
    platform.stop()
    platform.start()
    assert visitor.analysis(analysis["id"])["score"] == analysis["score"]
    assert visitor.outcome(visitor.upload(CV))["status"] == "completed"
    assert made.stat().st_mtime_ns == before


def test_every_function_of_the_table_is_deployed_with_its_route(platform: LocalPlatform) -> None:
    assert platform.deployed is not None
    expected = {*(row.slug for row in ROUTES), *(row.slug for row in WORKERS), *(row.slug for row in TASKS)}
    assert {function.slug for function in platform.deployed.functions} == expected
    keys = {f"{method} {row.path}" for row in ROUTES for method in row.methods}
    assert {route.key for route in platform.deployed.routes} == keys
