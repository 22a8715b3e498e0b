"""The local stage in the emulator by the CDK command line: created, updated, deleted."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest

from infra.local.servers.process import wait_until
from infra.routes import ROUTES
from infra.stages import LOCAL_ASSETS_BUCKET, REGION
from tests.infra.conftest import NODE, ROOT, synthesize


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment that makes the command line and boto3 use a new ministack."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    log = (tmp_path / "ministack.log").open("wb")
    server = subprocess.Popen(
        [ROOT / ".tools/ministack/bin/python", "-m", "ministack"],
        env={**os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": port, "IOT_MTLS_ENABLED": "0",
             "MINISTACK_REGION": REGION, "TMPDIR": str(tmp_path)},
        stdout=log, stderr=log,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        assert wait_until(lambda: _answers(url), 30)
        yield {"AWS_ENDPOINT_URL": url, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
               "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}  # fmt: skip
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def _answers(url: str) -> bool:
    try:
        httpx.get(url, timeout=1)
    except httpx.TransportError:
        return False
    return True


def _cdk(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [str(NODE / "cdk"), "--no-notices", *arguments], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _deploy(assembly: Path, environment: dict[str, str]) -> None:
    synthesize("local", assembly)
    _cdk(["deploy", "--app", str(assembly), "--all", "--require-approval", "never"], environment)


def _left(client: Any) -> dict[str, list[str]]:
    """The names of all existing resources of the kinds that the stacks create."""
    stacks = client("cloudformation").describe_stacks()["Stacks"]
    aws_lambda = client("lambda")
    return {
        "stacks": [each["StackName"] for each in stacks if each["StackStatus"] != "DELETE_COMPLETE"],
        "functions": [each["FunctionName"] for each in aws_lambda.list_functions()["Functions"]],
        "sources": [each["UUID"] for each in aws_lambda.list_event_source_mappings()["EventSourceMappings"]],
        "roles": [each["RoleName"] for each in client("iam").list_roles()["Roles"]],
        "queues": client("sqs").list_queues().get("QueueUrls", []),
        "apis": [each["Name"] for each in client("apigatewayv2").get_apis()["Items"]],
        "logs": [each["logGroupName"] for each in client("logs").describe_log_groups()["logGroups"]],
        "buckets": [each["Name"] for each in client("s3").list_buckets()["Buckets"]],
    }


def test_the_local_stage_is_created_updated_and_deleted(
    emulator: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in emulator.items():
        monkeypatch.setenv(name, value)
    client: Any = boto3.client
    client("s3").create_bucket(
        Bucket=LOCAL_ASSETS_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )

    _deploy(tmp_path / "created", emulator)
    sources = client("lambda").list_event_source_mappings()["EventSourceMappings"]
    assert [source["ScalingConfig"]["MaximumConcurrency"] for source in sources]
    notification = client("s3").get_bucket_notification_configuration(Bucket="recoloca-local-uploads")
    assert notification["QueueConfigurations"][0]["QueueArn"].endswith(":recoloca-local-analysis")

    changed = tuple(replace(row, memory=999) if row.slug == "health" else row for row in ROUTES)
    monkeypatch.setattr("infra.app.ROUTES", changed)
    _deploy(tmp_path / "updated", emulator)
    assert (
        client("lambda").get_function_configuration(FunctionName="recoloca-local-health")["MemorySize"] == 999
    )

    assert all(_left(client).values()), "what is looked for is there to be found"
    _cdk(["destroy", "--app", str(tmp_path / "updated"), "--all", "--force"], emulator)
    assert _left(client) == {
        "stacks": [],
        "functions": [],
        "sources": [],
        "roles": [],
        "queues": [],
        "apis": [],
        "logs": [],
        "buckets": [LOCAL_ASSETS_BUCKET],
    }
