"""`recoloca db` and `recoloca cache`."""

from __future__ import annotations

import pytest

from tests.integration.cli.conftest import Person, Recoloca


def test_slow_queries_are_found_and_explained_by_their_id(recoloca: Recoloca, person: Person) -> None:
    for _ in range(5):
        assert person.http.get("/api/cv/analyses").status_code == 200
    found = recoloca("db", "slow-queries", "--order", "calls", "--limit", 200, "--json").json
    listing = next(row for row in found if "cv_analyses" in row["query"] and "LIMIT" in row["query"])
    assert listing["calls"] >= 5
    assert listing["mean_ms"] <= listing["max_ms"] <= listing["total_ms"] + 0.1
    explained = recoloca("db", "explain", "--id", listing["id"], "--json").json
    assert "Plan" in explained["plan"][0]
    shown = recoloca("db", "slow-queries", "--limit", 5)
    assert shown.code == 0
    assert "Mean ms" in shown.out


def test_the_minimum_time_filters_the_statements(recoloca: Recoloca) -> None:
    assert recoloca("db", "slow-queries", "--at-least", 0, "--json").json != []
    assert recoloca("db", "slow-queries", "--at-least", 1_000_000, "--json").json == []


def test_a_query_is_explained_and_run_when_asked(recoloca: Recoloca) -> None:
    query = "SELECT count(*) FROM users WHERE email LIKE 'a%'"
    planned = recoloca("db", "explain", query)
    assert "Aggregate" in planned.out
    assert "execution" not in planned.out
    run = recoloca("db", "explain", query, "--analyze")
    assert "Aggregate" in run.out
    assert "execution" in run.out


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("DELETE FROM users", "read-only"),
        ("SELECT 1; COMMIT; DROP TABLE users", "multiple commands"),
        ("SELECT nonsense", "nonsense"),
    ],
)
def test_explain_changes_no_data(recoloca: Recoloca, query: str, reason: str) -> None:
    ran = recoloca("db", "explain", query, "--analyze")
    assert ran.code == 1
    assert reason in ran.err


def test_explaining_needs_exactly_one_query(recoloca: Recoloca) -> None:
    assert recoloca("db", "explain").code == 1
    assert recoloca("db", "explain", "SELECT 1", "--id", "1").code == 1
    assert "no query 1" in recoloca("db", "explain", "--id", "1").err


def test_a_statement_without_a_plan_has_a_message(recoloca: Recoloca) -> None:
    found = recoloca("db", "slow-queries", "--limit", 200, "--json").json
    utility = next(row["id"] for row in found if row["query"].startswith("CREATE "))
    ran = recoloca("db", "explain", "--id", utility)
    assert (ran.code, "plans no statement that begins with CREATE" in ran.err) == (1, True)


def test_connections_are_counted_by_application(recoloca: Recoloca, person: Person) -> None:
    found = recoloca("db", "connections", "--json").json
    assert 0 < found["status"]["total"] <= found["status"]["maximum"]
    assert any(row["application"] == "recoloca-auth_register" for row in found["by_application"])
    assert "connections" in recoloca("db", "connections").out


def test_migrating_twice_changes_nothing(recoloca: Recoloca) -> None:
    found = recoloca("db", "migrate", "--json").json
    assert found["before"] == found["after"]
    assert found["after"] in recoloca("db", "migrate").out


def test_the_cache_counts_its_hits(recoloca: Recoloca, person: Person) -> None:
    before = recoloca("cache", "stats", "--json").json
    for _ in range(3):
        assert person.http.get("/api/users/profile").status_code == 200
    after = recoloca("cache", "stats", "--json").json
    assert after["hits"] >= before["hits"] + 2
    assert 0 <= after["hit_rate"] <= 1
    assert "Hit rate" in recoloca("cache", "stats").out


def test_without_a_platform_a_message_gives_the_solution(
    recoloca: Recoloca, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOLOCA_LOCAL", "nowhere.json")
    ran = recoloca("cache", "stats")
    assert ran.code == 1
    assert "make up" in ran.err
