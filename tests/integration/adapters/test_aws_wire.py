"""Our adapters send the same requests to AWS as botocore, with the same signatures."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qs

import botocore.auth
import botocore.session
import botocore.signers
import pytest
from botocore.config import Config

from recoloca.adapters import secrets
from recoloca.adapters.mail import Mail, Mailer
from recoloca.adapters.payments import InvokedPayments
from recoloca.adapters.queue import Queues
from recoloca.adapters.storage import UploadStorage
from recoloca.runtime.settings import Settings
from tests.support.endpoint import Asked, Endpoint, Said, serving
from tests.support.sigv4 import ENVIRONMENT, KEY, REGION, SECRET, TOKEN, signature_holds

NOW: Final = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
OBJECT: Final = "uploads/ação (1)+b/c~d"
QUEUE: Final = "https://sqs.sa-east-1.amazonaws.com/1/analysis"
TAGS: Final = b"<Tagging xmlns='urn:s3'><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"
LISTED: Final = f"<ListBucketResult><Contents><Key>{OBJECT}</Key></Contents></ListBucketResult>".encode()
SENT: Final = (
    b"<SendEmailResponse><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>"
)
CHOSEN: Final = frozenset({"content-type", "x-amz-target", "x-amz-content-sha256"})
"""The headers that matter to a service. Botocore's other headers describe botocore."""


def settings(endpoint: str | None) -> Settings:
    ours = {
        "STAGE": "prod",
        "UPLOAD_BUCKET": "bucket",
        "ANALYSIS_QUEUE_URL": QUEUE,
        "MAIL_FROM": "Recoloca.ai <no-reply@recoloca.ai>",
        "BILLING_GATEWAY_FUNCTION": "recoloca-prod-billing_gateway:live",
    }
    return Settings({**ENVIRONMENT, **ours, **({"AWS_ENDPOINT_URL": endpoint} if endpoint else {})})


def theirs(service: str, endpoint: str | None) -> Any:
    session = botocore.session.get_session()
    session.set_credentials(KEY, SECRET, TOKEN)
    session.set_config_variable("ignore_configured_endpoint_urls", True)
    style: Any = {"addressing_style": "path" if endpoint else "virtual"}
    config = Config(
        signature_version="s3v4" if service == "s3" else None,
        s3=style,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return session.create_client(service, region_name=REGION, endpoint_url=endpoint, config=config)


def answer(asked: Asked) -> Said:
    if "tagging" in asked.query:
        return Said(body=TAGS)
    if "X-Amz-Target" in asked.headers:
        return Said(body=json.dumps({"Successful": [], "Failed": [], "SecretString": "s"}).encode())
    if asked.body.startswith(b"Action="):
        return Said(body=SENT)
    if asked.path.endswith("/invocations"):
        return Said(body=b'{"result": null}')
    return Said(204 if asked.method == "DELETE" else 200)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as served:
        served.respond = answer
        yield served


@dataclass(frozen=True)
class Call:
    service: str
    ours: Callable[[Settings], object]
    theirs: Callable[[Any], object]


MAIL: Final = Mail("Olá", "Seu currículo & você", "<p>Seu currículo</p>")
MESSAGES: Final = [{"id": "1", "text": "ação"}, {"id": "2", "text": "x"}]
CALLS: Final = {
    "send messages": Call(
        "sqs",
        lambda found: Queues(found).send("analysis", MESSAGES, delay_seconds=15),
        lambda sqs: sqs.send_message_batch(
            QueueUrl=QUEUE,
            Entries=[
                {"Id": str(n), "MessageBody": json.dumps(message), "DelaySeconds": 15}
                for n, message in enumerate(MESSAGES)
            ],
        ),
    ),
    "ask for a queue": Call(
        "sqs",
        lambda found: Queues(found).answers("analysis", 1),
        lambda sqs: sqs.get_queue_attributes(QueueUrl=QUEUE, AttributeNames=["QueueArn"]),
    ),
    "read a secret": Call(
        "secretsmanager",
        lambda found: secrets.read_secret(found, "recoloca/prod/signing-key"),
        lambda manager: manager.get_secret_value(SecretId="recoloca/prod/signing-key"),
    ),
    "send a mail": Call(
        "ses",
        lambda found: Mailer(found).send("ana@example.com", MAIL),
        lambda ses: ses.send_email(
            Source="Recoloca.ai <no-reply@recoloca.ai>",
            Destination={"ToAddresses": ["ana@example.com"]},
            Message={
                "Subject": {"Data": MAIL.subject, "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": MAIL.text, "Charset": "UTF-8"},
                    "Html": {"Data": MAIL.html, "Charset": "UTF-8"},
                },
            },
        ),
    ),
    "invoke a function": Call(
        "lambda",
        lambda found: InvokedPayments(found).forget("cus_1"),
        lambda client: client.invoke(
            FunctionName="recoloca-prod-billing_gateway:live",
            Payload=json.dumps({"operation": "forget", "arguments": {"customer_id": "cus_1"}}).encode(),
        ),
    ),
    "put": Call(
        "s3",
        lambda found: UploadStorage(found).put(OBJECT, b"body", "text/plain"),
        lambda s3: s3.put_object(Bucket="bucket", Key=OBJECT, Body=b"body", ContentType="text/plain"),
    ),
    "put a file": Call(
        "s3",
        lambda found: UploadStorage(found).put(OBJECT, io.BytesIO(b"a file" * 50_000), "application/zip"),
        lambda s3: s3.put_object(
            Bucket="bucket", Key=OBJECT, Body=io.BytesIO(b"a file" * 50_000), ContentType="application/zip"
        ),
    ),
    "get": Call(
        "s3",
        lambda found: UploadStorage(found).get(OBJECT),
        lambda s3: s3.get_object(Bucket="bucket", Key=OBJECT),
    ),
    "tags": Call(
        "s3",
        lambda found: UploadStorage(found).tags(OBJECT),
        lambda s3: s3.get_object_tagging(Bucket="bucket", Key=OBJECT),
    ),
    "delete": Call(
        "s3",
        lambda found: UploadStorage(found).delete(OBJECT),
        lambda s3: s3.delete_object(Bucket="bucket", Key=OBJECT),
    ),
    "exists": Call(
        "s3",
        lambda found: UploadStorage(found).exists(OBJECT),
        lambda s3: s3.head_object(Bucket="bucket", Key=OBJECT),
    ),
    "ask for the bucket": Call(
        "s3",
        lambda found: UploadStorage(found).answers(1),
        lambda s3: s3.head_bucket(Bucket="bucket"),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_request_equals_that_of_botocore(endpoint: Endpoint, name: str) -> None:
    call = CALLS[name]
    secrets.forget()
    call.ours(settings(endpoint.url))
    call.theirs(theirs(call.service, endpoint.url))
    ours, reference = endpoint.asked
    assert (ours.method, ours.path) == (reference.method, reference.path)
    assert ours.query == reference.query
    assert meaning(ours) == meaning(reference)
    assert chosen(ours) == chosen(reference)
    url = endpoint.url + ours.target
    assert signature_holds(ours.method, url, ours.headers, ours.body, call.service)


def meaning(asked: Asked) -> object:
    """The body without its notation: the keys of JSON and the fields of a form have no order."""
    kind = asked.headers.get("Content-Type", "")
    if "json" in kind:
        return json.loads(asked.body)
    return parse_qs(asked.body.decode()) if "form" in kind else asked.body


def chosen(asked: Asked) -> dict[str, str]:
    return {name.lower(): value for name, value in asked.headers.items() if name.lower() in CHOSEN}


def test_everything_below_a_prefix_is_deleted_page_by_page(endpoint: Endpoint) -> None:
    pages = iter((LISTED, LISTED, b"<ListBucketResult/>"))
    endpoint.respond = lambda asked: Said(body=next(pages)) if asked.method == "GET" else Said(204)
    UploadStorage(settings(endpoint.url)).delete_all("uploads/ação")
    listed = [asked for asked in endpoint.asked if asked.method == "GET"]
    assert {tuple(asked.query.items()) for asked in listed} == {
        (("list-type", "2"), ("prefix", "uploads/ação"))
    }
    assert [asked.method for asked in endpoint.asked] == ["GET", "DELETE", "GET", "DELETE", "GET"]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> UploadStorage:
    """Our storage in AWS and botocore's signers, with the clock stopped."""
    for module in (botocore.auth, botocore.signers):
        monkeypatch.setattr(module, "get_current_datetime", lambda: NOW.replace(tzinfo=None))
    storage = UploadStorage(settings(None))
    storage._s3.clock = lambda: NOW
    return storage


def test_a_presigned_post_equals_that_of_botocore(held: UploadStorage) -> None:
    made = held.presigned_post("uploads/a", "application/pdf", 1000)
    expected = theirs("s3", None).generate_presigned_post(
        Bucket="bucket",
        Key="uploads/a",
        Fields={"Content-Type": "application/pdf"},
        Conditions=[{"Content-Type": "application/pdf"}, ["content-length-range", 1, 1000]],
        ExpiresIn=900,
    )
    assert made.url == expected["url"]
    assert made.fields == expected["fields"]


def test_a_presigned_url_equals_that_of_botocore(held: UploadStorage) -> None:
    made = held.presigned_get(OBJECT, "cópia de dados.zip", 900)
    expected = theirs("s3", None).generate_presigned_url(
        "get_object",
        Params={
            "Bucket": "bucket",
            "Key": OBJECT,
            "ResponseContentDisposition": 'attachment; filename="cópia de dados.zip"',
        },
        ExpiresIn=900,
    )
    assert made == expected


@pytest.mark.parametrize(
    ("service", "host"),
    [
        ("sqs", lambda found: Queues(found)._sqs),
        ("ses", lambda found: Mailer(found)._ses),
        ("lambda", lambda found: InvokedPayments(found)._lambda),
        ("secretsmanager", secrets.service),
    ],
    ids=["sqs", "ses", "lambda", "secretsmanager"],
)
def test_the_endpoints_equal_those_of_botocore(service: str, host: Callable[[Settings], Any]) -> None:
    assert host(settings(None)).endpoint.geturl() == theirs(service, None).meta.endpoint_url
