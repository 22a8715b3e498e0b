"""One kept connection to Redis. It uses the connection class of redis-py without the client class.

The client adds a connection pool and retries. The cache needs one connection that reports each failure at once.
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
"""redis-py sends `PING` before it uses a connection that was idle for longer than this."""

Command = Sequence[str | float]


class RedisRefusedError(Exception):
    """The server responded with an error. The message is the type of the error, without the text of the server."""


class UnavailableError(Exception):
    """The server did not respond. The next command opens a new connection."""


class RedisConnection:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ask(self, *commands: Command) -> list[Any]:
        """Send commands in one pipeline, which is not a transaction. Returns the replies in the same order.

        Raises:
            RedisRefusedError: the server refused one command. It executed the others.
            UnavailableError: the server did not respond. It may have executed some of the commands.
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
        """Connect, and reconnect if the server closed the connection or an unread reply is left."""
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
    """A connection to `REDIS_URL`, or else to ElastiCache over TLS with a short-lived IAM token.

    The first command opens it, so this function does not wait for the server.
    """
    options: dict[str, Any] = {
        "decode_responses": True,
        "socket_timeout": TIMEOUT_SECONDS,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "health_check_interval": HEALTH_CHECK_SECONDS,
        "retry": Retry(NoBackoff(), 0),
        # With these two options redis-py sends only the login when it connects. The application's user has no
        # permission for the other commands (`HELLO`, `CLIENT SETINFO`).
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
