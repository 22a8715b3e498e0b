"""The steps of `make deploy` besides the templates, in the emulator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast
from unittest.mock import MagicMock
from uuid import UUID
from zipfile import ZipFile

import boto3
import pytest
from botocore.stub import Stubber

from infra.assets import frontend
from infra.deploy import __main__ as deploy
from infra.deploy import secrets, site, versions
from infra.local.servers.process import wait_until
from infra.routes import FUNCTIONS
from infra.stages import REGION, stage_named
from recoloca.adapters.tokens import Claims, TokenSigner, TokenVerifier
from tests.infra.conftest import ROOT
from tests.support.infra import guide

NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def session(emulator_url: str, monkeypatch: pytest.MonkeyPatch) -> boto3.Session:
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator_url)
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name in ("index.html", "index.html.br", "favicon.svg", "assets/app-1a2b.js", "assets/app-1a2b.js.gz"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    return tmp_path


def test_pages_are_published_after_the_files_they_refer_to(built: Path) -> None:
    assert [file.key for file in site.files(built)] == ["assets/app-1a2b.js", "favicon.svg", "index.html"]


def test_published_files_say_how_long_they_may_be_kept(session: boto3.Session, built: Path) -> None:
    s3: Any = session.client("s3")
    s3.create_bucket(Bucket="site-test", CreateBucketConfiguration={"LocationConstraint": REGION})
    assert site.publish(s3, "site-test", built) == 3
    script = s3.get_object(Bucket="site-test", Key="assets/app-1a2b.js")
    page = s3.get_object(Bucket="site-test", Key="index.html")
    assert script["CacheControl"] == "public, max-age=31536000, immutable"
    assert script["ContentType"] == "text/javascript; charset=utf-8"
    assert page["CacheControl"] == "no-cache"
    assert page["Body"].read() == b"index.html"


def test_the_first_deployment_makes_keys_that_later_ones_leave_alone(session: boto3.Session) -> None:
    stage = stage_named("prod")
    assert secrets.token_keys_version(session, stage) == ""
    made = deploy.StageDeployment(stage, session)
    made.make_keys()
    made.make_keys()
    assert secrets.token_keys_version(session, stage) == "1"
    secret = session.client("secretsmanager").get_secret_value(SecretId="recoloca/prod/token-signing-key")
    public = session.client("ssm").get_parameter(Name="/recoloca/prod/token-public-keys")
    claims = Claims(UUID(int=1), UUID(int=2))
    token = TokenSigner(secret["SecretString"]).sign(claims, NOW)
    assert TokenVerifier(public["Parameter"]["Value"]).verify(token, NOW) == claims
    assert set(secrets.missing(session, stage)) == {
        "recoloca/prod/stripe-api-key",
        "recoloca/prod/stripe-webhook-secret",
        "recoloca/prod/canary",
    }


def test_a_rotated_origin_secret_has_two_versions_and_an_absent_one_none(session: boto3.Session) -> None:
    stage = stage_named("prod")
    assert secrets.origin_versions(session, stage) == ""
    client: Any = session.client("secretsmanager")
    old = client.create_secret(Name="recoloca/prod/origin", SecretString="old")["VersionId"]
    new = client.put_secret_value(SecretId="recoloca/prod/origin", SecretString="new")["VersionId"]
    assert secrets.origin_versions(session, stage) == f"{new} {old}"


def test_a_role_that_reads_one_secret_can_make_the_first_deployment() -> None:
    client: Any = boto3.client(
        "secretsmanager", region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test"
    )
    stub = Stubber(client)
    stub.add_response("list_secrets", {"SecretList": [{"Name": "recoloca/prod/token-signing-key"}]})
    stub.add_client_error("list_secret_version_ids", "AccessDeniedException")
    session = MagicMock()
    session.client.return_value = client
    with stub:
        assert secrets.origin_versions(session, stage_named("prod")) == ""


def test_functions_deploy_after_migrations_and_pages_after_functions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    for name in (
        "build_layers",
        "make_keys",
        "synthesize",
        "protect_database",
        "publish_site",
        "prune_versions",
    ):
        monkeypatch.setattr(deploy.StageDeployment, name, lambda _self, name=name: done.append(name))
    monkeypatch.setattr(
        deploy.StageDeployment,
        "cdk_deploy",
        lambda _self, *names: done.append(" ".join(names) or "everything"),
    )
    monkeypatch.setattr(secrets, "missing", lambda *_: {})
    deploy.StageDeployment(stage_named("prod"), session=None).run()
    assert done == [
        "build_layers",
        "make_keys",
        "synthesize",
        "migrations",
        "protect_database",
        "everything",
        "publish_site",
        "prune_versions",
    ]


@pytest.fixture
def data_stack(session: boto3.Session) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Creates a stack with the name of the data stack and the given resource, and deletes it after the test."""
    client: Any = session.client("cloudformation")

    def create(resource: dict[str, Any]) -> None:
        body = json.dumps({"Resources": {"one": resource}})
        client.create_stack(StackName="recoloca-prod-data", TemplateBody=body)
        assert wait_until(lambda: not status().endswith("IN_PROGRESS"), 30)

    def status() -> str:
        found: str = client.describe_stacks(StackName="recoloca-prod-data")["Stacks"][0]["StackStatus"]
        return found

    yield create
    client.delete_stack(StackName="recoloca-prod-data")


REFUSED: Final = {
    "Type": "AWS::RDS::DBSubnetGroup",
    "Properties": {"DBSubnetGroupDescription": "without a network", "SubnetIds": ["subnet-0", "subnet-1"]},
}


@pytest.mark.parametrize(
    ("resource", "first"),
    [(None, True), (REFUSED, True), ({"Type": "AWS::SQS::Queue"}, False)],
    ids=["absent", "rolled-back", "created"],
)
def test_the_database_is_protected_after_its_first_creation(
    resource: dict[str, Any] | None,
    first: bool,
    session: boto3.Session,
    data_stack: Callable[[dict[str, Any]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if resource:
        data_stack(resource)
    done: list[str] = []
    monkeypatch.setattr(deploy.StageDeployment, "_cdk", lambda _self, *words: done.append(" ".join(words)))
    deployment = deploy.StageDeployment(stage_named("prod"), session)
    deployment.synthesize()
    assert ("database_protection=off" in done[0]) is first
    deployment.protect_database()
    if first:
        synthesized, deployed = done[1:]
        assert "database_protection" not in synthesized
        assert deployed.endswith("recoloca-prod-data")
    else:
        assert len(done) == 1


@pytest.fixture
def versions_of(session: boto3.Session) -> Iterator[Callable[[str], set[int]]]:
    """The versions of a function. The function `released` has seven."""
    client: Any = session.client("lambda")

    def found(function: str) -> set[int]:
        listed = client.list_versions_by_function(FunctionName=function)["Versions"]
        return {int(each["Version"]) for each in listed if each["Version"] != "$LATEST"}

    client.create_function(
        FunctionName="released",
        Runtime="python3.13",
        Handler="a.b",
        Role="arn:aws:iam::000000000000:role/r",
        Code={"ZipFile": packed("")},
    )
    for number in range(1, 8):
        client.update_function_code(FunctionName="released", ZipFile=packed(str(number)))
        client.publish_version(FunctionName="released")
    yield found
    client.delete_function(FunctionName="released")


def packed(code: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("a.py", code)
    return made.getvalue()


def test_the_live_version_and_the_one_before_it_are_kept(
    session: boto3.Session, versions_of: Callable[[str], set[int]]
) -> None:
    client: Any = session.client("lambda")
    client.create_alias(FunctionName="released", Name="live", FunctionVersion="7")
    assert versions.prune(client, "released") == 5
    assert versions_of("released") == {6, 7}
    assert versions.prune(client, "released") == 0
    assert versions_of("released") == {6, 7}


def test_a_manual_rollback_keeps_both_versions_and_those_of_aliases(
    session: boto3.Session, versions_of: Callable[[str], set[int]]
) -> None:
    client: Any = session.client("lambda")
    client.create_alias(FunctionName="released", Name="live", FunctionVersion="6")
    weights = {"AdditionalVersionWeights": {"2": 0.1}}
    client.create_alias(FunctionName="released", Name="tried", FunctionVersion="3", RoutingConfig=weights)
    assert versions.prune(client, "released") == 2
    assert versions_of("released") == {2, 3, 5, 6, 7}


def test_a_deployment_prunes_every_function(monkeypatch: pytest.MonkeyPatch) -> None:
    prune = MagicMock(return_value=1)
    monkeypatch.setattr(versions, "prune", prune)
    deploy.StageDeployment(stage_named("prod"), MagicMock()).prune_versions()
    assert [call.args[1] for call in prune.call_args_list] == [
        f"recoloca-prod-{row.slug}" for row in FUNCTIONS
    ]


def test_a_diff_builds_what_would_be_deployed_and_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("build_layers", "synthesize"):
        monkeypatch.setattr(deploy.StageDeployment, name, lambda _self, name=name: done.append(name))
    monkeypatch.setattr(deploy.StageDeployment, "_cdk", lambda _self, *words: done.append(" ".join(words)))
    deploy.StageDeployment(stage_named("prod"), session=None).diff()
    assert done == ["build_layers", "synthesize", f"diff --app {ROOT}/cdk.out/prod --method template"]


NO_PERMISSION: Final = {"sts:GetCallerIdentity"}
"""Calls that every identity may make."""


def test_the_guide_lists_exactly_the_permissions_of_a_deployment(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients: dict[str, MagicMock] = {}
    session = MagicMock()
    session.client = lambda name, **_: clients.setdefault(name, answering(name))
    for name in ("build_layers", "cdk_deploy", "_cdk"):
        monkeypatch.setattr(deploy.StageDeployment, name, lambda *_: None)
    monkeypatch.setattr(frontend, "built_site", lambda: built)
    monkeypatch.setattr(secrets, "token_keys_version", absent_at_first(secrets.token_keys_version))
    deploy.StageDeployment(stage_named("prod"), session).run()
    used = {action for name, made in clients.items() for action in actions(name, made)} - NO_PERMISSION
    used |= {"sts:AssumeRole"}  # the CDK makes this call
    assert guide.actions("deploy-policy.json") == used


def answering(service: str) -> MagicMock:
    """A client that records its calls, and returns the parts of an answer that a deployment reads."""
    made = MagicMock()
    output = [{"OutputKey": key, "OutputValue": "x"} for key in ("DistributionId", "AppUrl")]
    made.describe_stacks.return_value = {"Stacks": [{"Outputs": output, "StackStatus": "CREATE_COMPLETE"}]}
    made.list_aliases.return_value = {"Aliases": [{"Name": "live", "FunctionVersion": "3"}]}
    made.get_paginator.return_value.paginate.return_value = [
        {
            "SecretList": [{"Name": "recoloca/prod/origin"}],
            "Versions": [{"Version": number} for number in ("$LATEST", "1", "2", "3")],
        }
    ]
    made.real = boto3.Session(region_name=REGION).client(cast("Any", service))
    return made


def absent_at_first(ask: Callable[..., str]) -> Callable[..., str]:
    """Asks, but reports at first that there are no keys, as in a first deployment."""

    def answer(*arguments: Any) -> str:
        ask(*arguments)
        return ""

    return answer


def actions(service: str, made: MagicMock) -> set[str]:
    """The IAM actions of the recorded calls. The action of a paginator is that of its operation."""
    called = {call[0] for call in made.method_calls if "." not in call[0]} - {"get_paginator", "exceptions"}
    called |= {call.args[0] for call in made.get_paginator.call_args_list}
    return {f"{service}:{made.real.meta.method_to_api_mapping[name]}" for name in called}


@pytest.mark.parametrize(
    ("stage", "says"), [("local", "make up"), ("staging", "There is no stage")], ids=["local", "unknown"]
)
def test_only_a_stage_in_aws_is_deployed(stage: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["deploy", "--stage", stage]) == 1
    assert says in capsys.readouterr().err
