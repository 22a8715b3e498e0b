"""S3 for the browser: `/_uploads/<bucket>` takes presigned POSTs and gives them to the emulator's S3."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from xml.sax.saxutils import escape

import httpx
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from infra.local.asgi import (
    DisconnectedError,
    Headers,
    Receive,
    Scope,
    Send,
    TooLargeError,
    encoded,
    header,
    read_body,
    respond,
)
from infra.local.edge.post_policy import Credential, PolicyError, check

PREFIX: Final = "/_uploads/"
LIMIT: Final = 32 * 1024 * 1024
"""Far above the limit of every policy, because the policy must be what refuses a large file."""
PASSED_ON: Final = ("etag", "location", "content-type")


class Uploads:
    """Checks the signature and the CORS rules, which the emulator ignores, and lets the emulator store the file."""

    def __init__(
        self,
        endpoint: str,
        cors: Mapping[str, Sequence[Mapping[str, Any]]],
        credential: Credential,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.endpoint = endpoint
        self.cors = cors
        self.credential = credential
        self.clock = clock
        self.http = httpx.AsyncClient(timeout=60, trust_env=False)

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        bucket = scope["path"].removeprefix(PREFIX).rstrip("/")
        if bucket not in self.cors:
            await refuse(send, PolicyError(404, "NoSuchBucket", "The specified bucket does not exist"))
            return
        if scope["method"] == "OPTIONS":
            await self.preflight(scope, send, bucket)
            return
        allowed = allow_origin(self.cors[bucket], header(scope, b"origin"), scope["method"])
        try:
            if scope["method"] != "POST":
                raise PolicyError(405, "MethodNotAllowed", "The specified method is not allowed here.")
            answer = await self.store(scope, receive, bucket)
        except PolicyError as error:
            await refuse(send, error, allowed)
            return
        except DisconnectedError:
            return
        passed = [(name, answer.headers[name]) for name in PASSED_ON if name in answer.headers]
        await respond(send, answer.status_code, [*encoded(passed), *allowed], answer.content)

    async def store(self, scope: Scope, receive: Receive, bucket: str) -> httpx.Response:
        content_type = header(scope, b"content-type") or ""
        try:
            body = await read_body(scope, receive, LIMIT)
        except TooLargeError:
            raise PolicyError(
                400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"
            ) from None
        fields, size = read_form(content_type, body)
        check(fields, bucket, size, self.credential, self.clock())
        return await self.http.post(
            f"{self.endpoint}/{bucket}", content=body, headers={"content-type": content_type}
        )

    async def preflight(self, scope: Scope, send: Send, bucket: str) -> None:
        method = header(scope, b"access-control-request-method") or ""
        allowed = allow_origin(self.cors[bucket], header(scope, b"origin"), method)
        if not allowed:
            message = "CORSResponse: This CORS request is not allowed."
            await refuse(send, PolicyError(403, "AccessForbidden", message))
            return
        wanted = header(scope, b"access-control-request-headers")
        more = encoded({"access-control-allow-headers": wanted}) if wanted else []
        await respond(send, 200, [*allowed, *more])

    async def close(self) -> None:
        await self.http.aclose()


def allow_origin(rules: Sequence[Mapping[str, Any]], origin: str | None, method: str) -> Headers:
    """The headers of the bucket's first rule that allows this method from this origin; an empty list without one."""
    for rule in rules:
        if method in rule["AllowedMethods"] and origin is not None:
            for pattern in rule["AllowedOrigins"]:
                if fnmatch.fnmatchcase(origin, pattern):
                    return encoded(
                        {
                            "access-control-allow-origin": "*" if pattern == "*" else origin,
                            "access-control-allow-methods": ", ".join(rule["AllowedMethods"]),
                            "access-control-max-age": str(rule.get("MaxAgeSeconds", 0)),
                            "vary": "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
                        }
                    )
    return []


def read_form(content_type: str, body: bytes) -> tuple[dict[str, str], int]:
    """Read the fields before the file, by lower-case name, and the file's size in bytes.

    Raises:
        PolicyError: the body is no form, or it has no file.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise PolicyError(
            412, "PreconditionFailed", "Bucket POST must be of the enclosure-type multipart/form-data"
        )
    form = Form()
    try:
        parser = MultipartParser(options[b"boundary"], form.callbacks())
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise PolicyError(
            400, "MalformedPOSTRequest", "The body is not well-formed multipart/form-data."
        ) from None
    if form.file_size is None:
        raise PolicyError(400, "InvalidArgument", "POST requires exactly one file upload per request.")
    return form.fields, form.file_size


class Form:
    """Reads a multipart body. As in S3, the fields after the file do not count."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.file_size: int | None = None
        self.name = ""
        self.header_name = b""
        self.header_value = b""
        self.value = b""

    def callbacks(self) -> Any:
        return {
            "on_part_begin": self.part_began,
            "on_header_field": self.add_header_name,
            "on_header_value": self.add_header_value,
            "on_header_end": self.header_ended,
            "on_part_data": self.add_data,
            "on_part_end": self.part_ended,
        }

    def part_began(self) -> None:
        self.name, self.value, self.header_name, self.header_value = "", b"", b"", b""

    def add_header_name(self, data: bytes, start: int, end: int) -> None:
        self.header_name += data[start:end]

    def add_header_value(self, data: bytes, start: int, end: int) -> None:
        self.header_value += data[start:end]

    def header_ended(self) -> None:
        if self.header_name.lower() == b"content-disposition":
            _, options = parse_options_header(self.header_value)
            self.name = options.get(b"name", b"").decode(errors="replace").lower()
        self.header_name, self.header_value = b"", b""

    def add_data(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def part_ended(self) -> None:
        if self.file_size is not None:
            return
        if self.name == "file":
            self.file_size = len(self.value)
        else:
            self.fields[self.name] = self.value.decode(errors="replace")


async def refuse(send: Send, error: PolicyError, headers: Headers | None = None) -> None:
    text = f"<Error><Code>{error.code}</Code><Message>{escape(str(error))}</Message></Error>"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
    await respond(
        send, error.status, [*encoded({"content-type": "application/xml"}), *(headers or [])], body.encode()
    )
