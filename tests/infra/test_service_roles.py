"""The permissions of AWS's services for our account. The roles of functions are in `test_roles.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from infra.routes import TASKS
from tests.infra.conftest import Synthesized
from tests.infra.test_roles import name_of, permissions_in

ACCOUNT = {"Ref": "AWS::AccountId"}
UPLOADS = r"arn:<AWS::Partition>:s3:::recoloca-prod-uploads-<AWS::AccountId>"
SCAN_RULE = (
    r"arn:<AWS::Partition>:events:sa-east-1:<AWS::AccountId>:"
    r"rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*"
)
MANAGED = {"StringEquals": {"events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com"}}


@dataclass(frozen=True)
class Role:
    """`allows` are pairs of an action and a regular expression for the whole name of a resource."""

    stack: str
    service: str
    allows: set[tuple[str, str]]
    only_for: tuple[str, ...] = ()
    managed: tuple[str, ...] = ()
    conditions: dict[str, Any] = field(default_factory=dict)


SCHEDULED = [row for row in TASKS if row.schedule]
ROLES = {
    "scheduler": Role(
        "tasks",
        "scheduler.amazonaws.com",
        {("lambda:InvokeFunction", rf"<?{row.slug.replace('_', '')}.+") for row in SCHEDULED},
        only_for=("aws:SourceAccount", "aws:SourceArn"),
    ),
    "guardduty": Role(
        "storage",
        "malware-protection-plan.guardduty.amazonaws.com",
        {(f"events:{name}", SCAN_RULE) for name in ("PutRule", "DeleteRule", "PutTargets", "RemoveTargets")}
        | {(f"events:{name}", SCAN_RULE) for name in ("DescribeRule", "ListTargetsByRule")}
        | {
            (f"s3:{name}", UPLOADS)
            for name in ("ListBucket", "GetBucketNotification", "PutBucketNotification")
        }
        | {("s3:PutObject", rf"{UPLOADS}/malware-protection-resource-validation-object")}
        | {
            (f"s3:{name}", rf"{UPLOADS}/uploads/\*")
            for name in (
                *("GetObject", "GetObjectVersion", "GetObjectTagging", "GetObjectVersionTagging"),
                *("PutObjectTagging", "PutObjectVersionTagging"),
            )
        },
        conditions={"events:PutRule": MANAGED},
    ),
    "codedeploy": Role(
        "dashboard",
        "codedeploy.amazonaws.com",
        set(),
        managed=("arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited",),
    ),
    "proxy": Role(
        "data",
        "rds.amazonaws.com",
        # The roles that use the data, without the owner of the tables.
        {
            (
                "rds-db:connect",
                r"arn:.+:rds-db:sa-east-1:.+:dbuser:.*DBClusterResourceId/recoloca_(app|operator)",
            )
        },
    ),
}


def found(role: Role, prod: Synthesized) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The only role in its stack that its service may assume, and its statements."""
    resources = prod.templates[role.stack]["Resources"]
    ((id_, properties),) = [
        (id_, each["Properties"])
        for id_, each in resources.items()
        if each["Type"] == "AWS::IAM::Role"
        and each["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]
        == {"Service": role.service}
    ]
    policies = [
        *properties.get("Policies", []),
        *(
            each["Properties"]
            for each in resources.values()
            if each["Type"] == "AWS::IAM::Policy" and {"Ref": id_} in each["Properties"]["Roles"]
        ),
    ]
    return properties, [s for policy in policies for s in policy["PolicyDocument"]["Statement"]]


@pytest.mark.parametrize("name", ROLES)
def test_a_service_may_do_its_task_and_nothing_else(name: str, prod: Synthesized) -> None:
    role = ROLES[name]
    properties, statements = found(role, prod)
    assert {statement["Effect"] for statement in statements} <= {"Allow"}
    used = set()
    for action, resource in permissions_in(statements):
        covering = {each for each in role.allows if each[0] == action and re.fullmatch(each[1], resource)}
        assert covering, f"{action} on {resource}"
        used |= covering
    assert used == role.allows
    assert tuple(map(name_of, properties.get("ManagedPolicyArns", []))) == role.managed
    for action, condition in role.conditions.items():
        (statement,) = [each for each in statements if action in each["Action"]]
        assert statement["Condition"] == condition


@pytest.mark.parametrize("name", ROLES)
def test_a_service_is_limited_to_this_account_where_aws_supports_it(name: str, prod: Synthesized) -> None:
    """The guides of CodeDeploy and GuardDuty have no such condition.

    A condition that is never true would block them.
    """
    properties, _ = found(ROLES[name], prod)
    (trust,) = properties["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRole"
    assert set(trust.get("Condition", {}).get("StringEquals", {})) == set(ROLES[name].only_for)


def test_schedules_are_started_for_their_own_group_alone(prod: Synthesized) -> None:
    properties, _ = found(ROLES["scheduler"], prod)
    (trust,) = properties["AssumeRolePolicyDocument"]["Statement"]
    resources = prod.templates["tasks"]["Resources"]
    ((group, _),) = [item for item in resources.items() if item[1]["Type"] == "AWS::Scheduler::ScheduleGroup"]
    assert trust["Condition"]["StringEquals"] == {
        "aws:SourceAccount": ACCOUNT,
        "aws:SourceArn": {"Fn::GetAtt": [group, "Arn"]},
    }
    schedules = [each["Properties"] for each in prod.of_type("AWS::Scheduler::Schedule").values()]
    assert len(schedules) == len(SCHEDULED)
    assert {name_of(each["GroupName"]) for each in schedules} == {f"<{group}>"}


def test_guardduty_gets_its_role_with_the_policy_already_in_it(prod: Synthesized) -> None:
    """A separate policy could be created after the plan, but the plan's creation checks the role's permissions."""
    resources = prod.templates["storage"]["Resources"]
    (plan,) = [each for each in resources.values() if each["Type"] == "AWS::GuardDuty::MalwareProtectionPlan"]
    role = resources[plan["Properties"]["Role"]["Fn::GetAtt"][0]]
    assert role["Properties"]["Policies"]
    assert not [each for each in resources.values() if each["Type"] == "AWS::IAM::Policy"]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


TOPICS = {"observability": {"cloudwatch", "budgets"}, "edge-alarms": {"cloudwatch"}}


@pytest.mark.parametrize("stack", TOPICS)
def test_only_this_accounts_alarms_and_budget_speak_to_people(stack: str, prod: Synthesized) -> None:
    (policy,) = prod.of_type("AWS::SNS::TopicPolicy", stack).values()
    statements = policy["Properties"]["PolicyDocument"]["Statement"]
    allowed = [each for each in statements if each["Effect"] == "Allow"]
    services = [service for each in allowed for service in listed(each["Principal"]["Service"])]
    assert sorted(services) == sorted(f"{service}.amazonaws.com" for service in TOPICS[stack])
    for each in allowed:
        assert each["Action"] == "sns:Publish"
        assert each["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    (denied,) = [each for each in statements if each["Effect"] == "Deny"]
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
