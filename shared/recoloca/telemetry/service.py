"""Records the web vitals of real users as metrics."""

from __future__ import annotations

from aws_lambda_powertools.metrics import MetricUnit

from recoloca.runtime.dependencies import Dependencies
from recoloca.telemetry.schemas import WebVitals


def record(deps: Dependencies, report: WebVitals) -> None:
    """Add one metric for each vital. The page and the device are metadata in the log and not dimensions.

    Anyone can send a report, and each new combination of dimensions would create a metric that costs money.
    """
    for vital in report.metrics:
        unit = MetricUnit.NoUnit if vital.name == "CLS" else MetricUnit.Milliseconds
        deps.metrics.add_metric(vital.name, unit, vital.value)
    deps.metrics.add_metadata("page", report.page)
    deps.metrics.add_metadata("device", report.device)
