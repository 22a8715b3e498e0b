"""What Lambda unpacks of our code."""

from __future__ import annotations

import os
import subprocess
import sys

from infra.assets.functions import build_function
from recoloca.engine.analysis import tables

NEVER_MADE = """
from pathlib import Path
from recoloca.engine.analysis import lexicon, tables
from recoloca.engine.coach import brain
from recoloca.engine.matching import words
def made(*_):
    raise SystemExit("a table was made anew")
tables._write = made
lexicon.prepare(), brain.prepare(), words.common_words()
print(lexicon.__file__)
"""


def test_a_package_brings_its_tables_made() -> None:
    package = build_function("ai_coach_message") / "recoloca"
    assert list(package.rglob(f"{tables.FOLDER}/skills.json"))
    done = subprocess.run(
        [sys.executable, "-c", NEVER_MADE],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(package.parent), "PATH": os.defpath},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(str(package))
