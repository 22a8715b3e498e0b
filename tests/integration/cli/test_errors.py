"""The messages for operators when AWS refuses or does not answer: a sentence with the solution, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest

from infra.local.emulators.clients import aws_environment
from infra.local.servers.process import LOOPBACK
from tests.integration.cli.conftest import run
from tests.support.between import Between, Refusal

COMMANDS = (
    "queue status", "queue peek analysis", "queue redrive analysis", "keys create", "keys rotate", "cache stats",
    "payments setup --api-key sk_test_x --url https://recoloca.example", "db migrate", "db slow-queries",
    "db connections", "db explain --id 1", "users show ana@example.com", "users export ana@example.com",
    "users erase ana@example.com --yes", "reviews list", "monitor --email a --password b",
)  # fmt: skip


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that is not signed in to AWS."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    for name in (
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_PROFILE",
        "AWS_ENDPOINT_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_login_the_message_says_how_to_log_in(nobody: None, command: str) -> None:
    ran = run(*command.split(), "--stage", "prod")
    assert (ran.code, ran.out) == (1, "")
    assert "You are not signed in to AWS" in ran.err
    assert "aws sso login" in ran.err


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ExpiredTokenException", "Your AWS session has expired: sign in"),
        ("UnrecognizedClientException", "AWS does not know these credentials"),
        ("AccessDeniedException", "AWS refused ListQueues: not [you]. Your role needs this permission"),
        ("ResourceNotFoundException", "Is the stage deployed, and is this its account?"),
        ("Something", "AWS refused ListQueues: not [you]. (Something)"),
    ],
)
def test_a_refusal_of_aws_is_explained_with_a_solution(
    monkeypatch: pytest.MonkeyPatch, code: str, sentence: str
) -> None:
    with Between("http://nowhere") as aws:
        body = json.dumps({"__type": f"com.amazonaws.sqs#{code}", "message": "not [you]."})
        aws.refuse("POST /", Refusal(400, body), for_ever=True)
        for name, value in aws_environment(aws.url).items():
            monkeypatch.setenv(name, value)
        ran = run("queue", "status", "--stage", "prod")
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err


def test_an_unreachable_aws_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in aws_environment(f"http://{LOOPBACK}:9").items():
        monkeypatch.setenv(name, value)
    assert "AWS does not answer" in run("queue", "status", "--stage", "prod").err
