"""The HTTP API itself: the stage, its throttling and its access log. Routes are added by the functions' stacks."""

from __future__ import annotations

from aws_cdk import CfnOutput, RemovalPolicy
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.stacks.base import PlatformStack
from infra.stages import Stage

THROTTLE_RATE = 2000
THROTTLE_BURST = 2000
"""Requests a second for the whole API: twice the goal of 1,000. Each user's own limit is the application's."""

LOG_FORMAT = (
    '{"time":"$context.requestTime","request_id":"$context.requestId","route":"$context.routeKey",'
    '"status":$context.status,"latency_ms":$context.responseLatency,"integration_ms":"$context.integrationLatency",'
    '"error":"$context.error.message","bytes":$context.responseLength}'
)
"""No address, no path, no agent: what is needed to see a slow or failing route, and no personal data."""


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
                detailed_metrics_enabled=True,
            ),
            access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log_group.log_group_arn, format=LOG_FORMAT
            ),
        )
        CfnOutput(self, "ApiId", value=self.api.ref)
