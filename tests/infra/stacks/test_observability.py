"""Every goal has a widget and an alarm, every alarm has a runbook, and the canary makes the requests of users."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any, ClassVar

import pytest

from infra.routes import ROUTES
from infra.stacks.observability import CANARY_CODE
from tests.infra.conftest import ROOT, Synthesized
from tests.infra.test_roles import name_of, permissions_in

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


def test_alarms_link_to_the_operators_copy_of_the_runbooks(named: Synthesized) -> None:
    for alarm in alarms(named):
        address = str(alarm["AlarmDescription"]).split()[-1]
        folder, _, name = address.rpartition("/")
        assert folder == "https://example.org/recoloca/runbooks"
        assert (ROOT / "docs/runbooks" / name).is_file()


def test_each_runbook_has_its_sections_and_no_broken_link() -> None:
    folder = ROOT / "docs/runbooks"
    runbooks = sorted(folder.glob("*.md"))
    assert len(runbooks) > 10
    for runbook in runbooks:
        text = runbook.read_text(encoding="utf-8")
        if runbook.stem != "rotate-secrets":
            assert "\n## Look\n" in text, runbook.name
            assert "\n## Do\n" in text, runbook.name
        for linked in re.findall(r"\]\(([\w./-]+)\)", text):
            assert (folder / linked).is_file(), f"{runbook.name}: {linked}"


def test_each_runbook_belongs_to_an_alarm(prod: Synthesized) -> None:
    led_to = {alarm["AlarmDescription"].rpartition("/")[2] for alarm in alarms(prod)}
    kept = {runbook.name for runbook in (ROOT / "docs/runbooks").glob("*.md")}
    assert kept == led_to | {"rotate-secrets.md"}


def test_availability_uses_two_windows_and_notifies_once(prod: Synthesized) -> None:
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


def test_an_operator_who_gives_an_address_gets_the_alarms_of_both_regions(named: Synthesized) -> None:
    for stack in ("observability", "edge-alarms"):
        (subscription,) = named.of_type("AWS::SNS::Subscription", stack).values()
        assert subscription["Properties"]["Endpoint"] == "ops@recoloca.ai"


def canary_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("monitor", ROOT / "infra/canary/python/monitor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Api(BaseHTTPRequestHandler):
    """Answers like the platform; only the path `down` fails."""

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


LOGS = "arn:<AWS::Partition>:logs:sa-east-1:<AWS::AccountId>:log-group:"
SECRETS = "arn:<AWS::Partition>:secretsmanager:sa-east-1:<AWS::AccountId>:secret:"
ACCOUNT = {"email": "canary@recoloca.ai", "password": "p"}


def test_the_canary_sends_the_requests_of_the_guides_monitor(api: str) -> None:
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


def test_the_canary_runs_every_five_minutes_with_its_own_secret(prod: Synthesized) -> None:
    canary = prod.one("AWS::Synthetics::Canary", Name="recoloca-monitor")
    assert canary["RuntimeVersion"] == "syn-python-selenium-14.0"
    assert canary["Schedule"]["Expression"] == "rate(5 minutes)"
    assert canary["StartCanaryAfterCreation"] is True
    assert canary["ProvisionedResourceCleanup"] == "AUTOMATIC"
    run = canary["RunConfig"]
    assert run["TimeoutInSeconds"] == 60
    variables = run["EnvironmentVariables"]
    assert set(variables) == {"APP_URL", "ACCOUNT_SECRET", "SECRET_REGION"}
    assert (variables["ACCOUNT_SECRET"], variables["SECRET_REGION"]) == (
        "recoloca/prod/canary",
        "sa-east-1",
    )
    url = name_of(variables["APP_URL"])
    assert url.startswith("https://")
    assert "AttsiteDomainName" in url or "PublishOutput" in url


def test_the_canarys_code_has_the_layout_of_its_runtime(prod: Synthesized) -> None:
    """`<file>.<function>` in the folder `python`. The function accepts Lambda's arguments and raises when it fails."""
    file, function = prod.one("AWS::Synthetics::Canary")["Code"]["Handler"].split(".")
    assert CANARY_CODE == ROOT / "infra/canary"
    assert (CANARY_CODE / "python" / f"{file}.py").is_file()
    assert list(inspect.signature(getattr(canary_module(), function)).parameters) == ["event", "context"]


def test_the_canary_may_keep_its_results_count_and_read_its_own_secret(prod: Synthesized) -> None:
    role_id = prod.one("AWS::Synthetics::Canary")["ExecutionRoleArn"]["Fn::GetAtt"][0]
    resources = prod.templates["observability"]["Resources"]
    role = resources[role_id]["Properties"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert "ManagedPolicyArns" not in role
    added = [
        policy["Properties"]
        for policy in resources.values()
        if policy["Type"] == "AWS::IAM::Policy" and {"Ref": role_id} in policy["Properties"]["Roles"]
    ]
    statements = [
        statement
        for policy in [*role["Policies"], *added]
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    assert permissions_in(statements) == {
        ("s3:ListAllMyBuckets", "*"),
        ("s3:GetBucketLocation", "CanaryResults Arn"),
        ("s3:PutObject", "CanaryResults Arn/*"),
        ("cloudwatch:PutMetricData", "*"),
        *(
            (f"logs:{action}", f"{LOGS}/aws/lambda/cwsyn-*")
            for action in ("CreateLogGroup", "CreateLogStream", "PutLogEvents")
        ),
        ("secretsmanager:GetSecretValue", f"{SECRETS}recoloca/prod/canary-??????"),
    }
    (counting,) = [each for each in statements if each["Action"] == "cloudwatch:PutMetricData"]
    assert counting["Condition"] == {"StringEquals": {"cloudwatch:namespace": "CloudWatchSynthetics"}}
