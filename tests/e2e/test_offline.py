"""A phone that loses its connection."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewPerson
from tests.support.e2e.words import ENGLISH, PORTUGUESE, Words


@pytest.mark.parametrize("words", [PORTUGUESE, ENGLISH], ids=lambda words: words.locale)
def test_a_page_that_failed_to_load_says_so_and_loads_once_online(
    new_person: NewPerson, words: Words
) -> None:
    person = new_person(words)
    person.open("/register")
    person.register()
    person.arrives("/onboarding")
    person.page.context.set_offline(True)
    person.follow(words.coach_says)
    person.heading(words.offline)
    person.page.context.set_offline(False)
    person.heading(words.coach_says)
    person.arrives("/ai-coach")
