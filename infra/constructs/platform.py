"""What the functions of a stage stand on; made by the storage, data and network stacks, used by grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import aws_sqs as sqs

from infra.stages import Stage


@dataclass(frozen=True, slots=True)
class Platform:
    """`queues` by the name that a Worker row gives its queue."""

    stage: Stage
    upload_bucket: str
    queues: Mapping[str, sqs.IQueue]
    app_url: str | None = None
