"""A function's code as Lambda unpacks it: `handler.py` and the `recoloca` package beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from infra.assets.target import BUILD, BuildError, clean_folder, compile_tree
from infra.paths import ROOT

FUNCTIONS = ROOT / "functions"
IGNORED = ("__pycache__", "*.pyc", "*.egg-info", ".*")
TABLES = """
from recoloca.engine.analysis.words import lexicon
from recoloca.engine.coach import brain
from recoloca.engine.matching import words
lexicon.prepare(), brain.prepare(), words.common_words()
"""


def source_folder(slug: str) -> Path:
    """The folder of a function's source. The local runner runs it from there.

    Raises:
        BuildError: the route table names a function that has no folder.
    """
    folder = FUNCTIONS / slug
    if not (folder / "handler.py").is_file():
        raise BuildError(f"infra/routes.py names `{slug}`, but functions/{slug}/handler.py does not exist.")
    return folder


def build_function(slug: str) -> Path:
    """Lay out `build/functions/<slug>`; the same sources always give the same bytes."""
    target = clean_folder(BUILD / "functions" / slug)
    shutil.copytree(source_folder(slug), target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*IGNORED))
    compile_tree(target)
    shutil.copytree(_shared_package(), target / "recoloca")
    return target


@cache
def _shared_package() -> Path:
    """`recoloca`, copied and compiled once for all the functions of this build."""
    target = clean_folder(BUILD / "shared") / "recoloca"
    shutil.copytree(ROOT / "shared/recoloca", target, ignore=shutil.ignore_patterns(*IGNORED, "cli"))
    _make_tables(target)
    compile_tree(target)
    return target


def _make_tables(package: Path) -> None:
    """Write the engine's prepared tables beside their sources: Lambda's file system is read-only."""
    done = subprocess.run(
        [sys.executable, "-c", TABLES],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(package.parent), "PYTHONPYCACHEPREFIX": os.devnull},
    )
    if done.returncode:
        raise BuildError(f"The tables of {package.name} cannot be made: {done.stderr.strip()}")
