"""The CDK app: `cdk synth -c stage=local` or `-c stage=prod`; one stage for each synthesis."""

from __future__ import annotations

import sys
from dataclasses import replace

from aws_cdk import App, Stack, Tags, Validations
from cdk_nag import AwsSolutionsChecks

from infra.assets.target import BuildError
from infra.constructs.stage_resources import Data, StageResources, VpcAccess
from infra.routes import FUNCTIONS, MIGRATE, ROUTES, TASKS, WORKERS
from infra.stacks.api import ApiStack
from infra.stacks.data import DataStack
from infra.stacks.edge import EdgeStack
from infra.stacks.edge_alarms import EdgeAlarmsStack
from infra.stacks.functions import RoutesStack, TasksStack, WorkersStack, by_context
from infra.stacks.migrations import MigrationsStack
from infra.stacks.network import NetworkStack
from infra.stacks.observability import ObservabilityStack
from infra.stacks.storage import StorageStack
from infra.stages import Stage, UnknownStageError, stage_named

REFERENCES = "@aws-cdk/core:defaultCrossStackReferences"
"""Weak references (`Fn::GetStackOutput`) work across regions. A stack can change while others use its outputs; the
others keep the old value until they are deployed themselves (docs/deploy.md). Emulators know only strong references
(exports)."""

UNTAGGED = ["AWS::RDS::DBProxyTargetGroup"]

OPERATOR_SETTINGS = (
    "domain",
    "hosted_zone_id",
    "alarm_email",
    "runbooks_url",
    "monthly_budget_usd",
    "token_keys_version",
    "origin_versions",
    "origin_send",
    "bedrock_model",
    "bedrock_model_prices",
    "emulator",
    "database_protection",
)


def build(app: App, stage: Stage) -> App:
    """Add the stage's stacks to the app.

    Each stack depends on the stacks that it refers to. Stacks that serve users depend on the migrations.

    The local stage has no stack for network, database, cache and edge. The launcher runs these and migrates.
    """
    app.node.set_context(REFERENCES, "weak" if stage.production else "strong")
    for tag, value in (("project", "recoloca"), ("stage", stage.name)):
        Tags.of(app).add(tag, value, exclude_resource_types=UNTAGGED)
    storage = StorageStack(app, stage)
    api = ApiStack(app, stage)
    data = _data(app, stage, storage.upload_bucket) if stage.production else None
    resources = StageResources(
        stage=stage, upload_bucket=storage.upload_bucket, queues=storage.queues, data=data
    )
    edge = _edge(app, stage, storage, api) if stage.production else None
    serving = replace(resources, app_url=edge.app_url if edge else None)
    tasks = [row for row in TASKS if row is not MIGRATE]
    functions: list[Stack] = [WorkersStack(app, serving, WORKERS), TasksStack(app, serving, tasks)]
    for context, rows in by_context(ROUTES).items():
        functions.append(RoutesStack(app, context, serving, rows, api.api.ref, api.alarms))
    for stack in functions:
        stack.add_stack_dependency(storage)
    migrations = MigrationsStack(app, resources, MIGRATE)
    if edge:
        for stack in (*functions, edge):
            stack.add_stack_dependency(migrations)
        watching = ObservabilityStack(app, stage, api.api.ref, edge.app_url)
        for stack in functions:
            watching.add_stack_dependency(stack)
        EdgeAlarmsStack(app, stage, edge.distributions)
    return app


def _edge(app: App, stage: Stage, storage: StorageStack, api: ApiStack) -> EdgeStack:
    edge = EdgeStack(app, stage, api.api.ref, storage.frontend_bucket, storage.upload_bucket)
    edge.add_stack_dependency(storage)
    edge.add_stack_dependency(api)
    return edge


def _data(app: App, stage: Stage, upload_bucket: str) -> Data:
    network = NetworkStack(app, stage, FUNCTIONS, upload_bucket)
    data = DataStack(app, stage, network)
    vpc = VpcAccess(network.vpc, network.functions, network.clients)
    return Data(
        vpc=vpc,
        application=data.application,
        operator=data.operator,
        owner=data.owner,
        master=data.master,
        cache=data.cache_access,
    )


def selected_stage(app: App) -> Stage:
    settings = {name: app.node.try_get_context(name) for name in OPERATOR_SETTINGS}
    return stage_named(app.node.try_get_context("stage") or "local", settings)


def main() -> int:
    app = App()
    try:
        build(app, selected_stage(app))
    except (BuildError, UnknownStageError) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    app.synth()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
