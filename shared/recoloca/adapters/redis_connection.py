"""One kept connection to Redis: redis-py's own connection, without its client.

The client adds a pool and its own retries; the cache needs one connection whose failures it sees at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from redis.backoff import NoBackoff
from redis.connection import Connection, SSLConnection, parse_url
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

from recoloca.runtime.settings import Settings

TIMEOUT_SECONDS: Final = 0.5
HEALTH_CHECK_SECONDS: Final = 30
"""A connection that was idle for longer is asked for a sign of life before it is used."""

Command = Sequence[str | float]


class RedisRefusedError(Exception):
    """The server answers, and refuses; the message is the kind of refusal, without the server's sentence."""


class UnavailableError(Exception):
    """The server does not answer; the connection is made anew when next used."""


class RedisConnection:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ask(self, *commands: Command) -> list[Any]:
        """Send commands together, each for itself; their answers in order.

        Raises:
            RefusedError: one was refused; the others were carried out.
            UnavailableError: some of them may not have been.
        """
        connection = self._connection
        try:
            self._make_ready()
            connection.send_packed_command(connection.pack_commands(commands))
            answers = [self._answer() for _ in commands]
        except (RedisError, OSError) as error:
            self.close()
            raise UnavailableError(type(error).__name__) from error
        refused = [one for one in answers if isinstance(one, RedisRefusedError)]
        if refused:
            raise refused[0]
        return answers

    def _make_ready(self) -> None:
        """Connected, with no answer left over; one that the other side has closed meanwhile is made anew."""
        connection = self._connection
        connection.connect()
        try:
            usable = not connection.can_read()
        except (RedisError, OSError):
            usable = False
        if not usable:
            connection.disconnect()
            connection.connect()

    def _answer(self) -> Any:
        try:
            return self._connection.read_response()
        except ResponseError as error:
            return RedisRefusedError(type(error).__name__)

    def close(self) -> None:
        self._connection.disconnect()


def connect(settings: Settings) -> RedisConnection:
    """By `REDIS_URL`, or to ElastiCache over TLS with a short-lived IAM token; the first command connects."""
    options: dict[str, Any] = {
        "decode_responses": True,
        "socket_timeout": TIMEOUT_SECONDS,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "health_check_interval": HEALTH_CHECK_SECONDS,
        "retry": Retry(NoBackoff(), 0),
        # Nothing but the login on connecting: what else redis-py sends then, the application's user may not.
        "protocol": 2,
        "driver_info": None,
    }
    url = settings.optional("REDIS_URL")
    if url is not None:
        given = parse_url(url)  # type: ignore[no-untyped-call]
        kind = given.pop("connection_class", Connection)
        return RedisConnection(kind(**given, **options))
    from recoloca.adapters.elasticache_token import credential_provider  # noqa: PLC0415 (only in AWS)

    host, port = settings.required("CACHE_HOST"), int(settings.required("CACHE_PORT"))
    provider = credential_provider(settings)
    return RedisConnection(SSLConnection(host=host, port=port, credential_provider=provider, **options))
