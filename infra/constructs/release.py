"""A published version behind an alias, moved by a canary that goes back by itself when an alarm rings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.nag import acknowledge

ALIAS: Final = "live"
CANARY: Final = codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES


class Releases(Construct):
    """What the canaries of one stack share: the CodeDeploy application, its role, and the alarms over all of them."""

    def __init__(self, scope: Construct, alarms: Sequence[cloudwatch.IAlarm]) -> None:
        super().__init__(scope, "releases")
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
    """A tenth of the traffic for five minutes, then the rest, unless a function error or a shared alarm stops it."""

    def __init__(self, scope: Construct, slug: str, function: lambda_.Function, releases: Releases) -> None:
        super().__init__(scope, f"{slug}_release")
        self.alias = lambda_.Alias(self, "alias", alias_name=ALIAS, version=function.current_version)
        self.errors = cloudwatch.Alarm(
            self,
            "errors",
            alarm_name=f"{function.node.path.split('/')[0]}-{slug}-errors",
            alarm_description=f"{slug} ends with an exception or a timeout. docs/runbooks/function-errors.md",
            metric=self.alias.metric_errors(period=Duration.minutes(1), statistic="sum"),
            threshold=3,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        codedeploy.LambdaDeploymentGroup(
            self,
            "canary",
            application=releases.application,
            role=releases.role,
            alias=self.alias,
            deployment_config=CANARY,
            alarms=[self.errors, *releases.alarms],
            auto_rollback=codedeploy.AutoRollbackConfig(failed_deployment=True, deployment_in_alarm=True),
        )
