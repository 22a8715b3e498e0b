"""Argon2id password hashes."""

from __future__ import annotations

import functools
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second choice for Argon2id (19 MiB, 2 passes): about 30 ms on the memory a login function has.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def verify_password(password: str, hashed: str | None) -> bool:
    """Whether the password is right; an unknown account (`None`) takes as long as a known one."""
    try:
        _HASHER.verify(hashed or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def needs_rehash(hashed: str) -> bool:
    """Whether a hash was made with older parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


@functools.cache
def _decoy() -> str:
    return _HASHER.hash("an account that does not exist")
