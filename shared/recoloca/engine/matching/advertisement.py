"""Reads an advertisement: its position and its requirement lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from recoloca.engine.analysis.result import Language
from recoloca.engine.analysis.words.concepts import concepts
from recoloca.engine.analysis.words.language import detect
from recoloca.engine.analysis.words.lexicon import Concept
from recoloca.engine.analysis.words.positions import title_score
from recoloca.engine.analysis.words.text import fold, key, repair

from .asked import Degree, Spoken, degree_asked, spoken_asked, years_asked
from .errors import AdvertisementError
from .result import RequirementKind
from .words import headings, meaningful

LONGEST: Final = 20_000
FEWEST_WORDS: Final = 3
MOST_REQUIREMENTS: Final = 60
PROSE: Final = 14
"""In words. A longer line is prose, in which short everyday words are no skills."""
SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÀ-Þ0-9])|(?:(?<!\s)\s+)?;\s+")
DESIRABLE: Final = re.compile(
    r"\b(?:desejave(?:l|is)|diferencia(?:l|is)|nice to have|preferred|preferably|preferencialmente|a plus"
    r"|is a plus|bonus|advantage(?:ous)?"
    r"|desirable|desired|ideally|se valora(?:ra)?|valorable|deseable|preferible(?:mente)?|sera um plus"
    r"|un plus|um plus)\b"
)
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
OFFER: Final = re.compile(
    r"^(?:(?:nos |te )?oferecemos|we (?:also )?offer|(?:te )?ofrecemos|beneficios|benefits|salario|salary"
    r"|envie|apply)\b"
)
ALTERNATIVE: Final = re.compile(r"^\s*(?:/|(?:,\s*)?(?:ou|or|o|u|e/ou|and/or|y/o)\b)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Choice:
    """Concepts of which one is enough (`Power BI ou Tableau`), each with its wording."""

    options: list[tuple[Concept, str]]


@dataclass(slots=True)
class Asked:
    """One requirement line and its conditions."""

    text: str
    kind: RequirementKind
    choices: list[Choice]
    words: list[str]
    """The meaningful words that are part of no concept."""
    years: int | None
    languages: list[Spoken]
    degree: Degree | None


@dataclass(slots=True)
class Advertisement:
    language: Language
    title: str | None
    asked: list[Asked]


def read(text: str) -> Advertisement:
    if not text.strip():
        raise AdvertisementError("ADVERTISEMENT_EMPTY")
    if len(text) > LONGEST:
        raise AdvertisementError("ADVERTISEMENT_TOO_LONG")
    lines = [line for raw in text.splitlines() if (line := repair(raw).removeprefix("• ").strip())]
    if sum(len(key(line).split()) for line in lines) < FEWEST_WORDS:
        raise AdvertisementError("ADVERTISEMENT_TOO_SHORT")
    title = find_title(lines)
    asked = find_asked(lines, title)
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


def plain_gender(text: str) -> str:
    """A title without its second gender: `Contador(a)`, `Desarrollador/a`."""
    return re.sub(r"(?<=\w)(?:\((?:[ao]|as|os|es|ra)\)|/(?:[ao]|as|os|ra)\b)", "", text)


def find_asked(lines: list[str], title: str | None) -> list[Asked]:
    kinds = [heading_kind(line) for line in lines]
    structured = any(kind in {"required", "desirable"} for kind, _ in kinds)
    section = ""
    found: list[Asked] = []
    for line, (kind, rest) in zip(lines, kinds, strict=True):
        if kind:
            section = kind
            if not rest:
                continue
        for sentence in sentences(rest or line):
            chosen = judge(sentence, section, structured)
            if chosen and not (title and sentence.endswith(title)):
                asked = read_line(sentence, chosen)
                if asked:
                    found.append(asked)
    return found[:MOST_REQUIREMENTS]


def heading_kind(line: str) -> tuple[str, str]:
    """The kind of section that a line opens ("" for none), and the text after its colon."""
    before, colon, rest = line.partition(":")
    words = key(before)
    if len(words) <= 60 and (colon or len(words.split()) <= 8):
        kind = headings().get(words, "")
        if kind and (colon or not rest):
            return kind, rest.strip()
    return "", ""


def sentences(line: str) -> list[str]:
    parts = [part.strip(" .;–—-*") for part in SENTENCE.split(line)]
    return [part for part in parts if part]


def judge(sentence: str, section: str, structured: bool) -> RequirementKind | None:
    folded = fold(sentence)
    if section == "ignored" or OFFER.match(folded):
        return None
    if DESIRABLE.search(folded):
        return "desirable"
    if section == "desirable":
        return "desirable"
    if section == "required" or (REQUIRED.search(folded) and section != "duty"):
        return "required"
    if section == "duty" or structured:
        return "duty"
    return "required" if ASKING.search(folded) else "duty"


def read_line(sentence: str, kind: RequirementKind) -> Asked | None:
    """The conditions of one sentence; None when it has none that can be compared."""
    plain = plain_gender(sentence)
    languages = spoken_asked(plain)
    found = concepts(plain, inside=len(plain.split()) < PROSE)
    found = [hit for hit in found if not (hit[0].kind == "language" and languages)]
    degree = degree_asked(plain)
    if degree:
        found = [hit for hit in found if plain[hit[1] : hit[2]] not in degree.field]
    years = years_asked(plain)
    words = loose_words(plain, found, degree)
    if not (found or words or languages or degree or years):
        return None
    return Asked(sentence, kind, choices(plain, found), words, years, languages, degree)


def choices(text: str, found: list[tuple[Concept, int, int]]) -> list[Choice]:
    """The choices of a line.

    Concepts joined by `ou`, `or` or a slash are one choice; a repeated concept counts once.
    """
    grouped: list[Choice] = []
    last = 0
    for concept, start, end in found:
        if grouped and ALTERNATIVE.match(text[last:start]):
            grouped[-1].options.append((concept, text[start:end]))
        elif all(concept.id != option.id for choice in grouped for option, _ in choice.options):
            grouped.append(Choice([(concept, text[start:end])]))
        last = end
    return grouped


def loose_words(text: str, found: list[tuple[Concept, int, int]], degree: Degree | None) -> list[str]:
    for _, start, end in reversed(found):
        text = text[:start] + " " + text[end:]
    field = set(meaningful(degree.field)) | set(meaningful(degree.wording)) if degree else set()
    return [word for word in dict.fromkeys(meaningful(text)) if word not in field and len(word) > 2]
