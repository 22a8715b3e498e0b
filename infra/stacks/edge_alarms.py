"""Alarms on failures that only CloudFront sees: its functions, and origins that it cannot reach or that refuse it."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.constructs.alarms import People, Watch
from infra.constructs.sources import MINUTE
from infra.stacks.base import PlatformStack
from infra.stages import EDGE_REGION, Stage


class EdgeAlarmsStack(PlatformStack):
    """The stack is in us-east-1. CloudFront's metrics are only there, and alarms and topics work in their own region.

    The composite alarm on availability therefore cannot contain these alarms (docs/adr/0208).
    """

    def __init__(self, scope: Construct, stage: Stage, distributions: Mapping[str, str]) -> None:
        """`distributions` maps a name to the identifier of its distribution."""
        super().__init__(scope, "edge-alarms", stage, EDGE_REGION)
        people = People(self, stage)
        for name, distribution in distributions.items():
            failed = cloudwatch.Metric(
                namespace="AWS/CloudFront",
                metric_name="5xxErrorRate",
                dimensions_map={"DistributionId": distribution, "Region": "Global"},
                statistic="Average",
                period=MINUTE,
            )
            says = f"CloudFront answers more than 0.1 % of the {name}'s requests with 5xx for a quarter of an hour"
            people.watch(self, Watch(f"{name}-edge-errors", says, failed, 0.1, "edge-errors", 15))
