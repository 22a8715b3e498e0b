"""`recoloca keys`: a pair is created once, and replaced without logging users out."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from infra.local.emulators.clients import aws_environment, client
from recoloca.adapters.tokens import Claims, TokenSigner, TokenVerifier
from tests.integration.cli.conftest import run

SECRET = "recoloca/prod/token-signing-key"
PARAMETER = "/recoloca/prod/token-public-keys"
FUNCTION = "recoloca-prod-auth_login"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def aws_account(emulator_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name, value in aws_environment(emulator_url).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "200")
    forget_keys(emulator_url)  # of other tests
    yield emulator_url
    forget_keys(emulator_url)


def forget_keys(emulator_url: str) -> None:
    for service, delete, arguments in (
        ("secretsmanager", "delete_secret", {"SecretId": SECRET, "ForceDeleteWithoutRecovery": True}),
        ("ssm", "delete_parameter", {"Name": PARAMETER}),
    ):
        with contextlib.suppress(ClientError):
            getattr(client(service, emulator_url), delete)(**arguments)


def signer(endpoint: str) -> TokenSigner:
    return TokenSigner(client("secretsmanager", endpoint).get_secret_value(SecretId=SECRET)["SecretString"])


def public(endpoint: str) -> str:
    return str(client("ssm", endpoint).get_parameter(Name=PARAMETER)["Parameter"]["Value"])


def deployed_before(api: Any) -> bool:
    try:
        return bool(api.get_function(FunctionName=FUNCTION))
    except api.exceptions.ResourceNotFoundException:
        return False


def deploy(endpoint: str) -> None:
    """What a deployment does with the parameter."""
    api = client("lambda", endpoint)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("handler.py", "def handler(event, context): return {}")
    environment = {"Variables": {"TOKEN_PUBLIC_KEYS": public(endpoint)}}
    if deployed_before(api):
        api.update_function_configuration(FunctionName=FUNCTION, Environment=environment)
        version = api.publish_version(FunctionName=FUNCTION)["Version"]
        api.update_alias(FunctionName=FUNCTION, Name="live", FunctionVersion=version)
        return
    api.create_function(
        FunctionName=FUNCTION, Runtime="python3.13", Handler="handler.handler", Code={"ZipFile": archive.getvalue()},
        Role="arn:aws:iam::000000000000:role/none", Environment=environment,
    )  # fmt: skip
    version = api.publish_version(FunctionName=FUNCTION)["Version"]
    api.create_alias(FunctionName=FUNCTION, Name="live", FunctionVersion=version)


def verifies(keys: str, token: str) -> bool:
    return TokenVerifier(keys).verify(token, NOW) is not None


def token(made_by: TokenSigner) -> str:
    return made_by.sign(Claims(uuid4(), uuid4()), NOW)


def test_every_token_stays_verifiable_during_a_rotation(aws_account: str) -> None:
    assert run("keys", "rotate", "--stage", "prod").code == 1
    made = run("keys", "create", "--stage", "prod", "--json").json
    assert len(made["kids"]) == 1
    assert run("keys", "create", "--stage", "prod").code == 1
    deploy(aws_account)
    old = token(signer(aws_account))
    deployed = public(aws_account)
    assert verifies(deployed, old)

    begun = run("keys", "rotate", "--stage", "prod", "--json").json
    assert begun["kids"][1:] == made["kids"]
    assert verifies(deployed, token(signer(aws_account))), "signing has not changed yet"
    assert "has begun" in run("keys", "rotate", "--stage", "prod").err
    early = run("keys", "rotate", "--activate", "--stage", "prod")
    assert early.code == 1
    assert "deploy first" in early.err

    deploy(aws_account)
    assert run("keys", "rotate", "--activate", "--stage", "prod").code == 0
    new = token(signer(aws_account))
    assert json.loads(public(aws_account))["keys"][0]["kid"] == begun["kids"][0]
    assert verifies(public(aws_account), new)
    assert verifies(public(aws_account), old)
    assert "nothing to activate" in run("keys", "rotate", "--activate", "--stage", "prod").err


def test_the_private_key_is_never_shown(aws_account: str) -> None:
    shown: list[Any] = [run("keys", "create", "--stage", "prod"), run("keys", "rotate", "--stage", "prod")]
    secrets = client("secretsmanager", aws_account)
    kept = json.loads(secrets.get_secret_value(SecretId=SECRET)["SecretString"])
    assert all(kept["key"] not in ran.out + ran.err for ran in shown)


def test_the_local_platform_keeps_its_own() -> None:
    assert "its own keys" in run("keys", "create").err
