"""A history that is longer than its loaded part."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import NewPerson
from tests.support.e2e.words import ENGLISH, PORTUGUESE, Words

PAGE = 50
TOTAL = 400


def answer(route: Route) -> None:
    """Answers with one page of a very long history."""
    start = int(parse_qs(urlsplit(route.request.url).query).get("cursor", ["0"])[0])
    items = [
        {
            "id": str(UUID(int=number)),
            "file_name": f"cv-{number}.pdf",
            "status": "completed",
            "score": 70,
            "created_at": "2026-11-24T12:00:00Z",
        }
        for number in range(start, min(start + PAGE, TOTAL))
    ]
    following = str(start + PAGE) if start + PAGE < TOTAL else None
    route.fulfill(json={"items": items, "next_cursor": following})


@pytest.mark.parametrize("words", [PORTUGUESE, ENGLISH], ids=lambda words: words.locale)
def test_going_back_restores_the_position_in_the_history(new_person: NewPerson, words: Words) -> None:
    person = new_person(words)
    page = person.page
    page.route("**/api/cv/analyses?*", answer)
    person.open("/register")
    person.register()
    person.arrives("/onboarding")
    page.locator("nav a[href='/cv-analysis']").click()
    row = page.get_by_text("cv-180.pdf", exact=True)
    while not row.is_visible():
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(50)
    row.scroll_into_view_if_needed()
    left_at = page.evaluate("scrollY")
    row.click()
    person.heading(words.not_found)
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(row).to_be_in_viewport()
    assert page.evaluate("scrollY") == pytest.approx(left_at, abs=84)
