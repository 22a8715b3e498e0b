"""`make documents` renders the tables of docs/ from docs/figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from infra.documents import benchmarks, figures
from infra.documents.__main__ import DocumentError, filled, rendered, stale
from infra.documents.benchmarks import GROWTH, NEVER
from infra.documents.capacity import READ_STATEMENTS, WRITE_STATEMENTS
from infra.paths import ROOT
from tests.integration.functions.test_query_budget import READ, WRITE

MEASURED = {"cold_ratio": 0.9, "cold_ms": 350, "warm_ms": 2.5, "unzipped_mb": 46.3}
DAY = {"measured": "2026-11-25", "cores": 2, "machine": "x86_64", "load_average": [0.5, 1.5]}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the documents and their figures."""
    shutil.copytree(ROOT / "docs/figures", tmp_path / "docs/figures")
    for name in rendered():
        shutil.copy(ROOT / "docs" / name, tmp_path / "docs")
    return tmp_path


def test_a_measured_function_shows_its_figures_and_the_others_a_dash() -> None:
    text = benchmarks.functions(
        DAY | {"functions": {"old_route": MEASURED}}, None, ["old_route", "new_route"]
    )
    assert "| old_route | – | 0.90 | 350 | 2.50 | 46.3 |" in text
    assert "| new_route | – | – | – | – | – |" in text


def test_a_measurement_says_its_day_machine_and_load() -> None:
    said = figures.conditions(DAY)
    assert said == "Measured on 25 November 2026, 2 cores (x86_64), load average 0.5 to 1.5."


def test_a_measurement_that_was_never_made_says_so(tmp_path: Path) -> None:
    assert figures.read("growth", tmp_path) is None
    assert benchmarks.growth(None) == NEVER


def test_the_growth_table_shows_the_measured_figures(tmp_path: Path) -> None:
    most = [{"name": "stages", "text": "one letter", "n": 2000, "ms": 61.04, "ratio": 4.02}]
    parts = {part: {"works": 9, "measured": 12, "most": most} for part in GROWTH}
    figures.write("growth", {"parts": parts}, 1.0, tmp_path)
    found = figures.read("growth", tmp_path)
    assert found is not None
    assert "| `stages` | `one letter` | 2,000 | 61.04 | 4.02 |" in benchmarks.growth(found)
    assert "| the readers of text, DOCX and PDF | 9 | 0 | 12 | 4.02 |" in benchmarks.growth(found)


def test_a_changed_figure_is_drift_until_the_documents_are_written(checkout: Path) -> None:
    assert stale(checkout, write=False) == []
    file = checkout / "docs/figures/passwords.json"
    file.write_text(file.read_text("utf-8").replace("20.5", "40.5"), "utf-8")
    changed = ["docs/benchmarks.md", "docs/capacity.md"]
    assert stale(checkout, write=False) == changed
    assert stale(checkout, write=True) == changed
    assert stale(checkout, write=False) == []
    assert "takes 40.5 ms of a core" in (checkout / "docs/benchmarks.md").read_text("utf-8")
    assert "41 × 1.73 + 18 = 89 ms" in (checkout / "docs/capacity.md").read_text("utf-8")


def test_a_document_without_a_place_for_its_table_is_an_error() -> None:
    with pytest.raises(DocumentError, match="coach has 0 places"):
        filled("# Benchmarks\n", {"coach": "a table"})


def test_missing_figures_name_the_command_that_writes_them(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="make bench"):
        rendered(tmp_path)


def test_the_capacity_model_counts_the_statements_of_the_query_budget() -> None:
    assert (READ_STATEMENTS, WRITE_STATEMENTS) == (READ, WRITE)
