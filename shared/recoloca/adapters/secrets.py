"""Secrets Manager, read once for each environment."""

from __future__ import annotations

from recoloca.adapters.aws import AwsClient
from recoloca.runtime.settings import Settings

_read: dict[str, str] = {}


def read_secret(settings: Settings, name: str) -> str:
    """The secret's string; kept for the environment's life (minutes to hours), so a rotation keeps both keys valid."""
    if name not in _read:
        answer = service(settings).ask("secretsmanager.GetSecretValue", {"SecretId": name}, "1.1")
        _read[name] = answer["SecretString"]
    return _read[name]


def forget() -> None:
    """Read every secret again when it is next asked for."""
    _read.clear()


def service(settings: Settings) -> AwsClient:
    return AwsClient(settings, "secretsmanager", read_timeout=2, attempts=3, within=5)
