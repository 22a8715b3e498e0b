"""Secrets Manager, read once for each environment."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from recoloca.adapters import aws

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


@functools.cache
def read_secret(name: str) -> str:
    """The secret's string; kept for the environment's life (minutes to hours), so a rotation keeps both keys valid."""
    client: SecretsManagerClient = aws.client("secretsmanager", read_timeout=5, attempts=3)
    return client.get_secret_value(SecretId=name)["SecretString"]
