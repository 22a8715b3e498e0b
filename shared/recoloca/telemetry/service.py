"""Real users' web vitals as metrics."""

from __future__ import annotations

from aws_lambda_powertools.metrics import MetricUnit

from recoloca.runtime.dependencies import Dependencies
from recoloca.telemetry.schemas import WebVitals


def record(deps: Dependencies, report: WebVitals) -> None:
    """One metric for each vital; page and device stand beside them in the log.

    They are no dimensions: anybody may send a report, and each combination of dimensions would be a metric to pay.
    """
    for vital in report.metrics:
        unit = MetricUnit.NoUnit if vital.name == "CLS" else MetricUnit.Milliseconds
        deps.metrics.add_metric(vital.name, unit, vital.value)
    deps.metrics.add_metadata("page", report.page)
    deps.metrics.add_metadata("device", report.device)
