"""Clients of AWS services, made the quick way."""

from __future__ import annotations

from typing import Any


def client(service: str, *, read_timeout: float, attempts: int, **settings: Any) -> Any:
    """botocore's client, which waits 2 s for a connection and `read_timeout` seconds for an answer.

    boto3 would add its resources and transfer manager to a cold start (docs/benchmarks.md) and make the same client.
    """
    from botocore.config import Config  # noqa: PLC0415 (only functions that ask AWS pay for it)
    from botocore.session import get_session  # noqa: PLC0415

    config = Config(
        connect_timeout=2,
        read_timeout=read_timeout,
        retries={"total_max_attempts": attempts, "mode": "standard"},
        **settings,
    )
    return get_session().create_client(service, config=config)
