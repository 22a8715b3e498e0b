"""Measure the processor time of verifying a password, which is most of the work of a login."""

from __future__ import annotations

import os
import statistics
import time
from typing import Final

from infra.documents import figures
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
    load = os.getloadavg()[0]
    median = statistics.median(milliseconds())
    print(f"Verifying a password: {median:.1f} ms of a core, median of {ROUNDS}.")
    figures.write("passwords", {"rounds": ROUNDS, "verify_ms": round(median, 1)}, load)


if __name__ == "__main__":
    main()
