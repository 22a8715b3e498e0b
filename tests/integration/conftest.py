"""The API on a real PostgreSQL and a real Redis. The test controls the time."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
import redis

from infra.local.emulators.clients import aws_environment, client
from infra.local.fake_stripe.server import FakeStripe
from infra.routes import WORKERS
from recoloca.accounts.keys import create_key_pair
from recoloca.adapters.tokens import TokenSigner
from recoloca.migrations.run import upgrade
from recoloca.notifications import service as notifications
from recoloca.runtime.dependencies import Dependencies, replace_dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.queues import Mailbox, Workers
from tests.support.stripe import FakePayments, emptied

BUCKET = "uploads"
SENDER = "no-reply@recoloca.ai"


@pytest.fixture(autouse=True)
def loop_of_this_thread() -> Iterator[None]:
    """Mangum uses the thread's event loop. A test with a loop of its own has removed it."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()


@pytest.fixture(scope="session")
def migrated_database(postgres_server: str) -> str:
    upgrade(postgres_server)
    return postgres_server


@pytest.fixture(scope="session")
def key_pair() -> tuple[str, str]:
    """The signing secret and the public key set."""
    secret, keys = create_key_pair()
    return secret, json.dumps(keys)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture(scope="session")
def aws(emulator_url: str) -> dict[str, str]:
    """The environment variables of functions for the emulator with our bucket and queues."""
    client("s3", emulator_url).create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "sa-east-1"}
    )
    client("ses", emulator_url).verify_email_identity(EmailAddress=SENDER)
    sqs = client("sqs", emulator_url)
    urls = {
        f"{queue.upper()}_QUEUE_URL": sqs.create_queue(QueueName=queue)["QueueUrl"]
        for queue in sorted({worker.queue for worker in WORKERS})
    }
    counts = {f"{row.queue.upper()}_MAX_RECEIVE_COUNT": str(row.max_receive_count) for row in WORKERS}
    sender = {"MAIL_FROM": f"Recoloca.ai <{SENDER}>"}
    return {**aws_environment(emulator_url), "UPLOAD_BUCKET": BUCKET, **sender, **urls, **counts}


@pytest.fixture(scope="session")
def stripe_server() -> Iterator[FakeStripe]:
    with FakeStripe() as fake:
        yield fake


@pytest.fixture
def stripe(stripe_server: FakeStripe, clock: HeldClock) -> FakeStripe:
    """A Stripe without customers. It uses the test's clock."""
    return emptied(stripe_server, clock)


@pytest.fixture
def deps(
    migrated_database: str,
    redis_url: str,
    key_pair: tuple[str, str],
    clock: HeldClock,
    aws: dict[str, str],
    stripe: FakeStripe,
) -> Iterator[Dependencies]:
    """Dependencies on empty tables and an empty cache."""
    secret, public = key_pair
    settings = Settings(
        {
            "STAGE": "local",
            "SLUG": "test",
            "DATABASE_URL": migrated_database,
            "REDIS_URL": redis_url,
            "TOKEN_PUBLIC_KEYS": public,
            **aws,
            **stripe.environment,
            "APP_URL": "http://localhost:8080",
        }
    )
    deps = Dependencies(settings, clock=clock)
    deps.__dict__["token_signer"] = TokenSigner(secret)
    deps.__dict__["payments"] = FakePayments(stripe)
    with psycopg.connect(migrated_database, autocommit=True) as connection:
        connection.execute("TRUNCATE users, stripe_events, rate_limits CASCADE")
    client = redis.Redis.from_url(redis_url)
    client.flushall()
    client.close()
    replace_dependencies(deps)
    yield deps
    replace_dependencies(None)
    deps.db.close()


@pytest.fixture
def mailbox(aws: dict[str, str], emulator_url: str) -> Mailbox:
    """The mails of this test."""
    return Mailbox(emulator_url)


@pytest.fixture
def workers(deps: Dependencies, emulator_url: str, monkeypatch: pytest.MonkeyPatch) -> Workers:
    """The functions behind the queues, which are empty."""
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Recoloca")
    found = Workers(deps, emulator_url)
    found.purge()
    deps.db.execute("DELETE FROM outbox")
    return found


@pytest.fixture(scope="session")
def handlers() -> dict[str, Any]:
    return {}


@pytest.fixture
def api(deps: Dependencies, handlers: dict[str, Any]) -> Api:
    """A caller without a token."""
    return Api(deps, None, handlers)


@pytest.fixture
def new_user(api: Api) -> Callable[[], Api]:
    """Register a new user and return an API with their token."""
    numbers = itertools.count(1)

    def register() -> Api:
        n = next(numbers)
        form = {"name": f"Pessoa {n}", "email": f"pessoa{n}@example.com", "password": "uma senha comprida"}
        answer = api.post("/auth/register", form)
        assert answer.status == 201, answer.body
        return api.as_user(answer.json["access_token"])

    return register


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mails about results are sent at once and do not wait a minute for the user to open the app."""
    monkeypatch.setattr(notifications, "WATCHED_SECONDS", 0)
