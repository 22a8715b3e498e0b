"""UUIDv7 identifiers (RFC 9562). They sort by creation time, and their random part cannot be guessed."""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import datetime
from uuid import UUID


def uuid7(*, milliseconds: int | None = None) -> UUID:
    """A new UUIDv7 for the Unix time `milliseconds` (default: now).

    Python has `uuid.uuid7` from 3.14 on, and this project supports Python 3.11.
    """
    unix_ms = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    return _uuid7(unix_ms, secrets.randbits(80))


def derived_uuid7(at: datetime, *parts: str) -> UUID:
    """A UUIDv7 whose random bits are derived from `parts`. The same time and parts give the same id."""
    digest = hashlib.sha256("\n".join(map(repr, parts)).encode()).digest()
    return _uuid7(int(at.timestamp() * 1000), int.from_bytes(digest[:10]))


def _uuid7(unix_ms: int, bits: int) -> UUID:
    value = (unix_ms & 0xFFFF_FFFF_FFFF) << 80 | bits
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return UUID(int=value)
