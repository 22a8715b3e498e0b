"""Alarms for 99.9 % availability. A burn rate says how fast the month's error budget of 0.1 % is spent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.constructs.alarms import Watch, alarm
from infra.constructs.sources import Sources, ratio

BUDGET_PERCENT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Window:
    """An alarm if errors are `burn` times the budget, over `long` and also over `short`.

    The short window ends the alarm soon after the errors end."""

    name: str
    burn: float
    long: Duration
    short: Duration


WINDOWS: Final = (
    Window("fast", 14.4, Duration.hours(1), Duration.minutes(5)),
    Window("slow", 6, Duration.hours(6), Duration.minutes(30)),
)
"""The limits: 2 % of a month's budget in one hour, or 5 % in six hours."""


class Availability(Construct):
    """One alarm that tells people. Its four parts tell no one themselves."""

    def __init__(self, scope: Construct, sources: Sources) -> None:
        super().__init__(scope, "availability")
        burning = [self._window(sources, window) for window in WINDOWS]
        self.alarm = cloudwatch.CompositeAlarm(
            self,
            "burn",
            composite_alarm_name=sources.stage.resource("availability"),
            alarm_description="The error budget of 99.9 % is being spent 6 times too fast or worse. "
            + sources.stage.runbook("availability"),
            alarm_rule=cloudwatch.AlarmRule.any_of(*burning),
        )

    def _window(self, sources: Sources, window: Window) -> cloudwatch.IAlarmRule:
        return cloudwatch.AlarmRule.all_of(
            *(
                self._alarm(sources, f"{window.name}-{length}", window.burn, period)
                for length, period in (("long", window.long), ("short", window.short))
            )
        )

    def _alarm(self, sources: Sources, name: str, burn: float, period: Duration) -> cloudwatch.Alarm:
        failed = sources.metric("AWS/ApiGateway", "5xx", "Sum", period)
        watch = Watch(
            f"burn-{name}",
            f"5xx at {burn} times the budget over {period.to_human_string()}",
            ratio("5xx, %", failed, sources.metric("AWS/ApiGateway", "Count", "Sum", period), period),
            burn * BUDGET_PERCENT,
            "availability",
            periods=1,
        )
        return alarm(self, name, sources.stage, watch)
