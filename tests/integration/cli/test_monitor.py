"""`recoloca monitor`: the performance guide's monitor with its errors corrected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recoloca.cli.monitor import ENDPOINTS, Measurement, percentile, times
from tests.integration.cli.conftest import Recoloca


def test_the_guides_endpoints_are_measured_and_reported(recoloca: Recoloca, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    ran = recoloca("monitor", "--interval", "0.5s", "--duration", "1s", "--report", file, "--json")
    made = json.loads(file.read_text())
    assert ran.json == made
    assert made["failures"] == []
    assert set(made["endpoint_stats"]) == set(ENDPOINTS)
    for found in made["endpoint_stats"].values():
        assert (found["total_requests"], found["success_rate"]) == (2, 100)
        assert 0 < found["min_response_time"] <= found["p50_response_time"] <= found["p99_response_time"]
    assert ran.code == (0 if made["goals_met"] else 1)


def test_a_failure_is_counted_and_the_exit_code_is_1(recoloca: Recoloca, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    options = ("--interval", "1s", "--duration", "0s", "--report", file)
    ran = recoloca("monitor", "--endpoint", "/health", "--endpoint", "/api/nothing", *options)
    assert ran.code == 1
    assert "/api/nothing" in ran.out
    made = json.loads(file.read_text())
    assert made["endpoint_stats"]["/api/nothing"]["p95_response_time"] is None
    assert [(each["endpoint"], each["status_code"]) for each in made["failures"]] == [("/api/nothing", 404)]


def test_a_wrong_password_is_reported_at_once(recoloca: Recoloca, tmp_path: Path) -> None:
    ran = recoloca(
        "monitor", "--email", "nobody@example.com", "--password", "wrong", "--report", tmp_path / "r"
    )
    assert ran.code == 1
    assert "Could not sign in as nobody@example.com" in ran.err


def test_an_unwritable_report_is_reported_before_any_request(recoloca: Recoloca, tmp_path: Path) -> None:
    ran = recoloca("monitor", "--duration", "0s", "--report", tmp_path / "nowhere" / "report.json")
    assert (ran.code, ran.out) == (1, "")
    assert f"There is no folder {tmp_path / 'nowhere'}" in ran.err
    ran = recoloca("monitor", "--duration", "0s", "--report", tmp_path)
    assert (ran.code, "is a folder" in ran.err) == (1, True)


@pytest.mark.parametrize("text", ["soon", "-1s", "0s"])
def test_invalid_times_are_refused(recoloca: Recoloca, text: str) -> None:
    assert recoloca("monitor", f"--interval={text}").code != 0


def test_percentiles_are_measured_values() -> None:
    ordered = [float(n) for n in range(1, 101)]
    assert [percentile(ordered, share) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
    assert percentile([7.0], 0.99) == 7
    nothing = times([Measurement("/x", 0, 3.0, "", "ConnectError")])
    assert (nothing["success_rate"], nothing["avg_response_time"]) == (0, None)
