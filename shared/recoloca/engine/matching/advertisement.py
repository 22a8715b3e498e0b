"""Reads an advertisement: its position and its requirement lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from recoloca.engine.analysis.result import Language
from recoloca.engine.analysis.words.language import detect
from recoloca.engine.analysis.words.positions import title_score
from recoloca.engine.analysis.words.text import fold, followed, key, repair

from .clauses import clauses
from .errors import AdvertisementError
from .markup import plain_text
from .requirement import Asked, plain_gender, read_line
from .result import RequirementKind
from .sections import Row, heading_kind
from .talk import asks_nothing
from .words import headings

LONGEST: Final = 20_000
"""In characters. A longer text is refused."""
FEWEST_WORDS: Final = 3
"""A text with fewer words is refused."""
MOST_REQUIREMENTS: Final = 60
SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÀ-Þ0-9])|(?:(?<!\s)\s+)?;\s+")
REQUIRED: Final = re.compile(
    r"\b(?:obrigatori[oa]s?|imprescindive(?:l|is)|essencia(?:l|is)|necessari[oa]s?|exig(?:e|imos)|required"
    r"|must|mandatory|essential"
    r"|imprescindibles?|obligatori[oa]s?|indispensables?|indispensave(?:l|is)|necesari[oa]s?)\b"
)
ASKING: Final = re.compile(
    r"\b(?:experiencia|conhecimento|dominio|vivencia|formacao|requisito|experience|knowledge|proficien"
    r"|skills?|degree|ability|conocimiento|formacion"
    r"|dominar|domine|saber|graduacao|superior|ingles|english|curso|cnh|habilidade)"
)
OPENING: Final = re.compile(
    r"^(?:vaga(?: de emprego)?(?: para| de)?|cargo|posicao|funcao|titulo|oportunidade(?: para| de)?"
    r"|we are hiring|we're hiring|now hiring|hiring|job title|position|role|title"
    r"|contratamos|contratando|contrata-se|buscamos|procuramos|puesto|estamos contratando|job opening"
    r"|opening|looking for|we are looking for|we're looking for|estamos buscando|se busca"
    r"|vacante|oferta(?: de empleo)?)\b\s*(?:um[a]?\b|una?\b|an?\b)?\s*[:–—-]?\s*"
)


@dataclass(slots=True)
class Advertisement:
    """An advertisement after reading. `title` is the advertised position; None when it has none."""

    language: Language
    title: str | None
    asked: list[Asked]


def read(text: str) -> Advertisement:
    """The advertisement of a pasted text or page.

    Raises:
        AdvertisementError: the text is empty, too long, too short, or asks for nothing that can be compared.
    """
    if not text.strip():
        raise AdvertisementError("ADVERTISEMENT_EMPTY")
    if len(text) > LONGEST:
        raise AdvertisementError("ADVERTISEMENT_TOO_LONG")
    text = plain_text(text)
    rows = [
        Row(bare, line.startswith("• "))
        for raw in text.splitlines()
        if (line := repair(raw)) and (bare := line.removeprefix("• ").strip())
    ]
    if sum(len(key(row.text).split()) for row in rows) < FEWEST_WORDS:
        raise AdvertisementError("ADVERTISEMENT_TOO_SHORT")
    title = find_title([row.text for row in rows])
    asked = find_asked(rows, title)
    if not asked and title is None:
        raise AdvertisementError("ADVERTISEMENT_WITHOUT_REQUIREMENTS")
    return Advertisement(detect(text), title, asked)


def find_title(lines: list[str]) -> str | None:
    """The advertised position: after a label, or the first short line that names an occupation; None without one."""
    best: tuple[float, str] | None = None
    for position, line in enumerate(lines[:6]):
        opening = OPENING.match(fold(line))
        bare = line[opening.end() :] if opening else line
        bare = re.split(r"[.|;!?]|\s[–—-]\s|,\s", bare)[0].strip(" :–—-*")
        if not 2 < len(bare) <= 70 or key(bare) in headings():
            continue
        score = title_score(plain_gender(bare)) + (1.5 if opening and position < 3 else 0.0)
        if score >= 1.3 and (best is None or score > best[0]):
            best = (score, bare)
    return best[1] if best else None


def find_asked(rows: list[Row], title: str | None) -> list[Asked]:
    """The requirement lines, at most `MOST_REQUIREMENTS`. The title and sections such as benefits are left out."""
    kinds = [
        heading_kind(row, bool(after and after.bullet and not row.bullet)) for row, after in followed(rows)
    ]
    structured = any(kind in {"required", "desirable"} for kind, _ in kinds)
    section = ""
    found: list[Asked] = []
    for row, (kind, rest) in zip(rows, kinds, strict=True):
        if kind and not (rest and kind == "ignored"):
            section = kind if kind != "unknown" else section
        if kind == "ignored" or (kind and not rest):
            continue
        for sentence in sentences(rest or row.text):
            if not (title and sentence.endswith(title)):
                found += read_sentence(sentence, section, structured)
    return found[:MOST_REQUIREMENTS]


def read_sentence(sentence: str, section: str, structured: bool) -> list[Asked]:
    """The requirements in the clauses of a sentence; an empty list when it is no requirement."""
    if section == "ignored" or asks_nothing(sentence):
        return []
    made: list[Asked] = []
    for clause in clauses(sentence):
        kind = "desirable" if clause.wish else judge(clause.text, section, structured)
        asked = read_line(clause.text, kind) if kind else None
        if asked:
            made.append(asked)
    return made


def sentences(line: str) -> list[str]:
    """The sentences of a line, without punctuation at their ends."""
    parts = [part.strip(" .;–—-*") for part in SENTENCE.split(line)]
    return [part for part in parts if part]


def judge(sentence: str, section: str, structured: bool) -> RequirementKind | None:
    """Whether a clause is required, desired or the work itself; None for talk before the first heading."""
    folded = fold(sentence)
    if section == "desirable":
        return "desirable"
    if section == "required" or (REQUIRED.search(folded) and section != "duty"):
        return "required"
    if section == "duty":
        return "duty"
    if structured:
        return "duty" if ASKING.search(folded) else None
    return "required" if ASKING.search(folded) else "duty"
