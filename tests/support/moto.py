"""Moto's server, a second implementation of AWS. It verifies signatures and policies."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import boto3
import httpx
from botocore.config import Config
from moto import settings as moto_settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.server import ThreadedMotoServer

REGION: Final = "sa-east-1"
USER: Final = "functions"
NO_CONTAINERS: Final = {"lambda": {"use_docker": False}, "batch": {"use_docker": False}}


@dataclass(frozen=True)
class MotoServer:
    """`environment` points an adapter at the server, with the key of a user with all permissions."""

    url: str
    environment: dict[str, str]

    def client(self, name: str) -> Any:
        make: Any = boto3.client
        return make(
            name,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"total_max_attempts": 1}),
        )

    def function(self, name: str, answer: object) -> None:
        """Create a function with a fixed response, because moto's simple back end runs no code."""
        role = self.client("iam").create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []})
        )
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.writestr("handler.py", "handler = None")
        self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.13",
            Handler="handler.handler",
            Role=role["Role"]["Arn"],
            Code={"ZipFile": code.getvalue()},
        )
        queued = {"results": [json.dumps(answer)], "region": REGION}
        httpx.post(f"{self.url}/moto-api/static/lambda-simple/response", json=queued).raise_for_status()


@contextmanager
def moto_server() -> Iterator[MotoServer]:
    """A server that authenticates every call (`INITIAL_NO_AUTH_ACTION_COUNT=0`)."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    before = moto_settings.INITIAL_NO_AUTH_ACTION_COUNT
    try:
        httpx.post(f"{url}/moto-api/config", json=NO_CONTAINERS).raise_for_status()
        made = MotoServer(url, _all_powerful(url))
        _authenticate_from(0)
        yield made
    finally:
        _authenticate_from(before)
        httpx.post(f"{url}/moto-api/reset")
        server.stop()


def _authenticate_from(count: float) -> None:
    moto_settings.INITIAL_NO_AUTH_ACTION_COUNT = count
    ActionAuthenticatorMixin.request_count = 0


def _all_powerful(url: str) -> dict[str, str]:
    """The environment of a user with all permissions; it is created before the server begins to authenticate."""
    make: Any = boto3.client
    iam = make("iam", endpoint_url=url, region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x")
    iam.create_user(UserName=USER)
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=USER, PolicyName="everything", PolicyDocument=policy)
    key = iam.create_access_key(UserName=USER)["AccessKey"]
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
    }
