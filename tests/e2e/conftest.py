"""A real Chromium that uses the whole local platform."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until
from tests.support.e2e import axe
from tests.support.e2e.browser import SWITCHES, chromium
from tests.support.e2e.person import Person
from tests.support.e2e.words import Words

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
WAIT_MILLISECONDS = 20_000
"""The longest time that any step may take on a busy machine."""

NewPerson = Callable[[Words], Person]


@pytest.fixture(scope="session")
def site(platform: LocalPlatform) -> str:
    """The address of the app."""
    return platform.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that closes before other tests begin: `asyncio.run` fails in this thread while Playwright runs."""
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def new_person(browser: Browser, site: str) -> Iterator[NewPerson]:
    """Makes a person with a browser of their own. Portuguese readers use a phone, English readers a desktop."""
    contexts: list[BrowserContext] = []

    def make(words: Words) -> Person:
        phone = words.locale == "pt-BR"
        context = browser.new_context(
            locale=words.locale,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MILLISECONDS)
        context.add_init_script(axe.SOURCE)
        contexts.append(context)
        return Person(context.new_page(), site, words, f"e2e-{uuid4().hex[:12]}@example.com")

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def mailed_link(site: str) -> Callable[[str, str], str]:
    """Waits for the newest mail and returns the path of its link to a page, with the token."""

    def find(email: str, page: str) -> str:
        link = re.compile(re.escape(page) + r"#token=[\w.-]+")

        def newest() -> str | None:
            answer = httpx.get(
                f"{site}/_local/mailbox.json", params={"to": email}, timeout=10, trust_env=False
            )
            found = (link.search(mail["text"]) for mail in answer.json()["items"])
            return next((match[0] for match in found if match), None)

        assert wait_until(lambda: newest() is not None, WAIT_MILLISECONDS / 1000), f"no mail led to {page}"
        return newest() or ""

    return find
