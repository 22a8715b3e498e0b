"""The one place where adapters are made and wired; each when first used, kept for the environment's life."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable
from uuid import UUID

from aws_lambda_powertools import Metrics

from recoloca.adapters import cache as redis_cache
from recoloca.adapters import postgres
from recoloca.adapters.cache import Cache
from recoloca.adapters.language_model import LanguageModel, language_model
from recoloca.adapters.mail import Mailer
from recoloca.adapters.payments import InvokedPayments, Payments
from recoloca.adapters.postgres import Database
from recoloca.adapters.queue import Queues
from recoloca.adapters.storage import UploadStorage
from recoloca.adapters.tokens import TokenSigner, TokenVerifier
from recoloca.clock import Clock, utc_now
from recoloca.ids import uuid7
from recoloca.settings import Settings


class Container:
    """Everything a handler passes to a service."""

    def __init__(
        self,
        settings: Settings | None = None,
        clock: Clock = utc_now,
        new_id: Callable[[], UUID] = uuid7,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.settings = settings or Settings.from_environment()
        self.clock = clock
        self.new_id = new_id
        self.random_bytes = random_bytes

    @functools.cached_property
    def metrics(self) -> Metrics:
        return Metrics(namespace="Recoloca", service="recoloca")

    def publish_metrics(self) -> None:
        """Write what this invocation counted to the log as EMF; an invocation that counted nothing writes nothing."""
        if self.metrics.metric_set:
            self.metrics.flush_metrics()

    @functools.cached_property
    def db(self) -> Database:
        return Database(lambda: postgres.connect(self.settings))

    @functools.cached_property
    def cache(self) -> Cache:
        return Cache(lambda: redis_cache.connect(self.settings), self.metrics)

    @functools.cached_property
    def uploads(self) -> UploadStorage:
        return UploadStorage(self.settings)

    @functools.cached_property
    def mailer(self) -> Mailer:
        return Mailer(self.settings)

    @functools.cached_property
    def language_model(self) -> LanguageModel | None:
        """The configured model; None where the embedded engine works alone."""
        return language_model(self.settings)

    @functools.cached_property
    def queues(self) -> Queues:
        return Queues(self.settings)

    @functools.cached_property
    def payments(self) -> Payments:
        return InvokedPayments(self.settings)

    @functools.cached_property
    def webhook_secret(self) -> str:
        """What Stripe signs its events with."""
        from recoloca.adapters.secrets import read_secret  # noqa: PLC0415

        given = self.settings.optional("STRIPE_WEBHOOK_SECRET")
        return given or read_secret(self.settings.required("STRIPE_WEBHOOK_SECRET_NAME"))

    @functools.cached_property
    def token_verifier(self) -> TokenVerifier:
        return TokenVerifier(self.settings.required("TOKEN_PUBLIC_KEYS"))

    @functools.cached_property
    def token_signer(self) -> TokenSigner:
        from recoloca.adapters.secrets import read_secret  # noqa: PLC0415 (boto3: only where tokens are signed)

        return TokenSigner(read_secret(self.settings.required("TOKEN_SIGNING_SECRET")))


_current: Container | None = None


def container() -> Container:
    """This environment's container."""
    global _current  # noqa: PLW0603 (a Lambda environment has exactly one)
    if _current is None:
        _current = Container()
    return _current


def use(replacement: Container | None) -> None:
    """Replace this environment's container: tests inject theirs, a SnapStart restore starts afresh with None."""
    global _current  # noqa: PLW0603
    _current = replacement
