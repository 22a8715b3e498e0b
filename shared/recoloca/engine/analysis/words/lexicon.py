"""The tables of `data/`, read once a process, in the forms the stages look words up.

A table is UTF-8 with tab-separated columns, `#` comment lines and a header row; labels in a cell are separated by
`|` and the first is the one shown to people. An empty pt or es cell means "as in English".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from ..result import SkillKind
from . import text
from .tables import kept
from .text import fold, key

MAKERS: Final = (__file__, text.__file__)
DATA: Final = Path(__file__).parents[1] / "data"
LANGUAGES: Final = ("pt", "en", "es")
VOCABULARIES: Final = (
    ("degrees", "level"),
    ("language_levels", "level"),
    ("language_names", "iso"),
    ("months", "number"),
)


class Concept(NamedTuple):
    id: str
    kind: SkillKind
    labels: tuple[str, str, str]
    """Preferred labels in pt, en and es."""
    area: str


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The table's rows by column; raises `ValueError` with file and line for a row of the wrong width."""
    header: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        if len(cells) > len(header):
            raise ValueError(f"{path.name}:{number}: {len(cells)} cells where the header has {len(header)}")
        yield dict(zip(header, cells, strict=True))


def source(name: str) -> Path:
    return DATA / f"{name}.tsv"


def table(name: str) -> Iterator[dict[str, str]]:
    return rows(source(name))


def labels(row: dict[str, str], language: str) -> list[str]:
    cell = row.get(language, "") or row.get("en", "")
    return [label.strip() for label in cell.split("|") if label.strip()]


def all_labels(row: dict[str, str]) -> list[str]:
    return [label for language in LANGUAGES for label in labels(row, language)]


@functools.cache
def headings() -> dict[str, str]:
    """Heading in key form without spaces (headings are often set l e t t e r s p a c e d) to its kind."""
    found: dict[str, str] = {}
    for row in table("headings"):
        for label in all_labels(row):
            found.setdefault(key(label).replace(" ", ""), row["kind"])
    return found


WEAK_WORDS: Final = frozenset(
    [
        "meu",
        "meus",
        "minha",
        "minhas",
        "sobre",
        "outros",
        "outras",
        "principais",
        "dados",
        "main",
        "other",
        "about",
        "my",
        "mis",
        "mi",
        "sobre",
        "para",
        "como",
        "onde",
        "what",
        "where",
        "with",
        "more",
    ]
)
"""Words of headings that tell no kind."""


@functools.cache
def heading_words() -> dict[str, str]:
    """Words that tell a heading's kind on their own, such as `experiencia`, to that kind."""
    kinds: dict[str, set[str]] = {}
    for row in table("headings"):
        for label in all_labels(row):
            for word in set(key(label).split()) - WEAK_WORDS:
                kinds.setdefault(word, set()).add(row["kind"])
    return {word: next(iter(where)) for word, where in kinds.items() if len(where) == 1 and len(word) > 3}


@functools.cache
def vocabulary(name: str, column: str) -> dict[str, str]:
    """Every label of a table in key form to the value of one column (`months` to `number`, `degrees` to `level`)."""

    def make() -> dict[str, str]:
        found: dict[str, str] = {}
        for row in table(name):
            for label in all_labels(row):
                found.setdefault(key(label), row[column])
        return found

    return cast("dict[str, str]", kept(f"{name}-{column}", [source(name)], MAKERS, make))


@functools.cache
def months() -> dict[str, int]:
    return {word: int(number) for word, number in vocabulary("months", "number").items()}


@functools.cache
def present_words() -> tuple[str, ...]:
    return tuple(
        fold(label) for row in table("present") if row["kind"] == "present" for label in all_labels(row)
    )


@functools.cache
def occupations() -> dict[str, str]:
    return vocabulary("occupations", "id")


WEAK_HEADS: Final = frozenset(["profissional", "professional", "profesional"])
"""Words of titles that tell no occupation: `Caminho profissional` is a heading."""


@functools.cache
def occupation_heads() -> frozenset[str]:
    """First words of Portuguese and Spanish titles and last words of English ones: `analista`, `engineer`."""

    def make() -> list[str]:
        heads: set[str] = set()
        for row in table("occupations"):
            for language in LANGUAGES:
                for label in labels(row, language):
                    words = key(label).split()
                    if words:
                        heads.add(words[-1] if language == "en" else words[0])
        return sorted(head for head in heads - WEAK_HEADS if len(head) > 2)

    return frozenset(kept("occupation-heads", [source("occupations")], MAKERS, make))


PREPOSITIONS: Final = frozenset(
    ["de", "da", "do", "das", "dos", "em", "na", "no", "a", "e", "para", "com", "por"]
)
AGREEING: Final = re.compile(r"(?:ico|ario|ivo|ado|ido|eiro|ano|oso|ito|ino|ogo)$")
"""Endings of adjectives and nouns that change with the gender."""


def feminine(title: str) -> str:
    """A folded Portuguese title for a woman: `tecnico administrativo de obras` as `tecnica administrativa de obras`."""
    found: list[str] = []
    words = title.split()
    for place, word in enumerate(words):
        if word in PREPOSITIONS:
            return " ".join([*found, *words[place:]])
        if word.endswith("or") and len(word) > 3:
            found.append(word + "a")
        elif word.endswith("o") and (place == 0 or AGREEING.search(word)):
            found.append(word[:-1] + "a")
        elif word.endswith("es") and place == 0:
            found.append(word[:-2] + "esa")
        else:
            found.append(word)
    return " ".join(found)


@functools.cache
def classified() -> frozenset[str]:
    """Titles of the Brazilian classification of occupations (CBO 2002), folded, in both genders."""
    path = DATA / "cbo.txt"

    def make() -> list[str]:
        titles = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
        return sorted({form for title in titles for form in (title, feminine(title))})

    return frozenset(kept("cbo", [path], MAKERS, make))


@functools.cache
def classified_heads() -> frozenset[str]:
    """First words of those titles."""
    return frozenset(title.partition(" ")[0] for title in classified())


TOKEN: Final = re.compile(r"\.?[^\W_]+(?:[+#]+(?![^\W_]))?")


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their places in `text`: `C++`, `C#` and `.NET` are words."""
    return [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(fold(text))]


MOST_WORDS: Final = 7
"""Words of a phrase that are looked up together, at most."""


class SkillIndex(NamedTuple):
    by_phrase: dict[str, Concept]
    longest: dict[str, int]
    """Words in the longest phrase that begins with a word."""


@functools.cache
def skills() -> SkillIndex:
    sources = sorted((DATA / "skills").glob("*.tsv"))

    def make() -> dict[str, Any]:
        concepts: list[Concept] = []
        phrases: dict[str, int] = {}
        for path in sources:
            for row in rows(path):
                preferred = [labels(row, language) for language in LANGUAGES]
                for label in (label for group in preferred for label in group):
                    phrase = " ".join(token for token, _, _ in tokens(label))
                    if phrase:
                        phrases.setdefault(phrase, len(concepts))
                shown = cast("tuple[str, str, str]", tuple(group[0] for group in preferred))
                concepts.append(Concept(row["id"], cast("SkillKind", row["kind"]), shown, path.stem))
        longest: dict[str, int] = {}
        for phrase in phrases:
            first = phrase.partition(" ")[0]
            longest[first] = max(longest.get(first, 0), min(phrase.count(" ") + 1, MOST_WORDS))
        return {"concepts": concepts, "phrases": phrases, "longest": longest}

    made = kept("skills", sources, MAKERS, make)
    concepts = [Concept(name, kind, tuple(said), area) for name, kind, said, area in made["concepts"]]
    return SkillIndex({phrase: concepts[n] for phrase, n in made["phrases"].items()}, made["longest"])


class Verb(NamedTuple):
    strength: str
    past: str
    """First person past, in the language of the form that was found."""
    language: str


@functools.cache
def verbs() -> dict[str, Verb]:
    """Every form of every verb in key form; the longest match wins, so a phrase is looked up whole first."""

    def make() -> dict[str, Verb]:
        found: dict[str, Verb] = {}
        for row in table("verbs"):
            for language in LANGUAGES:
                forms = labels(row, language)
                past = forms[0] if forms else ""
                for index, form in enumerate(forms):
                    past = form if index and is_past(form, language) else past
                    found.setdefault(key(form), Verb(row["strength"], past, language))
        return found

    made = kept("verbs", [source("verbs")], MAKERS, make)
    return {form: Verb(*verb) for form, verb in made.items()}


def is_past(form: str, language: str) -> bool:
    """Whether a form is another verb's first person past (a row may hold several verbs)."""
    endings = {"pt": ("ei", "i"), "en": ("ed",), "es": ("é", "í")}[language]
    return form.endswith(endings) and " " not in form and not form.endswith(("rei", "aí"))


@functools.cache
def weak_phrases() -> dict[str, str]:
    return {key(label): row["id"] for row in table("weak_phrases") for label in all_labels(row)}


@functools.cache
def places() -> frozenset[str]:
    def make() -> list[str]:
        return sorted({key(label) for row in table("places") for label in all_labels(row)})

    return frozenset(kept("places", [source("places")], MAKERS, make))


@functools.cache
def acronyms_that_are_words() -> frozenset[str]:
    lines = (DATA / "acronyms_that_are_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@functools.cache
def regions() -> frozenset[str]:
    """States and countries in key form: what a city is followed by."""

    def make() -> list[str]:
        wide = [row for row in table("places") if row["kind"] in {"state", "country"}]
        return sorted({key(label) for row in wide for label in all_labels(row)})

    return frozenset(kept("regions", [source("places")], MAKERS, make))


def prepare() -> None:
    """Make every table that is kept."""
    for make in (skills, verbs, places, regions, occupations, occupation_heads, classified):
        make()
    for name, column in VOCABULARIES:
        vocabulary(name, column)
