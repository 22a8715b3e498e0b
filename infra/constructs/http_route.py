"""A path of the HTTP API and the function that serves all its methods."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.nag import acknowledge
from infra.routes import Route


class HttpRoute(Construct):
    """A route with payload format 2.0. All methods of the path share one integration and one permission."""

    def __init__(self, scope: Construct, row: Route, api_id: str, target: lambda_.IFunction) -> None:
        super().__init__(scope, f"{row.slug}_route")
        integration = apigateway.CfnIntegration(
            self,
            "integration",
            api_id=api_id,
            integration_type="AWS_PROXY",
            integration_uri=target.function_arn,
            payload_format_version="2.0",
            timeout_in_millis=min(row.timeout, 30) * 1000,
        )
        for method in row.methods:
            route = apigateway.CfnRoute(
                self,
                method.lower(),
                api_id=api_id,
                route_key=f"{method} {row.path}",
                target=f"integrations/{integration.ref}",
                authorization_type="NONE",
            )
            acknowledge(route, "APIG4", "Functions verify the access token themselves, in microseconds and without "
                        "a second function; which paths are public is a column of infra/routes.py.")  # fmt: skip
        lambda_.CfnPermission(
            self,
            "permission",
            action="lambda:InvokeFunction",
            function_name=target.function_arn,
            principal="apigateway.amazonaws.com",
            source_arn=Stack.of(self).format_arn(
                service="execute-api", resource=api_id, resource_name=f"*/*{row.path}"
            ),
        )
