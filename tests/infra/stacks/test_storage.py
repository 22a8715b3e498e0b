"""The storage stack: a new file starts an analysis, and nothing is unencrypted or public."""

from __future__ import annotations

import json

import pytest

from infra.routes import WORKERS, Worker
from tests.infra.conftest import Synthesized


@pytest.fixture(params=["local", "prod"])
def stage(request: pytest.FixtureRequest) -> Synthesized:
    found: Synthesized = request.getfixturevalue(request.param)
    return found


def upload_bucket(stage: Synthesized) -> dict[str, object]:
    buckets = stage.of_type("AWS::S3::Bucket", "storage").values()
    properties: dict[str, object] = next(
        b["Properties"] for b in buckets if "uploads" in json.dumps(b["Properties"]["BucketName"])
    )
    return properties


def test_an_upload_is_announced_to_the_analysis_queue_by_the_bucket_itself(stage: Synthesized) -> None:
    configuration = upload_bucket(stage)["NotificationConfiguration"]
    assert isinstance(configuration, dict)
    (rule,) = configuration["QueueConfigurations"]
    assert rule["Event"] == "s3:ObjectCreated:*"
    assert rule["Filter"] == {"S3Key": {"Rules": [{"Name": "prefix", "Value": "uploads/"}]}}
    queue = rule["Queue"]["Fn::GetAtt"][0]
    assert stage.templates["storage"]["Resources"][queue]["Properties"]["QueueName"].endswith("-analysis")
    assert stage.lacks("Custom::S3BucketNotifications")


def test_the_bucket_depends_on_the_policy_of_its_queue(stage: Synthesized) -> None:
    buckets = stage.of_type("AWS::S3::Bucket", "storage")
    uploads = next(
        bucket for bucket in buckets.values() if "NotificationConfiguration" in bucket["Properties"]
    )
    waits_for = [stage.templates["storage"]["Resources"][name]["Type"] for name in uploads["DependsOn"]]
    assert "AWS::SQS::QueuePolicy" in waits_for


@pytest.mark.parametrize("row", WORKERS, ids=lambda row: row.slug)
def test_each_worker_queue_shows_a_message_again_after_six_timeouts(stage: Synthesized, row: Worker) -> None:
    function = stage.function(row.slug)
    queues = stage.of_type("AWS::SQS::Queue", "storage")
    queue = next(
        q["Properties"] for q in queues.values() if q["Properties"]["QueueName"].endswith(f"-{row.queue}")
    )
    assert queue["VisibilityTimeout"] == 6 * function["Timeout"]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == row.max_receive_count
    dead = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert queues[f"storage/{dead}"]["Properties"]["QueueName"].endswith(f"-{row.queue}-dead")


def test_the_local_worker_gets_10_seconds_and_its_queue_60(local: Synthesized) -> None:
    assert local.function("cv_analysis_worker")["Timeout"] == 10
    assert local.one("AWS::SQS::Queue", QueueName="recoloca-local-analysis")["VisibilityTimeout"] == 60


def test_every_resource_is_encrypted_and_requires_tls(stage: Synthesized) -> None:
    policies = [
        *stage.of_type("AWS::S3::BucketPolicy", "storage").values(),
        *stage.of_type("AWS::SQS::QueuePolicy", "storage").values(),
    ]
    buckets = stage.of_type("AWS::S3::Bucket", "storage")
    queues = stage.of_type("AWS::SQS::Queue", "storage")
    assert len(policies) == len(buckets) + len(queues)
    for policy in policies:
        statements = policy["Properties"]["PolicyDocument"]["Statement"]
        assert any(
            s["Effect"] == "Deny" and s["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
            for s in statements
        )
    for bucket in buckets.values():
        assert bucket["Properties"]["BucketEncryption"]
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())
    assert all(queue["Properties"]["SqsManagedSseEnabled"] for queue in queues.values())


def test_only_our_own_bucket_may_announce_uploads(stage: Synthesized) -> None:
    policies = stage.of_type("AWS::SQS::QueuePolicy", "storage").values()
    allowed = [
        statement
        for policy in policies
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    (statement,) = allowed
    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert set(statement["Condition"]) == {"ArnEquals", "StringEquals"}


def test_browsers_may_post_and_nothing_else(stage: Synthesized) -> None:
    cors = upload_bucket(stage)["CorsConfiguration"]
    assert isinstance(cors, dict)
    (rule,) = cors["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]


def test_uploads_are_deleted_for_good_and_not_kept_for_ever(stage: Synthesized) -> None:
    uploads = upload_bucket(stage)
    assert "VersioningConfiguration" not in uploads
    lifecycle = uploads["LifecycleConfiguration"]
    assert isinstance(lifecycle, dict)
    assert lifecycle["Rules"][0]["ExpirationInDays"] == 90


def test_a_production_bucket_survives_its_stack(prod: Synthesized) -> None:
    """CloudFormation cannot delete a bucket with objects, so the deletion of the stack would fail."""
    buckets = prod.of_type("AWS::S3::Bucket").values()
    assert {(b["DeletionPolicy"], b["UpdateReplacePolicy"]) for b in buckets} == {
        ("RetainExceptOnCreate", "Retain")
    }


def test_mails_are_signed_and_dmarc_quarantines_forged_ones(named: Synthesized, prod: Synthesized) -> None:
    (identity,) = named.of_type("AWS::SES::EmailIdentity").values()
    assert identity["Properties"]["EmailIdentity"] == "recoloca.ai"
    records = [each["Properties"] for each in named.of_type("AWS::Route53::RecordSet", "storage").values()]
    assert [record["Type"] for record in records].count("CNAME") == 3, "DKIM"
    (dmarc,) = [record for record in records if record["Type"] == "TXT"]
    assert dmarc["Name"] == "_dmarc.recoloca.ai"
    assert dmarc["ResourceRecords"] == ['"v=DMARC1; p=quarantine"']
    assert prod.lacks("AWS::Route53::RecordSet", "storage")


def test_manual_access_to_peoples_data_is_recorded(local: Synthesized, prod: Synthesized) -> None:
    (found,) = prod.of_type("AWS::CloudTrail::Trail").values()
    trail = found["Properties"]
    assert trail["IsLogging"] is True
    assert trail["EnableLogFileValidation"] is True
    watched = {
        selector["Name"]: {field["Field"]: field for field in selector["FieldSelectors"]}
        for selector in trail["AdvancedEventSelectors"]
    }
    functions = json.dumps(watched["AWS::Lambda::Function"]["resources.ARN"]["StartsWith"])
    assert ":function:recoloca-prod-operator" in functions
    assert ":function:recoloca-prod-db_migrate" in functions
    objects = watched["AWS::S3::Object"]
    assert "recoloca-prod-uploads-" in json.dumps(objects["resources.ARN"]["StartsWith"])
    assert {"GetObject", "DeleteObject"} <= set(objects["eventName"]["Equals"])
    assert all(fields["eventCategory"]["Equals"] == ["Data"] for fields in watched.values())
    assert local.lacks("AWS::CloudTrail::Trail")


def test_the_trails_bucket_accepts_only_this_trail(prod: Synthesized) -> None:
    (bucket,) = [
        each["Properties"]
        for each in prod.of_type("AWS::S3::Bucket", "storage").values()
        if "recoloca-prod-trail" in json.dumps(each["Properties"].get("BucketName"))
    ]
    assert bucket["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == 365
    allowed = [
        statement
        for policy in prod.of_type("AWS::S3::BucketPolicy", "storage").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if statement["Principal"] == {"Service": "cloudtrail.amazonaws.com"}
    ]
    assert [statement["Action"] for statement in allowed] == ["s3:GetBucketAcl", "s3:PutObject"]
    for statement in allowed:
        source = json.dumps(statement["Condition"]["StringEquals"]["aws:SourceArn"])
        assert ":trail/recoloca-prod-trail" in source


def test_every_upload_is_scanned_and_the_worker_waits_for_the_verdict(
    local: Synthesized, prod: Synthesized
) -> None:
    (plan,) = prod.of_type("AWS::GuardDuty::MalwareProtectionPlan").values()
    assert plan["Properties"]["Actions"] == {"Tagging": {"Status": "ENABLED"}}
    assert plan["Properties"]["ProtectedResource"]["S3Bucket"]["ObjectPrefixes"] == ["uploads/"]
    notifications = upload_bucket(prod)["NotificationConfiguration"]
    assert isinstance(notifications, dict)
    assert notifications["EventBridgeConfiguration"] == {"EventBridgeEnabled": True}
    assert prod.function("cv_analysis_worker")["Environment"]["Variables"]["MALWARE_SCAN"] == "required"
    assert "MALWARE_SCAN" not in local.function("cv_analysis_worker")["Environment"]["Variables"]


def test_the_bucket_refuses_to_read_a_file_with_malware(prod: Synthesized) -> None:
    statements = [
        statement
        for policy in prod.of_type("AWS::S3::BucketPolicy", "storage").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]
    (ban,) = [s for s in statements if "THREATS_FOUND" in json.dumps(s.get("Condition", {}))]
    assert (ban["Effect"], ban["Action"], ban["Principal"]) == ("Deny", "s3:GetObject", {"AWS": "*"})
