"""What only CloudFront sees fail: its own functions, and origins that it cannot reach or that refuse it."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.constructs.alarms import People, Watch
from infra.constructs.sources import MINUTE
from infra.stacks.base import PlatformStack
from infra.stages import EDGE_REGION, Stage


class EdgeAlarmsStack(PlatformStack):
    """In us-east-1: CloudFront's metrics are there alone, and alarms watch, and topics hear of, their own region.

    So the composite alarm on availability cannot have these as its parts (docs/adr/0208).
    """

    def __init__(self, scope: Construct, stage: Stage, distributions: Mapping[str, str]) -> None:
        """`distributions` are identifiers by name."""
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
