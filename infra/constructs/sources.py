"""The metrics of the watched resources, with their names and dimensions in CloudWatch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from infra.stages import Stage

MINUTE: Final = Duration.minutes(1)
FIVE_MINUTES: Final = Duration.minutes(5)
HOUR: Final = Duration.hours(1)


@dataclass(frozen=True, slots=True)
class Sources:
    """The watched resources, with their dimensions in CloudWatch."""

    stage: Stage
    api_id: str
    cluster: str
    proxy: str
    cache: str
    canary: str

    def metric(self, namespace: str, name: str, stat: str, period: Duration = MINUTE) -> cloudwatch.Metric:
        dimensions: Mapping[str, Mapping[str, str]] = {
            "AWS/ApiGateway": {"ApiId": self.api_id},
            "AWS/RDS": {"DBClusterIdentifier": self.cluster, "Role": "WRITER"},
            "AWS/RDS/Proxy": {"ProxyName": self.proxy},
            "AWS/ElastiCache": {"clusterId": self.cache},
            "AWS/Scheduler": {"ScheduleGroup": self.stage.schedule_group},
            "CloudWatchSynthetics": {"CanaryName": self.canary},
            "AWS/Lambda": {},
            "Recoloca": {"service": "recoloca"},
            "Recoloca/Database": {},
        }
        return cloudwatch.Metric(
            namespace=namespace.removesuffix("/Proxy"),
            metric_name=name,
            dimensions_map=dict(dimensions[namespace]) or None,
            statistic=stat,
            period=period,
            label=f"{name} {stat}",
        )

    def function_metric(
        self, slug: str, name: str, stat: str, period: Duration = MINUTE
    ) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/Lambda",
            metric_name=name,
            dimensions_map={"FunctionName": self.stage.resource(slug)},
            statistic=stat,
            period=period,
            label=f"{slug} {stat}",
        )

    def queue_metric(self, name: str, metric: str, stat: str = "Maximum") -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/SQS",
            metric_name=metric,
            dimensions_map={"QueueName": self.stage.resource(name)},
            statistic=stat,
            period=MINUTE,
            label=name,
        )


def ratio(
    label: str, part: cloudwatch.IMetric, whole: cloudwatch.IMetric, period: Duration = MINUTE
) -> cloudwatch.MathExpression:
    """`part` in percent of `whole`. There is no value where `whole` has none."""
    return cloudwatch.MathExpression(
        expression="100 * part / whole",
        using_metrics={"part": part, "whole": whole},
        label=label,
        period=period,
    )


def server_errors(slug: str, version: str) -> cloudwatch.Metric:
    """Answers with status 5xx of one version of a route. The route counts them (`recoloca.runtime.dependencies`)."""
    return cloudwatch.Metric(
        namespace="Recoloca",
        metric_name="ServerErrors",
        dimensions_map={"service": "recoloca", "function": slug, "version": version},
        statistic="Sum",
        period=FIVE_MINUTES,
        label=f"{slug} 5xx",
    )
