"""The files that `make route` writes."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

from infra.new_route import RouteError, start
from infra.paths import ROOT

PATH = "/cv/analysis/{id}/samples"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "events", tmp_path / "events")
    (tmp_path / "infra").mkdir()
    shutil.copy(ROOT / "infra/routes.py", tmp_path / "infra")
    return tmp_path


def test_a_route_is_a_row_a_handler_a_sample_and_a_test(checkout: Path) -> None:
    written = start(checkout, "cv_analysis_samples", "GET", PATH)
    assert [str(file.relative_to(checkout)) for file in written] == [
        "infra/routes.py",
        "functions/cv_analysis_samples/handler.py",
        "events/api/cv_analysis_samples.json",
        "tests/integration/cvs/test_cv_analysis_samples.py",
    ]
    table, handler, sample, test = (file.read_text("utf-8") for file in written)
    assert f'    Route("cv_analysis_samples", ("GET",), "{PATH}", DATA),\n' in table
    assert "return service.samples(deps, caller.user_id, id)" in handler
    for source in (table, handler, test):
        ast.parse(source)
    event = json.loads(sample)
    assert event["routeKey"] == f"GET {PATH}"
    assert event["rawPath"] == "/cv/analysis/${analysis_id}/samples"
    assert event["pathParameters"] == {"id": "${analysis_id}"}


def test_a_row_is_written_beside_the_rows_of_its_area(checkout: Path) -> None:
    start(checkout, "cv_analysis_samples", "GET", PATH)
    lines = (checkout / "infra/routes.py").read_text("utf-8").splitlines()
    (at,) = (number for number, line in enumerate(lines) if "cv_analysis_samples" in line)
    assert '"/cv/' in lines[at - 1]
    assert '"/ai-coach/' in lines[at + 1]


@pytest.mark.parametrize(
    ("slug", "method", "path"), [("Lines", "GET", PATH), ("lines", "FETCH", PATH), ("lines", "GET", "lines")]
)
def test_a_malformed_route_writes_nothing(checkout: Path, slug: str, method: str, path: str) -> None:
    with pytest.raises(RouteError, match="Give SLUG="):
        start(checkout, slug, method, path)
    assert not (checkout / "functions").exists()


def test_a_route_that_exists_stays_as_it_is(checkout: Path) -> None:
    start(checkout, "cv_analysis_samples", "GET", PATH)
    with pytest.raises(RouteError, match="there already"):
        start(checkout, "cv_analysis_samples", "GET", PATH)
