"""The handwritten sentences of docs/capacity.md agree with the code and the templates."""

from __future__ import annotations

from infra.constructs import firewall
from infra.documents.capacity import READ_STATEMENTS, STATEMENT_MS, WRITE_STATEMENTS
from infra.stacks import api, data
from recoloca.adapters.language_model import DEFAULT_SECONDS
from tests.infra.conftest import ROOT, Synthesized

PAGE = (ROOT / "docs/capacity.md").read_text(encoding="utf-8")


def test_the_database_part_agrees_with_the_code() -> None:
    busy = 0.8 * READ_STATEMENTS + 0.2 * WRITE_STATEMENTS
    assert f"at most {READ_STATEMENTS} to read and {WRITE_STATEMENTS} to write" in PAGE
    assert f"(0.8 × {READ_STATEMENTS} + 0.2 × {WRITE_STATEMENTS}) × {STATEMENT_MS} ms`" in PAGE
    assert f"**{busy * STATEMENT_MS:.1f} connections**" in PAGE
    assert f"Serverless capacity: {data.MINIMUM_UNITS} to {data.MAXIMUM_UNITS} units" in PAGE
    assert f"{DEFAULT_SECONDS:.0f} s at most *(t)*" in PAGE


def test_the_limits_are_those_of_the_stage_and_the_firewall() -> None:
    assert f"| throttle of our own stage | {api.THROTTLE_RATE:,}, burst {api.THROTTLE_BURST:,} |" in PAGE
    assert (
        f"| WAF, requests for an address in 60 s | {firewall.API_REQUESTS} to the API, logins "
        f"{firewall.LOGIN_REQUESTS}, {firewall.ALL_REQUESTS:,} with pages and files |"
    ) in PAGE


def test_the_cache_and_its_alarm_are_those_of_the_templates(prod: Synthesized) -> None:
    (cache,) = prod.of_type("AWS::ElastiCache::ServerlessCache").values()
    limits = cache["Properties"]["CacheUsageLimits"]
    assert f"a ceiling of {limits['ECPUPerSecond']['Maximum']:,} units a second" in PAGE
    assert f"are 0.1 GB of {limits['DataStorage']['Maximum']} *(t)*" in PAGE
    (alarm,) = [
        each["Properties"]["Threshold"]
        for each in prod.of_type("AWS::CloudWatch::Alarm").values()
        if str(each["Properties"].get("AlarmName")).endswith("-concurrency")
    ]
    assert f"the alarm `concurrency` rings at {alarm}" in PAGE
