"""The release of new code in production: snapshots, aliases, and canaries with rollback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import APIRouter

from infra import stages
from infra.routes import FUNCTIONS, MIGRATE, ROUTES, TASKS, WORKERS, Route, Task, Worker
from recoloca.cli import target
from recoloca.runtime.dependencies import Dependencies, replace_dependencies
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.settings import Settings
from tests.infra.conftest import Synthesized
from tests.infra.test_roles import name_of
from tests.support.infra.watched import Watched, watched


def test_http_functions_start_from_snapshots_and_locally_nothing_does(
    local: Synthesized, prod: Synthesized
) -> None:
    for row in ROUTES:
        assert prod.function(row.slug)["SnapStart"] == {"ApplyOn": "PublishedVersions"}
        assert "SnapStart" not in local.function(row.slug)


def test_a_version_outlives_its_replacement_but_not_a_failed_release(prod: Synthesized) -> None:
    """A rollback needs the old version. A version of a failed release would prevent publishing the same code again."""
    versions = prod.of_type("AWS::Lambda::Version")
    assert len(versions) == len(FUNCTIONS)
    for version in versions.values():
        assert version["DeletionPolicy"] == "RetainExceptOnCreate"
        assert version["UpdateReplacePolicy"] == "Retain"


def stack_of(row: Route | Worker | Task) -> str:
    if isinstance(row, Route):
        return row.slug.partition("_")[0]
    return "workers" if isinstance(row, Worker) else "migrations" if row is MIGRATE else "tasks"


def alias_of(row: Route | Worker | Task, prod: Synthesized) -> str:
    """The logical id of the alias on the function of this row."""
    stack = stack_of(row)
    (function,) = [
        id_.partition("/")[2]
        for id_, each in prod.of_type("AWS::Lambda::Function", stack).items()
        if each["Properties"].get("FunctionName") == f"recoloca-prod-{row.slug}"
    ]
    (alias,) = [
        id_.partition("/")[2]
        for id_, each in prod.of_type("AWS::Lambda::Alias", stack).items()
        if each["Properties"]["FunctionName"] == {"Ref": function}
    ]
    return alias


@pytest.mark.parametrize("row", [*ROUTES, *WORKERS], ids=lambda row: row.slug)
def test_a_trigger_starts_its_functions_own_alias(row: Route | Worker, prod: Synthesized) -> None:
    stack, reference = stack_of(row), {"Ref": alias_of(row, prod)}
    resources = prod.templates[stack]["Resources"]
    if isinstance(row, Worker):
        (source,) = [
            each["Properties"]
            for each in resources.values()
            if each["Type"] == "AWS::Lambda::EventSourceMapping"
            and f"{row.queue}queue" in json.dumps(each["Properties"]["EventSourceArn"])
        ]
        assert json.dumps(reference) in json.dumps(source["FunctionName"])
        return
    integrations = {
        resources[route["Properties"]["Target"]["Fn::Join"][1][1]["Ref"]]["Properties"]["IntegrationUri"][
            "Ref"
        ]
        for route in prod.of_type("AWS::ApiGatewayV2::Route", stack).values()
        if route["Properties"]["RouteKey"].partition(" ")[2] == row.path
    }
    assert integrations == {reference["Ref"]}
    (permission,) = [
        each["Properties"]
        for each in prod.of_type("AWS::Lambda::Permission", stack).values()
        if each["Properties"]["FunctionName"] == reference
    ]
    assert (permission["Action"], permission["Principal"]) == (
        "lambda:InvokeFunction",
        "apigateway.amazonaws.com",
    )
    assert name_of(permission["SourceArn"]).endswith(f"/*/*{row.path}")


@pytest.mark.parametrize("row", [row for row in TASKS if row.schedule], ids=lambda row: row.slug)
def test_schedules_start_the_alias_and_may_start_nothing_else(row: Task, prod: Synthesized) -> None:
    schedule = prod.one("AWS::Scheduler::Schedule", Name=f"recoloca-prod-{row.slug}")
    assert schedule["Target"]["Arn"] == {"Ref": alias_of(row, prod)}
    ((_, role),) = [
        each for each in prod.of_type("AWS::IAM::Policy", "tasks").items() if "schedulesrole" in each[0]
    ]
    (statement,) = role["Properties"]["PolicyDocument"]["Statement"]
    assert {"Ref": alias_of(row, prod)} in statement["Resource"]
    assert len(statement["Resource"]) == len([row for row in TASKS if row.schedule])


@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.slug)
def test_each_function_has_the_alias_that_its_callers_use(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    alias = prod.templates[stack_of(row)]["Resources"][alias_of(row, prod)]["Properties"]
    assert alias["Name"] == stages.ALIAS == target.ALIAS


@pytest.mark.parametrize("slug", ["payments_checkout", "payments_portal", "billing_worker"])
def test_stripe_is_called_by_the_gateways_alias(slug: str, prod: Synthesized, local: Synthesized) -> None:
    name = "BILLING_GATEWAY_FUNCTION"
    assert prod.function(slug)["Environment"]["Variables"][name] == "recoloca-prod-billing_gateway:live"
    assert local.function(slug)["Environment"]["Variables"][name] == "recoloca-local-billing_gateway"


def test_each_alias_moves_by_a_canary_that_rolls_back_on_its_alarms(prod: Synthesized) -> None:
    aliases = prod.of_type("AWS::Lambda::Alias")
    assert len(aliases) == len(FUNCTIONS)
    for id_, alias in aliases.items():
        stack = id_.partition("/")[0]
        if stack == "migrations":
            assert "UpdatePolicy" not in alias, "it has one invocation a release, by its version"
            continue
        policy = alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
        group = prod.templates[stack]["Resources"][policy["DeploymentGroupName"]["Ref"]]["Properties"]
        assert set(group["AutoRollbackConfiguration"]["Events"]) >= {
            "DEPLOYMENT_FAILURE",
            "DEPLOYMENT_STOP_ON_ALARM",
        }
        assert group["AlarmConfiguration"]["Enabled"] is True
        assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"


def alarms_of(id_: str, prod: Synthesized) -> list[dict[str, Any]]:
    """The alarms in the function's own stack that roll an alias back. The API's alarm is in another stack."""
    stack, _, alias = id_.partition("/")
    resources = prod.templates[stack]["Resources"]
    policy = resources[alias]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    group = resources[policy["DeploymentGroupName"]["Ref"]]["Properties"]
    references = [each["Name"] for each in group["AlarmConfiguration"]["Alarms"]]
    return [resources[name["Ref"]]["Properties"] for name in references if "Ref" in name]


def slug_of(id_: str, prod: Synthesized) -> str:
    """The slug of the function of an alias."""
    stack, _, alias = id_.partition("/")
    resources = prod.templates[stack]["Resources"]
    function = resources[resources[alias]["Properties"]["FunctionName"]["Ref"]]["Properties"]
    return str(function["FunctionName"]).removeprefix("recoloca-prod-")


def test_a_release_is_watched_by_the_metrics_of_its_own_version(prod: Synthesized) -> None:
    """Errors of the old version must not stop the new version, which may repair them.

    Lambda counts the errors of all functions. A route answers a bug with 500, which is no error for Lambda, so the
    route counts it itself.
    """
    routes = {row.slug for row in ROUTES}
    for id_ in prod.of_type("AWS::Lambda::Alias"):
        slug = slug_of(id_, prod)
        if slug == MIGRATE.slug:
            continue
        alias = prod.templates[id_.partition("/")[0]]["Resources"][id_.partition("/")[2]]["Properties"]
        function, version = alias["FunctionName"], alias["FunctionVersion"]
        assert version["Fn::GetAtt"][1] == "Version"
        live = {"Fn::Join": ["", [function, f":{alias['Name']}"]]}
        expected = {
            "errors": Watched(
                "AWS/Lambda",
                "Errors",
                {"FunctionName": function, "Resource": live, "ExecutedVersion": version},
                "Sum",
                300,
            )
        }
        if slug in routes:
            own = {"service": "recoloca", "function": slug, "version": version}
            expected["server-errors"] = Watched("Recoloca", "ServerErrors", own, "Sum", 300)
        found = {kind_of(alarm, slug, version): alarm for alarm in alarms_of(id_, prod)}
        assert {kind: watched(alarm) for kind, alarm in found.items()} == {
            kind: [metric] for kind, metric in expected.items()
        }
        for alarm in found.values():
            assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (2, 1)
            assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
            assert alarm["TreatMissingData"] == "notBreaching"


def kind_of(alarm: dict[str, Any], slug: str, version: dict[str, Any]) -> str:
    """The kind of an alarm by its name. The name differs for each version, so that an old alarm does not count."""
    ((prefix, named),) = [alarm["AlarmName"]["Fn::Join"][1]]
    assert named == version
    return str(prefix).removeprefix(f"recoloca-prod-{slug}-").removesuffix("-")


@pytest.fixture
def invoke() -> Iterator[Callable[[str], dict[str, Any]]]:
    """Calls a function whose only route has a bug."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)  # Mangum needs an event loop
    replace_dependencies(Dependencies(Settings({"SLUG": "dashboard", "AWS_LAMBDA_FUNCTION_VERSION": "7"})))
    router = APIRouter()

    @router.get("/bug")
    async def bug() -> None:
        raise LookupError

    handler = lambda_handler(create_app(router))

    def get(path: str) -> dict[str, Any]:
        http = {"method": "GET", "path": path, "sourceIp": "127.0.0.1", "protocol": "HTTP/1.1"}
        return handler(
            {
                "version": "2.0",
                "rawPath": path,
                "rawQueryString": "",
                "headers": {},
                "requestContext": {"requestId": "one", "http": http, "stage": "$default"},
                "isBase64Encoded": False,
            },
            None,
        )

    yield get
    replace_dependencies(None)
    asyncio.set_event_loop(None)
    loop.close()


def test_a_bug_counts_in_the_metric_of_the_rollback(
    invoke: Callable[[str], dict[str, Any]], prod: Synthesized, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke("/bug")["statusCode"] == 500
    (emf,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    (counted,) = emf["_aws"]["CloudWatchMetrics"]
    (metric,) = counted["Metrics"]
    assert emf[metric["Name"]] == [1]
    (dimensions,) = counted["Dimensions"]
    (alias,) = prod.of_type("AWS::Lambda::Alias", "dashboard")
    (watching,) = [
        metric for alarm in alarms_of(alias, prod) for metric in watched(alarm) if metric.name != "Errors"
    ]
    assert (watching.namespace, watching.name) == (counted["Namespace"], metric["Name"])
    assert set(watching.dimensions) == set(dimensions)
    assert {name: emf[name] for name in dimensions} == {**watching.dimensions, "version": "7"}


def test_a_response_to_a_client_error_is_not_counted(
    invoke: Callable[[str], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke("/nothing")["statusCode"] == 404
    assert "_aws" not in capsys.readouterr().out
