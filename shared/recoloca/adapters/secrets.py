"""Secrets Manager, read once for each environment."""

from __future__ import annotations

import functools


@functools.cache
def read_secret(name: str) -> str:
    """The secret's string; kept for the environment's life (minutes to hours), so a rotation keeps both keys valid."""
    import boto3  # noqa: PLC0415

    return boto3.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"]
