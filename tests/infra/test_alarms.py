"""Every alarm for people and for releases, compared with the metrics that are really published.

An alarm on a metric that nothing publishes never rings, and no error says so. Therefore each name, dimension and
statistic is written here a second time. AWS's metrics are from its documentation, ours from the code that counts.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infra.routes import TASKS, WORKERS
from recoloca.telemetry.schemas import WebVital
from tests.infra.conftest import ROOT, Synthesized
from tests.infra.test_roles import name_of
from tests.support.infra.watched import watched

API, SITE = r"<api>|PublishOutputRefapi\w+", r"PublishOutputRefsite\w+"
DIMENSIONS = {
    "AWS/ApiGateway": {"ApiId": API},
    "AWS/CloudFront": {"DistributionId": SITE, "Region": "Global"},
    # The name of a serverless cache. AWS's list of these metrics does not name the dimension; exporters do.
    "AWS/ElastiCache": {"clusterId": "recoloca-prod-cache"},
    "AWS/RDS": {"DBClusterIdentifier": "recoloca-prod-data", "Role": "WRITER"},
    "AWS/RDS proxy": {"ProxyName": "recoloca-prod-proxy"},
    "AWS/Scheduler": {"ScheduleGroup": "recoloca-prod-tasks"},
    "CloudWatchSynthetics": {"CanaryName": "recoloca-monitor"},
    "Recoloca": {"service": "recoloca"},
    "Recoloca/Database": {},
}
"""The dimension of each service's metrics, where it is the same for all metrics that we use."""

OF_THE_PROXY = re.compile("DatabaseConnections.*|MaxDatabaseConnectionsAllowed|QueryRequests")

ALARMS = {
    "load": ("Recoloca LOAD p75 3600", "> 2000 × 2"),
    "fcp": ("Recoloca FCP p75 3600", "> 1500 × 2"),
    "lcp": ("Recoloca LCP p75 3600", "> 2500 × 2"),
    "inp": ("Recoloca INP p75 3600", "> 100 × 2"),
    "cls": ("Recoloca CLS p75 3600", "> 0.1 × 2"),
    "tti": ("Recoloca TTI p75 3600", "> 3000 × 2"),
    "api-p95": ("AWS/ApiGateway Latency p95 60", "> 500 × 5"),
    "api-p99": ("AWS/ApiGateway Latency p99 60", "> 1000 × 5"),
    "error-rate": ("100 * AWS/ApiGateway 5xx Sum 60 / AWS/ApiGateway Count Sum 60", "> 0.1 × 15"),
    "api-server-errors": ("100 * AWS/ApiGateway 5xx Sum 60 / AWS/ApiGateway Count Sum 60", "> 1 × 2"),
    "site-edge-errors": ("AWS/CloudFront 5xxErrorRate Average 60", "> 0.1 × 15"),
    "burn-fast-long": ("100 * AWS/ApiGateway 5xx Sum 3600 / AWS/ApiGateway Count Sum 3600", "> 1.44 × 1"),
    "burn-fast-short": ("100 * AWS/ApiGateway 5xx Sum 300 / AWS/ApiGateway Count Sum 300", "> 1.44 × 1"),
    "burn-slow-long": ("100 * AWS/ApiGateway 5xx Sum 21600 / AWS/ApiGateway Count Sum 21600", "> 0.6 × 1"),
    "burn-slow-short": ("100 * AWS/ApiGateway 5xx Sum 1800 / AWS/ApiGateway Count Sum 1800", "> 0.6 × 1"),
    "throughput": ("AWS/ApiGateway Count Sum 60", "> 100000 × 2"),
    "concurrency": ("AWS/Lambda ClaimedAccountConcurrency Maximum 60", "> 800 × 2"),
    "canary": ("CloudWatchSynthetics SuccessPercent Average 300", "< 90 × 2, or silence"),
    "query-p95": (
        "100 * Recoloca/Database SlowStatements Sum 300 / AWS/RDS QueryRequests Sum 300",
        "> 5 × 2",
    ),
    "slow-queries": ("Recoloca/Database SlowStatements Sum 3600", "> 10 × 1"),
    "connections": (
        "100 * AWS/RDS DatabaseConnectionsCurrentlyBorrowed Sum 60 / AWS/RDS MaxDatabaseConnectionsAllowed Sum 60",
        "> 80 × 3",
    ),
    "pinned": ("AWS/RDS DatabaseConnectionsCurrentlySessionPinned Sum 60", "> 0 × 5"),
    "database-cpu": ("AWS/RDS CPUUtilization Average 60", "> 70 × 10"),
    "database-memory": ("AWS/RDS ACUUtilization Maximum 60", "> 80 × 10"),
    "cache-hits": (
        "100 * Recoloca CacheHit Sum 300 / (Recoloca CacheHit Sum 300 + Recoloca CacheMiss Sum 300)",
        "< 90 × 12",
    ),
    "cache-memory": ("AWS/ElastiCache BytesUsedForCache Maximum 60", "> 4e+09 × 5"),
    "cache-cpu": ("AWS/ElastiCache ElastiCacheProcessingUnits Sum 60", "> 2.1e+06 × 5"),
    "analysis": ("Recoloca UploadToResult p95 300", "> 30000 × 2"),
    "analysis-failures": ("Recoloca AnalysisFailed Sum 300", "> 5 × 2"),
    "coach": ("AWS/Lambda Duration p95 300", "> 2000 × 2"),
    "outbox": ("Recoloca OutboxOldest Maximum 60", "> 300 × 5, or silence"),
    "schedules-refused": ("AWS/Scheduler TargetErrorCount Sum 300", "> 0 × 1"),
    "schedules-dropped": ("AWS/Scheduler InvocationDroppedCount Sum 300", "> 0 × 1"),
    "analysis-age": ("AWS/SQS ApproximateAgeOfOldestMessage Maximum 60", "> 120 × 3"),
    "notification-age": ("AWS/SQS ApproximateAgeOfOldestMessage Maximum 60", "> 600 × 3"),
    "privacy-age": ("AWS/SQS ApproximateAgeOfOldestMessage Maximum 60", "> 600 × 3"),
    "billing-age": ("AWS/SQS ApproximateAgeOfOldestMessage Maximum 60", "> 600 × 3"),
    **{
        f"{row.queue}-dead": ("AWS/SQS ApproximateNumberOfMessagesVisible Maximum 60", "> 0 × 1")
        for row in WORKERS
    },
    **{f"{row.slug}-failing": ("AWS/Lambda Errors Sum 900", "> 4 × 1") for row in WORKERS},
    **{
        f"{row.slug}-failing": (
            f"AWS/Lambda Errors Sum {3600 if 'hour' in (row.schedule or '') else 300}",
            "> 0 × 1",
        )
        for row in TASKS
    },
}
"""The metric (`<namespace> <metric> <statistic> <seconds>`), and the limit and number of periods of its alarm."""

TELL_NOBODY = {name for name in ALARMS if name.startswith("burn-")} | {"api-server-errors"}
"""Parts of composite alarms, and alarms that only roll releases back."""


def alarms(stage: Synthesized) -> dict[str, dict[str, Any]]:
    """All alarms by name, except those of one function's release, which `test_release.py` checks."""
    found = [
        alarm["Properties"]
        for stack in ("api", "observability", "edge-alarms")
        for alarm in stage.of_type("AWS::CloudWatch::Alarm", stack).values()
    ]
    return {str(alarm["AlarmName"]).removeprefix("recoloca-prod-"): alarm for alarm in found}


def expression(alarm: dict[str, Any]) -> str:
    """The expression of an alarm with its metrics written out; for a single metric, the metric."""
    metrics = [f"{each.namespace} {each.name} {each.stat} {each.period}" for each in watched(alarm)]
    formulas = [each["Expression"] for each in alarm.get("Metrics", []) if "Expression" in each]
    if not formulas:
        (metric,) = metrics
        return metric
    (formula,) = formulas
    names = [each["Id"] for each in alarm["Metrics"] if "MetricStat" in each]
    by_name = dict(zip(names, metrics, strict=True))
    return re.sub("|".join(names), lambda name: by_name[name.group()], str(formula))


def condition(alarm: dict[str, Any]) -> str:
    sign = {"GreaterThanThreshold": ">", "LessThanThreshold": "<"}[alarm["ComparisonOperator"]]
    silence = {"breaching": ", or silence", "notBreaching": ""}[alarm["TreatMissingData"]]
    return f"{sign} {alarm['Threshold']:g} × {alarm['EvaluationPeriods']}{silence}"


def test_each_alarm_uses_a_published_metric_and_its_limit(prod: Synthesized) -> None:
    found = alarms(prod)
    assert {name: (expression(alarm), condition(alarm)) for name, alarm in found.items()} == ALARMS


def dimensions_of(name: str, namespace: str, metric: str) -> dict[str, str]:
    if namespace == "AWS/SQS":
        return {"QueueName": f"recoloca-prod-{name.removesuffix('-age')}"}
    if namespace == "AWS/Lambda":
        if metric == "ClaimedAccountConcurrency":
            return {}
        slug = "ai_coach_message" if name == "coach" else name.removesuffix("-failing")
        return {"FunctionName": f"recoloca-prod-{slug}"}
    return DIMENSIONS[f"{namespace} proxy" if OF_THE_PROXY.fullmatch(metric) else namespace]


@pytest.mark.parametrize("name", ALARMS)
def test_each_alarm_uses_the_dimensions_of_the_service(name: str, prod: Synthesized) -> None:
    metrics = watched(alarms(prod)[name])
    assert metrics
    for each in metrics:
        expected = dimensions_of(name, each.namespace, each.name)
        assert set(each.dimensions) == set(expected)
        for dimension, value in each.dimensions.items():
            assert re.fullmatch(expected[dimension], name_of(value)), (dimension, value)


def test_the_edge_of_an_api_with_its_own_domain_has_alarms_too(named: Synthesized) -> None:
    edge = {name: alarm for name, alarm in alarms(named).items() if name.endswith("-edge-errors")}
    assert set(edge) == {"site-edge-errors", "api-edge-errors"}
    watched_ones = {name_of(each.dimensions["DistributionId"]) for a in edge.values() for each in watched(a)}
    assert len(watched_ones) == 2


def test_alarms_name_resources_of_the_stacks(prod: Synthesized) -> None:
    made = {
        json.dumps(resource["Properties"].get(key))
        for type_, key in (
            ("AWS::ElastiCache::ServerlessCache", "ServerlessCacheName"),
            ("AWS::RDS::DBCluster", "DBClusterIdentifier"),
            ("AWS::RDS::DBProxy", "DBProxyName"),
            ("AWS::Scheduler::ScheduleGroup", "Name"),
            ("AWS::Synthetics::Canary", "Name"),
            ("AWS::SQS::Queue", "QueueName"),
            ("AWS::Lambda::Function", "FunctionName"),
        )
        for resource in prod.of_type(type_).values()
    }
    named = {
        json.dumps(value)
        for alarm in alarms(prod).values()
        for each in watched(alarm)
        for dimension, value in each.dimensions.items()
        if isinstance(value, str) and dimension not in {"service", "Role", "Region"}
    }
    assert named
    assert named - made == set()


@pytest.mark.parametrize("name", ALARMS)
def test_the_end_of_an_alarm_is_notified_too(name: str, prod: Synthesized) -> None:
    alarm = alarms(prod)[name]
    assert bool(alarm.get("AlarmActions")) == (name not in TELL_NOBODY)
    assert alarm.get("AlarmActions") == alarm.get("OKActions")


def test_each_own_metric_of_an_alarm_is_counted_by_the_code(prod: Synthesized) -> None:
    ours = {
        each.name
        for alarm in alarms(prod).values()
        for each in watched(alarm)
        if each.namespace == "Recoloca"
    }
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "shared").rglob("*.py"))
    assert {name for name in ours if f'"{name}"' not in code} == set()


def test_the_alarms_of_pages_use_the_metrics_of_browsers(prod: Synthesized) -> None:
    on_pages = {
        each.name
        for alarm in alarms(prod).values()
        if Path(alarm["AlarmDescription"]).name == "slow-pages.md"
        for each in watched(alarm)
    }
    schema = WebVital.model_json_schema()
    assert on_pages == set(schema["properties"]["name"]["enum"]) - {"TTFB"}


def test_the_log_of_a_slow_statement_matches_the_metric_filter(prod: Synthesized) -> None:
    (counted,) = prod.of_type("AWS::Logs::MetricFilter").values()
    assert counted["Properties"]["FilterPattern"] == '"duration:"'
    (transformation,) = counted["Properties"]["MetricTransformations"]
    assert transformation == {
        "MetricNamespace": "Recoloca/Database",
        "MetricName": "SlowStatements",
        "MetricValue": "1",
        "DefaultValue": 0,
        "Unit": "Count",
    }
    (cluster,) = prod.of_type("AWS::RDS::DBCluster").values()
    assert "postgresql" in cluster["Properties"]["EnableCloudwatchLogsExports"]
    name = cluster["Properties"]["DBClusterIdentifier"]
    assert counted["Properties"]["LogGroupName"] == f"/aws/rds/cluster/{name}/postgresql"
    parameters = prod.of_type("AWS::RDS::DBClusterParameterGroup").values()
    assert [each["Properties"]["Parameters"]["log_min_duration_statement"] for each in parameters] == ["100"]
