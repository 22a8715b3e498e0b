"""`recoloca queue`: dead messages are counted, shown and tried again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.local.emulators.clients import client
from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until
from tests.integration.cli.conftest import Recoloca


@pytest.fixture
def sqs(platform: LocalPlatform) -> Any:
    """SQS without the dead messages of other tests."""
    queues = client("sqs", platform.aws_url)
    for url in queues.list_queues()["QueueUrls"]:
        if url.endswith("-dead"):
            queues.purge_queue(QueueUrl=url)
    return queues


def dead_letters(sqs: Any, count: int) -> None:
    """Messages about unknown customers, which a worker processes without effect."""
    url = sqs.get_queue_url(QueueName="recoloca-local-billing-dead")["QueueUrl"]
    for number in range(count):
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"forget_customer": f"cus_nobody{number}"}))


def test_dead_messages_are_counted_shown_and_redriven(recoloca: Recoloca, sqs: Any) -> None:
    assert recoloca("queue", "status").code == 0
    dead_letters(sqs, 12)
    status = recoloca("queue", "status", "--json")
    assert status.code == 1
    assert status.json["billing"]["dead"] == 12
    assert {"analysis", "notification", "privacy", "billing"} <= status.json.keys()
    for _ in range(2):
        seen = recoloca("queue", "peek", "billing", "--limit", 20, "--json").json
        assert {each["body"]["forget_customer"] for each in seen} == {f"cus_nobody{n}" for n in range(12)}
    assert "cus_nobody" in recoloca("queue", "peek", "billing").out
    assert recoloca("queue", "redrive", "billing", "--limit", 1, "--json").json == {
        "queue": "billing",
        "moved": 1,
    }
    assert "11 messages" in recoloca("queue", "redrive", "billing").out
    assert recoloca("queue", "status", "--json").json["billing"]["dead"] == 0

    def worked_on() -> bool:
        count = recoloca("queue", "status", "--json").json["billing"]
        return bool(count["waiting"] + count["in_flight"] + count["dead"] == 0)

    assert wait_until(worked_on, 30)
    assert "No dead messages" in recoloca("queue", "redrive", "billing").out


def test_an_unknown_queue_is_answered_with_the_existing_ones(recoloca: Recoloca) -> None:
    ran = recoloca("queue", "peek", "payroll")
    assert ran.code == 1
    assert "analysis" in ran.err
