"""The cost model states its prices, and its quantities agree with the templates."""

from __future__ import annotations

import json
import re

import pytest

from infra.documents.__main__ import model
from infra.documents.cost import costs, lines, totals
from tests.infra.conftest import ROOT, Synthesized

MODEL = model()
ASSUMPTIONS = {line["line"]: line["assumption"] for line in lines(MODEL)}


def test_the_table_has_every_line_and_their_sum() -> None:
    shown = costs(MODEL)
    assert len(ASSUMPTIONS) > 15
    assert all(f"| {name} |" in shown for name in ASSUMPTIONS)
    assert f"| **together** |  | **{totals(MODEL)[0]:,.0f}** |" in shown


@pytest.mark.parametrize("name", ASSUMPTIONS)
def test_each_line_states_its_assumption_and_its_price(name: str) -> None:
    assert re.search(r"\$[\d.]", ASSUMPTIONS[name])


def counted(name: str, pattern: str) -> list[float]:
    found = re.search(pattern, ASSUMPTIONS[name])
    assert found, ASSUMPTIONS[name]
    return [float(each) for each in found.groups()]


def test_the_default_budget_covers_the_smallest_number_of_users(prod: Synthesized) -> None:
    (budget,) = prod.of_type("AWS::Budgets::Budget").values()
    limit = budget["Properties"]["Budget"]["BudgetLimit"]["Amount"]
    assert 0.8 * limit > totals(MODEL)[0]
    page = (ROOT / "docs/cost.md").read_text(encoding="utf-8")
    assert f"`MONTHLY_BUDGET_USD`, {limit:,} unless given" in page


def test_quantities_come_from_the_templates(prod: Synthesized) -> None:
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
