"""Each function's role can do what its row grants, and nothing else; spelled out here a second time on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from infra.routes import FUNCTIONS, Grant, Route, Task, Worker
from tests.infra.conftest import Synthesized

OWN_LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
OWN_QUEUE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
INTERFACES = {
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
}
NEEDS_VPC = {"database", "database:owner", "cache"}
ACTIONS = {
    "database": {"rds-db:connect"},
    "database:owner": {"rds-db:connect"},
    "cache": {"elasticache:Connect"},
    "uploads:put": {"s3:PutObject"},
    "uploads:get": {"s3:GetObject"},
    "uploads:delete": {"s3:DeleteObject"},
    "uploads:tags": {"s3:GetObjectTagging"},
    "uploads:list": {"s3:ListBucket"},
    "exports:put": {"s3:PutObject"},
    "exports:get": {"s3:GetObject"},
    "exports:delete": {"s3:DeleteObject"},
    "mail:send": {"ses:SendEmail"},
    "signing-key:read": {"secretsmanager:GetSecretValue"},
    "language-model:ask": set(),
    "stripe-api-key:read": {"secretsmanager:GetSecretValue"},
    "stripe-webhook:read": {"secretsmanager:GetSecretValue"},
}


def allowed_by(grant: Grant) -> set[str]:
    if grant.value in ACTIONS:
        return ACTIONS[grant.value]
    return {"send": {"sqs:SendMessage"}, "invoke": {"lambda:InvokeFunction"}}[grant.value.partition(":")[2]]


def statements_of(stage: Synthesized, slug: str) -> list[dict[str, Any]]:
    for id_, function in stage.of_type("AWS::Lambda::Function").items():
        if function["Properties"]["FunctionName"].endswith(f"-{slug}"):
            role_id = function["Properties"]["Role"]["Fn::GetAtt"][0]
            role = stage.templates[id_.partition("/")[0]]["Resources"][role_id]["Properties"]
            assert "ManagedPolicyArns" not in role
            return [s for policy in role["Policies"] for s in policy["PolicyDocument"]["Statement"]]
    raise AssertionError(slug)


def actions_in(statements: list[dict[str, Any]]) -> Iterator[str]:
    for statement in statements:
        actions = statement["Action"]
        yield from [actions] if isinstance(actions, str) else actions


@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.slug)
def test_a_role_allows_what_its_row_grants_and_no_more(row: Route | Worker | Task, prod: Synthesized) -> None:
    expected = set(OWN_LOGS).union(*map(allowed_by, row.grants))
    if isinstance(row, Worker):
        expected |= OWN_QUEUE
    if {grant.value for grant in row.grants} & NEEDS_VPC:
        expected |= INTERFACES
    assert set(actions_in(statements_of(prod, row.slug))) == expected


@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.slug)
def test_only_the_network_interfaces_are_allowed_everywhere(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    for statement in statements_of(prod, row.slug):
        if statement["Resource"] == "*":
            assert set(actions_in([statement])) <= INTERFACES
        assert statement["Effect"] == "Allow"
        assert not [action for action in actions_in([statement]) if "*" in action]


def test_nobody_adds_a_policy_to_a_function_from_elsewhere(prod: Synthesized) -> None:
    roles = {
        (id_.partition("/")[0], function["Properties"]["Role"]["Fn::GetAtt"][0])
        for id_, function in prod.of_type("AWS::Lambda::Function").items()
    }
    for id_, policy in prod.of_type("AWS::IAM::Policy").items():
        for role in policy["Properties"]["Roles"]:
            assert (id_.partition("/")[0], role.get("Ref")) not in roles


def test_only_who_signs_tokens_reads_the_signing_key(prod: Synthesized) -> None:
    readers = {row.slug for row in FUNCTIONS if "signing" in json.dumps(statements_of(prod, row.slug))}
    assert readers == {row.slug for row in FUNCTIONS if Grant.SIGNING_KEY in row.grants}


def test_only_migrations_sign_in_as_the_owner(prod: Synthesized) -> None:
    owners = {row.slug for row in FUNCTIONS if "recoloca_owner" in json.dumps(statements_of(prod, row.slug))}
    assert owners == {"db_migrate"}
