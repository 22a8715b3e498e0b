"""Each function's role allows what its row grants and nothing else.

The rules are written here a second time on purpose.
"""

from __future__ import annotations

import json
import re
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
NEEDS_VPC = {"database", "database:operator", "database:owner", "cache"}
POSTED = r"arn:aws:s3:::recoloca-prod-uploads-<AWS::AccountId>/uploads/\*"
CVS = r"arn:aws:s3:::recoloca-prod-uploads-<AWS::AccountId>/cvs/\*"
ARCHIVES = r"arn:aws:s3:::recoloca-prod-uploads-<AWS::AccountId>/exports/\*"
BUCKET = r"arn:aws:s3:::recoloca-prod-uploads-<AWS::AccountId>"
ALLOWED = {
    "database": {("rds-db:connect", r".*:dbuser:ProxyId/recoloca_app")},
    "database:operator": {("rds-db:connect", r".*:dbuser:ProxyId/recoloca_operator")},
    "database:owner": {("rds-db:connect", r".*:dbuser:.*ClusterResourceId.*/recoloca_migrator")},
    "cache": {("elasticache:Connect", r".*Attcache(user)?A.*")},
    "uploads:put": {("s3:PutObject", POSTED)},
    "uploads:get": {("s3:GetObject", POSTED)},
    "uploads:delete": {("s3:DeleteObject", POSTED)},
    "uploads:tags": {("s3:GetObjectTagging", POSTED)},
    "cvs:put": {("s3:PutObject", CVS)},
    "cvs:get": {("s3:GetObject", CVS)},
    "cvs:delete": {("s3:DeleteObject", CVS)},
    "uploads:list": {("s3:ListBucket", BUCKET)},
    "exports:put": {("s3:PutObject", ARCHIVES)},
    "exports:get": {("s3:GetObject", ARCHIVES)},
    "exports:delete": {("s3:DeleteObject", ARCHIVES)},
    "analysis:send": {("sqs:SendMessage", r".*Attanalysisqueue.*")},
    "analysis:ask": {("sqs:GetQueueAttributes", r".*Attanalysisqueue.*")},
    "notification:send": {("sqs:SendMessage", r".*Attnotificationqueue.*")},
    "privacy:send": {("sqs:SendMessage", r".*Attprivacyqueue.*")},
    "billing:send": {("sqs:SendMessage", r".*Attbillingqueue.*")},
    "billing-gateway:invoke": {("lambda:InvokeFunction", r".*:function:recoloca-prod-billing_gateway:live")},
    "mail:send": {("ses:SendEmail", r".*:identity/no-reply@recoloca\.ai")},
    "signing-key:read": {("secretsmanager:GetSecretValue", r".*:recoloca/prod/token-signing-key-\?{6}")},
    "stripe-api-key:read": {("secretsmanager:GetSecretValue", r".*:recoloca/prod/stripe-api-key-\?{6}")},
    "stripe-webhook:read": {
        ("secretsmanager:GetSecretValue", r".*:recoloca/prod/stripe-webhook-secret-\?{6}")
    },
    "language-model:ask": set(),
}
"""The actions of each grant, and the names of their resources as a regular expression."""


def name_of(resource: Any) -> str:
    """A resource of a statement as one text."""
    if isinstance(resource, dict):
        ((function, value),) = resource.items()
        if function == "Fn::Join":
            return "".join(map(name_of, value[1]))
        if function == "Fn::GetStackOutput":
            return str(value["OutputName"])
        if function == "Ref":
            return f"<{value}>"
        return " ".join(map(name_of, value))
    return " ".join(map(name_of, resource)) if isinstance(resource, list) else str(resource)


def permissions_in(statements: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """The pairs of an action and a resource."""
    found = set()
    for statement in statements:
        resources = statement["Resource"]
        for resource in resources if isinstance(resources, list) else [resources]:
            found |= {(action, name_of(resource)) for action in actions_in([statement])}
    return found


def statements_of(stage: Synthesized, slug: str) -> list[dict[str, Any]]:
    for id_, function in stage.of_type("AWS::Lambda::Function").items():
        if function["Properties"].get("FunctionName", "").endswith(f"-{slug}"):
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
    expected = {(action, f"{row.slug.replace('_', '')}logs.*") for action in OWN_LOGS}
    expected = expected.union(*(ALLOWED[grant.value] for grant in row.grants))
    if isinstance(row, Worker):
        expected |= {(action, f".*Att{row.queue}queue.*") for action in OWN_QUEUE}
    if {grant.value for grant in row.grants} & NEEDS_VPC:
        expected |= {(action, r"\*") for action in INTERFACES}
    used = set()
    for action, resource in permissions_in(statements_of(prod, row.slug)):
        covering = {each for each in expected if each[0] == action and re.fullmatch(each[1], resource)}
        assert covering, f"{action} on {resource} is not granted"
        used |= covering
    assert used == expected


def test_each_grant_is_spelled_out_here() -> None:
    assert set(ALLOWED) == {grant.value for grant in Grant}


@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.slug)
def test_only_the_network_interfaces_are_allowed_everywhere(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    for statement in statements_of(prod, row.slug):
        if statement["Resource"] == "*":
            assert set(actions_in([statement])) <= INTERFACES
        assert statement["Effect"] == "Allow"
        assert not [action for action in actions_in([statement]) if "*" in action]


def test_no_other_code_adds_a_policy_to_a_function(prod: Synthesized) -> None:
    roles = {
        (id_.partition("/")[0], function["Properties"]["Role"]["Fn::GetAtt"][0])
        for id_, function in prod.of_type("AWS::Lambda::Function").items()
    }
    for id_, policy in prod.of_type("AWS::IAM::Policy").items():
        for role in policy["Properties"]["Roles"]:
            assert (id_.partition("/")[0], role.get("Ref")) not in roles


def test_only_functions_that_sign_tokens_read_the_signing_key(prod: Synthesized) -> None:
    readers = {row.slug for row in FUNCTIONS if "signing" in json.dumps(statements_of(prod, row.slug))}
    assert readers == {row.slug for row in FUNCTIONS if Grant.SIGNING_KEY in row.grants}


@pytest.mark.parametrize(
    ("user", "function"), [("recoloca_migrator", "db_migrate"), ("recoloca_operator", "operator")]
)
def test_only_one_function_signs_in_as(user: str, function: str, prod: Synthesized) -> None:
    assert [row.slug for row in FUNCTIONS if user in json.dumps(statements_of(prod, row.slug))] == [function]
