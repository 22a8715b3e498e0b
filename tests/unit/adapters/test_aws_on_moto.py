"""Every AWS adapter against moto's server, a second implementation beside ministack that authenticates each call.

Moto cannot authenticate presigned requests: `test_aws_wire.py` and `test_login_tokens.py` compare those with
botocore's.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from recoloca.adapters import secrets
from recoloca.adapters.aws import AwsRefusedError
from recoloca.adapters.mail import Mail, Mailer, MailUnavailableError
from recoloca.adapters.payments import InvokedPayments, PaymentsUnavailableError
from recoloca.adapters.queue import Queues, QueueUnavailableError
from recoloca.adapters.storage import ObjectMissingError, StorageUnavailableError, UploadStorage
from recoloca.runtime.settings import Settings
from tests.support.moto import MotoServer, moto_server

BUCKET = "recoloca-uploads"
SENDER = "no-reply@recoloca.ai"
KEY = "uploads/ação (1)+b/c~d"
MAIL = Mail("Olá", "Seu currículo & você", "<p>Seu currículo</p>")


@pytest.fixture(scope="module")
def moto() -> Iterator[MotoServer]:
    with moto_server() as server:
        server.client("s3").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "sa-east-1"}
        )
        yield server


@pytest.fixture(scope="module")
def settings(moto: MotoServer) -> Settings:
    queue = moto.client("sqs").create_queue(QueueName="analysis")["QueueUrl"]
    return Settings(
        {
            **moto.environment,
            "STAGE": "prod",
            "UPLOAD_BUCKET": BUCKET,
            "ANALYSIS_QUEUE_URL": queue,
            "MAIL_FROM": f"Recoloca.ai <{SENDER}>",
            "BILLING_GATEWAY_FUNCTION": "billing_gateway",
        }
    )


@pytest.fixture(scope="module")
def stranger(settings: Settings) -> Settings:
    """The same settings with a wrong secret for the key."""
    return Settings({**settings.environment, "AWS_SECRET_ACCESS_KEY": "of-another-account"})


@pytest.fixture
def storage(settings: Settings) -> UploadStorage:
    return UploadStorage(settings)


def test_an_object_is_read_as_it_was_written(storage: UploadStorage) -> None:
    storage.put(KEY, io.BytesIO(b"%PDF-1.7"), "application/pdf")
    assert storage.get(KEY) == b"%PDF-1.7"
    assert storage.exists(KEY)
    storage.delete(KEY)
    assert not storage.exists(KEY)
    with pytest.raises(ObjectMissingError):
        storage.get(KEY)


def test_every_object_below_a_prefix_is_deleted_and_no_other(storage: UploadStorage) -> None:
    for name in ("uploads/a/1", "uploads/a/2", "uploads/ab"):
        storage.put(name, b"x", "text/plain")
    storage.delete_all("uploads/a/")
    assert [storage.exists(name) for name in ("uploads/a/1", "uploads/a/2", "uploads/ab")] == [
        False,
        False,
        True,
    ]


def test_tags_of_an_object_are_read(storage: UploadStorage, moto: MotoServer) -> None:
    storage.put("uploads/t", b"x", "text/plain")
    tags = {"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": "NO_THREATS_FOUND"}]}
    moto.client("s3").put_object_tagging(Bucket=BUCKET, Key="uploads/t", Tagging=tags)
    assert storage.tags("uploads/t") == {"GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"}


def test_a_bucket_answers_when_it_is_there(storage: UploadStorage, settings: Settings) -> None:
    assert storage.answers(2)
    assert not UploadStorage(Settings({**settings.environment, "UPLOAD_BUCKET": "nowhere"})).answers(2)


def test_a_wrong_secret_opens_no_object(storage: UploadStorage, stranger: Settings) -> None:
    storage.put("uploads/mine", b"x", "text/plain")
    with pytest.raises(StorageUnavailableError, match="SignatureDoesNotMatch"):
        UploadStorage(stranger).put("uploads/mine", b"y", "text/plain")
    assert storage.get("uploads/mine") == b"x"


def test_messages_reach_their_queue(settings: Settings, moto: MotoServer) -> None:
    queues, url = Queues(settings), settings.required("ANALYSIS_QUEUE_URL")
    sent = [{"n": n, "text": "ação"} for n in range(11)]
    queues.send("analysis", sent)
    sqs, found = moto.client("sqs"), []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [json.loads(message["Body"]) for message in messages]
    assert sorted(found, key=lambda message: int(message["n"])) == sent
    assert queues.answers("analysis", 2)


def test_a_wrong_secret_sends_no_message(stranger: Settings) -> None:
    queues = Queues(stranger)
    with pytest.raises(QueueUnavailableError, match="SignatureDoesNotMatch"):
        queues.send("analysis", [{"n": 1}])
    assert not queues.answers("analysis", 2)


def test_a_mail_is_sent_once_its_sender_is_verified(settings: Settings, moto: MotoServer) -> None:
    ses, mailer = moto.client("ses"), Mailer(settings)
    with pytest.raises(MailUnavailableError, match="MessageRejected"):
        mailer.send("ana@example.com", MAIL)
    ses.verify_email_identity(EmailAddress=SENDER)
    mailer.send("ana@example.com", MAIL)
    assert ses.get_send_quota()["SentLast24Hours"] == 1


def test_a_wrong_secret_sends_no_mail(stranger: Settings) -> None:
    with pytest.raises(MailUnavailableError, match="SignatureDoesNotMatch"):
        Mailer(stranger).send("ana@example.com", MAIL)


def test_a_secret_is_read(settings: Settings, moto: MotoServer) -> None:
    name = "recoloca/prod/signing-key"
    moto.client("secretsmanager").create_secret(Name=name, SecretString="chave é esta")
    secrets.forget()
    try:
        assert secrets.read_secret(settings, name) == "chave é esta"
    finally:
        secrets.forget()


def test_a_wrong_secret_reads_no_secret(stranger: Settings) -> None:
    with pytest.raises(AwsRefusedError, match="SignatureDoesNotMatch"):
        secrets.read_secret(stranger, "recoloca/prod/another")


def test_the_billing_gateway_is_invoked(settings: Settings, moto: MotoServer) -> None:
    moto.function("billing_gateway", {"result": "cus_1"})
    assert InvokedPayments(settings).customer("user", None) == "cus_1"


def test_a_wrong_secret_invokes_nothing(stranger: Settings) -> None:
    with pytest.raises(PaymentsUnavailableError, match="SignatureDoesNotMatch"):
        InvokedPayments(stranger).customer("user", None)
