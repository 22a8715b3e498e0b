"""The question bank: `data/questions/<family>.toml`; `general.toml` holds what any profession is asked."""

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
"""A question asks what happened, how something is done, or who the person is and what they want."""


class Wording(TypedDict):
    asks: str
    """The question, one line."""
    shows: str
    """What a good answer shows: the rest of the sentence that begins so."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: Kind
    levels: tuple[str, ...]
    wording: dict[Locale, Wording]


@dataclass(frozen=True, slots=True)
class Family:
    titles: tuple[str, ...]
    """Folded words of a job title that tell the family; those of five letters or more may go on (`enfermeir`)."""
    areas: tuple[str, ...]
    """Skill tables whose concepts tell the family where no title does."""
    questions: tuple[Question, ...]


@functools.cache
def families() -> dict[str, Family]:
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
    """A family's table with folded titles; raises `KeyError` for a question that lacks a language."""
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
    """Every question by its folded text in either language: how an answer finds what it answers."""
    return {
        key(wording["asks"]): question
        for family in families().values()
        for question in family.questions
        for wording in question.wording.values()
    }


def candidates(family: str, level: str, *, technical: bool) -> list[list[Question]]:
    """Groups in order of preference: technical questions of the family before those for any profession.

    `general` has both kinds for all levels, so one question at least is always there.
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
    """The bank's question with this text; None for one made from the CV."""
    return by_text().get(key(text))
