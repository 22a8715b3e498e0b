"""Buckets, queues and the sender of mails. A notification of an upload starts its analysis."""

from __future__ import annotations

from typing import cast

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.audit_trail import AuditTrail, records_bucket
from infra.constructs.malware_scan import MalwareScan
from infra.constructs.nag import acknowledge
from infra.constructs.worker_queue import WorkerQueue
from infra.routes import WORKERS, Worker
from infra.stacks.base import PlatformStack
from infra.stages import Stage

UPLOAD_PREFIX = "uploads/"
UPLOAD_QUEUE = "analysis"

DMARC = '"v=DMARC1; p=quarantine"'
"""The DMARC record: receivers put mails without our DKIM signature into the spam folder. Large receivers require such a
record from senders of many mails."""


class StorageStack(PlatformStack):
    """Uploads have no versions: a deleted CV must be gone (docs/adr/0202). The frontend has them, for a rollback."""

    def __init__(self, scope: Construct, stage: Stage, workers: tuple[Worker, ...] = WORKERS) -> None:
        super().__init__(scope, "storage", stage)
        self.workers = {row.queue: WorkerQueue(self, row, stage) for row in workers}
        self.queues: dict[str, sqs.IQueue] = {name: each.queue for name, each in self.workers.items()}
        self.access_logs = self._access_logs()
        self.upload_bucket = self._bucket_name("uploads")
        self.uploads = self._uploads()
        self.frontend_bucket = self._bucket_name("frontend")
        self.frontend = self._frontend()
        if stage.production:
            records = records_bucket(self, self._bucket_name("trail"), self.access_logs, self._removal())
            AuditTrail(self, stage, self.upload_bucket, records)
        if stage.deploys_mail_identity:
            self._mail_identity()

    def _bucket_name(self, name: str) -> str:
        """The bucket's name. The queue's policy needs it before the bucket exists. The account makes it unique."""
        name = self.platform_stage.resource(name)
        return f"{name}-{Aws.ACCOUNT_ID}" if self.platform_stage.production else name

    def _removal(self) -> RemovalPolicy:
        """Production keeps its buckets, except when their first creation is rolled back.

        A bucket has a fixed name. If it stayed after the rollback, the next deployment would fail.
        """
        production = self.platform_stage.production
        return RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if production else RemovalPolicy.DESTROY

    def _access_logs(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "access_logs",
            bucket_name=self._bucket_name("access-logs"),
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
            removal_policy=self._removal(),
        )
        acknowledge(bucket, "S1", "It is the bucket that the others log to.")
        return bucket

    def _uploads(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "uploads",
            bucket_name=self.upload_bucket,
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            server_access_logs_bucket=self.access_logs,
            server_access_logs_prefix="uploads/",
            cors=[self._browser_post()],
            lifecycle_rules=[
                s3.LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(1), expiration=Duration.days(90)
                )
            ],
            removal_policy=self._removal(),
        )
        self._notify(bucket)
        if self.platform_stage.production:
            MalwareScan(self, bucket, self.upload_bucket, UPLOAD_PREFIX)
        return bucket

    def _browser_post(self) -> s3.CorsRule:
        """A presigned POST has its own permission and no cookie. Without a domain any origin is therefore allowed."""
        origin = f"https://{self.platform_stage.domain}" if self.platform_stage.domain else "*"
        return s3.CorsRule(
            allowed_methods=[s3.HttpMethods.POST],
            allowed_origins=[origin],
            allowed_headers=["*"],
            max_age=3600,
        )

    def _notify(self, bucket: s3.Bucket) -> None:
        """The notification from S3 to SQS, as a property of the bucket.

        CDK's `add_event_notification` adds a custom-resource function, which is slow in AWS and unknown to emulators.
        """
        queue = self.workers[UPLOAD_QUEUE].queue
        policy = queue.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sqs:SendMessage"],
                principals=[iam.ServicePrincipal("s3.amazonaws.com")],
                resources=[queue.queue_arn],
                conditions={
                    "ArnEquals": {"aws:SourceArn": f"arn:{Aws.PARTITION}:s3:::{self.upload_bucket}"},
                    "StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID},
                },
            )
        )
        resource = cast("s3.CfnBucket", bucket.node.default_child)
        resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            # GuardDuty gets uploads through EventBridge. With this property a deployment does not turn it off.
            event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(
                event_bridge_enabled=True
            )
            if self.platform_stage.production
            else None,
            queue_configurations=[
                s3.CfnBucket.QueueConfigurationProperty(
                    event="s3:ObjectCreated:*",
                    queue=queue.queue_arn,
                    filter=s3.CfnBucket.NotificationFilterProperty(
                        s3_key=s3.CfnBucket.S3KeyFilterProperty(
                            rules=[s3.CfnBucket.FilterRuleProperty(name="prefix", value=UPLOAD_PREFIX)]
                        )
                    ),
                )
            ],
        )
        if policy.policy_dependable is not None:
            resource.node.add_dependency(policy.policy_dependable)

    def _mail_identity(self) -> None:
        """The sender. DKIM records in the zone prove a domain. A mail from SES proves an address."""
        stage = self.platform_stage
        if stage.domain and stage.hosted_zone_id:
            zone = route53.PublicHostedZone.from_public_hosted_zone_attributes(
                self, "zone", hosted_zone_id=stage.hosted_zone_id, zone_name=stage.domain
            )
            identity = ses.Identity.public_hosted_zone(zone)
            self._dmarc(stage.domain, stage.hosted_zone_id)
        else:
            identity = ses.Identity.email(stage.mail_identity)
        ses.EmailIdentity(self, "mail_identity", identity=identity)

    def _dmarc(self, domain: str, zone_id: str) -> None:
        route53.CfnRecordSet(
            self,
            "dmarc",
            hosted_zone_id=zone_id,
            name=f"_dmarc.{domain}",
            type="TXT",
            ttl="3600",
            resource_records=[DMARC],
        )

    def _frontend(self) -> s3.Bucket:
        """Only this account's distributions may read the bucket. They may list it, so a missing file is a 404."""
        bucket = s3.Bucket(
            self,
            "frontend",
            bucket_name=self.frontend_bucket,
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            versioned=True,
            server_access_logs_bucket=self.access_logs,
            server_access_logs_prefix="frontend/",
            lifecycle_rules=[s3.LifecycleRule(noncurrent_version_expiration=Duration.days(30))],
            removal_policy=self._removal(),
        )
        if self.platform_stage.production:
            bucket.add_to_resource_policy(
                iam.PolicyStatement(
                    actions=["s3:GetObject", "s3:ListBucket"],
                    principals=[iam.ServicePrincipal("cloudfront.amazonaws.com")],
                    resources=[bucket.bucket_arn, bucket.arn_for_objects("*")],
                    conditions={
                        "ArnLike": {
                            "aws:SourceArn": f"arn:{Aws.PARTITION}:cloudfront::{Aws.ACCOUNT_ID}:distribution/*"
                        }
                    },
                )
            )
        return bucket
