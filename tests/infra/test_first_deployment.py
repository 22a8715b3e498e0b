"""A failed first creation can be run again. The emulator plays it with the kept resources of each template.

The emulator deletes a cluster although it is protected. So it cannot show why the first deployment leaves the
protection off. The AWS documentation of `DeletionProtection` says it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any, Final

import pytest

from infra.local.emulators.clients import client
from infra.local.servers.process import wait_until
from tests.infra.conftest import Resource, Synthesized

KEPT: Final = ("AWS::S3::Bucket", "AWS::RDS::DBCluster")
"""The types that stay, or that refuse to go, when their stack is deleted."""
BROKEN: Final = {
    "Type": "AWS::RDS::DBSubnetGroup",
    "Properties": {"DBSubnetGroupDescription": "without a network", "SubnetIds": ["subnet-0", "subnet-1"]},
}
"""A resource that CloudFormation accepts and RDS then refuses."""
PRODUCTION: Final = "recoloca-prod-"
IN_A_NETWORK: Final = ("DBSubnetGroupName", "VpcSecurityGroupIds")
"""Properties of the cluster that need the network, which the emulator cannot deploy."""


@pytest.fixture
def cloudformation(emulator_url: str) -> Iterator[Any]:
    found = client("cloudformation", emulator_url)
    yield found
    for stack in found.describe_stacks()["Stacks"]:
        if stack["StackName"].startswith("first-"):
            found.delete_stack(StackName=stack["StackName"])
    buckets = client("s3", emulator_url)
    for bucket in buckets.list_buckets()["Buckets"]:
        if bucket["Name"].startswith(PRODUCTION):
            buckets.delete_bucket(Bucket=bucket["Name"])


def names_in(value: Any) -> set[str]:
    """The logical ids that a part of a template refers to."""
    if isinstance(value, list):
        return set().union(*map(names_in, value))
    if not isinstance(value, dict):
        return set()
    own = {value["Ref"]} if isinstance(value.get("Ref"), str) else set()
    if "Fn::GetAtt" in value:
        own.add(value["Fn::GetAtt"][0])
    return own.union(*map(names_in, value.values()))


def literal(value: Any) -> Any:
    """The value with a text in place of each output of another stack."""
    if isinstance(value, list):
        return [literal(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "Fn::GetStackOutput" in value:
        return "sg-0123456789abcdef0"
    return {name: literal(each) for name, each in value.items()}


def kept_part(template: Resource) -> Resource:
    """The kept resources of a template and what they refer to. Nothing in it depends on the rest of the stack."""
    resources = literal(template["Resources"])
    for each in resources.values():
        for name in IN_A_NETWORK:
            each.get("Properties", {}).pop(name, None)
    wanted = {name for name, each in resources.items() if each["Type"] in KEPT}
    while more := {ref for name in wanted for ref in names_in(resources[name])} & resources.keys() - wanted:
        wanted |= more
    part = {name: resources[name] for name in wanted}
    for each in part.values():
        each.pop("DependsOn", None)
    return part


def create(cloudformation: Any, name: str, resources: Resource) -> str:
    """Create a stack and return its final status."""
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps({"Resources": resources}))
    return settled(cloudformation, name)


def settled(cloudformation: Any, name: str) -> str:
    def status() -> str:
        found: str = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        return found

    assert wait_until(lambda: not status().endswith("IN_PROGRESS"), 30)
    return status()


def played(cloudformation: Any, resources: Resource) -> list[str]:
    """The statuses of create → fail → create. The CDK deletes a stack that was rolled back before it tries again."""
    name = f"first-{uuid.uuid4().hex[:8]}"
    failing = {**resources, "broken": {**BROKEN, "DependsOn": sorted(resources)}}
    statuses = [create(cloudformation, name, failing)]
    cloudformation.delete_stack(StackName=name)
    statuses.append(create(cloudformation, name, resources))
    return statuses


@pytest.mark.parametrize("stack", ["storage", "data", "observability"])
def test_a_failed_first_creation_can_be_run_again(
    stack: str, named: Synthesized, cloudformation: Any
) -> None:
    part = kept_part(named.templates[stack])
    assert played(cloudformation, part) == ["ROLLBACK_COMPLETE", "CREATE_COMPLETE"]


def test_the_stacks_with_kept_resources_are_the_ones_that_are_played(named: Synthesized) -> None:
    holding = {name for name in named.templates if kept_part(named.templates[name])}
    assert holding == {"storage", "data", "observability"}


def test_a_bucket_that_is_always_retained_stops_the_second_creation(
    named: Synthesized, cloudformation: Any
) -> None:
    part = kept_part(named.templates["storage"])
    for each in part.values():
        if each["Type"] == "AWS::S3::Bucket":
            each["DeletionPolicy"] = "Retain"
    assert played(cloudformation, part) == ["ROLLBACK_COMPLETE", "ROLLBACK_COMPLETE"]
