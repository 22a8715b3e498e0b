"""A release: CodeDeploy moves an alias to a new version step by step, and back if an alarm rings."""

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
from infra.constructs.sources import FIVE_MINUTES, server_errors
from infra.routes import Route
from infra.stages import ALIAS, Stage

CANARY: Final = codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES


class Releases(Construct):
    """The shared parts of a stack's releases: the CodeDeploy application, its role, and the shared alarms."""

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
    """The new version gets a tenth of the traffic for five minutes, then all of it. An alarm of the version or a shared
    alarm stops this."""

    def __init__(self, scope: Construct, row: Row, function: lambda_.Function, releases: Releases) -> None:
        super().__init__(scope, f"{row.slug}_release")
        self._row = row
        self._stage = releases.stage
        self._version = function.current_version.version
        self.alias = lambda_.Alias(self, "alias", alias_name=ALIAS, version=function.current_version)
        codedeploy.LambdaDeploymentGroup(
            self,
            "canary",
            application=releases.application,
            role=releases.role,
            alias=self.alias,
            deployment_config=CANARY,
            alarms=[*self._alarms(function.function_name), *releases.alarms],
            auto_rollback=codedeploy.AutoRollbackConfig(failed_deployment=True, deployment_in_alarm=True),
        )

    def _alarms(self, function_name: str) -> Iterator[cloudwatch.Alarm]:
        """A route answers 500 for its bugs, which Lambda does not count as errors. The route counts them itself."""
        slug = self._row.slug
        errors = cloudwatch.Metric(
            namespace="AWS/Lambda",
            metric_name="Errors",
            dimensions_map={
                "FunctionName": function_name,
                "Resource": f"{function_name}:{ALIAS}",
                "ExecutedVersion": self._version,
            },
            statistic="Sum",
            period=FIVE_MINUTES,
        )
        yield self._alarm("errors", errors, "ended with an exception or a timeout")
        if isinstance(self._row, Route):
            yield self._alarm("server-errors", server_errors(slug, self._version), "answered 5xx")

    def _alarm(self, kind: str, metric: cloudwatch.Metric, did: str) -> cloudwatch.Alarm:
        """Each version has a new alarm. If an old alarm still rang, it would stop the release that fixes its cause."""
        slug = self._row.slug
        watch = Watch(
            f"{slug}-{kind}-{self._version}",
            f"{slug} {did} three times in five minutes",
            metric,
            2,
            "function-errors",
            periods=1,
        )
        return alarm(self, kind.replace("-", "_"), self._stage, watch)
