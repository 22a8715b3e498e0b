"""Reads request bodies for routes that accept more than one content type."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException

from recoloca.runtime.outside import read_json
from recoloca.runtime.problems import Problem


def content_type(request: Request) -> str:
    """The media type of the body in lower case, without parameters; empty when the header is missing."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def json_body(request: Request) -> Any:
    """The parsed JSON body.

    Raises:
        Problem: `UNSUPPORTED_MEDIA_TYPE` for another media type, `REQUEST_MALFORMED` for invalid JSON.
    """
    if content_type(request) != "application/json":
        raise Problem("UNSUPPORTED_MEDIA_TYPE")
    try:
        return read_json(await request.body())
    except ValueError:
        raise Problem("REQUEST_MALFORMED") from None


async def form_or_json(request: Request) -> Any:
    """The fields of a URL-encoded form, or else the parsed JSON body.

    Raises:
        Problem: `UNSUPPORTED_MEDIA_TYPE` or `REQUEST_MALFORMED`, as `json_body`.
    """
    if content_type(request) == "application/x-www-form-urlencoded":
        return dict(await request.form())
    return await json_body(request)


@asynccontextmanager
async def multipart(request: Request) -> AsyncIterator[FormData]:
    """The parts of a multipart body. Their temporary files are deleted after the block.

    Raises:
        Problem: `REQUEST_MALFORMED`.
    """
    try:
        form = await request.form(max_files=1, max_fields=10)
    except MultiPartException:
        raise Problem("REQUEST_MALFORMED") from None
    try:
        yield form
    finally:
        await form.close()
