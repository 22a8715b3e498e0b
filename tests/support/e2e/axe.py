"""axe-core in the frontend's pinned version, run inside the page."""

from __future__ import annotations

from typing import Final, Literal

from playwright.sync_api import Page

from infra.paths import ROOT

SOURCE: Final = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()
ALL: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR: Final = ["color-contrast", "link-in-text-block"]
"""The rules whose result depends on the theme. All others see the same document in both themes."""
RUN: Final = """(rules) => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then(({violations}) =>
    violations.map(({id, help, nodes}) => `${id}: ${help}\\n` + nodes.map((node) =>
        `    ${node.target.join(" ")}\\n      ${node.html.slice(0, 200)}\\n      ${node.failureSummary}`).join("\\n")))
"""


def violations(page: Page) -> list[str]:
    """The violations on the current page: all rules in the light theme, the colour rules in the dark one."""
    found = []
    theme: Literal["dark", "light"]
    for theme, rules in (("dark", OF_COLOUR), ("light", ALL)):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        found += [f"{page.url} ({theme}) {violation}" for violation in page.evaluate(RUN, rules)]
    return found
