"""The type of a file by its first bytes, never by its name."""

from __future__ import annotations

from typing import Final, Literal

from .rows import Refused

Kind = Literal["pdf", "docx", "text"]

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
BINARY: Final = (
    b"MZ",
    b"\x7fELF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"%!PS",
)
MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<svg")


def sniff(data: bytes) -> Kind:
    """`pdf`, `docx` (any zip: its parts are looked at later) or `text`; raises `Refused` for the rest."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("FILE_EMPTY")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(OLE):
        raise Refused("FILE_ENCRYPTED" if ENCRYPTED_PACKAGE in data else "FILE_TYPE_INVALID")
    head = data[:1024].lstrip(b"\0 \t\r\n\f\v\xef\xbb\xbf")
    if head.startswith(BINARY) or head.lower().startswith(MARKUP):
        raise Refused("FILE_TYPE_INVALID")
    return "text"
