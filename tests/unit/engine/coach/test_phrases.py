"""The coach's sentences: the same in both languages, none that waits for a fact nobody gives."""

from __future__ import annotations

import string

import pytest

from recoloca.engine.coach.conversation import Conversation
from recoloca.engine.coach.model import Locale, Topic
from recoloca.engine.coach.phrases import intent, intents, phrases

from .conftest import AD_EN, LOCALES, context_of

STEPPED = (
    *(topic for topic in Topic if topic != Topic.CV_REVIEW),
    "pitch",
    "gap",
    "questions_to_ask",
    "thanks",
)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_facts() -> None:
    portuguese, english = phrases("pt-BR"), phrases("en")
    assert portuguese.keys() == english.keys()
    assert not {key for key in portuguese if names(portuguese[key]) != names(english[key])}


@pytest.mark.parametrize("locale", LOCALES)
def test_advice_names_a_fact_and_each_table_ends_with_a_default(
    locale: Locale,
) -> None:
    said = phrases(locale)
    for table in STEPPED:
        rows = [text for key, text in said.items() if key.startswith(f"{table}.")]
        assert all(names(text) for text in rows), table
        assert names(rows[-1]) == {"message"}, table


@pytest.mark.parametrize("locale", LOCALES)
def test_every_topic_offers_a_way_on(locale: Locale) -> None:
    said = phrases(locale)
    for topic in Topic:
        assert said[f"offer.{topic}"]
        assert 2 <= len(said[f"replies.{topic}"].split("|")) <= 4


@pytest.mark.parametrize("locale", LOCALES)
def test_a_value_with_braces_is_quoted_and_never_read_as_a_fact(locale: Locale) -> None:
    conversation = Conversation(
        context_of(Topic.JOB_SEARCH, job_description=AD_EN), (), "{overall} {0} {message.__class__}", locale
    )
    assert "{overall} {0} {message.__class__}" in conversation.say("job_search.g")


def test_a_word_announces_one_intent() -> None:
    owners: dict[str, set[str]] = {}
    for name, said in intents():
        for phrase in said:
            owners.setdefault(phrase, set()).add(name)
    assert not {phrase: found for phrase, found in owners.items() if len(found) > 1}


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("Simular entrevista", "interview"),
        ("PRÓXIMA PERGUNTA!", "next"),
        ("me dá uma dica?", "hint"),
        ("Plano para a semana", "plan"),
        ("Weekly plan", "plan"),
        ("How do I introduce myself?", "pitch"),
        ("Como me apresento?", "pitch"),
        ("Como negociar a proposta?", "salary"),
        ("Perguntas para fazer ao recrutador", "questions_to_ask"),
        ("Revisar meu currículo", "cv"),
        ("Obrigada!", "thanks"),
        ("bom dia", None),
    ],
)
def test_messages_are_understood(message: str, wanted: str | None) -> None:
    assert intent(message) == wanted


@pytest.mark.parametrize("locale", LOCALES)
def test_every_quick_reply_of_the_interview_is_a_command(locale: Locale) -> None:
    assert [intent(text) for text in phrases(locale)["replies.asked"].split("|")] == ["hint", "next", "stop"]
