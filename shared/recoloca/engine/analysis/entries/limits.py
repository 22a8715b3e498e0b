"""Limits that several stages of the entries share."""

from __future__ import annotations

from typing import Final

NAMED: Final = 0.9
"""The score of `title_score` from which on a piece may name a position: a head word alone has 1.0."""
