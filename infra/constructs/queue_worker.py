"""A function behind a queue: one message an invocation, failures reported one by one."""

from __future__ import annotations

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.code import Layers
from infra.constructs.function import PlatformFunction
from infra.constructs.grants import allow
from infra.constructs.platform import Platform
from infra.routes import Worker


class QueueWorker(Construct):
    """`max_concurrency` holds the worker back at the source, so that a burst waits in the queue."""

    def __init__(self, scope: Construct, row: Worker, platform: Platform, layers: Layers) -> None:
        super().__init__(scope, f"{row.slug}_queue")
        queue = platform.queues[row.queue]
        consume = allow(
            ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue.queue_arn
        )
        self.worker = PlatformFunction(scope, row, platform, layers, extra=(consume,))
        lambda_.EventSourceMapping(
            self,
            "source",
            target=self.worker.function,
            event_source_arn=queue.queue_arn,
            batch_size=1,
            max_concurrency=row.max_concurrency,
            report_batch_item_failures=True,
        )
