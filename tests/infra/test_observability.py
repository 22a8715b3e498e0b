"""Every goal of the product has a widget and an alarm, every alarm a runbook, and the canary asks what users ask."""

from __future__ import annotations

import importlib.util
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any, ClassVar, get_args

import pytest

from infra.routes import ROUTES, TASKS, WORKERS
from recoloca.telemetry.schemas import WebVital
from tests.infra.conftest import ROOT, Synthesized

GOALS = (
    "Page load", "FCP", "LCP", "INP", "CLS", "TTI", "API p95", "API p99", "Requests a minute", "Error rate",
    "CPU and capacity", "Cache memory", "Statements above", "Connections", "Cache hit rate", "CV analysis",
    "Coach reply", "Concurrent", "Uptime",
)  # fmt: skip


def alarms(stage: Synthesized) -> list[dict[str, Any]]:
    kinds = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
    return [alarm["Properties"] for kind in kinds for alarm in stage.of_type(kind).values()]


def dashboard(stage: Synthesized) -> str:
    (found,) = stage.of_type("AWS::CloudWatch::Dashboard").values()
    return json.dumps(found["Properties"]["DashboardBody"])


@pytest.mark.parametrize("goal", GOALS)
def test_each_goal_has_a_widget(goal: str, prod: Synthesized) -> None:
    assert re.search(rf'\\"title\\":\\"[^"]*{re.escape(goal)}', dashboard(prod))


def test_each_alarm_leads_to_a_runbook(prod: Synthesized) -> None:
    for alarm in alarms(prod):
        found = re.search(r"docs/runbooks/[a-z-]+\.md$", alarm["AlarmDescription"])
        assert found, alarm["AlarmDescription"]
        assert (ROOT / found.group()).is_file(), found.group()


def test_each_runbook_says_where_to_look_and_what_to_do_and_leads_nowhere_missing() -> None:
    folder = ROOT / "docs/runbooks"
    for runbook in folder.glob("*.md"):
        text = runbook.read_text(encoding="utf-8")
        if runbook.stem != "rotate-secrets":
            assert "\n## Look\n" in text, runbook.name
            assert "\n## Do\n" in text, runbook.name
        for linked in re.findall(r"\]\(([\w./-]+)\)", text):
            assert (folder / linked).is_file(), f"{runbook.name}: {linked}"


def test_each_runbook_is_one_that_an_alarm_leads_to(prod: Synthesized) -> None:
    led_to = {alarm["AlarmDescription"].rpartition("/")[2] for alarm in alarms(prod)}
    kept = {runbook.name for runbook in (ROOT / "docs/runbooks").glob("*.md")}
    assert kept == led_to | {"rotate-secrets.md"}


LEVELS = {
    "load": 2000, "fcp": 1500, "lcp": 2500, "inp": 100, "cls": 0.1, "tti": 3000,
    "api-p95": 500, "api-p99": 1000, "throughput": 100_000, "error-rate": 0.1,
    "database-cpu": 70, "database-memory": 80, "cache-cpu": 0.7 * 50_000 * 60, "cache-memory": 0.8 * 5e9,
    "query-p95": 5, "slow-queries": 10, "connections": 80, "pinned": 5, "cache-hits": 90,
    "analysis": 30_000, "coach": 2000, "concurrency": 800, "canary": 90,
}  # fmt: skip
"""The service levels of the product as CloudWatch counts them, in the order of its table."""


@pytest.mark.parametrize(("name", "limit"), LEVELS.items())
def test_each_goal_has_an_alarm_at_its_level_that_tells_people(
    name: str, limit: float, prod: Synthesized
) -> None:
    alarm = prod.one("AWS::CloudWatch::Alarm", AlarmName=f"recoloca-prod-{name}")
    assert alarm["Threshold"] == pytest.approx(limit)
    below = name in {"cache-hits", "canary"}
    assert alarm["ComparisonOperator"] == f"{'LessThan' if below else 'GreaterThan'}Threshold"
    assert alarm["AlarmActions"]
    assert alarm["OKActions"]


def statistics(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    return [each["MetricStat"] for each in alarm.get("Metrics", []) if "MetricStat" in each]


def test_what_browsers_report_is_what_the_alarms_of_pages_watch(prod: Synthesized) -> None:
    watched = [
        statistic
        for alarm in alarms(prod)
        if alarm["AlarmDescription"].endswith("slow-pages.md")
        for statistic in statistics(alarm)
    ]
    reported = set(get_args(WebVital.model_fields["name"].annotation))
    assert {each["Metric"]["MetricName"] for each in watched} == reported - {"TTFB"}
    for each in watched:
        assert each["Stat"] == "p75"
        assert each["Metric"]["Namespace"] == "Recoloca"
        assert each["Metric"]["Dimensions"] == [{"Name": "service", "Value": "recoloca"}]


def test_each_metric_of_ours_that_is_watched_is_one_that_the_code_counts(prod: Synthesized) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "shared").rglob("*.py"))
    ours = {
        statistic["Metric"]["MetricName"]
        for alarm in alarms(prod)
        for statistic in statistics(alarm)
        if statistic["Metric"]["Namespace"] == "Recoloca"
    }
    assert ours >= {"LCP", "CacheHit", "CacheMiss", "UploadToResult", "AnalysisFailed"}
    assert {name for name in ours if f'"{name}"' not in code} == set()


def test_nothing_in_the_background_fails_silently(prod: Synthesized) -> None:
    told = {
        json.dumps(alarm["Properties"].get("AlarmName"))
        for alarm in prod.of_type("AWS::CloudWatch::Alarm", "observability").values()
        if alarm["Properties"].get("AlarmActions")
    }
    for row in WORKERS:
        assert f'"recoloca-prod-{row.queue}-dead"' in told
        assert f'"recoloca-prod-{row.queue}-age"' in told
    for slug in (*(row.slug for row in WORKERS), *(row.slug for row in TASKS)):
        assert f'"recoloca-prod-{slug}-failing"' in told


def test_availability_burns_in_two_windows_and_tells_people_once(prod: Synthesized) -> None:
    (composite,) = prod.of_type("AWS::CloudWatch::CompositeAlarm").values()
    rule = json.dumps(composite["Properties"]["AlarmRule"])
    assert rule.count("AND") == 2
    assert rule.count(" OR ") == 1
    assert composite["Properties"]["AlarmActions"]
    parts = [a for a in alarms(prod) if str(a.get("AlarmName", "")).startswith("recoloca-prod-burn-")]
    assert sorted(part["Threshold"] for part in parts) == pytest.approx([0.6, 0.6, 1.44, 1.44])
    assert not [part for part in parts if part.get("AlarmActions")]


def test_the_budget_warns_before_it_is_spent(prod: Synthesized) -> None:
    (budget,) = prod.of_type("AWS::Budgets::Budget").values()
    warnings = {
        (n["Notification"]["NotificationType"], n["Notification"]["Threshold"])
        for n in budget["Properties"]["NotificationsWithSubscribers"]
    }
    assert warnings == {("ACTUAL", 80), ("FORECASTED", 100)}


def test_an_operator_who_gives_an_address_gets_the_alarms(named: Synthesized) -> None:
    (subscription,) = named.of_type("AWS::SNS::Subscription").values()
    assert subscription["Properties"]["Endpoint"] == "ops@recoloca.ai"


def test_saved_queries_read_logs_that_exist(prod: Synthesized) -> None:
    groups = {
        name
        for group in prod.of_type("AWS::Logs::LogGroup").values()
        if isinstance(name := group["Properties"].get("LogGroupName"), str)
    }
    queries = prod.of_type("AWS::Logs::QueryDefinition").values()
    assert len(queries) >= 5
    for query in queries:
        assert set(query["Properties"]["LogGroupNames"]) <= groups


def canary_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("monitor", ROOT / "infra/canary/python/monitor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Api(BaseHTTPRequestHandler):
    """Answers as the platform does; `down` is the path that does not."""

    asked: ClassVar[list[str]] = []
    down: ClassVar[str | None] = None

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self._answer({"access_token": f"token of {sent['email']}"})

    def _answer(self, body: dict[str, str]) -> None:
        self.asked.append(f"{self.path} {self.headers.get('authorization', '')}".strip())
        data = json.dumps(body).encode()
        self.send_response(503 if self.path == self.down else 200)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture
def api() -> Iterator[str]:
    Api.asked, Api.down = [], None
    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


ACCOUNT = {"email": "canary@recoloca.ai", "password": "p"}


def test_the_canary_asks_what_the_seeds_monitor_asks_as_a_user(api: str) -> None:
    canary_module().check(api, ACCOUNT)
    paths = {line.split()[0] for line in Api.asked}
    assert paths >= {
        "/health",
        "/api/dashboard",
        "/api/users/profile",
        "/api/cv/analyses",
        "/api/ai-coach/sessions",
    }
    assert "/api/dashboard Bearer token of canary@recoloca.ai" in Api.asked
    known = {row.path for row in ROUTES}
    assert {path.removeprefix("/api") for path in paths} <= known


def test_the_canary_fails_when_an_endpoint_does(api: str) -> None:
    module = canary_module()
    Api.down = "/api/cv/analyses"
    with pytest.raises(module.EndpointDownError, match="cv/analyses"):
        module.check(api, ACCOUNT)
