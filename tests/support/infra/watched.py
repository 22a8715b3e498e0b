"""The metrics of an alarm in a template, in either of CloudFormation's two notations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Watched:
    """One metric and its statistic. `period` is in seconds."""

    namespace: str
    name: str
    dimensions: Mapping[str, Any]
    stat: str
    period: int


def watched(alarm: Mapping[str, Any]) -> list[Watched]:
    """The metrics of an alarm, in the order of its expression."""
    if "MetricName" in alarm:
        stat = alarm.get("ExtendedStatistic") or alarm["Statistic"]
        return [_watched(alarm, stat, alarm["Period"])]
    stats = [each["MetricStat"] for each in alarm["Metrics"] if "MetricStat" in each]
    return [_watched(each["Metric"], each["Stat"], each["Period"]) for each in stats]


def _watched(metric: Mapping[str, Any], stat: str, period: int) -> Watched:
    dimensions = {each["Name"]: each["Value"] for each in metric.get("Dimensions", [])}
    return Watched(metric["Namespace"], metric["MetricName"], dimensions, stat, period)
