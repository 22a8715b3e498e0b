"""`recoloca payments setup` configures a new Stripe account without manual steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local.emulators.clients import aws_environment, client
from infra.local.fake_stripe import API_KEY
from infra.local.fake_stripe.server import FakeStripe
from recoloca.billing.webhook import KNOWN
from tests.integration.cli.conftest import Ran, run

NAMES = ("recoloca/prod/stripe-api-key", "recoloca/prod/stripe-webhook-secret")
WEBHOOK = "https://recoloca.example/api/payments/webhook"


@pytest.fixture
def account(emulator_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStripe]:
    """An empty Stripe account and an empty AWS account."""
    for name, value in aws_environment(emulator_url).items():
        monkeypatch.setenv(name, value)
    with FakeStripe() as fake:
        monkeypatch.setenv("STRIPE_API_BASE", fake.url)
        yield fake
    secrets = client("secretsmanager", emulator_url)
    kept = {each["Name"] for each in secrets.list_secrets()["SecretList"]}
    for name in kept & set(NAMES):
        secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def setup(key: str = API_KEY) -> Ran:
    return run(
        "payments",
        "setup",
        "--stage",
        "prod",
        "--url",
        "https://recoloca.example",
        "--api-key",
        key,
        "--json",
    )


def kept(endpoint: str) -> list[Any]:
    secrets = client("secretsmanager", endpoint)
    return [secrets.get_secret_value(SecretId=name)["SecretString"] for name in NAMES]


def test_the_webhook_and_both_secrets_are_made_once(account: FakeStripe, emulator_url: str) -> None:
    made = setup()
    assert made.code == 0, made.err
    assert made.json["created"] is True
    (webhook,) = account.world.all("webhook_endpoint")
    assert webhook["url"] == WEBHOOK
    assert set(webhook["enabled_events"]) == KNOWN
    assert kept(emulator_url) == [API_KEY, webhook["secret"]]
    assert webhook["secret"] not in made.out

    webhook["enabled_events"] = ["invoice.paid"]
    assert setup().json["created"] is False
    assert [set(each["enabled_events"]) for each in account.world.all("webhook_endpoint")] == [KNOWN]
    assert kept(emulator_url)[1] == webhook["secret"]


def test_a_lost_secret_is_replaced_with_its_webhook(account: FakeStripe, emulator_url: str) -> None:
    setup()
    before = kept(emulator_url)[1]
    client("secretsmanager", emulator_url).delete_secret(SecretId=NAMES[1], ForceDeleteWithoutRecovery=True)
    assert setup().json["created"] is True
    assert len(list(account.world.all("webhook_endpoint"))) == 1
    assert kept(emulator_url)[1] != before


def test_a_wrong_key_is_not_kept(account: FakeStripe, emulator_url: str) -> None:
    ran = setup("sk_test_wrong")
    assert ran.code == 1
    assert "Invalid API Key" in ran.err
    kept_names = {
        each["Name"] for each in client("secretsmanager", emulator_url).list_secrets()["SecretList"]
    }
    assert not kept_names & set(NAMES)
