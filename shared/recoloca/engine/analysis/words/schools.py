"""The words of education: what names an institution, a degree, a field of study or the state of a course."""

from __future__ import annotations

import functools
import re
from typing import Final

from .lexicon import all_labels, table, vocabulary
from .text import fold, key, trim

INSTITUTION: Final = re.compile(
    r"\b(?:universidade|universidad|university|universitat|universite|faculdades?|faculty|college|instituto"
    r"|institute|escolas?|school|colegios?|centro universitario|centro educacional|centro de ensino|centro paula souza"
    r"|centro de educacao|centro de formacao|centro popular|unidade escolar|grupo escolar|liceu|lyceum|conservatorio"
    r"|seminario|educandario|supletivo (?=[a-z]+ )"
    r"|campus|polo|senai|senac|senar|senat|fat[a-z]{2,3}|fac[a-z]{2,8}|ete[a-z]{0,2}|cetep|ceep|cefet"
    r"|sesi|usp|unicamp|unesp|uf[a-z]{1,4}|puc|fgv|uni[a-z]{2,14}|mackenzie|estacio"
    r"|anhanguera|anhembi|fiap|insper|ibmec|espm|utfpr|uerj|uepb|uel|uem|ead"
    r"|if(?:sp|rj|mg|ba|ce|pr|rs|sc|pe|es|go|pb|rn|am|pa|ma|al|se|to|ms|mt)|ita|ime"
    r"|pucrs|pucsp|pucpr|mit|ucla|alura|coursera|udemy|polytechnic|politecnico"
    r"|academy|academia|fundacao)\b"
)
"""Words of institutions' names, folded: kinds of school, large networks, and acronyms by the way they are formed."""
SHORT_SCHOOL: Final = re.compile(
    r"^(?:C\. ?E\.|E\. ?E\.|E\. ?M\.|E\. ?E\. ?[BM]\.|C\. ?M\.)(?: ?E?\.? ?[FIM]?\.?)? ?[A-ZÀ-Þ]"
)
"""`C. E. Lago Azul`: how public schools are abbreviated."""
NO_SCHOOL: Final = frozenset(
    [
        "unidade",
        "uniforme",
        "universo",
        "unica",
        "unico",
        "union",
        "united",
        "unity",
        "unit",
        "unix",
        "facil",
        "face",
    ]
)
"""Words that begin like an institution's short name and are none, folded."""
ACRONYM: Final = re.compile(r"^[A-Z][A-Za-z]{0,2}[A-Z]{1,7}(?:/[A-Z]{2})?$")
CONNECTOR: Final = re.compile(r"\s*(?:\b(?:em|in|of|en|de|do|da)\b|[:–—,-])\s+", re.IGNORECASE)
SHORT_DEGREE: Final = re.compile(
    r"(?:B\.?S|B\.?A|B\.?E|B\.?Tech|B\.?F\.?A|B\.?Ed|LL\.?[BM]|M\.?S|M\.?A|M\.?F\.?A|M\.?Ed|B\.?Sc|M\.?Sc|Ph\.?D|M\.?D"
    r"|J\.?D)\b\.?(?=$|[\s,(])"
)
"""Letters that are a degree only in capitals and at the start."""
STATUS: Final = re.compile(
    r"[\s(–—,:|-]{0,10}\b(?:conclu[ií]d[oa]s?(?: em)?|complet[oa]|incomplet[oa]|cursando(?: o)?(?: \d+[ºª°o]?"
    r" (?:ano|per[ií]odo|semestre|m[oó]dulo))?|em andamento|em curso|trancad[oa]|interrompid[oa]|in progress"
    r"|(?:data d[ae] |ano d[ae] )?conclus[aã]o(?: prevista)?(?: (?:em|para))?"
    r"|previs[aã]o(?: de)?(?: conclus[aã]o| t[eé]rmino)?(?: em| para)?|expected(?: graduation)?|completed"
    r"|graduated(?: as| with| in)?|t[eé]rmino(?: em)?|in[ií]cio(?: em)?|come[cç]o(?: em)?"
    r"|per[ií]odo(?=\s*:?\s*$))\b[\s):.]*",
    re.IGNORECASE,
)
NOTES: Final = re.compile(
    r"^(?:gpa|cr\b|ira\b|nota|coeficiente|tcc|thesis|tese|disserta|monografia|orientador|advisor|relevant"
    r"|disciplinas|coursework|trabalho de conclus|carga hor|honors|honras|bolsa|curso com [eê]nfase|atividades"
    r"|unidade\b|turno\b|\d+[ºª°]\s*(?:per[ií]odo|semestre|ano)\b"
    r"|(?:master|bachelor|doctora|phd)\S*\s+(?:thesis|dissertation)\b)",
    re.IGNORECASE,
)
SCHOOL_LABELS: Final = (
    r"institui[cç][aã]o(?: de ensino)?|nome da institui[cç][aã]o|escola|faculdade|universidade|local|col[eé]gio"
    r"|unidade(?: de ensino| escolar)?|entidade|estabelecimento(?: de ensino)?|institution|school|instituci[oó]n"
    r"|nome e tipo da organiza[cç][aã]o de ensino(?: ou forma[cç][aã]o)?|name and type of organisation.{0,40}"
    r"|nombre y tipo de organizaci[oó]n.{0,60}"
)
COURSE_LABELS: Final = (
    r"curso|nome do curso|[aá]rea|habilita[cç][aã]o|course|major|field|carrera|title of qualification awarded"
    r"|designa[cç][aã]o da qualifica[cç][aã]o atribu[ií]da|t[ií]tulo de la cualificaci[oó]n obtenida"
)
LABEL: Final = re.compile(
    rf"^(?:(?P<school>{SCHOOL_LABELS})|(?P<course>{COURSE_LABELS})"
    r"|(?P<level>n[ií]vel|grau|escolaridade|forma[cç][aã]o|gradua[cç][aã]o|degree)"
    r"|(?P<other>situa[cç][aã]o|status))\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
"""A form's label before a value; `Nome da Instituição` also stands without a colon."""
BARE_LABEL: Final = re.compile(r"^nome da institui[cç][aã]o\s+(?P<rest>\S.*)$", re.IGNORECASE)
WEAK_DEGREE: Final = re.compile(
    r"^(?:graduad|formad|superior|gradua[cç][aã]o$|ensino superior|curso\b)", re.IGNORECASE
)
"""Degrees that say less than another one beside them: `Graduada em Engenharia - Bacharelado`."""
STUDENT: Final = re.compile(
    r"^(?:graduand|bachareland|licenciand|mestrand|doutorand|estudante|student)", re.IGNORECASE
)
CITY: Final = re.compile(r"^(?:[A-ZÀ-Þ][\w'’]+(?: (?:d[aeo]s? )?[A-ZÀ-Þ][\w'’]+){0,3})$")


@functools.cache
def fields() -> frozenset[str]:
    return frozenset(key(label) for row in table("fields") for label in all_labels(row))


def are_study_columns(texts: list[str]) -> bool:
    """`Curso`, `Instituição`, `Ano`: the names of a table's columns."""
    return len(texts) > 1 and all(
        ":" not in text and (LABEL.match(f"{text}:") or YEAR_COLUMN.match(text)) for text in texts
    )


YEAR_COLUMN: Final = re.compile(
    r"^(?:anos?|per[ií]odo|conclus[aã]o|in[ií]cio|t[eé]rmino|carga hor[aá]ria|year)\b", re.IGNORECASE
)


def names_field(text: str) -> bool:
    """Whether a piece is the name of a course: all of it, or its first words up to four."""
    words = key(text).split()
    return any(" ".join(words[:size]) in fields() for size in range(min(len(words), 4), 0, -1))


def names_school(text: str) -> bool:
    found = INSTITUTION.search(fold(text))
    return bool(found and found.group() not in NO_SCHOOL) or bool(SHORT_SCHOOL.match(text))


def is_acronym(text: str) -> bool:
    return bool(ACRONYM.match(text.strip(" ()")))


@functools.lru_cache(4096)
def degree_of(piece: str) -> tuple[str, str | None] | None:
    """The degree at the start of a piece as written, and the field after it."""
    short = SHORT_DEGREE.match(piece)
    if short:
        return split_field(piece, short.end())
    known = vocabulary("degrees", "level")
    words = list(re.finditer(r"[^\W_]+", piece))
    folded = [fold(word.group()) for word in words]
    for skip in (0, 1):
        for size in range(min(6, len(words) - skip), 0, -1):
            if skip and folded[0] not in {"curso", "ensino", "superior", "degree", "novo"}:
                break
            if " ".join(folded[skip : skip + size]) in known:
                last = skip + size - 1
                while last > skip and folded[last] in {"em", "in", "of", "en", "de"}:
                    last -= 1
                return split_field(piece, words[last].end())
    return None


TAIL: Final = re.compile(
    r"['’]?s?\s*(?:degree|of (?:science|arts|laws|engineering)|superior|completo|integrado|\([A-Z]{2,5}\))?",
    re.IGNORECASE,
)
"""What belongs to the degree after its word: `(CST)`, `degree`, `integrado`."""


def split_field(piece: str, end: int) -> tuple[str, str | None]:
    grade = TAIL.match(piece[end:])
    end += len(grade.group().rstrip()) if grade and grade.group().strip() else 0
    tail = piece[end:]
    joint = CONNECTOR.match(tail)
    rest = trim(tail[joint.end() :] if joint else tail)
    degree = trim(piece[:end], " .,")
    if fold(degree) == "engenharia":
        return piece.strip(), None
    return degree, rest or None
