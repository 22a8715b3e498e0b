"""How new code reaches users in production: snapshots, aliases, canaries that go back."""

from __future__ import annotations

import json

import pytest

from infra.constructs import release
from infra.routes import FUNCTIONS, MIGRATE, ROUTES, TASKS, WORKERS, Route, Task, Worker
from recoloca.cli import target
from tests.infra.conftest import Synthesized


def test_http_functions_start_from_snapshots_and_locally_nothing_does(
    local: Synthesized, prod: Synthesized
) -> None:
    for row in ROUTES:
        assert prod.function(row.slug)["SnapStart"] == {"ApplyOn": "PublishedVersions"}
        assert "SnapStart" not in local.function(row.slug)


def stack_of(row: Route | Worker | Task) -> str:
    if isinstance(row, Route):
        return row.slug.partition("_")[0]
    return "workers" if isinstance(row, Worker) else "migrations" if row is MIGRATE else "tasks"


def alias_of(row: Route | Worker | Task, prod: Synthesized) -> str:
    """The logical id of the alias on the row's own function."""
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
def test_triggers_point_at_the_alias(row: Route | Worker, prod: Synthesized) -> None:
    kind, key = (
        ("AWS::Lambda::EventSourceMapping", "FunctionName")
        if isinstance(row, Worker)
        else ("AWS::ApiGatewayV2::Integration", "IntegrationUri")
    )
    targets = [
        json.dumps(resource["Properties"][key]) for resource in prod.of_type(kind, stack_of(row)).values()
    ]
    assert [target for target in targets if f'"{alias_of(row, prod)}"' in target]


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
def test_each_function_has_the_alias_that_operators_and_other_functions_ask(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    alias = prod.templates[stack_of(row)]["Resources"][alias_of(row, prod)]["Properties"]
    assert alias["Name"] == release.ALIAS == target.ALIAS


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
        assert len(group["AlarmConfiguration"]["Alarms"]) == (1 if stack in {"workers", "tasks"} else 2)
        assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
