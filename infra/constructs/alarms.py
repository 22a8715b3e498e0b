"""Alarms: the metric of each, its runbook, and the people that it tells."""

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
    """An alarm that rings when the metric is beyond `limit` for `periods` in a row.

    `silence` says how to treat a missing metric. It means nothing where people or messages cause the
    metric, and trouble where a schedule causes it. `runbook` is a file in `docs/runbooks/`. The alarm's description
    ends with its address.
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
    """One widget of the dashboard with its limit as a line, and the alarms on its metrics."""

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
    """The topic of the alarms. It sends mail to the operator's address, if one is given."""

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
        """Allow an AWS service to publish, for this account only."""
        self.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal(f"{service}.amazonaws.com")],
                resources=[self.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            )
        )

    def hear_of(self, made: cloudwatch.AlarmBase) -> None:
        """Tell people when the alarm rings and when it is over."""
        made.add_alarm_action(actions.SnsAction(self))
        made.add_ok_action(actions.SnsAction(self))

    def watch(self, scope: Construct, watch: Watch) -> None:
        self.hear_of(alarm(scope, f"{watch.name}_alarm", self._stage, watch))
