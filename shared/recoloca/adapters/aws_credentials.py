"""Reads the temporary credentials of the function's role, and renews them before they expire."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.outside import read_json
from recoloca.runtime.settings import Settings

MARGIN: Final = timedelta(minutes=5)
"""Credentials are renewed this long before they expire."""


class CredentialsUnavailableError(RuntimeError):
    """Lambda's credentials endpoint returned an error."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The temporary credentials of the function's role.

    `expires_at` is None for credentials that are valid for the whole life of the environment.
    """

    access_key: str
    secret_key: str
    session_token: str | None
    region: str
    expires_at: datetime | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Credentials:
        """The credentials from the environment variables or from Lambda's HTTP endpoint.

        A function that starts from a SnapStart snapshot uses the endpoint, because credentials in its environment
        variables would expire.

        Raises:
            CredentialsUnavailableError: the endpoint returned an error.
            SettingMissingError: an environment variable is missing.
        """
        region, address = (
            settings.required("AWS_REGION"),
            settings.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
        )
        if address is None:
            return cls(
                settings.required("AWS_ACCESS_KEY_ID"),
                settings.required("AWS_SECRET_ACCESS_KEY"),
                settings.optional("AWS_SESSION_TOKEN"),
                region,
            )
        given = _fetch(address, settings.required("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
        until = given.get("Expiration")
        expires_at = datetime.fromisoformat(until) if until else None
        return cls(given["AccessKeyId"], given["SecretAccessKey"], given["Token"], region, expires_at)


class CredentialSource:
    """Caches credentials. It fetches them at first use and renews them shortly before they expire."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self._settings = settings
        self._clock = clock
        self._kept: Credentials | None = None

    def current(self) -> Credentials:
        """Valid credentials. Raises as `Credentials.from_settings` does."""
        kept = self._kept
        if kept is None or (kept.expires_at is not None and kept.expires_at - MARGIN <= self._clock()):
            kept = self._kept = Credentials.from_settings(self._settings)
        return kept


def _fetch(address: str, token: str) -> dict[str, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=2)
    try:
        connection.request("GET", parts.path, headers={"Authorization": token, "Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != HTTPStatus.OK:
        raise CredentialsUnavailableError(f"Lambda's credentials endpoint answered {answer.status}")
    given: dict[str, str] = read_json(body)
    return given
