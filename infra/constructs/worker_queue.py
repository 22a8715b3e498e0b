"""A queue for a worker, with the dead-letter queue behind it."""

from __future__ import annotations

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.routes import Worker
from infra.stages import Stage

KEPT = Duration.days(14)


class WorkerQueue(Construct):
    """An encrypted queue that requires TLS. Its visibility timeout is six times the function's, as AWS recommends."""

    def __init__(self, scope: Construct, row: Worker, stage: Stage) -> None:
        super().__init__(scope, f"{row.queue}_queue")
        self.dead = self._queue("dead", stage.resource(f"{row.queue}-dead"))
        self.queue = self._queue(
            "queue",
            stage.resource(row.queue),
            visibility=Duration.seconds(6 * row.seconds(stage.name)),
            dead=sqs.DeadLetterQueue(queue=self.dead, max_receive_count=row.max_receive_count),
        )

    def _queue(
        self, id_: str, name: str, visibility: Duration | None = None, dead: sqs.DeadLetterQueue | None = None
    ) -> sqs.Queue:
        return sqs.Queue(
            self,
            id_,
            queue_name=name,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=KEPT,
            visibility_timeout=visibility,
            dead_letter_queue=dead,
            removal_policy=RemovalPolicy.DESTROY,
        )
