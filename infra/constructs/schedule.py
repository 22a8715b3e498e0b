"""Tasks on a schedule of EventBridge Scheduler. In the local stage the launcher starts them."""

from __future__ import annotations

from functools import cached_property

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from infra.constructs.grants import allow
from infra.routes import Task
from infra.stages import Stage


class Schedules(Construct):
    """One role for all schedules of a stack. It may only start these tasks."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "schedules")
        self._stage = stage

    def add(self, row: Task, target: lambda_.IFunction) -> None:
        """Schedule the task if its row has a schedule. A failed run is tried twice more within an hour."""
        if row.schedule is None or not self._stage.production:
            return
        self._role.add_to_policy(allow(["lambda:InvokeFunction"], target.function_arn))
        scheduler.CfnSchedule(
            self,
            row.slug,
            name=self._stage.resource(row.slug),
            group_name=self._group.ref,
            schedule_expression=row.schedule,
            schedule_expression_timezone="America/Sao_Paulo",
            flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
            target=scheduler.CfnSchedule.TargetProperty(
                arn=target.function_arn,
                role_arn=self._role.role_arn,
                input="{}",
                retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                    maximum_retry_attempts=2, maximum_event_age_in_seconds=3600
                ),
            ),
        )

    @cached_property
    def _group(self) -> scheduler.CfnScheduleGroup:
        return scheduler.CfnScheduleGroup(self, "group", name=self._stage.schedule_group)

    @cached_property
    def _role(self) -> iam.Role:
        """Scheduler may assume the role only for this group. It offers no narrower condition."""
        return iam.Role(
            self,
            "role",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={
                    "StringEquals": {
                        "aws:SourceAccount": Aws.ACCOUNT_ID,
                        "aws:SourceArn": self._group.attr_arn,
                    }
                },
            ),
        )
