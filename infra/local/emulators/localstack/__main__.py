"""`make localstack-core`: one CV passes through the platform on LocalStack, without Docker and without a token.

The program starts LocalStack, PostgreSQL and Redis, and deploys the storage stack with the CDK command line. It posts
a CV with a presigned POST and gives the SQS message from S3 to the analysis worker. It signs a token with the key
from Secrets Manager, and sends a mail through SES. At the end it stops the servers and deletes their data.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx

from infra.local.demo.account import ensure_demo_user
from infra.local.emulators.clients import aws_environment, client
from infra.local.emulators.deployment import cdk_environment
from infra.local.emulators.localstack.server import LocalStack
from infra.local.mailbox.server import Mailbox
from infra.local.runner.function import REGION
from infra.local.servers.postgres import Postgres
from infra.local.servers.process import LocalCloudError
from infra.local.servers.redis import Redis
from infra.local.state import SigningKeys
from infra.paths import ROOT
from infra.routes import WORKERS
from infra.stages import LOCAL_ASSETS_BUCKET, stage_named
from recoloca.accounts import repository as accounts
from recoloca.adapters.mail import Mail
from recoloca.adapters.tokens import Claims, TokenVerifier
from recoloca.cli import demo
from recoloca.cvs import service
from recoloca.cvs.schemas import UploadRequest
from recoloca.migrations.run import upgrade
from recoloca.runtime.dependencies import Dependencies, replace_dependencies
from recoloca.runtime.settings import Settings

STAGE: Final = stage_named("local", {"emulator": "localstack"})
STACK: Final = "recoloca-local-storage"
WORKER: Final = "functions.cv_analysis_worker.handler"
WAIT_SECONDS: Final = 20
SAMPLE: Final = """Ana Souza
ana.souza@example.com | (11) 98765-4321 | São Paulo, SP

Experiência
Engenheira de Software Sênior — Banco Azul
mar/2021 – atual
- Liderei a migração de 12 serviços para AWS Lambda, reduzindo o custo mensal em 38%.

Formação
Bacharelado em Ciência da Computação — USP, 2013 - 2017
""".encode()


@dataclass
class LambdaContext:
    """The context object that Lambda gives to the worker."""

    function_name: str = "recoloca-local-cv_analysis_worker"
    aws_request_id: str = "localstack"
    memory_limit_in_mb: int = 2048
    invoked_function_arn: str = (
        f"arn:aws:lambda:{REGION}:000000000000:function:recoloca-local-cv_analysis_worker"
    )

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    print(f"  {name:<52}", end="", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s", flush=True)


def deploy(endpoint: str, folder: Path) -> None:
    """Deploy the storage stack of the local stage with the CDK command line."""
    assembly = folder / "assembly"
    client("s3", endpoint).create_bucket(
        Bucket=LOCAL_ASSETS_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    cdk(endpoint, "synth", "--quiet", "-c", "stage=local", "-c", "emulator=localstack", "-o", str(assembly))
    cdk(
        endpoint, "deploy", "--app", str(assembly), STACK, "--require-approval", "never", "--method", "direct"
    )


def cdk(endpoint: str, *arguments: str) -> None:
    done = subprocess.run(
        [ROOT / "infra/node_modules/.bin/cdk", "--no-notices", *arguments],
        cwd=ROOT, env=cdk_environment(endpoint), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise LocalCloudError(f"`cdk {arguments[0]}` failed:\n{(done.stdout + done.stderr)[-2000:]}")


def settings(endpoint: str, database: str, cache: str) -> dict[str, str]:
    """The environment of a worker, with the addresses of the deployed queues."""
    sqs = client("sqs", endpoint)
    queues = {
        f"{row.queue.upper()}_QUEUE_URL": sqs.get_queue_url(QueueName=f"recoloca-local-{row.queue}")[
            "QueueUrl"
        ]
        for row in WORKERS
    }
    return {
        **aws_environment(endpoint),
        "STAGE": "local",
        "SLUG": "cv_analysis_worker",
        "DATABASE_URL": database,
        "REDIS_URL": cache,
        "UPLOAD_BUCKET": "recoloca-local-uploads",
        "APP_URL": "http://localhost",
        "MAIL_FROM": STAGE.mail_from,
        "TOKEN_SIGNING_SECRET": STAGE.secret("token-signing-key"),
        **queues,
        **{f"{row.queue.upper()}_MAX_RECEIVE_COUNT": str(row.max_receive_count) for row in WORKERS},
    }


def upload(deps: Dependencies, user_id: UUID) -> UUID:
    """Ask for permission to upload and post the file, as a browser does. Returns the analysis's identifier."""
    form = UploadRequest(file_name="cv.txt", content_type="text/plain", size=len(SAMPLE))
    created = service.start_upload(deps, user_id, form, "pt-BR", deps.new_id())
    if created.upload is None:
        raise LocalCloudError("The service returned no permission to upload.")
    answer = httpx.post(
        created.upload.url,
        data=dict(created.upload.fields),
        files={"file": SAMPLE},
        timeout=30,
        trust_env=False,
    )
    if not answer.is_success:
        raise LocalCloudError(f"LocalStack refused the upload: {answer.status_code} {answer.text[:400]}")
    return created.analysis_id


def announced(deps: Dependencies, endpoint: str) -> list[dict[str, Any]]:
    """Wait for the SQS messages from S3 and return them as the records of a Lambda event.

    Raises:
        LocalCloudError: no message came in time.
    """
    url = deps.settings.required("ANALYSIS_QUEUE_URL")
    sqs = client("sqs", endpoint)
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        answer = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5, MessageSystemAttributeNames=["All"])
        for message in answer.get("Messages", []):
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            if "uploads/" in message["Body"]:
                return [record(message, url)]
    raise LocalCloudError("S3 sent no message to the queue.")


def record(message: Mapping[str, Any], url: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": url,
        "awsRegion": REGION,
    }


def analyse(deps: Dependencies, records: list[dict[str, Any]], user_id: UUID, analysis_id: UUID) -> str:
    """Call the worker's handler with the records and return the stored score as a sentence.

    Raises:
        LocalCloudError: the analysis is not completed.
    """
    failures = importlib.import_module(WORKER).handler({"Records": records}, LambdaContext())[
        "batchItemFailures"
    ]
    found = asyncio.run(service.get(deps, user_id, analysis_id, "pt-BR"))
    if failures or found.status != "completed":
        raise LocalCloudError(f"The analysis ended as {found.status}: {found.error}")
    return f"{found.file_name}: {found.score} of 100"


def sign(deps: Dependencies, keys: SigningKeys, user_id: UUID) -> None:
    """Sign a token with the private key from Secrets Manager and verify it with the public key.

    Raises:
        LocalCloudError: the verified token has other claims.
    """
    claims, now = Claims(user_id, UUID(int=1)), datetime.now(UTC)
    token = deps.token_signer.sign(claims, now)
    if TokenVerifier(keys.public).verify(token, now) != claims:
        raise LocalCloudError("The verified token has other claims than the signed one.")


def send_mail(deps: Dependencies, endpoint: str) -> None:
    """Send a mail from the verified sender and find it in LocalStack's SES.

    Raises:
        LocalCloudError: SES does not show the mail.
    """
    client("ses", endpoint).verify_email_identity(EmailAddress=STAGE.mail_identity)
    deps.mailer.send(demo.EMAIL, Mail("Currículo analisado", "Pronto.", "<p>Pronto.</p>"))
    sent = asyncio.run(mails(endpoint))
    if not any(demo.EMAIL in each["to"] for each in sent):
        raise LocalCloudError("SES accepted the mail but does not show it.")


async def mails(endpoint: str) -> list[dict[str, Any]]:
    """The mails in the format of the local platform's mailbox."""
    mailbox = Mailbox(endpoint)
    try:
        return await mailbox.mails()
    finally:
        await mailbox.close()


def start(folder: Path, stack: ExitStack) -> tuple[LocalStack, dict[str, str]]:
    """Start the servers and return LocalStack and the environment of a worker."""
    with step("LocalStack's packages (minutes, the first time)"):
        localstack = LocalStack(folder)
    postgres = Postgres(folder / "postgres", log=folder / "postgres.log", throwaway=True)
    redis = Redis(log=folder / "redis.log")
    for name, server in (("LocalStack", localstack), ("PostgreSQL", postgres), ("Redis", redis)):
        with step(name):
            stack.callback(server.stop)
            server.start()
    with step("Storage stack, by the CDK command line"):
        deploy(localstack.url, folder)
    redis.wait()
    return localstack, settings(localstack.url, postgres.url, redis.url)


def run(folder: Path, stack: ExitStack) -> str:
    localstack, environment = start(folder, stack)
    deps = Dependencies(Settings(environment))
    replace_dependencies(deps)
    with step("Database schema and an account"):
        upgrade(environment["DATABASE_URL"])
        stack.callback(deps.db.close)
        ensure_demo_user(deps)
    account = accounts.credentials(deps.db, demo.EMAIL)
    if account is None:
        raise LocalCloudError("The demo account was not created.")
    with step("A CV, posted with a presigned permission"):
        analysis_id = upload(deps, account.id)
    with step("S3 → SQS"):
        records = announced(deps, localstack.url)
    with step("The worker"), (folder / "worker.log").open("w") as log, contextlib.redirect_stdout(log):
        result = analyse(deps, records, account.id, analysis_id)
    with step("Secrets Manager: a token, signed"):
        keys = SigningKeys.kept(folder / "keys.json")
        keys.publish(localstack.url)
        sign(deps, keys, account.id)
    with step("SES: a mail, sent"):
        send_mail(deps, localstack.url)
    return result


def main() -> int:
    try:
        with tempfile.TemporaryDirectory(prefix="recoloca-localstack-") as name, ExitStack() as stack:
            folder = Path(name)
            folder.chmod(0o755)
            print(f"\n  ✓ {run(folder, stack)}\n  Stopping …", end="", flush=True)
        print(" stopped; nothing is left.")
    except LocalCloudError as error:
        print(f"\n✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
