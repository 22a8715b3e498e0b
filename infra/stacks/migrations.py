"""The roles and the schema of the database. They are ready before the new code runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from aws_cdk import CfnResource, Duration, RemovalPolicy, triggers
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import custom_resources as custom
from constructs import Construct

from infra.constructs.code import Layers
from infra.constructs.function import PlatformFunction
from infra.constructs.grants import allow
from infra.constructs.stage_resources import DataApi, StageResources
from infra.routes import Task
from infra.stacks.base import PlatformStack
from infra.stages import ALIAS

STATEMENT: Final = Path(__file__).parents[1] / "constructs/database_roles.sql"
ROLES: Final = "\n".join(
    line for line in STATEMENT.read_text(encoding="utf-8").splitlines() if not line.startswith("--")
)
"""The statements without their comments. The Data API reads a word after a colon as a parameter."""

TRIGGERS: Final = "AWSCDK.TriggerCustomResourceProviderCustomResourceProvider"
"""The log group of the function behind CDK's triggers. CDK makes none, and Lambda's own would keep logs for ever."""


class MigrationsStack(PlatformStack):
    """CloudFormation deploys this stack before all stacks that serve users, and the stack runs the migrations. A failed
    migration fails this stack, and the stacks that depend on it do not change (docs/adr/0205).

    In the local stage the launcher migrates. The stack then has only the function, for `recoloca db migrate`.
    """

    def __init__(self, scope: Construct, resources: StageResources, row: Task) -> None:
        super().__init__(scope, "migrations", resources.stage)
        function = PlatformFunction(self, row, resources, Layers(self, resources.stage)).function
        if resources.data:
            migrated = self._migrate(function, row, self._roles(resources.data.master))
            alias = lambda_.Alias(self, "alias", alias_name=ALIAS, version=function.current_version)
            alias.node.add_dependency(migrated)

    def _roles(self, master: DataApi) -> Construct:
        """The master user makes the roles through the Data API when the statement changes. It is safe to run again."""
        name = self.platform_stage.resource("database_roles")
        log_group = self._log("roles_log", name)
        return custom.AwsCustomResource(
            self,
            "roles",
            function_name=name,
            role=self._master_role(master, log_group),
            log_group=log_group,
            install_latest_aws_sdk=False,
            timeout=Duration.minutes(2),
            on_update=custom.AwsSdkCall(
                service="rds-data",
                action="ExecuteStatement",
                parameters={
                    "resourceArn": master.cluster_arn,
                    "secretArn": master.secret_arn,
                    "database": master.database,
                    "sql": ROLES,
                },
                physical_resource_id=custom.PhysicalResourceId.of(name),
            ),
        )

    def _master_role(self, master: DataApi, log_group: logs.LogGroup) -> iam.Role:
        granted = [
            allow(["logs:CreateLogStream", "logs:PutLogEvents"], log_group.log_group_arn),
            allow(["rds-data:ExecuteStatement"], master.cluster_arn),
            allow(["secretsmanager:GetSecretValue"], master.secret_arn),
        ]
        return iam.Role(
            self,
            "roles_role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"grants": iam.PolicyDocument(statements=granted)},
        )

    def _migrate(self, function: lambda_.Function, row: Task, roles: Construct) -> Construct:
        """Run the migrations, and wait for their end, when a change of code publishes a new version."""
        trigger = triggers.Trigger(
            self,
            "migrate",
            handler=function,
            timeout=Duration.seconds(row.timeout + 30),
            execute_after=[roles],
        )
        provider = cast("CfnResource", self.node.find_child(TRIGGERS).node.find_child("Handler"))
        log_group = self._log("migrate_log", self.platform_stage.resource("migrate"))
        provider.add_property_override("LoggingConfig.LogGroup", log_group.log_group_name)
        return trigger

    def _log(self, id_: str, name: str) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            id_,
            log_group_name=f"/aws/lambda/{name}",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
