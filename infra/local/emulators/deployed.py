"""Reads what is deployed from the emulator's Lambda, API Gateway and S3, not from the source code."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from infra.local.emulators.clients import client
from infra.local.runner.function import Function

PREFIX: Final = "recoloca-local-"
ROUTE_CEILING: Final = max(2, min(4, os.cpu_count() or 2))
INTEGRATION_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class RouteTarget:
    """One route of the HTTP API: `key` is `METHOD /path/{parameter}`, `seconds` the timeout of its integration."""

    key: str
    function: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Deployed:
    """Everything that is deployed.

    `throttle` is the API's requests a second and its burst; `cors` has the rules of each bucket in S3's format.
    """

    functions: list[Function]
    routes: list[RouteTarget]
    api_id: str
    throttle: tuple[float, int] | None
    cors: dict[str, list[dict[str, Any]]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, described: Mapping[str, Any]) -> Deployed:
        throttle = described["throttle"]
        return cls(
            functions=[Function.read(each) for each in described["functions"]],
            routes=[RouteTarget(**each) for each in described["routes"]],
            api_id=described["api_id"],
            throttle=(throttle[0], throttle[1]) if throttle else None,
            cors=described["cors"],
        )


def read(endpoint: str, overlay: Mapping[str, str]) -> Deployed:
    """Read everything from the emulator. Each function also gets the environment variables of `overlay`."""
    api_id, routes = read_routes(endpoint)
    return Deployed(
        functions=read_functions(endpoint, overlay),
        routes=routes,
        api_id=api_id,
        throttle=read_throttle(endpoint),
        cors=read_cors(endpoint),
    )


def pages(api: Any, operation: str, key: str, **arguments: str) -> list[dict[str, Any]]:
    return [item for page in api.get_paginator(operation).paginate(**arguments) for item in page[key]]


def read_functions(endpoint: str, overlay: Mapping[str, str]) -> list[Function]:
    api = client("lambda", endpoint)
    sources = pages(api, "list_event_source_mappings", "EventSourceMappings")
    concurrency = {
        source["FunctionArn"].rpartition(":")[2]: source.get("ScalingConfig", {}).get("MaximumConcurrency")
        for source in sources
    }
    described = pages(api, "list_functions", "Functions")
    arns = {layer["Arn"] for function in described for layer in function.get("Layers", [])}
    layers = {arn: layer_set(api.get_layer_version_by_arn(Arn=arn)["Description"]) for arn in arns}
    return [
        Function(
            name=function["FunctionName"],
            slug=function["FunctionName"].removeprefix(PREFIX),
            handler=function["Handler"],
            timeout=function["Timeout"],
            memory=function["MemorySize"],
            layers=tuple(layers[layer["Arn"]] for layer in function.get("Layers", [])),
            environment={**function.get("Environment", {}).get("Variables", {}), **overlay},
            ceiling=min(concurrency.get(function["FunctionName"]) or ROUTE_CEILING, ROUTE_CEILING),
        )
        for function in described
        if function["FunctionName"].startswith(PREFIX)
    ]


def layer_set(description: str) -> str:
    """The name of a layer's set: `core` for the description `layers/core/requirements.txt`."""
    return description.split("/")[1]


def read_routes(endpoint: str) -> tuple[str, list[RouteTarget]]:
    api = client("apigatewayv2", endpoint)
    (found,) = [each for each in api.get_apis()["Items"] if each["Name"] == f"{PREFIX}api"]
    api_id = found["ApiId"]
    targets = {
        f"integrations/{integration['IntegrationId']}": (
            integration["IntegrationUri"].rpartition(":")[2],
            integration.get("TimeoutInMillis", INTEGRATION_SECONDS * 1000) / 1000,
        )
        for integration in pages(api, "get_integrations", "Items", ApiId=api_id)
    }
    routes = pages(api, "get_routes", "Items", ApiId=api_id)
    return api_id, [RouteTarget(route["RouteKey"], *targets[route["Target"]]) for route in routes]


def read_throttle(endpoint: str) -> tuple[float, int] | None:
    """The API's requests a second and its burst, or None.

    They come from the template, because the emulator's API Gateway does not keep the throttling of a stage.
    """
    template = client("cloudformation", endpoint).get_template(StackName=f"{PREFIX}api")["TemplateBody"]
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::ApiGatewayV2::Stage":
            settings = resource["Properties"].get("DefaultRouteSettings", {})
            if "ThrottlingRateLimit" in settings:
                return settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]
    return None


def read_cors(endpoint: str) -> dict[str, list[dict[str, Any]]]:
    s3 = client("s3", endpoint)
    names = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"] if bucket["Name"].startswith(PREFIX)]
    rules = {}
    for name in names:
        try:
            rules[name] = s3.get_bucket_cors(Bucket=name)["CORSRules"]
        except s3.exceptions.ClientError:  # the bucket has no CORS rules
            rules[name] = []
    return rules
