"""Every cached thing's key, in one place: who writes what a value is made of invalidates it by the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from recoloca.adapters.cache import cache_key

PROFILE_TTL: Final = timedelta(hours=1)
ANALYSIS_TTL: Final = timedelta(minutes=15)
USER_LIMITS: Final = ("api", "export")
"""The rate limits that count by user (`rate_limit.py`)."""


def profile(user_id: UUID) -> str:
    """A user as the API shows it: name, language, plan."""
    return cache_key("profile", user_id)


def analysis(user_id: UUID, analysis_id: UUID) -> str:
    """A finished analysis with its result."""
    return cache_key("analysis", user_id, analysis_id)


def account(email: str) -> str:
    """How limits and known devices name an account; it names also one that does not exist, and tells no address."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]


def rate(limit: str, who: str) -> str:
    """Where a rate limit counts somebody, by user id or by address."""
    return cache_key("rate", limit, who)


def all_of(user_id: UUID, analysis_ids: Sequence[UUID]) -> list[str]:
    """Everything that is kept under a user's id."""
    return [
        profile(user_id),
        *(analysis(user_id, analysis_id) for analysis_id in analysis_ids),
        *(rate(limit, str(user_id)) for limit in USER_LIMITS),
    ]
