"""The stacks of functions: the routes of each context, the workers, and the tasks."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.code import Layers
from infra.constructs.function import PlatformFunction, Row
from infra.constructs.http_route import HttpRoute
from infra.constructs.queue_worker import QueueWorker, consume
from infra.constructs.release import Release, Releases
from infra.constructs.schedule import Schedules
from infra.constructs.stage_resources import StageResources
from infra.routes import Route, Task, Worker
from infra.stacks.base import PlatformStack


class FunctionsStack(PlatformStack):
    """A stack of functions with their layers. In production it also has their releases."""

    def __init__(
        self, scope: Construct, name: str, resources: StageResources, alarms: Sequence[cloudwatch.IAlarm] = ()
    ) -> None:
        super().__init__(scope, name, resources.stage)
        self._resources = resources
        self._layers = Layers(self, resources.stage)
        self._releases = Releases(self, resources.stage, alarms) if resources.stage.production else None

    def released(self, row: Row, made: PlatformFunction) -> lambda_.IFunction:
        """The target of a trigger: the alias in production, the function in the local stage."""
        return Release(self, row, made.function, self._releases).alias if self._releases else made.function


class RoutesStack(FunctionsStack):
    """The routes of one context. One stack for all would reach CloudFormation's limit of 500 resources."""

    def __init__(
        self,
        scope: Construct,
        context: str,
        resources: StageResources,
        rows: Sequence[Route],
        api_id: str,
        alarms: Sequence[cloudwatch.IAlarm],
    ) -> None:
        super().__init__(scope, context, resources, alarms)
        for row in rows:
            made = PlatformFunction(self, row, resources, self._layers)
            HttpRoute(self, row, api_id, self.released(row, made))


class WorkersStack(FunctionsStack):
    def __init__(self, scope: Construct, resources: StageResources, rows: Sequence[Worker]) -> None:
        super().__init__(scope, "workers", resources)
        for row in rows:
            made = PlatformFunction(self, row, resources, self._layers, extra=(consume(row, resources),))
            QueueWorker(self, row, resources, self.released(row, made))


class TasksStack(FunctionsStack):
    def __init__(self, scope: Construct, resources: StageResources, rows: Sequence[Task]) -> None:
        super().__init__(scope, "tasks", resources)
        schedules = Schedules(self, resources.stage)
        for row in rows:
            made = PlatformFunction(self, row, resources, self._layers)
            schedules.add(row, self.released(row, made))


def by_context(rows: Sequence[Route]) -> dict[str, list[Route]]:
    """Rows by the first word of their slug: `auth`, `cv`, `payments`, ..."""
    contexts: dict[str, list[Route]] = {}
    for row in rows:
        contexts.setdefault(row.slug.partition("_")[0], []).append(row)
    return contexts
