"""Logs in to ElastiCache with an IAM token that is valid for 15 minutes, instead of a password."""

from __future__ import annotations

from redis.credentials import CredentialProvider

from recoloca.adapters.aws_credentials import Credentials
from recoloca.adapters.sigv4 import presigned_query
from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.settings import Settings


class _IamCredentials(CredentialProvider):
    """Signs a new token for each connection. ElastiCache closes a connection after 12 hours; redis-py reconnects."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def get_credentials(self) -> tuple[str, str]:
        user = self._settings.required("CACHE_USER")
        name = self._settings.required("CACHE_NAME")
        parameters = {"Action": "connect", "User": user}
        if self._settings.optional("CACHE_SERVERLESS"):
            parameters["ResourceType"] = "ServerlessCache"
        query = presigned_query(
            Credentials.from_settings(self._settings),
            service="elasticache",
            host=name,
            parameters=parameters,
            expires=900,
            now=self._clock(),
        )
        return user, f"{name}/?{query}"


def credential_provider(settings: Settings, clock: Clock = utc_now) -> CredentialProvider:
    """The object that gives redis-py a user name and a fresh token for each connection."""
    return _IamCredentials(settings, clock)
