"""A violation of each rule, planted in a copy of the sources, makes `make check` fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from infra.checks.sql import check
from tests.infra.conftest import ROOT

PLANTED = {
    "contexts": ("shared/recoloca/notifications/planted.py", "from recoloca.accounts import service"),
    "run-time": ("shared/recoloca/adapters/planted.py", "from recoloca.runtime import dependencies"),
    "drivers": ("shared/recoloca/coach/planted.py", "import psycopg"),
    "web": ("shared/recoloca/cvs/planted.py", "from recoloca.runtime.http import errors"),
    "handlers": ("functions/health/planted.py", "from recoloca.accounts import repository"),
    "repositories": (
        "shared/recoloca/privacy/repository/planted.py",
        "from recoloca.runtime import dependencies",
    ),
    "pure-engine": ("shared/recoloca/engine/planted.py", "from recoloca.runtime import clock"),
    "reader": (
        "shared/recoloca/engine/analysis/lines/planted.py",
        "from recoloca.engine.analysis.scoring import score",
    ),
    "engines": ("shared/recoloca/engine/matching/planted.py", "from recoloca.engine.coach import brain"),
    "product-without-tools": ("shared/recoloca/dashboard/planted.py", "from infra import routes"),
    "local-cloud": ("infra/stacks/planted.py", "import infra.local"),
}
"""For each contract of `pyproject.toml`: a new module, and the import in it that the contract forbids."""

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources and their rules, without installed packages and data."""
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", "data", "*.json", "*.txt", "*.pem")
    for name in ("shared", "functions", "infra"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture(scope="module")
def verdicts(copy: Path) -> dict[str, str]:
    """`KEPT` or `BROKEN` by the name of each contract, with all violations planted at once."""
    for path, statement in PLANTED.values():
        (copy / path).write_text(f"{statement}\n")
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": "shared:.", "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    found = re.findall(r"^(.+?) ?(KEPT|BROKEN)$", done.stdout, re.MULTILINE)
    return dict(found)


def test_every_contract_has_a_planted_violation() -> None:
    assert PLANTED.keys() == CONTRACTS.keys()


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_violation_breaks_its_contract(contract: str, verdicts: dict[str, str]) -> None:
    assert verdicts[CONTRACTS[contract]] == "BROKEN"


@pytest.mark.parametrize(
    "statement",
    [
        'QUERY = "SELECT id FROM users"',
        'QUERY = f"DELETE FROM users WHERE id = {1}"',
        "def ask(deps):\n    return deps.db.fetch_one(QUERY)",
    ],
)
def test_sql_outside_a_repository_is_found(statement: str, tmp_path: Path) -> None:
    service = tmp_path / "shared/recoloca/accounts/service.py"
    service.parent.mkdir(parents=True)
    service.write_text(f"{statement}\n")
    (found,) = check(tmp_path)
    assert found.startswith("shared/recoloca/accounts/service.py:")


def test_sql_in_a_repository_is_allowed(tmp_path: Path) -> None:
    repository = tmp_path / "shared/recoloca/accounts/repository.py"
    repository.parent.mkdir(parents=True)
    repository.write_text('QUERY = "SELECT id FROM users"\n')
    assert check(tmp_path) == []


TYPED = ("shared/recoloca/planted.py", "functions/health/planted.py", "infra/planted.py", "tests/planted.py")


def test_a_type_error_in_any_package_fails_mypy(tmp_path: Path) -> None:
    """mypy runs as `make check` runs it, with the project's settings, on a tree of nothing but planted modules."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in TYPED:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).with_name("__init__.py").touch()
        (tmp_path / path).write_text('SECONDS: int = "ten"\n\n\ndef untyped(value):\n    return value\n')
    tool = Path(sys.executable).with_name("mypy")
    done = subprocess.run([tool], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    found = re.findall(r"^(\S+?):\d+: error: .+\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    assert sorted(found) == sorted(
        (path, kind) for path in TYPED for kind in ("assignment", "no-untyped-def")
    )
