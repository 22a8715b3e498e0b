"""Uploads through the edge are accepted and refused like in S3, with the same errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config

from infra.local.emulators.clients import aws_environment, client
from tests.support.small_edge import BUCKET, Edge


def presigned(aws: str, **conditions: Any) -> tuple[str, dict[str, str]]:
    make: Any = boto3.client
    environment = aws_environment(aws)
    s3 = make(
        "s3",
        endpoint_url=aws,
        region_name=environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(signature_version="s3v4"),
    )
    post = s3.generate_presigned_post(
        Bucket=BUCKET,
        Key="uploads/a",
        Fields={"Content-Type": "text/plain"},
        Conditions=[{"Content-Type": "text/plain"}, ["content-length-range", 1, 100]],
        ExpiresIn=conditions.get("seconds", 60),
    )
    return post["url"], post["fields"]


@pytest.fixture(scope="module")
def bucket(emulator_url: str) -> str:
    s3 = client("s3", emulator_url)
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "sa-east-1"})
    return emulator_url


def post_file(edge: Edge, fields: dict[str, str], body: bytes, **headers: str) -> httpx.Response:
    return edge.http.post(f"/_uploads/{BUCKET}", data=fields, files={"file": ("a", body)}, headers=headers)


def test_a_presigned_post_stores_the_file(edge: Edge, bucket: str) -> None:
    _, fields = presigned(bucket)
    answer = post_file(edge, fields, b"hello", origin="https://app.example")
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
    assert client("s3", bucket).get_object(Bucket=BUCKET, Key="uploads/a")["Body"].read() == b"hello"


def forged(fields: dict[str, str]) -> dict[str, str]:
    return {**fields, "x-amz-signature": "0" * 64}


def other_key(fields: dict[str, str]) -> dict[str, str]:
    return {**fields, "key": "uploads/of-somebody-else"}


def extra_field(fields: dict[str, str]) -> dict[str, str]:
    return {**fields, "acl": "public-read"}


@pytest.mark.parametrize(
    ("change", "body", "status", "code"),
    [
        (forged, b"x", 403, "SignatureDoesNotMatch"),
        (other_key, b"x", 403, "AccessDenied"),
        (extra_field, b"x", 403, "AccessDenied"),
        (dict, b"x" * 101, 400, "EntityTooLarge"),
        (dict, b"", 400, "EntityTooSmall"),
    ],
)
def test_an_upload_that_its_policy_does_not_allow_is_refused_in_s3s_words(
    edge: Edge,
    bucket: str,
    change: Callable[[dict[str, str]], dict[str, str]],
    body: bytes,
    status: int,
    code: str,
) -> None:
    _, fields = presigned(bucket)
    answer = post_file(edge, change(fields), body)
    assert (answer.status_code, f"<Code>{code}</Code>" in answer.text) == (status, True), answer.text


def test_an_expired_permission_is_refused(edge: Edge, bucket: str) -> None:
    _, fields = presigned(bucket, seconds=-1)
    assert "Policy expired" in post_file(edge, fields, b"x").text


@pytest.mark.parametrize(("origin", "status"), [("https://app.example", 200), ("https://evil.example", 403)])
def test_the_buckets_own_cors_rules_decide_a_preflight(edge: Edge, origin: str, status: int) -> None:
    headers = {"origin": origin, "access-control-request-method": "POST"}
    assert edge.http.options(f"/_uploads/{BUCKET}", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("method", "path"), [("GET", BUCKET), ("PUT", BUCKET), ("POST", "recoloca-local-frontend")]
)
def test_nothing_but_a_post_to_an_upload_bucket_is_possible(edge: Edge, method: str, path: str) -> None:
    assert edge.http.request(method, f"/_uploads/{path}").status_code in {404, 405}
