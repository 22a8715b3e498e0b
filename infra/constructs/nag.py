"""Acknowledge a rule of the AWS Solutions pack, with the reason, in the code of the resource."""

from __future__ import annotations

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, rule: str, reason: str) -> None:
    """Acknowledge `rule` on a construct. The pack's rules have names like `IAM5`; others have a prefix."""
    id_ = (
        rule if "::@" in rule or rule.startswith("CloudFormation-") else f"AwsSolutions::AwsSolutions-{rule}"
    )
    Validations.of(construct).acknowledge(Acknowledgment(id=id_, reason=reason))
