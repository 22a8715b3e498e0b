"""The engine in processes of its own, each with another order of sets and dictionaries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = ("0", "1", "4242")


def answers_of(code: str, given: str) -> set[str]:
    """The output of `code` with the input `given`, in one process for each hash seed.

    All agree when there is one text.
    """
    return {
        subprocess.run(
            [sys.executable, "-c", code], input=given, text=True, capture_output=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "shared:."},
        ).stdout
        for seed in SEEDS
    }  # fmt: skip
