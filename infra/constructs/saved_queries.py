"""The queries of the runbooks, saved in Logs Insights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.routes import ROUTES, TASKS, WORKERS
from infra.stages import Stage

ERRORS: Final = (
    'filter level = "ERROR" or @message like /Task timed out|Runtime exited/ '
    "| fields @timestamp, @log, coalesce(message, @message) as what, exception_name, correlation_id "
    "| sort @timestamp desc | limit 100"
)
STARTS: Final = (
    'filter @type = "REPORT" | parse @message /Restore Duration: (?<restored_ms>[0-9.]+) ms/ '
    "| stats count(*) as invocations, count(@initDuration) as starts, count(restored_ms) as restores, "
    "pct(@duration + coalesce(@initDuration, 0) + coalesce(restored_ms, 0), 95) as p95, "
    "max(@maxMemoryUsed / 1000000) as used_mb, max(@memorySize / 1000000) as memory_mb by @log | sort p95 desc"
)
"""Lambda reports a start from a snapshot as `Restore Duration`, and any other start as `Init Duration`."""

QUERIES: Final = {
    "slow-routes": (
        "api",
        "stats count(*) as requests, pct(latency_ms, 95) as p95, pct(latency_ms, 99) as p99 by route | sort p95 desc",
    ),
    "failing-routes": (
        "api",
        "filter status >= 500 | stats count(*) as failures by route, error | sort failures desc",
    ),
    "failed-analyses": (
        "analysis",
        'filter message = "analysis failed" | stats count(*) as failures by code',
    ),
    "errors-of-routes": ("routes", ERRORS),
    "errors-in-background": ("background", ERRORS),
    "starts-of-routes": ("routes", STARTS),
    "starts-in-background": ("background", STARTS),
    "slow-statements": (
        "database",
        "filter @message like /duration:/ | fields @timestamp, @message | sort @timestamp desc | limit 100",
    ),
}
"""A query and the log groups that it reads. A query reads at most 50 log groups, so functions are in two groups."""


class SavedQueries(Construct):
    def __init__(self, scope: Construct, stage: Stage, database_log: str) -> None:
        super().__init__(scope, "queries")
        read = {"database": [database_log], **_logs(stage)}
        for name, (source, query) in QUERIES.items():
            logs.CfnQueryDefinition(
                self,
                name,
                name=f"recoloca/{stage.name}/{name}",
                log_group_names=list(read[source]),
                query_string=query,
            )


def _logs(stage: Stage) -> Mapping[str, Sequence[str]]:
    def of(slug: str) -> str:
        return f"/aws/lambda/{stage.resource(slug)}"

    return {
        "api": [f"/aws/apigateway/{stage.resource('api')}"],
        "analysis": [of("cv_analysis_worker")],
        "routes": [of(row.slug) for row in ROUTES],
        "background": [*(of(row.slug) for row in WORKERS), *(of(row.slug) for row in TASKS)],
    }
