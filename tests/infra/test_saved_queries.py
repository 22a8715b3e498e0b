"""The saved queries of the runbooks ask for existing logs and for fields that these logs have."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from infra.constructs.saved_queries import QUERIES
from infra.routes import FUNCTIONS
from infra.stacks.api import LOG_FORMAT
from tests.infra.conftest import ROOT, Synthesized


def queries(stage: Synthesized) -> dict[str, dict[str, Any]]:
    found = [query["Properties"] for query in stage.of_type("AWS::Logs::QueryDefinition").values()]
    return {str(query["Name"]).removeprefix("recoloca/prod/"): query for query in found}


def test_saved_queries_read_logs_that_exist(prod: Synthesized) -> None:
    groups = {
        name
        for group in prod.of_type("AWS::Logs::LogGroup").values()
        if isinstance(name := group["Properties"].get("LogGroupName"), str)
    }
    for name, query in queries(prod).items():
        assert query["LogGroupNames"], name
        assert set(query["LogGroupNames"]) <= groups, name


@pytest.mark.parametrize("asks", ["errors", "starts"])
def test_no_function_is_left_out_of_the_queries_over_all(asks: str, prod: Synthesized) -> None:
    """Logs Insights reads at most 50 logs in one query."""
    parts = [query["LogGroupNames"] for name, query in queries(prod).items() if name.startswith(f"{asks}-")]
    assert max(map(len, parts)) <= 50
    assert sorted(name for part in parts for name in part) == sorted(
        f"/aws/lambda/recoloca-prod-{row.slug}" for row in FUNCTIONS
    )


RUNBOOKS = sorted((ROOT / "docs/runbooks").glob("*.md"))


def test_runbooks_name_saved_queries_that_exist() -> None:
    named: set[str] = set()
    for runbook in RUNBOOKS:
        for list_ in re.findall(
            r"saved quer(?:y|ies) ((?:(?:,? ?(?:or|and|then) )?`[^`]+`)+)",
            runbook.read_text(encoding="utf-8"),
            re.IGNORECASE,
        ):
            named |= {name.rpartition("/")[2] for name in re.findall(r"`([^`]+)`", list_)}
    assert named == set(QUERIES), "each leads somewhere, and each is of use to somebody"


def test_runbooks_name_logs_that_exist(prod: Synthesized) -> None:
    groups = {
        group["Properties"].get("LogGroupName") for group in prod.of_type("AWS::Logs::LogGroup").values()
    }
    named = {
        name
        for runbook in RUNBOOKS
        for name in re.findall(r"`(/aws/[^` ]+|aws-waf-logs-[^` ]+)`", runbook.read_text(encoding="utf-8"))
    }
    assert len(named) > 2
    assert named - groups == set()


LAMBDA = {
    "@timestamp",
    "@log",
    "@message",
    "@type",
    "@duration",
    "@initDuration",
    "@maxMemoryUsed",
    "@memorySize",
}
"""The fields that Logs Insights finds in the log of every function."""

FIELDS = {
    "slow-routes": set(json.loads(re.sub(r":\$[\w.]+", ":0", LOG_FORMAT))),
    "failing-routes": set(json.loads(re.sub(r":\$[\w.]+", ":0", LOG_FORMAT))),
    "failed-analyses": {"message", "code"},
    "errors-of-routes": {"level", "message", "exception_name", "correlation_id"} | LAMBDA,
    "errors-in-background": {"level", "message", "exception_name", "correlation_id"} | LAMBDA,
    "starts-of-routes": LAMBDA,
    "starts-in-background": LAMBDA,
    "slow-statements": {"@timestamp", "@message"},
}
"""The fields of each log: by the format of the access log, by `test_workers.py`, and by Lambda's reports."""

WORDS = {
    *("filter", "fields", "stats", "parse", "sort", "limit", "by", "as", "or", "like", "desc"),
    *("count", "pct", "max", "coalesce"),
}


def test_saved_queries_ask_for_fields_that_their_logs_have(prod: Synthesized) -> None:
    for name, query in queries(prod).items():
        text = re.sub(
            r'"[^"]*"|(?<= )/.+?/', " ", query["QueryString"]
        )  # without string literals and patterns
        made = set(re.findall(r" as (\w+)", text)) | set(re.findall(r"\(\?<(\w+)>", query["QueryString"]))
        asked = set(re.findall(r"@?[A-Za-z_]\w*", text)) - WORDS - made
        assert asked, name
        assert asked - FIELDS[name] == set(), name


REPORT = (
    "REPORT RequestId: 6f2e\tDuration: 4.31 ms\tBilled Duration: 96 ms\tMemory Size: 512 MB\tMax Memory Used: 93 MB\t"
    "Restore Duration: 389.30 ms\tBilled Restore Duration: 91 ms\t"
)
"""Lambda's log line of an invocation that started from a snapshot, from AWS's documentation."""


def test_a_start_from_a_snapshot_is_recognised(prod: Synthesized) -> None:
    for name in ("starts-of-routes", "starts-in-background"):
        found = re.search(r"parse @message /(.+?)/ ", queries(prod)[name]["QueryString"])
        assert found
        restored = re.search(found[1].replace("(?<", "(?P<"), REPORT)
        assert restored
        assert restored["restored_ms"] == "389.30"
