"""The HTTP API: its stage, its throttling and its access log. The functions' stacks add the routes."""

from __future__ import annotations

from aws_cdk import CfnOutput, RemovalPolicy
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.constructs.alarms import Watch, alarm
from infra.constructs.nag import acknowledge
from infra.constructs.sources import MINUTE, ratio
from infra.stacks.base import PlatformStack
from infra.stages import EDGE_REGION, Stage

THROTTLE_RATE = 2000
THROTTLE_BURST = 2000
"""Requests a second for the whole API: twice the goal of 1,000. The application limits each user."""

LOG_FORMAT = (
    '{"time":"$context.requestTime","request_id":"$context.requestId","route":"$context.routeKey",'
    '"status":$context.status,"latency_ms":$context.responseLatency,"integration_ms":"$context.integrationLatency",'
    '"error":"$context.error.message","bytes":$context.responseLength}'
)
"""The fields show a slow or failing route. Address, path and agent are left out, because they are personal data."""


class ApiStack(PlatformStack):
    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "api", stage)
        self.api = apigateway.CfnApi(
            self,
            "api",
            name=stage.resource("api"),
            protocol_type="HTTP",
            description="Recoloca.ai: one route for each row of infra/routes.py",
        )
        log_group = logs.LogGroup(
            self,
            "access_log",
            log_group_name=f"/aws/apigateway/{stage.resource('api')}",
            retention=logs.RetentionDays.ONE_MONTH if stage.production else logs.RetentionDays.ONE_DAY,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.default_stage = apigateway.CfnStage(
            self,
            "default",
            api_id=self.api.ref,
            stage_name="$default",
            auto_deploy=True,
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=THROTTLE_RATE,
                throttling_burst_limit=THROTTLE_BURST,
                # Detailed metrics cost money for each route. The query `slow-routes` reads them from the access log.
                detailed_metrics_enabled=False,
            ),
            access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log_group.log_group_arn, format=LOG_FORMAT
            ),
        )
        self.alarms = [self._server_errors()] if stage.production else []
        if stage.production:
            self._origin_secret()
        CfnOutput(self, "ApiId", value=self.api.ref)

    def _origin_secret(self) -> None:
        """The secret that CloudFront sends to the functions. The edge stack reads the replica in its own region."""
        secret = secretsmanager.CfnSecret(
            self,
            "origin_secret",
            name=self.platform_stage.secret("origin"),
            description="CloudFront sends it, functions refuse requests without it",
            generate_secret_string=secretsmanager.CfnSecret.GenerateSecretStringProperty(
                password_length=48, exclude_punctuation=True
            ),
            replica_regions=[secretsmanager.CfnSecret.ReplicaRegionProperty(region=EDGE_REGION)],
        )
        acknowledge(secret, "SMG4", "Rotated by a deployment (docs/runbooks/rotate-secrets.md): both sides of it are "
                    "configuration, which a rotation function could not change.")  # fmt: skip

    def _server_errors(self) -> cloudwatch.Alarm:
        """An alarm that stops every release. Lambda does not count an answer with status 500 as an error."""
        failed, count = (self._requests(name) for name in ("5xx", "Count"))
        says = "More than 1 % of requests answered 5xx"
        watch = Watch("api-server-errors", says, ratio("5xx, %", failed, count), 1, "api-errors", periods=2)
        return alarm(self, "server_errors", self.platform_stage, watch)

    def _requests(self, name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name=name,
            dimensions_map={"ApiId": self.api.ref},
            statistic="Sum",
            period=MINUTE,
        )
