"""`make lighthouse`: the median of five Lighthouse runs on each page with limits, on a platform of its own.

The phone is emulated, with Lighthouse's slow 4G. The functions behind the pages have started before the measurement,
as in a system in use; AWS restores them from snapshots. ARGS="--write" writes the figures to docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Page, expect, sync_playwright

from infra.local.platform import LocalPlatform
from infra.local.servers.process import free_port
from infra.paths import NODE, ROOT
from recoloca.cli import demo
from tests.lighthouse import report
from tests.load.cv import pdf
from tests.support.e2e.browser import SWITCHES, chromium

HERE: Final = ROOT / "tests/lighthouse"
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
AUDITS: Final = {
    "fcp": "first-contentful-paint",
    "lcp": "largest-contentful-paint",
    "cls": "cumulative-layout-shift",
    "tbt": "total-blocking-time",
    "tti": "interactive",
}
PATIENCE_MILLISECONDS: Final = 30_000


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    path: str
    public: bool


def measure(target: Target, site: str, port: int) -> dict[str, float]:
    """One run on one page: scores of 100, milliseconds, and the kilobytes of scripts that were sent."""
    command = [
        "npx", "--no-install", "lighthouse", site + target.path, f"--port={port}", "--output=json", "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    path = os.pathsep.join([str(NODE), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=HERE, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {target.path}: {done.stderr.strip()[-800:]}")
    return figures(json.loads(done.stdout))


def figures(found: dict[str, Any]) -> dict[str, float]:
    if found.get("runtimeError"):
        raise RuntimeError(found["runtimeError"]["message"])
    scores = {name: 100 * found["categories"][name]["score"] for name in CATEGORIES}
    metrics = {name: found["audits"][audit]["numericValue"] for name, audit in AUDITS.items()}
    requests = found["audits"]["network-requests"]["details"]["items"]
    scripts = sum(each["transferSize"] for each in requests if each.get("resourceType") == "Script")
    return {**scores, **metrics, "script_kb": scripts / 1024}


def prepare(page: Page, site: str) -> str:
    """Sign the demo account in and analyse a CV. Returns the path of its result."""
    page.goto(f"{site}/login")
    page.get_by_label("E-mail", exact=True).fill(demo.EMAIL)
    page.get_by_label("Senha", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()
    expect(page).to_have_url(f"{site}/dashboard", timeout=PATIENCE_MILLISECONDS)
    page.goto(f"{site}/cv-analysis/new")
    document = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": pdf()[0]}
    page.locator("input[type=file]").set_input_files(document)  # type: ignore[arg-type]
    page.get_by_role("button", name="Analisar", exact=True).click()
    expect(page.get_by_text("Sua nota")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    warm(page, site, result := page.url.removeprefix(site))
    return result


def warm(page: Page, site: str, result: str) -> None:
    """Visit both pages once, so that the functions have started before the measurement."""
    for path in ("/dashboard", result):
        page.goto(site + path, wait_until="networkidle")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MILLISECONDS)


@contextmanager
def browser(folder: str, port: int) -> Iterator[Page]:
    """A Chromium that Lighthouse can control too. Both share the session."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=chromium(),
            args=[*SWITCHES, f"--remote-debugging-port={port}"],
            locale="pt-BR",
        )
        yield context.pages[0]
        context.close()


def runs(targets: list[Target], site: str, port: int, times: int) -> dict[str, dict[str, float]]:
    """The median of each figure on each page."""
    medians = {}
    for target in targets:
        print(f"  {target.name:<12}", end="", flush=True)
        each = []
        for _ in range(times):
            each.append(measure(target, site, port))
            print(f"{each[-1]['performance']:5.0f}", end="", flush=True)
        print()
        medians[target.name] = {name: median(one[name] for one in each) for name in each[0]}
    return medians


def run(times: int) -> tuple[list[Target], dict[str, dict[str, float]]]:
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="recoloca-lighthouse-") as folder,
        tempfile.TemporaryDirectory(prefix="recoloca-chromium-") as profile,
    ):
        Path(folder).chmod(0o755)
        with LocalPlatform(Path(folder), throwaway=True) as platform:
            public = [Target("landing", "/", True), Target("login", "/login", True)]
            with browser(f"{profile}/anonymous", port):
                medians = runs(public, platform.url, port, times)
            with browser(f"{profile}/signed-in", port) as page:
                result = prepare(page, platform.url)
                page.goto("about:blank")
                own = [Target("dashboard", "/dashboard", False), Target("result", result, False)]
                medians |= runs(own, platform.url, port, times)
    return public + own, medians


def main() -> int:
    parser = argparse.ArgumentParser(prog="make lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs on each page; their median counts (5)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    targets, medians = run(arguments.runs)
    public = {target.name for target in targets if target.public}
    table = report.table(medians)
    print(f"\n{table}\n")
    missed = report.missed(medians, public)
    if arguments.write:
        report.write(ROOT / "docs/benchmarks.md", table, missed, arguments.runs, datetime.now(UTC).date())
    print("\n".join(missed) or "Every bar is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
