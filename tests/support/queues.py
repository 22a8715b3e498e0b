"""The queues and mailboxes of the local AWS, emptied by the functions' own handlers."""

from __future__ import annotations

import importlib
import itertools
import json
from dataclasses import dataclass
from typing import Any

import httpx
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from infra.local.emulators.clients import client
from recoloca.runtime.dependencies import Dependencies


@dataclass
class Context:
    """The context object that Lambda gives to a function."""

    function_name: str = "test"
    aws_request_id: str = "test"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:sa-east-1:000000000000:function:test"
    seconds_left: int = 10

    def get_remaining_time_in_millis(self) -> int:
        return self.seconds_left * 1000


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str

    @property
    def token(self) -> str:
        """The one-time token in the link of the mail."""
        return self.text.partition("#token=")[2].split()[0]


class Mailbox:
    """The mails that SES took since this object was made."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._before = len(self._all())

    def mails(self, to: str | None = None) -> list[Mail]:
        found = [
            Mail(sent["To"][0], sent["Subject"], sent["BodyText"], sent["BodyHtml"])
            for sent in self._all()[self._before :]
        ]
        return [mail for mail in found if to in {None, mail.to}]

    def _all(self) -> list[dict[str, Any]]:
        answer = httpx.get(f"{self._endpoint}/_ministack/ses/messages").json()
        sent_by_account = answer["messages"].values()
        return sorted(itertools.chain.from_iterable(sent_by_account), key=lambda sent: sent["Timestamp"])


class Workers:
    """Takes messages from the real queues and gives them to the real handlers, as Lambda does."""

    def __init__(self, deps: Dependencies, endpoint: str) -> None:
        self._deps = deps
        self._sqs = client("sqs", endpoint)

    def purge(self) -> None:
        for queue in self._deps.queues.reachable():
            self._sqs.purge_queue(QueueUrl=self._url(queue))

    def take(self, queue: str) -> list[dict[str, Any]]:
        """Take all messages from the queue, as the records of a Lambda event."""
        records: list[dict[str, Any]] = []
        while True:
            found = self._sqs.receive_message(
                QueueUrl=self._url(queue), MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
            ).get("Messages", [])
            if not found:
                return records
            for message in found:
                self._sqs.delete_message(QueueUrl=self._url(queue), ReceiptHandle=message["ReceiptHandle"])
                records.append(record(message["Body"], message["MessageId"]))

    def run(self, queue: str, slug: str) -> int:
        """Process messages until the queue is empty, also those that the processing sends. Returns their number."""
        done = 0
        while records := self.take(queue):
            for each in records:
                assert deliver(slug, each) == []
                done += 1
        return done

    def _url(self, queue: str) -> str:
        return self._deps.settings.required(f"{queue.upper()}_QUEUE_URL")


def record(body: str, message_id: str = "test", receive_count: int = 1) -> dict[str, Any]:
    return {
        "messageId": message_id,
        "receiptHandle": "test",
        "body": body,
        "attributes": {"ApproximateReceiveCount": str(receive_count)},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "awsRegion": "sa-east-1",
    }


def deliver(slug: str, sqs_record: dict[str, Any]) -> list[Any]:
    """Invoke a worker with one record.

    Returns the failed items, which SQS would deliver again; all, if the invocation fails.
    """
    handler = importlib.import_module(f"functions.{slug}.handler").handler
    try:
        answer = handler({"Records": [sqs_record]}, Context())
    except BatchProcessingError:
        return [{"itemIdentifier": sqs_record["messageId"]}]
    failures: list[Any] = answer["batchItemFailures"]
    return failures


def run_task(slug: str, seconds_left: int = 10) -> Any:
    """Invoke a scheduled function that has `seconds_left` until its timeout."""
    context = Context(seconds_left=seconds_left)
    return importlib.import_module(f"functions.{slug}.handler").handler({}, context)


def message_of(sqs_record: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(sqs_record["body"])
    return message
