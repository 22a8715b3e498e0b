"""Serves the frontend's files as CloudFront serves them from S3."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from infra import edge_headers
from infra.local.asgi import Headers, Scope, Send, encoded, header, respond

ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
NOT_BUILT: Final = (
    "A interface ainda não foi construída. / The interface is not built yet: run `make up` again.\n"
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in memory. `version` differs from that of the file on disk when the file has changed."""

    version: tuple[int, int]
    etag: str
    body: bytes


class Site:
    """Serves the files of `folder`. A path without an extension is a page of the app and gets `index.html`."""

    def __init__(self, folder: Path, upload_origin: str) -> None:
        self.folder = folder.resolve()
        self.security = encoded(edge_headers.site(upload_origin))
        self.read: dict[Path, StoredFile] = {}

    async def serve(self, scope: Scope, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await self.plain(send, 405, "Method Not Allowed\n", [(b"allow", b"GET, HEAD")])
            return
        path = unquote(scope["path"])
        if "." not in path.rpartition("/")[2]:
            path = "/index.html"
        file = (self.folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.folder) or not file.is_file():
            built = (self.folder / "index.html").is_file()
            await self.plain(send, 404 if built else 503, "Not Found\n" if built else NOT_BUILT)
            return
        await self.send_file(scope, send, path, file)

    async def send_file(self, scope: Scope, send: Send, path: str, file: Path) -> None:
        accepted = {
            part.partition(";")[0].strip() for part in (header(scope, b"accept-encoding") or "").split(",")
        }
        fields = {
            "content-type": TYPES.get(file.suffix)
            or mimetypes.guess_type(file.name)[0]
            or "application/octet-stream",
            "cache-control": edge_headers.cache_control(path),
            "vary": "Accept-Encoding",
        }
        for name, suffix in ENCODINGS:
            packed = file.with_name(file.name + suffix)
            if name in accepted and packed.is_file():
                fields["content-encoding"] = name
                file = packed
                break
        stored = self.load(file)
        headers = [*encoded({**fields, "etag": stored.etag}), *self.security]
        if header(scope, b"if-none-match") == stored.etag:
            await respond(send, 304, headers)
            return
        await respond(send, 200, headers, stored.body)

    def load(self, file: Path) -> StoredFile:
        status = file.stat()
        version = (status.st_mtime_ns, status.st_size)
        stored = self.read.get(file)
        if stored is None or stored.version != version:
            body = file.read_bytes()
            stored = StoredFile(version, f'"{hashlib.sha256(body).hexdigest()[:32]}"', body)
            self.read[file] = stored
        return stored

    async def plain(self, send: Send, status: int, text: str, more: Headers | None = None) -> None:
        fields = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
        await respond(send, status, [*encoded(fields), *(more or []), *self.security], text.encode())
