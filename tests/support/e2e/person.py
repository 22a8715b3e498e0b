"""A person who uses the app: what they read and do, with axe on every page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.support.e2e import axe, layout
from tests.support.e2e.words import Words


@dataclass
class Person:
    page: Page
    site: str
    words: Words
    email: str
    password: str = "uma frase longa e boba"
    barriers: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def look(self, name: str) -> None:
        """Run axe on the current page at every width. `barriers` collects the violations."""
        expect(self.page.locator("h1")).to_be_visible()
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        self.barriers += axe.violations(self.page) + layout.overflows(self.page)
        self.seen.add(name)

    def heading(self, text: str) -> None:
        expect(self.page.locator("h1")).to_contain_text(text)

    def fill(self, label: str, text: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label, exact=True).fill(text)

    def press(self, name: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def log_in(self, email: str, password: str) -> None:
        """Log in. The login page must be open."""
        self.fill(self.words.email, email)
        self.fill(self.words.password, password)
        self.press(self.words.login)

    def register(self) -> None:
        """Register. The registration page must be open."""
        self.fill(self.words.name, "Ana Souza")
        self.fill(self.words.email, self.email)
        self.fill(self.words.password, self.password)
        self.press(self.words.register)

    def arrives(self, path: str) -> None:
        expect(self.page).to_have_url(re.compile(re.escape(self.site) + path + r"([?#].*)?$"))

    def reads(self, text: str) -> Locator:
        found = self.page.locator("main").get_by_text(text).first
        expect(found).to_be_visible()
        return found
