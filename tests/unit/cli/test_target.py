"""The requests of an operator's command to AWS."""

from __future__ import annotations

import io
from typing import Any

import pytest
from botocore.stub import Stubber

from recoloca.cli.target import Target


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.mark.usefixtures("credentials")
def test_a_command_invokes_the_released_version(monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = Target("prod").client("lambda")
    monkeypatch.setattr(Target, "client", lambda *_: client)
    with Stubber(client) as stub:
        stub.add_response(
            "invoke",
            {"Payload": io.BytesIO(b'{"result": 1}')},
            {
                "FunctionName": "recoloca-prod-operator:live",
                "Payload": b'{"command": "about", "arguments": {}}',
            },
        )
        assert Target("prod").ask("about") == 1


@pytest.mark.usefixtures("credentials")
def test_keepalive_holds_a_silent_connection() -> None:
    config = Target("prod").client("lambda").meta.config
    assert config.tcp_keepalive
    assert config.read_timeout == 900
