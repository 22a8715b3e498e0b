"""UUIDv7 identifiers (RFC 9562). They sort by creation time, and their random part cannot be guessed."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def uuid7(*, milliseconds: int | None = None) -> UUID:
    """A new UUIDv7 for the Unix time `milliseconds` (default: now).

    Python has `uuid.uuid7` from 3.14 on, and this project supports Python 3.11.
    """
    unix_ms = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    value = (unix_ms & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return UUID(int=value)
