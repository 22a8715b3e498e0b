"""`recoloca cache stats` invents no value that the server does not report."""

from __future__ import annotations

from typing import Any

from recoloca.cli.cache import rows

FULL: dict[str, Any] = {
    "hits": 95, "misses": 5, "hit_rate": 0.95, "keys": 3, "memory_bytes": 2 * 1024**2, "memory_limit_bytes": None,
    "evicted_keys": 0, "expired_keys": 1, "clients": 2, "version": "8.1.0", "uptime_seconds": 7300,
}  # fmt: skip


def test_counts_are_shown() -> None:
    shown = dict(rows(FULL))
    assert "95.0%" in shown["Hit rate"]
    assert (shown["Memory"], shown["Server"]) == ("2.0 MB", "8.1.0, up 2 h")
    assert dict(rows({**FULL, "hits": 0, "misses": 0, "hit_rate": None}))["Hit rate"] == "no reads yet"


def test_a_missing_value_is_shown_as_missing() -> None:
    bare = dict(rows(dict.fromkeys(FULL) | {"keys": 3}))
    assert bare["Keys"] == "3"
    assert bare["Hit rate"] == bare["Memory"] == bare["Server"] == "not told"
