"""How new code reaches users in production: snapshots, aliases, canaries that go back."""

from __future__ import annotations

import json

import pytest

from infra.routes import ROUTES, WORKERS, Route, Worker
from tests.infra.conftest import Synthesized


def test_http_functions_start_from_snapshots_and_locally_nothing_does(
    local: Synthesized, prod: Synthesized
) -> None:
    for row in ROUTES:
        assert prod.function(row.slug)["SnapStart"] == {"ApplyOn": "PublishedVersions"}
        assert "SnapStart" not in local.function(row.slug)


@pytest.mark.parametrize("row", [*ROUTES, *WORKERS], ids=lambda row: row.slug)
def test_triggers_point_at_the_alias(row: Route | Worker, prod: Synthesized) -> None:
    stack = "workers" if isinstance(row, Worker) else row.slug.partition("_")[0]
    kind, key = (
        ("AWS::Lambda::EventSourceMapping", "FunctionName")
        if isinstance(row, Worker)
        else ("AWS::ApiGatewayV2::Integration", "IntegrationUri")
    )
    aliases = {id_.partition("/")[2] for id_ in prod.of_type("AWS::Lambda::Alias", stack)}
    for resource in prod.of_type(kind, stack).values():
        target = json.dumps(resource["Properties"][key])
        assert [alias for alias in aliases if f'"{alias}"' in target]


def test_each_alias_moves_by_a_canary_that_rolls_back_on_its_alarms(prod: Synthesized) -> None:
    for id_, alias in prod.of_type("AWS::Lambda::Alias").items():
        policy = alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
        stack = id_.partition("/")[0]
        group = prod.templates[stack]["Resources"][policy["DeploymentGroupName"]["Ref"]]["Properties"]
        assert set(group["AutoRollbackConfiguration"]["Events"]) >= {
            "DEPLOYMENT_FAILURE",
            "DEPLOYMENT_STOP_ON_ALARM",
        }
        assert group["AlarmConfiguration"]["Enabled"] is True
        assert len(group["AlarmConfiguration"]["Alarms"]) == (1 if stack == "workers" else 2)
        assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
