"""One Lambda function with its own role and log group, from its row in `infra/routes.py`."""

from __future__ import annotations

from typing import Final, TypedDict

from aws_cdk import Duration, RemovalPolicy, Size, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.code import ARCHITECTURE, RUNTIME, Layers, function_code
from infra.constructs.grants import VPC_GRANTS, Permission, allow, permission
from infra.constructs.nag import acknowledge
from infra.constructs.stage_resources import StageResources, VpcAccess
from infra.routes import WORKERS, Route, Task, Worker

Row = Route | Worker | Task

HANDLER: Final = "recoloca.runtime.entry.handler"
HTTP_HANDLER: Final = "recoloca.runtime.http.entry.handler"
INTERFACES: Final = (
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)
"""Lambda does these with the function's role to connect it to a VPC. EC2 knows no narrower resource for most."""

VERSIONS: Final = lambda_.VersionOptions(removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
"""A release keeps the version that it replaces, for a rollback. `infra/deploy/versions.py` deletes older versions.

The rollback of a stack deletes the version of a failed release. Otherwise Lambda refuses to publish that code again.
"""


class PlatformFunction(Construct):
    """The function `recoloca-<stage>-<slug>`. `extra` has the permissions of its trigger, beside the row's grants."""

    def __init__(
        self,
        scope: Construct,
        row: Row,
        resources: StageResources,
        layers: Layers,
        extra: tuple[iam.PolicyStatement, ...] = (),
    ) -> None:
        super().__init__(scope, row.slug)
        stage = resources.stage
        name = stage.resource(row.slug)
        vpc = resources.data.vpc if resources.data and row.grants & VPC_GRANTS else None
        permissions = [permission(grant, resources, Stack.of(self)) for grant in sorted(row.grants)]
        if vpc:
            permissions.append(_network_interfaces())
        log_group = self._log_group(name, stage.production)
        self.function = lambda_.Function(
            self,
            "function",
            function_name=name,
            description=_description(row),
            runtime=RUNTIME,
            architecture=ARCHITECTURE,
            handler=HTTP_HANDLER if isinstance(row, Route) else HANDLER,
            code=function_code(stage, row.slug),
            layers=[layers.version(layer) for layer in row.layers],
            memory_size=row.memory,
            ephemeral_storage_size=_storage(row),
            timeout=Duration.seconds(row.seconds(stage.name) if isinstance(row, Worker) else row.timeout),
            environment=_environment(row, resources, permissions),
            role=self._role(log_group, permissions, extra),
            log_group=log_group,
            **_network(row, vpc),
            snap_start=_snap_start(row, resources),
            reserved_concurrent_executions=_reserved_concurrency(row, resources),
            current_version_options=VERSIONS,
        )
        self._acknowledge(snapshots=_snap_start(row, resources) is not None)

    def _acknowledge(self, *, snapshots: bool) -> None:
        acknowledge(self.function, "L1", "The newest version that the tests have met (docs/adr/0212).")
        if snapshots:
            acknowledge(
                self.function,
                "Annotation::@aws-cdk/aws-lambda:snapStartRequirePublish",
                "The alias that the route calls points at a published version (infra/constructs/release.py).",
            )

    def _log_group(self, name: str, production: bool) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            "logs",
            log_group_name=f"/aws/lambda/{name}",
            retention=logs.RetentionDays.ONE_MONTH if production else logs.RetentionDays.ONE_DAY,
            removal_policy=RemovalPolicy.DESTROY,
        )

    def _role(
        self, log_group: logs.LogGroup, permissions: list[Permission], extra: tuple[iam.PolicyStatement, ...]
    ) -> iam.Role:
        write_logs = allow(["logs:CreateLogStream", "logs:PutLogEvents"], log_group.log_group_arn)
        granted = [statement for each in permissions for statement in each.statements]
        role = iam.Role(
            self,
            "role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"grants": iam.PolicyDocument(statements=[write_logs, *granted, *extra])},
        )
        for each in permissions:
            for wildcard, reason in each.wildcards.items():
                acknowledge(role, f"IAM5[{wildcard}]", reason)
        return role


def _network_interfaces() -> Permission:
    reason = "Lambda's own work on the function's network interfaces; EC2 narrows it no further."
    return Permission((allow(list(INTERFACES), "*"),), wildcards={"Resource::*": reason})


class _Network(TypedDict, total=False):
    """The arguments that put a function into the VPC."""

    vpc: ec2.IVpc
    vpc_subnets: ec2.SubnetSelection
    security_groups: list[ec2.ISecurityGroup]


def _network(row: Row, vpc: VpcAccess | None) -> _Network:
    if vpc is None:
        return {}
    return {
        "vpc": vpc.vpc,
        "vpc_subnets": ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        "security_groups": [
            vpc.functions,
            *(vpc.clients[grant] for grant in sorted(row.grants & vpc.clients.keys())),
        ],
    }


def _snap_start(row: Row, resources: StageResources) -> lambda_.SnapStartConf | None:
    """HTTP functions start from a snapshot: a user waits for them, and imports are most of a cold start."""
    if resources.stage.production and isinstance(row, Route):
        return lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS
    return None


def _reserved_concurrency(row: Row, resources: StageResources) -> int | None:
    """Only tasks reserve concurrency. Workers have a limit at their queues, which keep the waiting messages."""
    return row.reserved_concurrency if resources.stage.production and isinstance(row, Task) else None


def _storage(row: Row) -> Size | None:
    return Size.mebibytes(row.storage) if isinstance(row, Worker) and row.storage else None


def _description(row: Row) -> str:
    match row:
        case Route():
            return f"{', '.join(row.methods)} {row.path}"
        case Worker():
            return f"Drains the {row.queue} queue"
        case Task():
            return row.schedule or "Run at deploy or by an operator"


def _environment(row: Row, resources: StageResources, permissions: list[Permission]) -> dict[str, str]:
    stage = resources.stage
    variables = {
        "STAGE": stage.name,
        "SLUG": row.slug,
        "LOG_LEVEL": "INFO",
        "POWERTOOLS_SERVICE_NAME": "recoloca",
        "POWERTOOLS_METRICS_NAMESPACE": "Recoloca",
    }
    if resources.app_url is not None:
        variables["APP_URL"] = resources.app_url
    if stage.production and isinstance(row, Route):
        variables["TOKEN_PUBLIC_KEYS"] = stage.token_public_keys
        variables["ORIGIN_SECRET"] = stage.origin_accepted
    for each in permissions:
        variables |= each.environment
    return variables | _receive_counts(row)


def _receive_counts(row: Row) -> dict[str, str]:
    """`<QUEUE>_MAX_RECEIVE_COUNT` of the queue that a worker empties, and of the queues that a task sends to."""
    workers = [
        worker
        for worker in WORKERS
        if worker is row or (isinstance(row, Task) and f"{worker.queue}:send" in row.grants)
    ]
    return {f"{worker.queue.upper()}_MAX_RECEIVE_COUNT": str(worker.max_receive_count) for worker in workers}
