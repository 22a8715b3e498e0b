"""`make audit` tells a vulnerability, a clean answer and no answer apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from infra.checks.audit import Verdict, of_npm, of_pip
from tests.infra.conftest import ROOT

CLOSED = "http://127.0.0.1:9"


def test_pip_audit_names_a_vulnerable_dependency() -> None:
    found = {"dependencies": [{"name": "lxml", "version": "1.0", "vulns": [{"id": "PYSEC-2022-1"}]}]}
    assert of_pip(json.dumps(found), "") == Verdict(vulnerable=["lxml 1.0: PYSEC-2022-1"])


def test_pip_audit_without_findings_is_clean() -> None:
    found = {"dependencies": [{"name": "lxml", "version": "6.0", "vulns": []}], "fixes": []}
    assert of_pip(json.dumps(found), "") == Verdict()


def test_a_dependency_that_pip_audit_skips_is_not_clean() -> None:
    found = {"dependencies": [{"name": "lxml", "skip_reason": "not found on PyPI: lxml"}]}
    assert of_pip(json.dumps(found), "") == Verdict(unanswered=["not found on PyPI: lxml"])


def test_npm_counts_high_and_critical() -> None:
    found = {
        "vulnerabilities": {
            "vite": {"severity": "critical", "range": "<8"},
            "axe": {"severity": "low", "range": "<1"},
        }
    }
    assert of_npm(json.dumps(found), "") == Verdict(vulnerable=["vite <8: critical"])


def test_npm_without_an_answer_is_not_clean() -> None:
    assert of_npm('{"message": "405 Method Not Allowed"}', "") == Verdict(
        unanswered=["405 Method Not Allowed"]
    )
    assert of_npm("", "npm error\nno network\n") == Verdict(unanswered=["no network"])


def test_without_the_network_the_audit_says_so() -> None:
    closed = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "npm_config_registry"), CLOSED)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "infra.checks.audit",
            "layers/payments/requirements.txt",
            "frontend/package-lock.json",
        ],
        cwd=ROOT,
        env={
            **os.environ,
            **closed,
            "npm_config_fetch_retries": "0",
            "UV_NO_CACHE": "1",
            "UV_HTTP_RETRIES": "0",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout.count("? ") == 2
    assert "An advisory database did not answer" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
