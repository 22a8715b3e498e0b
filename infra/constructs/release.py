"""A published version behind an alias, moved by a canary that goes back by itself when an alarm rings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.alarms import Watch, alarm
from infra.constructs.function import Row
from infra.constructs.nag import acknowledge
from infra.constructs.sources import FIVE, server_errors
from infra.routes import Route
from infra.stages import Stage

ALIAS: Final = "live"
CANARY: Final = codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES


class Releases(Construct):
    """What the canaries of one stack share: the CodeDeploy application, its role, and the alarms over all of them."""

    def __init__(self, scope: Construct, stage: Stage, alarms: Sequence[cloudwatch.IAlarm]) -> None:
        super().__init__(scope, "releases")
        self.stage = stage
        self.alarms = alarms
        self.application = codedeploy.LambdaApplication(self, "application")
        self.role = iam.Role(
            self,
            "role",
            assumed_by=iam.ServicePrincipal("codedeploy.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(
                    "service-role/AWSCodeDeployRoleForLambdaLimited"
                )
            ],
        )
        acknowledge(
            self.role,
            "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]",
            "The policy that AWS keeps in step with what CodeDeploy does for Lambda.",
        )


class Release(Construct):
    """A tenth of the traffic for five minutes, then the rest, unless an alarm of the function or a shared one rings."""

    def __init__(self, scope: Construct, row: Row, function: lambda_.Function, releases: Releases) -> None:
        super().__init__(scope, f"{row.slug}_release")
        self.alias = lambda_.Alias(self, "alias", alias_name=ALIAS, version=function.current_version)
        codedeploy.LambdaDeploymentGroup(
            self,
            "canary",
            application=releases.application,
            role=releases.role,
            alias=self.alias,
            deployment_config=CANARY,
            alarms=[*self._alarms(row, releases.stage), *releases.alarms],
            auto_rollback=codedeploy.AutoRollbackConfig(failed_deployment=True, deployment_in_alarm=True),
        )

    def _alarms(self, row: Row, stage: Stage) -> Iterator[cloudwatch.Alarm]:
        """A route turns its bugs into answers, which are no errors to Lambda: it counts these itself."""
        errors = self.alias.metric_errors(period=FIVE, statistic="Sum")
        says = f"{row.slug} ended with an exception or a timeout three times in five minutes"
        yield self._alarm("errors", row, stage, errors, says)
        if isinstance(row, Route):
            says = f"{row.slug} answered 5xx three times in five minutes"
            yield self._alarm("server-errors", row, stage, server_errors(row.slug), says)

    def _alarm(
        self, name: str, row: Row, stage: Stage, metric: cloudwatch.Metric, says: str
    ) -> cloudwatch.Alarm:
        watch = Watch(f"{row.slug}-{name}", says, metric, 2, "function-errors", periods=1)
        return alarm(self, name.replace("-", "_"), stage, watch)
