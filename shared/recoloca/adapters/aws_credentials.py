"""The credentials of the function's role: where Lambda puts them, and until when they hold."""

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
"""How long before their end credentials are replaced."""


class CredentialsUnavailableError(RuntimeError):
    """Lambda did not hand out the role's credentials."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The function role's temporary credentials; `expires_at` is None where they last as long as the environment."""

    access_key: str
    secret_key: str
    session_token: str | None
    region: str
    expires_at: datetime | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Credentials:
        """Those of the environment, or where a function starts from a snapshot, those that Lambda hands out by HTTP:
        keys in its environment would expire with the snapshot.
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
    """Credentials that are fetched when first asked for, and again shortly before they end."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self._settings = settings
        self._clock = clock
        self._kept: Credentials | None = None

    def current(self) -> Credentials:
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
