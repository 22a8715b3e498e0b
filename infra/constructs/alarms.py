"""Alarms: what each watches, which runbook it leads to, and whom it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.stages import Stage

ABOVE: Final = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
BELOW: Final = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
SILENCE_IS_FINE: Final = cloudwatch.TreatMissingData.NOT_BREACHING
SILENCE_IS_TROUBLE: Final = cloudwatch.TreatMissingData.BREACHING


@dataclass(frozen=True, slots=True)
class Watch:
    """`periods` of the metric in a row are beyond `limit`.

    `silence` is what it means when there is no metric: nothing for what people and messages cause, trouble for what
    comes by the clock. `runbook` is a file in `docs/runbooks/`; its address ends the alarm's description.
    """

    name: str
    says: str
    metric: cloudwatch.IMetric
    limit: float
    runbook: str
    periods: int = 3
    operator: cloudwatch.ComparisonOperator = ABOVE
    silence: cloudwatch.TreatMissingData = SILENCE_IS_FINE


@dataclass(frozen=True, slots=True)
class Goal:
    """One widget of the dashboard, with its limit drawn in, and the alarms on it."""

    title: str
    metrics: Sequence[cloudwatch.IMetric]
    limit: float | None
    watches: Sequence[Watch] = ()


def alarm(scope: Construct, id_: str, stage: Stage, watch: Watch) -> cloudwatch.Alarm:
    return cloudwatch.Alarm(
        scope,
        id_,
        alarm_name=stage.resource(watch.name),
        alarm_description=f"{watch.says}. {stage.runbook(watch.runbook)}",
        metric=watch.metric,
        threshold=watch.limit,
        comparison_operator=watch.operator,
        evaluation_periods=watch.periods,
        treat_missing_data=watch.silence,
    )


class People(sns.Topic):
    """Whom alarms tell: the operator's address, when one is given."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "alarms", topic_name=stage.resource("alarms"), enforce_ssl=True)
        self._stage = stage
        self.let_speak("cloudwatch")
        if stage.alarm_email:
            sns.Subscription(
                scope,
                "alarm_email",
                topic=self,
                protocol=sns.SubscriptionProtocol.EMAIL,
                endpoint=stage.alarm_email,
            )

    def let_speak(self, service: str) -> None:
        """In the name of this account alone."""
        self.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal(f"{service}.amazonaws.com")],
                resources=[self.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            )
        )

    def hear_of(self, made: cloudwatch.AlarmBase) -> None:
        """That it rings, and that it is over."""
        made.add_alarm_action(actions.SnsAction(self))
        made.add_ok_action(actions.SnsAction(self))

    def watch(self, scope: Construct, watch: Watch) -> None:
        self.hear_of(alarm(scope, f"{watch.name}_alarm", self._stage, watch))
