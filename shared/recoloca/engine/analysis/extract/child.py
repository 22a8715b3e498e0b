"""The child: limits itself, reads a file from standard input, writes rows or a refusal to standard output.

Started by `process.extract` with a bare interpreter (`-I -S`); imports only what the file's type needs.
"""

from __future__ import annotations

import contextlib
import json
import sys

from .rows import Extracted, Refused, bounded
from .sniff import sniff

MEMORY_BYTES = 1536 * 1024**2
CPU_SECONDS = 3


def limit() -> None:
    """Limits that the kernel enforces; a platform that lacks one still has the parent's wall clock."""
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def read(data: bytes) -> Extracted:
    kind = sniff(data)
    if kind == "pdf":
        from .pdf import read as reader  # noqa: PLC0415 - 35 ms that the other types need not pay
    elif kind == "docx":
        from .docx import read as reader  # noqa: PLC0415
    else:
        from .plain import read as reader  # noqa: PLC0415
    return bounded(reader(data))


def main() -> None:
    limit()
    answer: Extracted | dict[str, str]
    try:
        answer = read(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"error": str(refused)}
    except (MemoryError, RecursionError):
        answer = {"error": "FILE_TOO_COMPLEX"}
    json.dump(answer, sys.stdout)
