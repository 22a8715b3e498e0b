"""The keys of all cached values. The code that changes a value and the code that reads it use the same key."""

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
    """The key of a user's profile as the API shows it: name, language, plan."""
    return cache_key("profile", user_id)


def analysis(user_id: UUID, analysis_id: UUID) -> str:
    """The key of a finished analysis with its result."""
    return cache_key("analysis", user_id, analysis_id)


def account(email: str) -> str:
    """A hash of an e-mail address: 32 hexadecimal characters.

    Rate limits and known devices use it as the name of an account. It also works for an address without an account, and
    it does not show the address.
    """
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]


def rate(limit: str, who: str) -> str:
    """The key of one caller's counter in a rate limit. `who` is a user id, an address or a hash."""
    return cache_key("rate", limit, who)


def all_of(user_id: UUID, analysis_ids: Sequence[UUID]) -> list[str]:
    """All cache keys that contain the user's id."""
    return [
        profile(user_id),
        *(analysis(user_id, analysis_id) for analysis_id in analysis_ids),
        *(rate(limit, str(user_id)) for limit in USER_LIMITS),
    ]
