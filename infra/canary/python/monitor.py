"""The synthetic canary: it asks what the performance guide's monitor asks, every five minutes, as a user
who has an account.

Standard library and the runtime's boto3 alone. It ends with an exception when an endpoint does not answer 200.
"""

from __future__ import annotations

import json
import os
import urllib.request
from typing import Any

PUBLIC = ("/health", "/api/health/ready")
PRIVATE = ("/api/dashboard", "/api/users/profile", "/api/cv/analyses", "/api/ai-coach/sessions")
TIMEOUT_SECONDS = 10


class EndpointDownError(Exception):
    """An endpoint gave another answer than 200, or none."""


def call(url: str, body: dict[str, str] | None = None, token: str | None = None) -> dict[str, Any]:
    headers = {"user-agent": "recoloca-canary", "content-type": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, headers)  # noqa: S310 (the stage's own address)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            found: dict[str, Any] = json.loads(answer.read())
            return found
    except OSError as error:
        raise EndpointDownError(f"{url}: {error}") from error


def check(base_url: str, account: dict[str, str]) -> None:
    """Every endpoint of the monitor, once.

    Raises:
        EndpointDownError: the first that failed.
    """
    for path in PUBLIC:
        call(base_url + path)
    token = call(f"{base_url}/api/auth/login", account)["access_token"]
    for path in PRIVATE:
        call(base_url + path, token=token)


def account_of_canary() -> dict[str, str]:
    import boto3  # noqa: PLC0415 (the runtime has it; tests do not need it)

    client = boto3.client("secretsmanager", region_name=os.environ["SECRET_REGION"])
    account: dict[str, str] = json.loads(
        client.get_secret_value(SecretId=os.environ["ACCOUNT_SECRET"])["SecretString"]
    )
    return account


def handler(event: Any, context: Any) -> None:  # noqa: ARG001 (the runtime's signature)
    check(os.environ["APP_URL"], account_of_canary())
