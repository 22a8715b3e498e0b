"""Servers of the operator: `DATABASE_URL`, `REDIS_URL` and `AWS_ENDPOINT_URL`."""

from __future__ import annotations

from pathlib import Path

import httpx
import psycopg

from infra.local.emulators.clients import client
from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until
from infra.local.state import Given
from tests.support.cvs import CV
from tests.support.visitor import PATIENCE, Visitor


def test_the_platform_runs_on_given_servers_and_leaves_them_running(
    state_folder: Path, postgres_server: str, redis_url: str, emulator_url: str
) -> None:
    database = postgres_server.rpartition("/")[0] + "/given"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE given")
    environment = {"DATABASE_URL": database, "REDIS_URL": redis_url, "AWS_ENDPOINT_URL": emulator_url}
    with LocalPlatform(state_folder / "given", given=Given.by(environment)) as platform:
        assert set(platform.children) == {"Stripe", "The server of functions and edge"}
        with Visitor(platform, "eva") as visitor:
            assert visitor.outcome(visitor.upload(CV))["status"] == "completed"
            assert wait_until(lambda: has_mail(platform, visitor.email), PATIENCE)
        assert wait_until(lambda: is_empty(emulator_url, "recoloca-local-notification"), PATIENCE)
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT count(*) FROM cv_analyses WHERE status = 'completed'").fetchone()
    assert row == (1,)


def has_mail(platform: LocalPlatform, address: str) -> bool:
    answer = httpx.get(f"{platform.url}/_local/mailbox.json", params={"to": address})
    return bool(answer.json()["items"])


def is_empty(endpoint: str, queue: str) -> bool:
    """Whether the queue has no waiting and no in-flight messages."""
    sqs = client("sqs", endpoint)
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    left = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return set(left.values()) == {"0"}
