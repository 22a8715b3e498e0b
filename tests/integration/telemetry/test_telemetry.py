"""Browsers report the speed of the app. The result is metrics without personal data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api

REPORT = {
    "page": "/cv-analysis/:id",
    "device": "phone",
    "metrics": [{"name": "LCP", "value": 1834.5}, {"name": "CLS", "value": 0.02}],
}


def published(text: str) -> list[dict[str, Any]]:
    """The metrics in a log."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return [line for line in lines if "_aws" in line and "LCP" in line]


def test_a_report_becomes_metrics(deps: Dependencies, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    assert api.post("/telemetry/web-vitals", REPORT).status == 204
    (emf,) = published(capsys.readouterr().out)
    assert (emf["LCP"], emf["CLS"], emf["page"], emf["device"]) == (
        [1834.5],
        [0.02],
        "/cv-analysis/:id",
        "phone",
    )
    (metrics,) = emf["_aws"]["CloudWatchMetrics"]
    units = {metric["Name"]: metric["Unit"] for metric in metrics["Metrics"]}
    assert (units["LCP"], units["CLS"]) == ("Milliseconds", "None")
    assert metrics["Dimensions"] == [["service"]], "page and device would each be a metric to pay for"


@pytest.mark.parametrize(
    "bad",
    [
        {"page": "/cv-analysis/01a20e14-7cc4-746e-938f-faa41cf769bc"},
        {"page": "https://example.com"},
        {"metrics": []},
        {"metrics": [{"name": "LCP", "value": -1}]},
        {"metrics": [{"name": "secret", "value": 1}]},
        {"email": "ana@example.com"},
    ],
)
def test_an_unknown_measure_is_refused(api: Api, bad: dict[str, object]) -> None:
    assert api.post("/telemetry/web-vitals", {**REPORT, **bad}).code == "VALIDATION_ERROR"


def test_metrics_are_rate_limited(api: Api) -> None:
    answers = [api.post("/telemetry/web-vitals", REPORT) for _ in range(30)]
    assert answers[-1].code == "RATE_LIMIT_EXCEEDED"
