"""A function's code as Lambda unpacks it: `handler.py` and the `recoloca` package beside it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from infra.assets.target import BUILD, ROOT, BuildError, clean_folder, compile_tree

FUNCTIONS = ROOT / "functions"
IGNORED = ("__pycache__", "*.pyc", "*.egg-info", ".*")


def source_folder(slug: str) -> Path:
    """The folder that the local runner runs from.

    Raises:
        BuildError: the route table names a function that nobody has written.
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
    compile_tree(target)
    return target
