"""Reads secrets from AWS Secrets Manager, once for each Lambda environment."""

from __future__ import annotations

from recoloca.adapters.aws import AwsClient
from recoloca.runtime.settings import Settings

_read: dict[str, str] = {}


def read_secret(settings: Settings, name: str) -> str:
    """The string of a secret. It is cached for the life of the environment, which is minutes to hours.

    An environment can thus use the old value after a rotation, so a rotation must keep both values valid.

    Raises:
        UnreachableError: Secrets Manager did not respond.
        AwsRefusedError: the secret does not exist, or the function may not read it.
    """
    if name not in _read:
        answer = service(settings).ask("secretsmanager.GetSecretValue", {"SecretId": name}, "1.1")
        _read[name] = answer["SecretString"]
    return _read[name]


def forget() -> None:
    """Clear the cache, so that the next read of each secret calls Secrets Manager."""
    _read.clear()


def service(settings: Settings) -> AwsClient:
    """A client for Secrets Manager."""
    return AwsClient(settings, "secretsmanager", read_timeout=2, attempts=3, within=5)
