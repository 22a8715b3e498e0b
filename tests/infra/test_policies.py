"""The permissions of people and pipelines: the deploy guide prints for each role exactly the calls of its commands."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, cast
from urllib.parse import parse_qs

import boto3
import pytest

from infra.deploy import __main__ as deploy
from infra.stages import REGION, stage_named
from infra.synthesis import templates
from recoloca.cli.target import Target
from tests.infra.conftest import ROOT
from tests.support.infra import guide

CLI: Final = ROOT / "shared/recoloca/cli"
ANSWERS: Final = {
    "GetCallerIdentity": "<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:role/d</Arn>",
    "DescribeStacks": "<Stacks><member><StackName>{name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>"
    "</member></Stacks>",
    "GetTemplate": '<TemplateBody>{"Resources": {}}</TemplateBody>',
    "GetParameter": '{"Parameter": {"Version": 7}}',
    "ListSecrets": '{"SecretList": [{"Name": "recoloca/prod/origin"}]}',
    "ListSecretVersionIds": '{"Versions": []}',
}
"""The calls that the role of a pull request may make, each with a minimal answer."""

ONE_PERMISSION: Final = {
    "lambda:Invoke": "lambda:InvokeFunction",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
}
"""Calls whose IAM action has another name."""


def calls(module: Path) -> set[str]:
    """The IAM actions of the AWS calls in a module of the command line."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {node.func.attr: node.args for node in made if isinstance(node.func, ast.Attribute)}
    names = set(called) | {ast.literal_eval(each) for each in called.get("get_paginator", [])}
    services = {
        ast.literal_eval(node.args[0])
        for node in made
        if isinstance(node.func, ast.Attribute) and node.func.attr == "client" and len(node.args) == 1
        if isinstance(node.args[0], ast.Constant)
    }
    found: set[str] = set()
    for service in services:
        known = boto3.Session(region_name=REGION).client(cast("Any", service)).meta.method_to_api_mapping
        found |= {f"{service}:{known[name]}" for name in names & known.keys()}
    return {ONE_PERMISSION.get(action, action) for action in found}


def test_an_operators_policy_has_exactly_the_calls_of_the_commands() -> None:
    used = {action for module in sorted(CLI.glob("*.py")) for action in calls(module)}
    assert {"lambda:InvokeFunction", "sqs:ListQueues", "secretsmanager:UpdateSecretVersionStage"} <= used
    assert guide.actions("operator-policy.json") == used


def test_an_operator_may_invoke_exactly_the_commands_functions() -> None:
    (listed,) = [
        each["Resource"]
        for each in guide.document("operator-policy.json")["Statement"]
        if each["Action"] == "lambda:InvokeFunction"
    ]
    named = [arn.partition(":function:")[2] for arn in listed]
    assert named == [
        Target("prod").function(slug) for slug in ("operator", "db_migrate", "cv_results_reread")
    ]


class Recorder(BaseHTTPRequestHandler):
    """An AWS account that allows only reading of templates, and records all calls."""

    asked: set[tuple[str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        query = parse_qs(body)
        action = query["Action"][0] if "Action" in query else self.headers["x-amz-target"].rpartition(".")[2]
        self._remember(action)
        if action in ANSWERS:
            inner = ANSWERS[action].replace("{name}", query.get("StackName", [""])[0])
            result = f"<{action}Response><{action}Result>{inner}</{action}Result></{action}Response>"
            self._answer(200, result if "Action" in query else ANSWERS[action])
        else:
            self._answer(403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>")

    def _remember(self, action: str) -> None:
        (service,) = re.findall(r"/(\w+)/aws4_request", self.headers["authorization"])
        self.asked.add((service, action))

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("content-type", "text/xml")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        """Log nothing."""


@pytest.fixture
def denying(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, str]]]:
    """The calls to an account in which the role of a pull request may only read templates."""
    asked: set[tuple[str, str]] = set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Recorder,), {"asked": asked}))
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    yield asked
    server.shutdown()
    server.server_close()


def test_a_pull_request_compares_templates_without_access_to_cvs(
    denying: set[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates("prod", tmp_path)
    compared = deploy.StageDeployment(stage_named("prod"), boto3.Session(region_name=REGION))
    for step in ("build_layers", "synthesize"):
        monkeypatch.setattr(deploy.StageDeployment, step, lambda _: None)
    monkeypatch.setattr(deploy.StageDeployment, "_assembly", str(tmp_path))
    monkeypatch.setitem(os.environ, "AWS_REGION", REGION)
    compared.look_up_versions()
    compared.diff()
    assert ("sts", "AssumeRole") in denying, "the lookup role was tried, and refused"
    used = {f"{service}:{action}" for service, action in denying if service != "sts"}
    assert guide.actions("diff-policy.json") == used


def test_a_pull_requests_role_reads_no_data_and_writes_nothing() -> None:
    for statement in guide.document("diff-policy.json")["Statement"]:
        assert statement["Resource"] != "*" or statement["Action"] == "secretsmanager:ListSecrets"
        listed = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        assert all(re.fullmatch(r"\w+:(Describe|Get|List)\w+", action) for action in listed)
    assert "sts:AssumeRole" not in guide.actions("diff-policy.json")
    assert "secretsmanager:GetSecretValue" not in guide.actions("diff-policy.json")
