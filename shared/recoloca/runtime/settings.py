"""What the environment tells a function; read once, when first asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


class SettingMissingError(RuntimeError):
    """A function was deployed without a variable that its code needs (usually a grant missing in `infra/routes.py`)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The process environment behind names.

    Read through properties rather than fields, so that a function needs only the variables of its own grants.
    """

    environment: Mapping[str, str]

    @classmethod
    def from_environment(cls) -> Settings:
        return cls(dict(os.environ))

    def required(self, name: str) -> str:
        value = self.environment.get(name)
        if not value:
            raise SettingMissingError(f"{name} is not set in this function's environment")
        return value

    def optional(self, name: str) -> str | None:
        return self.environment.get(name) or None

    @property
    def stage(self) -> str:
        return self.environment.get("STAGE", "local")

    @property
    def slug(self) -> str:
        return self.environment.get("SLUG", "recoloca")

    @property
    def function_version(self) -> str:
        """Lambda's number of the published version that runs."""
        return self.environment.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")

    @property
    def app_url(self) -> str:
        """Where people open the app, without a closing slash; links in mails start with it."""
        return self.required("APP_URL").rstrip("/")

    def max_receive_count(self, queue: str) -> int:
        """How often SQS gives one message of the queue to its worker before it moves the message to the DLQ."""
        return int(self.required(f"{queue.upper()}_MAX_RECEIVE_COUNT"))

    @property
    def upload_bucket(self) -> str:
        return self.required("UPLOAD_BUCKET")
