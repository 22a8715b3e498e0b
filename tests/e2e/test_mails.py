"""Links in mails: to confirm an address and to choose another password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPerson
from tests.support.e2e.person import Person
from tests.support.e2e.words import ENGLISH, PORTUGUESE, Words

NEW_PASSWORD = "outra frase longa e boba"


@pytest.mark.timeout(180)
@pytest.mark.parametrize("words", [PORTUGUESE, ENGLISH], ids=lambda words: words.locale)
def test_the_mailed_links_confirm_the_address_and_change_the_password(
    new_person: NewPerson, mailed_link: Callable[[str, str], str], words: Words
) -> None:
    person = new_person(words)
    register(person)
    confirm(person, mailed_link(person.email, "/verificar-email"))
    forget(person)
    choose_password(person, mailed_link(person.email, "/nova-senha"))
    person.open("/login")
    person.log_in(person.email, person.password)
    person.reads(words.login_refused)
    person.open("/login")
    person.log_in(person.email, NEW_PASSWORD)
    person.arrives("/dashboard")
    assert person.barriers == []


def register(person: Person) -> None:
    person.open("/register")
    person.register()
    person.arrives("/onboarding")


def confirm(person: Person, link: str) -> None:
    person.open(link)
    person.reads(person.words.verified)
    person.look("confirmed")
    assert "token" not in person.page.url
    person.page.goto("about:blank")
    person.open(link)  # the link of the mail works only once
    expect(person.page.get_by_role("alert")).to_be_visible()
    person.look("used link")


def forget(person: Person) -> None:
    person.open("/forgot-password")
    person.look("forgot password")
    person.fill(person.words.email, person.email)
    person.press(person.words.send_link)
    person.reads(person.email)
    person.look("link sent")


def choose_password(person: Person, link: str) -> None:
    person.open(link)
    person.look("new password")
    person.fill(person.words.new_password, NEW_PASSWORD)
    person.press(person.words.save_password)
    person.reads(person.words.password_changed)
