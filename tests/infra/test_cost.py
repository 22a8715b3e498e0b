"""The cost model adds up, and counts what the templates have."""

from __future__ import annotations

import json
import re

import pytest

from infra.routes import ROUTES
from tests.infra.conftest import ROOT, Synthesized

ROWS = {
    cells[0]: cells[1:]
    for line in (ROOT / "docs/cost.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and len(cells := [cell.strip(" *") for cell in line.strip("|").split("|")]) == 5
}
SIZES = (1_000, 10_000, 100_000)


def amounts(name: str) -> list[float]:
    return [float(cell.replace(",", "")) for cell in ROWS[name][1:]]


LINES = [name for name in ROWS if name not in {"line", "---", "together", "a user"}]


@pytest.mark.parametrize("size", range(3))
def test_the_lines_add_up(size: int) -> None:
    assert len(LINES) > 15
    total = amounts("together")[size]
    assert sum(amounts(name)[size] for name in LINES) == pytest.approx(total, abs=0.5)
    assert amounts("a user")[size] == pytest.approx(total / SIZES[size], rel=0.005)


@pytest.mark.parametrize("name", LINES)
def test_each_line_says_what_it_assumes_at_which_price(name: str) -> None:
    assert "$" in ROWS[name][0]
    assert re.search(r"\d", ROWS[name][0])


def counted(name: str, pattern: str) -> list[float]:
    found = re.search(pattern, ROWS[name][0])
    assert found, ROWS[name][0]
    return [float(each) for each in found.groups()]


def test_the_budget_that_nobody_chose_is_not_spent_by_the_fewest_users(prod: Synthesized) -> None:
    (budget,) = prod.of_type("AWS::Budgets::Budget").values()
    limit = budget["Properties"]["Budget"]["BudgetLimit"]["Amount"]
    assert 0.8 * limit > amounts("together")[0]
    page = (ROOT / "docs/cost.md").read_text(encoding="utf-8")
    assert f"`MONTHLY_BUDGET_USD`, {limit:,} unless given" in page


def test_what_the_templates_decide_is_counted_in_them(prod: Synthesized) -> None:
    memory = sum(row.memory for row in ROUTES) / len(ROUTES) / 1024
    functions, average = counted("Lambda, SnapStart cache", r"(\d+) HTTP functions of ([\d.]+) GB")
    assert functions == pytest.approx(len(ROUTES), rel=0.1), "a few new routes do not change the estimate"
    assert average == pytest.approx(memory, rel=0.1)
    (kept,) = counted("Lambda, SnapStart cache", r"(\d) versions each")
    (price,) = counted("Lambda, SnapStart cache", r"\$([\d.]+) a GB-second")
    seconds = 730 * 3600
    assert amounts("Lambda, SnapStart cache")[0] == pytest.approx(
        functions * average * kept * seconds * price, abs=0.5
    )
    endpoints = [
        each
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["Properties"].get("VpcEndpointType") == "Interface"
    ]
    assert counted("Interface endpoints", r"(\d+) services .* in (\d) zones") == [len(endpoints), 2]
    (acl,) = prod.of_type("AWS::WAFv2::WebACL").values()
    assert counted("WAF", r"(\d+) rules") == [len(acl["Properties"]["Rules"])]
    (cluster,) = prod.of_type("AWS::RDS::DBCluster").values()
    capacity = cluster["Properties"]["ServerlessV2ScalingConfiguration"]
    assert counted("Aurora Serverless v2", r"\((\d+) is the minimum") == [capacity["MinCapacity"]]
    instances = [each["Properties"] for each in prod.of_type("AWS::RDS::DBInstance").values()]
    watched = [each for each in instances if each["MonitoringInterval"] == 60]
    assert counted("Enhanced monitoring, flow log", r"a minute for each of (\d) instances") == [len(watched)]
    (flow,) = prod.of_type("AWS::EC2::FlowLog").values()
    assert flow["Properties"]["TrafficType"] == "REJECT"
    alarms = [each["Properties"] for each in prod.of_type("AWS::CloudWatch::Alarm").values()]
    metrics = sum(max(1, json.dumps(alarm).count('"MetricStat"')) for alarm in alarms)
    assert counted("CloudWatch, the rest", r"(\d+) alarms on (\d+) metrics") == [len(alarms), metrics]
