"""AWS clients for an emulator, and the environment variables that make a process use it."""

from __future__ import annotations

from typing import Any, Final

import boto3
from botocore.config import Config

from infra.local.runner.function import REGION

CREDENTIAL: Final = "test"


def aws_environment(endpoint: str) -> dict[str, str]:
    """The environment variables that make an AWS client use the emulator."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": CREDENTIAL,
        "AWS_SECRET_ACCESS_KEY": CREDENTIAL,
    }


def client(name: str, endpoint: str) -> Any:
    """A boto3 client for the emulator. It ignores the AWS settings and proxies of the caller's environment."""
    make: Any = boto3.client
    return make(
        name,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=CREDENTIAL,
        aws_secret_access_key=CREDENTIAL,
        config=Config(retries={"total_max_attempts": 3}, connect_timeout=5, proxies={}),
    )
