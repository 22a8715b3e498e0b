"""CloudTrail records who invoked the operators' functions, and who read or deleted a CV."""

from __future__ import annotations

from typing import Final

from aws_cdk import ArnFormat, Aws, Duration, RemovalPolicy, Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.stages import Stage

WATCHED: Final = ("operator", "db_migrate")
"""Functions that people invoke directly. The functions' own logs say what was asked, with the same request id."""

KEPT: Final = Duration.days(365)

Selector = cloudtrail.CfnTrail.AdvancedEventSelectorProperty
Field = cloudtrail.CfnTrail.AdvancedFieldSelectorProperty


class AuditTrail(Construct):
    """A trail of data events, which an account does not record itself. The event history has the account's changes."""

    def __init__(self, scope: Construct, stage: Stage, uploads: str, records: s3.Bucket) -> None:
        """The trail watches the objects of `uploads` and writes to the bucket `records`."""
        super().__init__(scope, "audit_trail")
        stack = Stack.of(self)
        name = stage.resource("trail")
        functions = [
            stack.format_arn(
                service="lambda",
                resource="function",
                resource_name=stage.resource(slug),
                arn_format=ArnFormat.COLON_RESOURCE_NAME,
            )
            for slug in WATCHED
        ]
        trail = cloudtrail.CfnTrail(
            self,
            "trail",
            trail_name=name,
            s3_bucket_name=records.bucket_name,
            is_logging=True,
            enable_log_file_validation=True,
            advanced_event_selectors=[
                _data_events("AWS::Lambda::Function", functions),
                _data_events(
                    "AWS::S3::Object",
                    [f"arn:{Aws.PARTITION}:s3:::{uploads}/"],
                    ["GetObject", "DeleteObject", "DeleteObjects"],
                ),
            ],
        )
        arn = stack.format_arn(service="cloudtrail", resource="trail", resource_name=name)
        for statement in _needed(records, arn):
            added = records.add_to_resource_policy(statement)
            if added.policy_dependable is not None:
                trail.node.add_dependency(added.policy_dependable)


def records_bucket(scope: Construct, name: str, logs: s3.Bucket, removal: RemovalPolicy) -> s3.Bucket:
    return s3.Bucket(
        scope,
        "trail_records",
        bucket_name=name,
        encryption=s3.BucketEncryption.S3_MANAGED,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        enforce_ssl=True,
        server_access_logs_bucket=logs,
        server_access_logs_prefix="trail/",
        lifecycle_rules=[s3.LifecycleRule(expiration=KEPT)],
        removal_policy=removal,
    )


def _data_events(type_: str, resources: list[str], names: list[str] | None = None) -> Selector:
    fields = [
        Field(field="eventCategory", equal_to=["Data"]),
        Field(field="resources.type", equal_to=[type_]),
        Field(field="resources.ARN", starts_with=resources),
    ]
    if names:
        fields.append(Field(field="eventName", equal_to=names))
    return Selector(name=type_, field_selectors=fields)


def _needed(records: s3.Bucket, trail: str) -> list[iam.PolicyStatement]:
    """The permissions that CloudTrail needs on the bucket, for this trail only."""
    only = {"aws:SourceArn": trail}
    written = records.arn_for_objects(f"AWSLogs/{Aws.ACCOUNT_ID}/*")
    return [
        iam.PolicyStatement(
            actions=[action],
            principals=[iam.ServicePrincipal("cloudtrail.amazonaws.com")],
            resources=[resource],
            conditions={"StringEquals": conditions},
        )
        for action, resource, conditions in (
            ("s3:GetBucketAcl", records.bucket_arn, only),
            ("s3:PutObject", written, {**only, "s3:x-amz-acl": "bucket-owner-full-control"}),
        )
    ]
