"""Elements that move while a page loads. Google's limit for a good page is a cumulative layout shift of 0.1."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import DESKTOP, PHONE, NewPerson
from tests.support.e2e.words import PORTUGUESE

LIMIT = 0.1
SLOW_MILLISECONDS = 300
"""An API that is so slow that the outline of each page shows."""
WATCH = """
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
PAGES = (
    "/dashboard", "/cv-analysis", "/cv-analysis/new", "/ai-coach", "/notifications", "/profile", "/payment", "/privacy",
)  # fmt: skip


@pytest.mark.timeout(180)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_nothing_on_a_page_moves_while_it_loads(new_person: NewPerson, viewport: dict[str, int]) -> None:
    person = new_person(PORTUGUESE)
    page = person.page
    page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
    person.open("/register")
    person.register()
    person.arrives("/onboarding")

    def answer_late(route: Route) -> None:
        page.wait_for_timeout(SLOW_MILLISECONDS)
        route.continue_()

    page.route("**/api/**", answer_late)
    page.add_init_script(WATCH)
    moved = {}
    for path in PAGES:
        person.open(path)
        page.wait_for_load_state("networkidle")
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        moved[path] = round(page.evaluate("shift"), 3)
    assert {path: shift for path, shift in moved.items() if shift >= LIMIT} == {}
