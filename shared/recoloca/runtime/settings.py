"""The settings of a function, which come from its environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


class SettingMissingError(RuntimeError):
    """An environment variable that the code needs is not set. Usually a grant is missing in `infra/routes.py`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Named access to the environment variables.

    Each variable is read when it is needed, so that a function needs only the variables of its own grants.
    """

    environment: Mapping[str, str]

    @classmethod
    def from_environment(cls) -> Settings:
        return cls(dict(os.environ))

    def required(self, name: str) -> str:
        """The value of a variable.

        Raises:
            SettingMissingError: the variable is not set or empty.
        """
        value = self.environment.get(name)
        if not value:
            raise SettingMissingError(f"{name} is not set in this function's environment")
        return value

    def optional(self, name: str) -> str | None:
        """The value of a variable; None when it is not set or empty."""
        return self.environment.get(name) or None

    @property
    def stage(self) -> str:
        return self.environment.get("STAGE", "local")

    @property
    def slug(self) -> str:
        return self.environment.get("SLUG", "recoloca")

    @property
    def function_version(self) -> str:
        """The number of the Lambda version that runs."""
        return self.environment.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")

    @property
    def app_url(self) -> str:
        """The address of the web app, without a slash at the end. Links in e-mails start with it."""
        return self.required("APP_URL").rstrip("/")

    def max_receive_count(self, queue: str) -> int:
        """How often the worker receives one message of `queue` before SQS moves it to the dead-letter queue (DLQ)."""
        return int(self.required(f"{queue.upper()}_MAX_RECEIVE_COUNT"))

    @property
    def upload_bucket(self) -> str:
        return self.required("UPLOAD_BUCKET")
