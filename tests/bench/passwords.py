"""What it costs to verify a password: the work that a login is made of."""

from __future__ import annotations

import statistics
import time
from typing import Final

from recoloca.accounts.passwords import hash_password, verify_password

ROUNDS: Final = 60


def milliseconds() -> list[float]:
    """Processor time of each verification; other work on the machine does not count."""
    hashed = hash_password("uma senha comprida")
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        verify_password("uma senha comprida", hashed)
        taken.append((time.process_time() - began) * 1000)
    return taken


def main() -> None:
    taken = milliseconds()
    print(f"Verifying a password: {statistics.median(taken):.1f} ms of a core, median of {ROUNDS}.")


if __name__ == "__main__":
    main()
