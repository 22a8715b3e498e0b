"""Creates the adapters and connects them. No other module does this.

Each adapter is imported and created at its first use. It then lives as long as the Lambda environment.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.ids import uuid7
from recoloca.runtime.settings import Settings

if TYPE_CHECKING:
    from recoloca.adapters.cache import Cache
    from recoloca.adapters.language_model import LanguageModel
    from recoloca.adapters.mail import Mailer
    from recoloca.adapters.payments import Payments
    from recoloca.adapters.postgres import Database
    from recoloca.adapters.queue import Queues
    from recoloca.adapters.storage import UploadStorage
    from recoloca.adapters.tokens import TokenSigner, TokenVerifier


class Dependencies:
    """The adapters, the clock and the sources of randomness that a handler passes to a service."""

    def __init__(
        self,
        settings: Settings | None = None,
        clock: Clock = utc_now,
        new_id: Callable[[], UUID] = uuid7,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.settings = settings or Settings.from_environment()
        self.clock = clock
        self.new_id = new_id
        self.random_bytes = random_bytes

    @functools.cached_property
    def metrics(self) -> Metrics:
        return Metrics(namespace="Recoloca", service="recoloca")

    def publish_metrics(self) -> None:
        """Write the metrics of this invocation to the log in EMF. Without metrics nothing is written."""
        if self.metrics.metric_set:
            self.metrics.flush_metrics()

    def count_server_error(self) -> None:
        """Count one response with a 5xx status. CodeDeploy rolls the release back when this metric rises."""
        version = self.settings.function_version
        dimensions = {"service": "recoloca", "function": self.settings.slug, "version": version}
        with single_metric(
            "ServerErrors", MetricUnit.Count, 1, namespace="Recoloca", default_dimensions=dimensions
        ):
            pass

    @functools.cached_property
    def db(self) -> Database:
        from recoloca.adapters.postgres import Database, connect

        return Database(lambda: connect(self.settings))

    @functools.cached_property
    def cache(self) -> Cache:
        from recoloca.adapters.cache import Cache
        from recoloca.adapters.redis_connection import connect

        return Cache(lambda: connect(self.settings), self.metrics)

    @functools.cached_property
    def uploads(self) -> UploadStorage:
        from recoloca.adapters.storage import UploadStorage

        return UploadStorage(self.settings)

    @functools.cached_property
    def mailer(self) -> Mailer:
        from recoloca.adapters.mail import Mailer

        return Mailer(self.settings)

    @functools.cached_property
    def language_model(self) -> LanguageModel | None:
        """The configured language model; None when only the built-in engine is used."""
        if self.settings.optional("LANGUAGE_MODEL") is None:
            return None
        from recoloca.adapters.language_model import language_model

        return language_model(self.settings)

    @functools.cached_property
    def queues(self) -> Queues:
        from recoloca.adapters.queue import Queues

        return Queues(self.settings)

    @functools.cached_property
    def payments(self) -> Payments:
        from recoloca.adapters.payments import InvokedPayments

        return InvokedPayments(self.settings)

    @functools.cached_property
    def webhook_secret(self) -> str:
        """The secret that verifies the signature of Stripe's webhook events."""
        from recoloca.adapters.secrets import read_secret

        given = self.settings.optional("STRIPE_WEBHOOK_SECRET")
        return given or read_secret(self.settings, self.settings.required("STRIPE_WEBHOOK_SECRET_NAME"))

    @functools.cached_property
    def token_verifier(self) -> TokenVerifier:
        from recoloca.adapters.tokens import TokenVerifier

        return TokenVerifier(self.settings.required("TOKEN_PUBLIC_KEYS"))

    @functools.cached_property
    def token_signer(self) -> TokenSigner:
        from recoloca.adapters.secrets import read_secret
        from recoloca.adapters.tokens import TokenSigner

        return TokenSigner(read_secret(self.settings, self.settings.required("TOKEN_SIGNING_SECRET")))


_current: Dependencies | None = None


def dependencies() -> Dependencies:
    """The dependencies of this Lambda environment, created at the first call."""
    global _current  # noqa: PLW0603 (a Lambda environment has exactly one)
    if _current is None:
        _current = Dependencies()
    return _current


def replace_dependencies(replacement: Dependencies | None) -> None:
    """Replace the dependencies of this environment. Tests pass their own.

    After a SnapStart restore the argument is None: the next call of `dependencies` creates new ones.
    """
    global _current  # noqa: PLW0603
    _current = replacement
