"""The event source of a worker: one message for each invocation, and each failure is reported alone."""

from __future__ import annotations

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.grants import allow
from infra.constructs.stage_resources import StageResources
from infra.routes import Worker


class QueueWorker(Construct):
    """`max_concurrency` limits the worker at the event source, so that a burst waits in the queue."""

    def __init__(
        self, scope: Construct, row: Worker, resources: StageResources, target: lambda_.IFunction
    ) -> None:
        super().__init__(scope, f"{row.slug}_queue")
        lambda_.EventSourceMapping(
            self,
            "source",
            target=target,
            event_source_arn=resources.queues[row.queue].queue_arn,
            batch_size=1,
            max_concurrency=row.max_concurrency,
            report_batch_item_failures=True,
        )


def consume(row: Worker, resources: StageResources) -> iam.PolicyStatement:
    """Lambda does these on the queue with the worker's role."""
    queue = resources.queues[row.queue]
    return allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue.queue_arn)
