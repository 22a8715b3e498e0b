"""Acknowledging a rule of the AWS Solutions pack beside the resource it speaks of, with the reason."""

from __future__ import annotations

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, rule: str, reason: str) -> None:
    """`rule` as the pack's documentation names it, such as `IAM5`; another validator's with its name in front."""
    id_ = (
        rule if "::@" in rule or rule.startswith("CloudFormation-") else f"AwsSolutions::AwsSolutions-{rule}"
    )
    Validations.of(construct).acknowledge(Acknowledgment(id=id_, reason=reason))
