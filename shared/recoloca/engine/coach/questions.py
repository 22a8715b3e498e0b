"""The question bank: `data/questions/<family>.toml`. `general.toml` has questions for every profession."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import Any, Final, Literal, TypedDict, get_args

from recoloca.engine.analysis.words.tables import kept
from recoloca.engine.analysis.words.text import key

from .model import Locale
from .phrases import DATA, MAKERS, toml

FOLDER: Final = DATA / "questions"
GENERAL: Final = "general"
LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
Kind = Literal["behavioural", "technical", "motivation"]
"""The kinds of question: about an event, about a way of working, about the person and their wishes."""


class Wording(TypedDict):
    asks: str
    """The question, in one line."""
    shows: str
    """The end of the sentence "A good answer shows …"."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: Kind
    levels: tuple[str, ...]
    wording: dict[Locale, Wording]


@dataclass(frozen=True, slots=True)
class Family:
    titles: tuple[str, ...]
    """Folded words of a job title that belong to the family.

    A word of five letters or more may be a beginning (`enfermeir`).
    """
    areas: tuple[str, ...]
    """Skill tables. Their concepts decide the family when no title does."""
    questions: tuple[Question, ...]


@functools.cache
def families() -> dict[str, Family]:
    """All role families with their questions, by name."""
    sources = sorted(FOLDER.glob("*.toml"))

    def make() -> dict[str, Any]:
        return {path.stem: read(toml(path)) for path in sources}

    return {
        name: Family(
            tuple(made["titles"]),
            tuple(made["areas"]),
            tuple(
                Question(identifier, kind, tuple(levels), wording)
                for identifier, kind, levels, wording in made["questions"]
            ),
        )
        for name, made in kept("questions", sources, (__file__, *MAKERS), make).items()
    }


def read(table: dict[str, Any]) -> dict[str, Any]:
    """A family's table with folded titles.

    Raises:
        KeyError: a question lacks a language.
    """
    return {
        "titles": [key(title) for title in table["titles"]],
        "areas": table["areas"],
        "questions": [
            (row["id"], row["kind"], row["levels"], {locale: row[locale] for locale in LOCALES})
            for row in table["question"]
        ],
    }


@functools.cache
def by_text() -> dict[str, Question]:
    """Every question by its folded text in each language, which finds the question of an answer."""
    return {
        key(wording["asks"]): question
        for family in families().values()
        for question in family.questions
        for wording in question.wording.values()
    }


def candidates(family: str, level: str, *, technical: bool) -> list[list[Question]]:
    """Groups of questions in order of preference: the technical ones of the family come before the general ones.

    `general` has both kinds for all levels, so at least one question is there.
    """
    fitting = [
        [
            found
            for found in families()[name].questions
            if (found.kind == "technical") is technical and level in found.levels
        ]
        for name in dict.fromkeys((family, GENERAL))
    ]
    return [group for group in fitting if group] if technical else [[*itertools.chain(*fitting)]]


def asked(text: str) -> Question | None:
    """The question of the bank with this text; None for a question that is made from the CV."""
    return by_text().get(key(text))
