"""Every cached thing's key, in one place: who writes what a value is made of invalidates it by the same name."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from recoloca.adapters.cache import cache_key

PROFILE_TTL: Final = timedelta(hours=1)
ANALYSIS_TTL: Final = timedelta(minutes=15)


def profile(user_id: UUID) -> str:
    """A user as the API shows it: name, language, plan."""
    return cache_key("profile", user_id)


def analysis(user_id: UUID, analysis_id: UUID) -> str:
    """A finished analysis with its result."""
    return cache_key("analysis", user_id, analysis_id)
