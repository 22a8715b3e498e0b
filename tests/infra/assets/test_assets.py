"""The packages of the functions' code for Lambda."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.assets.functions import build_function
from infra.assets.target import compiler
from recoloca.engine.analysis.words import tables
from tests.infra.conftest import Synthesized

NEVER_MADE = """
from pathlib import Path
from recoloca.engine.analysis.words import lexicon, tables
from recoloca.engine.coach import brain
from recoloca.engine.matching import words
def made(*_):
    raise SystemExit("a table was made anew")
tables._write = made
lexicon.prepare(), brain.prepare(), words.common_words()
print(lexicon.__file__)
"""


@pytest.fixture(scope="module")
def assets(prod: Synthesized) -> list[Path]:
    """The folders of the functions' code after the synthesis of `prod`."""
    return [path.parent for path in prod.folder.glob("asset.*/handler.py")]


def test_every_asset_carries_the_prepared_tables(assets: list[Path]) -> None:
    assert assets
    for asset in assets:
        assert list(asset.rglob(f"{tables.FOLDER}/skills.json")), asset


def test_no_asset_carries_code_of_the_demo_or_the_load_test() -> None:
    names = {path.stem for path in (build_function("health") / "recoloca").rglob("*.py")}
    assert names
    assert names.isdisjoint({"demo", "load"})


def test_every_asset_carries_its_bytecode(assets: list[Path]) -> None:
    for asset in assets:
        sources = {path.relative_to(asset) for path in asset.rglob("*.py")}
        compiled = {path.relative_to(asset) for path in asset.rglob("*.pyc")}
        expected = {path.parent / "__pycache__" / f"{path.stem}.cpython-313.pyc" for path in sources}
        assert compiled == (expected if compiler() else set()), asset


def test_the_runtime_loads_bytecode_without_its_source(assets: list[Path], tmp_path: Path) -> None:
    """With bytecode of another version Python would read the source, which fails here."""
    interpreter = compiler() or Path(sys.executable)
    shutil.copytree(assets[0] / "recoloca", tmp_path / "recoloca")
    if compiler() is None:
        subprocess.run(
            [interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", tmp_path],
            check=True,
        )
    (tmp_path / "recoloca/runtime/clock.py").write_text("raise SystemExit('the source was read')")
    code = "from recoloca.runtime.clock import utc_now; print(utc_now().tzinfo)"
    done = subprocess.run(
        [interpreter, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.stdout, done.stderr) == ("UTC\n", "")


def test_the_local_stage_leaves_bytecode_out(local: Synthesized) -> None:
    assert not list(local.folder.glob("asset.*/**/__pycache__"))


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
