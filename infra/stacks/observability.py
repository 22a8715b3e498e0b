"""The stack that tells people when the product misses its goals: dashboard, alarms, canary, queries and budget."""

from __future__ import annotations

from typing import Final, cast

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_synthetics as synthetics
from constructs import Construct

from infra.constructs.alarms import Goal, People
from infra.constructs.availability import Availability
from infra.constructs.goals import goals
from infra.constructs.grants import allow
from infra.constructs.nag import acknowledge
from infra.constructs.saved_queries import SavedQueries
from infra.constructs.sources import Sources
from infra.paths import ROOT
from infra.stacks.base import PlatformStack
from infra.stages import Stage

CANARY: Final = "recoloca-monitor"
CANARY_CODE: Final = ROOT / "infra/canary"
CANARY_RUNTIME: Final = synthetics.Runtime("syn-python-selenium-14.0", synthetics.RuntimeFamily.PYTHON)
"""The newest runtime in November 2026 (Python 3.12). CDK has no name for it yet."""
RESULTS: Final = "CanaryResults"
SLOW_LOG: Final = "/aws/rds/cluster/{}/postgresql"


class ObservabilityStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        stage: Stage,
        api_id: str,
        app_url: str,
    ) -> None:
        super().__init__(scope, "observability", stage)
        self._stage = stage
        self._cluster = stage.resource("data")
        self._people = People(self, stage)
        self._canary(app_url)
        self._count_slow_statements()
        SavedQueries(self, stage, SLOW_LOG.format(self._cluster))
        sources = Sources(
            stage,
            api_id,
            cluster=self._cluster,
            proxy=stage.resource("proxy"),
            cache=stage.resource("cache"),
            canary=CANARY,
        )
        found = goals(sources)
        for goal in found:
            for watch in goal.watches:
                self._people.watch(self, watch)
        self._people.hear_of(Availability(self, sources).alarm)
        self._dashboard(found)
        self._budget()

    def _dashboard(self, found: list[Goal]) -> None:
        """A dashboard with one widget for each goal, in the order of the product's table. A line shows the goal."""
        widgets: list[cloudwatch.IWidget] = [
            cloudwatch.GraphWidget(
                title=goal.title,
                left=list(goal.metrics),
                left_annotations=[
                    cloudwatch.HorizontalAnnotation(value=goal.limit, label="goal", color="#d13212")
                ]
                if goal.limit is not None
                else None,
                width=8,
                height=6,
            )
            for goal in found
        ]
        rows = [widgets[start : start + 3] for start in range(0, len(widgets), 3)]
        cloudwatch.Dashboard(
            self,
            "goals",
            dashboard_name=self._stage.resource("goals"),
            default_interval=Duration.hours(12),
            widgets=rows,
        )

    def _count_slow_statements(self) -> None:
        """Count the slow statements in PostgreSQL's log. The data stack sets `log_min_duration_statement`."""
        logs.CfnMetricFilter(
            self,
            "slow_statements",
            log_group_name=SLOW_LOG.format(self._cluster),
            filter_pattern='"duration:"',
            metric_transformations=[
                logs.CfnMetricFilter.MetricTransformationProperty(
                    metric_namespace="Recoloca/Database",
                    metric_name="SlowStatements",
                    metric_value="1",
                    default_value=0,
                    unit="Count",
                )
            ],
        )

    def _canary_results(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "canary_results",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(30))],
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )
        cast("s3.CfnBucket", bucket.node.default_child).override_logical_id(RESULTS)
        acknowledge(bucket, "S1", "Results of the canary's runs, written by it alone and gone after 30 days.")
        return bucket

    def _canary(self, app_url: str) -> None:
        secret = self.format_arn(
            service="secretsmanager", resource=f"secret:{self._stage.secret('canary')}-??????"
        )
        canary = synthetics.Canary(
            self,
            "canary",
            canary_name=CANARY,
            runtime=CANARY_RUNTIME,
            test=synthetics.Test.custom(
                code=synthetics.Code.from_asset(str(CANARY_CODE)), handler="monitor.handler"
            ),
            schedule=synthetics.Schedule.rate(Duration.minutes(5)),
            timeout=Duration.seconds(60),
            artifacts_bucket_location=synthetics.ArtifactsBucketLocation(bucket=self._canary_results()),
            environment_variables={
                "APP_URL": app_url,
                "ACCOUNT_SECRET": self._stage.secret("canary"),
                "SECRET_REGION": self.region,
            },
            provisioned_resource_cleanup=True,
        )
        canary.role.add_to_principal_policy(allow(["secretsmanager:GetSecretValue"], secret))
        reasons = {
            "*": "CloudWatch's metrics and the list of buckets know no narrower resource.",
            f"<{RESULTS}.Arn>/*": "Each run's results have a name of their own.",
            f"arn:<AWS::Partition>:logs:{self.region}:<AWS::AccountId>:log-group:/aws/lambda/cwsyn-*":
            "Synthetics names the log groups of its own functions.",
        }  # fmt: skip
        for resource, reason in reasons.items():
            acknowledge(canary.role, f"IAM5[Resource::{resource}]", reason)

    def _budget(self) -> None:
        self._people.let_speak("budgets")
        subscriber = budgets.CfnBudget.SubscriberProperty(
            subscription_type="SNS", address=self._people.topic_arn
        )
        budgets.CfnBudget(
            self,
            "budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=self._stage.resource("monthly"),
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(
                    amount=self._stage.monthly_budget_usd, unit="USD"
                ),
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        notification_type=kind,
                        comparison_operator="GREATER_THAN",
                        threshold=percent,
                        threshold_type="PERCENTAGE",
                    ),
                    subscribers=[subscriber],
                )
                for kind, percent in (("ACTUAL", 80), ("FORECASTED", 100))
            ],
        )
