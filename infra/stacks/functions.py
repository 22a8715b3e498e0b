"""Functions: the routes of one context, the workers behind queues, the tasks of deploys and schedules."""

from __future__ import annotations

from collections.abc import Sequence

from constructs import Construct

from infra.constructs.code import Layers
from infra.constructs.function import PlatformFunction
from infra.constructs.http_route import HttpRoute
from infra.constructs.platform import Platform
from infra.constructs.queue_worker import QueueWorker
from infra.routes import Route, Task, Worker
from infra.stacks.base import PlatformStack


class RoutesStack(PlatformStack):
    """The routes of one context, so that no stack comes near CloudFormation's 500 resources."""

    def __init__(
        self, scope: Construct, context: str, platform: Platform, api_id: str, rows: Sequence[Route]
    ) -> None:
        super().__init__(scope, context, platform.stage)
        layers = Layers(self, platform.stage)
        for row in rows:
            served = PlatformFunction(self, row, platform, layers)
            HttpRoute(self, row, api_id, served.function)


class WorkersStack(PlatformStack):
    def __init__(self, scope: Construct, platform: Platform, rows: Sequence[Worker]) -> None:
        super().__init__(scope, "workers", platform.stage)
        layers = Layers(self, platform.stage)
        for row in rows:
            QueueWorker(self, row, platform, layers)


class TasksStack(PlatformStack):
    """Deployed before the functions: `db_migrate` has to run between the two."""

    def __init__(self, scope: Construct, platform: Platform, rows: Sequence[Task]) -> None:
        super().__init__(scope, "tasks", platform.stage)
        layers = Layers(self, platform.stage)
        for row in rows:
            PlatformFunction(self, row, platform, layers)


def by_context(rows: Sequence[Route]) -> dict[str, list[Route]]:
    """Rows by the first word of their slug, which is their context: `auth`, `cv`, `payments`, ..."""
    contexts: dict[str, list[Route]] = {}
    for row in rows:
        contexts.setdefault(row.slug.partition("_")[0], []).append(row)
    return contexts
