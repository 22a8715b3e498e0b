"""Hashes and verifies passwords with Argon2id."""

from __future__ import annotations

import functools
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's password storage guide recommends 19 MiB and 2 iterations. With the login function's memory size this takes
# about 30 ms.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The hash of a password, with its salt and parameters, as text."""
    return _HASHER.hash(password)


def verify_password(password: str, hashed: str | None) -> bool:
    """Whether the password matches the hash.

    For an unknown account (`None`) the check takes the same time and returns False.
    """
    try:
        _HASHER.verify(hashed or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def needs_rehash(hashed: str) -> bool:
    """Whether the hash has other parameters than the current ones."""
    return _HASHER.check_needs_rehash(hashed)


@functools.cache
def _decoy() -> str:
    return _HASHER.hash("an account that does not exist")
