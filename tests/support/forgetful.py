"""A gateway between client and server that forgets connections, as gateways do while a function is frozen."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from urllib.parse import urlsplit

from infra.local.servers.process import LOOPBACK

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: closing the socket sends a reset."""


class Between:
    """Stands between a client and the server at `url`. After `forget`, a connection is reset at its next byte."""

    def __init__(self, url: str) -> None:
        found = urlsplit(url)
        self._server = (found.hostname, found.port)
        self._listening = socket.create_server((LOOPBACK, 0))
        here = f"{LOOPBACK}:{self._listening.getsockname()[1]}"
        self.url = url.replace(f"{found.hostname}:{found.port}", here)
        self.connections = 0
        self._forgotten: set[int] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self) -> None:
        self._forgotten.update(range(1, self.connections + 1))

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listening.accept()[0]
                server = socket.create_connection(self._server)
                self.connections += 1
                asks = threading.Thread(
                    target=self._ask, args=(client, server, self.connections), daemon=True
                )
                asks.start()
                threading.Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket, number: int) -> None:
        with client, server, contextlib.suppress(OSError):
            while part := client.recv(1 << 16):
                if number in self._forgotten:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    client.close()
                    return
                server.sendall(part)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := server.recv(1 << 16):
                client.sendall(part)
