"""A low window (a desktop zoomed to 400 %, a phone on its side): fixed bars must not cover the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.e2e.conftest import NewPerson
from tests.support.e2e.words import PORTUGUESE

ZOOMED: ViewportSize = {"width": 320, "height": 225}
"""1280 × 900 pixels at 400 %."""
COVERED = """() => {
    const stays = (element) => {
        for (let each = element; each; each = each.parentElement)
            if (["fixed", "sticky"].includes(getComputedStyle(each).position)) return true;
        return false;
    };
    let rows = 0;
    for (let y = 0; y < innerHeight; y += 1) rows += stays(document.elementFromPoint(innerWidth / 2, y)) ? 1 : 0;
    return rows;
}"""
"""The number of pixel rows in the middle of the window that fixed bars cover while the page scrolls."""


@pytest.mark.parametrize("path", ["/dashboard", "/ai-coach", "/profile"])
def test_no_bar_covers_a_page_that_is_zoomed_to_400_percent(new_person: NewPerson, path: str) -> None:
    person = new_person(PORTUGUESE)
    person.open("/register")
    person.register()
    person.arrives("/onboarding")
    person.page.set_viewport_size(ZOOMED)
    person.open(path)
    expect(person.page.locator("[aria-busy=true]")).to_have_count(0)
    person.page.evaluate("scrollTo(0, 400)")
    assert person.page.evaluate(COVERED) == 0
    assert person.page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]


def test_no_bar_covers_a_conversation_that_is_zoomed_to_400_percent(new_person: NewPerson) -> None:
    person = new_person(PORTUGUESE)
    person.open("/register")
    person.register()
    person.arrives("/onboarding")
    person.open("/ai-coach")
    person.press(person.words.mock_interview)
    expect(person.page.get_by_label(person.words.message, exact=True)).to_be_visible()
    person.page.set_viewport_size(ZOOMED)
    person.page.evaluate("scrollTo(0, 200)")
    assert person.page.evaluate(COVERED) == 0
