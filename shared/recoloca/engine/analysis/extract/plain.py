"""Text files: their encoding, and one row a line."""

from __future__ import annotations

import re
from typing import Final

from .rows import MAX_CHARACTERS, Extracted, Refused, Row, empty

UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CELLS: Final = re.compile(r"\t+| {3,}")


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with a mark, else Windows-1252; raises `Refused` when it is not text at all."""
    if data.startswith(UTF16):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if (
        len(CONTROL.findall(text[:20_000])) > len(text[:20_000]) // 200
        or text.count("\ufffd") > len(text) // 50
    ):
        raise Refused("FILE_TYPE_INVALID")
    return text


def read(data: bytes) -> Extracted:
    text = decode(data)
    if len(text) > MAX_CHARACTERS:
        raise Refused("FILE_TOO_COMPLEX")
    document = empty("text")
    for number, line in enumerate(text.replace("\f", "\n").splitlines()):
        indent = float(len(line) - len(line.lstrip()))
        for column, cell in enumerate(part for part in CELLS.split(line.strip()) if part.strip()):
            document["rows"].append(row(number, indent + column * 40, cell.strip()))
    return document


def row(number: int, x0: float, text: str) -> Row:
    """A row as if typed in a font of 10 points on one endless page."""
    return {
        "page": 1, "line": number, "text": text, "x0": x0, "x1": x0 + len(text), "top": number * 12.0,
        "bottom": number * 12.0 + 10, "size": 10.0, "bold": False, "gaps": [], "style": "",
    }  # fmt: skip
