"""The first view of a page, which `boot.js` shows before the app has loaded."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from recoloca.cli import demo
from tests.e2e.conftest import DESKTOP, PHONE, NewPerson
from tests.support.e2e.words import ENGLISH, PORTUGUESE, Words

APP = "**/assets/start-*.js"
PICTURE = re.compile(r"/assets/result-([\w-]+)-(narrow|wide)-\d+-[\w-]+\.(avif|webp)$")


def held_back(page: Page) -> list[Route]:
    """Holds back the app's script. Returns the requests that wait."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(APP, hold)
    return held


@pytest.mark.parametrize("words", [PORTUGUESE, ENGLISH], ids=lambda words: words.locale)
def test_a_form_sent_before_the_app_is_there_waits_for_it(new_person: NewPerson, words: Words) -> None:
    person = new_person(words)
    app = held_back(person.page)
    with person.page.expect_request(APP):
        person.open("/login")
    person.log_in(demo.EMAIL, demo.PASSWORD)
    expect(person.page).to_have_url(person.site + "/login")  # the address contains no field of the form
    for route in app:
        route.continue_()
    person.arrives("/dashboard")


@pytest.mark.parametrize(("width", "shape"), [(PHONE["width"], "narrow"), (DESKTOP["width"], "wide")])
def test_the_start_page_fetches_the_one_picture_that_it_shows(
    new_person: NewPerson, width: int, shape: str
) -> None:
    person = new_person(PORTUGUESE)
    person.page.set_viewport_size({"width": width, "height": 800})
    fetched: list[str] = []
    person.page.on("request", lambda request: fetched.append(request.url))
    person.open("/")
    person.page.wait_for_load_state("networkidle")
    pictures = [found.groups() for found in map(PICTURE.search, fetched) if found]
    assert pictures == [("pt-BR-light", shape, "avif")]
    assert person.page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
