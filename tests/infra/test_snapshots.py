"""A change of the templates shows in the review, and the diagram follows it."""

from __future__ import annotations

import copy

import pytest

from infra import diagram
from tests.infra.conftest import Synthesized
from tests.support.infra import snapshots

RENEW = "run `make snapshots` and read what it changed"


@pytest.mark.parametrize("stage", snapshots.STAGES)
def test_the_templates_are_those_that_were_reviewed(stage: str, request: pytest.FixtureRequest) -> None:
    synthesized: Synthesized = request.getfixturevalue(stage)
    made, kept = snapshots.snapshots(synthesized.templates), snapshots.kept(stage)
    if stage == "named":
        made = snapshots.only_here(made, snapshots.kept("prod"))
    changed = [name for name in sorted(made.keys() | kept.keys()) if made.get(name) != kept.get(name)]
    assert not changed, f"{', '.join(changed)} of {stage}: {RENEW}"


def test_the_diagram_agrees_with_the_templates(named: Synthesized) -> None:
    assert diagram.DOCUMENT.read_text() == diagram.document(named.templates), RENEW


def test_the_diagram_shows_monitoring_and_protection(named: Synthesized) -> None:
    drawn = diagram.document(named.templates)
    for shown in ("api.recoloca.ai", "GuardDuty", "CodeDeploy", "CloudTrail", "a month (budget)", "Bedrock"):
        assert shown in drawn.partition("## What each function")[0], shown


def test_new_code_changes_no_snapshot_and_a_new_permission_does(prod: Synthesized) -> None:
    workers = copy.deepcopy(prod.templates["workers"])
    functions = [r for r in workers["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
    functions[0]["Properties"]["Code"]["S3Key"] = f"{'0' * 64}.zip"
    assert snapshots.normalised(workers) == snapshots.normalised(prod.templates["workers"])
    functions[0]["Properties"]["Timeout"] += 1
    assert snapshots.normalised(workers) != snapshots.normalised(prod.templates["workers"])
