"""Advice on what a CV says: personal data, clichés, salary, e-mail, professional register, claims of language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..cv.understand import Cv
from ..scoring.evidence import Evidence, has_figure
from ..scoring.texts import pick
from ..words.text import fold, key
from .caution_texts import KINDS
from .periods import Caution

PERSONAL: Final = {
    "cpf": re.compile(r"\bcpf\b|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b"),
    "rg": re.compile(r"\brg\s*(?:n[o.]*)?\s*:?\s*\d|\bidentidade\s*:\s*\d"),
    "work_card": re.compile(r"\bctps\b|\bpis\s*(?:/pasep)?\s*:?\s*\d|\btitulo de eleitor\b|\breservista\b"),
    "marital": re.compile(
        r"\b(?:solteir[oa]|casad[oa]|divorciad[oa]|viuv[oa]|uniao estavel|estado civil|single|married|solter[oa])\b"
        r"|\b(?:sem filhos|\w+ filh[oa]s?|mae de|pai de)\b"
    ),
    "age": re.compile(
        r"\b\d{2} anos\b(?! de| na| no| em| com)|\bidade\s*:|\bnasciment[oa]\b|\bnascid[oa] em\b|\bdate of birth\b"
        r"|\bfecha de nacimiento\b|\bage\s*:\s*\d"
    ),
    "religion": re.compile(r"\breligiao\b|\bevangelic[oa]\b|\bcatolic[oa]\b|\bespirita\b|\breligion\b"),
    "race": re.compile(r"\b(?:cor|raca|etnia)\s*:"),
    "parents": re.compile(r"\b(?:nome d[ao] (?:mae|pai)|filiacao)\b"),
    "address": re.compile(r"\b(?:rua|avenida|av\.|travessa|alameda|rodovia)\s[^,;]{2,50},?\s*(?:n[o.]*\s*)?\d{1,5}\b"
                          r"|\bcep\b"),
    "photo": re.compile(r"\bfoto (?:em )?anex"),
}  # fmt: skip
"""Kinds of `KINDS`; what the law keeps out of selections (law 9.029/1995) and what fraud needs."""
CLICHE: Final = re.compile(
    r"\b(?:proativ[oa]|pro-ativ[oa]|dinamic[oa]|apaixonad[oa]|fora da caixa|facil aprendizado|vestir a camisa"
    r"|perfeccionista|guerreir[oa]|espirito de equipe|team player|hard[- ]working|results[- ]driven|passionate"
    r"|go-getter|think outside the box|detail[- ]oriented|self-motivated|apasionad[oa])\b"
)
SALARY: Final = re.compile(
    r"\bpretens(?:ao|oes) salaria(?:l|is)\b|\bsalary expectations?\b|\bpretension(?:es)? salarial"
)
NICKNAME: Final = re.compile(
    r"gat(?:inh|a\d)|princes|lind[oa]|delicia|gostos|sexy|fof[oa]|bebe|baby|love|amor|crazy|killer|playboy|rock"
    r"|\d{4,}"
)
PROFESSIONS: Final = (
    (re.compile(r"\b(?:enfermeir[oa]|tecnic[oa] (?:de|em) enfermagem|auxiliar de enfermagem)\b"), "COREN"),
    (
        re.compile(
            r"\bengenheir[oa] (?:civil|eletric|mecanic|de producao|quimic|ambiental|agronom|de seguranca)"
        ),
        "CREA",
    ),
    (re.compile(r"\badvogad[oa]\b"), "OAB"),
    (re.compile(r"\b(?:medic[oa])\b(?! veterin)"), "CRM"),
    (re.compile(r"\b(?:contador|contadora)\b"), "CRC"),
    (re.compile(r"\bpsicolog[oa]\b"), "CRP"),
    (re.compile(r"\bfisioterapeuta\b"), "CREFITO"),
    (re.compile(r"\bfarmaceutic[oa]\b"), "CRF"),
    (re.compile(r"\bnutricionista\b"), "CRN"),
    (re.compile(r"\b(?:dentista|cirurgia-dentista|cirurgiao-dentista)\b"), "CRO"),
    (re.compile(r"\barquitet[oa] (?:e urbanista|urbanista)\b"), "CAU"),
    (re.compile(r"\bmedic[oa] veterinari[oa]\b"), "CRMV"),
    (re.compile(r"\bcorretor[a]? de imoveis\b"), "CRECI"),
    (re.compile(r"\bassistente social\b"), "CRESS"),
)
"""Title to council: professions that only registered people may practise (each by its own law; law 6.839/1980)."""
PROVED: Final = re.compile(
    r"\b(?:toefl|ielts|toeic|cambridge|dele|siele|delf|dalf|intercambio|exchange|morei|lived in|cpe|cae|fce|duolingo"
    r"|certificad|international|internacional|native|nativ[oa])\b"
)
HIGH_LEVELS: Final = frozenset(["C1", "C2"])
FIRST: Final = re.compile(r"^[a-z]{3,}(?:ei|[^aeiou]i)$")
THIRD: Final = re.compile(r"^[a-z]{3,}(?:ou|eu|iu)$")
BOTH: Final = 2


def wording_cautions(cv: Cv, evidence: list[Evidence], locale: str) -> Iterator[Caution]:
    yield from _personal(cv, locale)
    yield from _register(cv)
    yield from _person(cv, evidence)
    yield from _lines(cv)
    yield from _language(cv)


def _outside_work(cv: Cv) -> Iterator[tuple[int, str]]:
    """The folded lines outside the descriptions of work."""
    work = {line for entry in cv.entries for item in entry.items for line in item.lines}
    return ((line.n, fold(line.text)) for line in cv.lines if line.n not in work)


def _personal(cv: Cv, locale: str) -> Iterator[Caution]:
    """Data that a selection does not need, all in one piece of advice at the first of them."""
    found: dict[str, int] = {}
    for number, text in _outside_work(cv):
        for kind, pattern in PERSONAL.items():
            if pattern.search(text):
                found.setdefault(kind, number)
    if found:
        names = ", ".join(pick(KINDS[kind], locale) for kind in KINDS if kind in found)
        yield Caution("personal_data", min(found.values()), {"found": names})


def _register(cv: Cv) -> Iterator[Caution]:
    """A regulated profession in the headline or the newest title without its council anywhere; Portuguese CVs only."""
    titles = [cv.profile["headline"] or "", *(entry.title or "" for entry in cv.entries[:1])]
    words = {word for line in cv.lines for word in key(line.text).split()}
    for title in titles if cv.language == "pt" else ():
        for pattern, council in PROFESSIONS:
            if pattern.search(fold(title)) and not any(word.startswith(council.lower()) for word in words):
                yield Caution("register", None, {"found": council})
                return


def _person(cv: Cv, evidence: list[Evidence]) -> Iterator[Caution]:
    """Bullets in the first and in the third person, at the first of the fewer; Portuguese only."""
    if cv.language != "pt":
        return
    opened = [(fold(one.item.text).split()[0], one.line) for one in evidence if one.item.text.split()]
    first = [line for word, line in opened if FIRST.match(word)]
    third = [line for word, line in opened if THIRD.match(word)]
    if len(first) >= BOTH and len(third) >= BOTH:
        yield Caution("person", min(first, third, key=len)[0], {})


def _lines(cv: Cv) -> Iterator[Caution]:
    """Clichés without a fact in their line, a salary and an e-mail that is no name: each once."""
    cliche = salary = False
    for number, text in _outside_work(cv):
        worn = CLICHE.search(text)
        if worn and not cliche and not has_figure(text):
            cliche = True
            shown = cv.lines[number - 1].text[worn.start() : worn.end()]
            yield Caution("cliche", number, {"found": shown})
        if SALARY.search(text) and not salary:
            salary = True
            yield Caution("salary", number, {})
    email = cv.profile["email"]
    if email and NICKNAME.search(fold(email.partition("@")[0])):
        yield Caution("email_style", cv.profile_lines.get("email"), {})


def _language(cv: Cv) -> Iterator[Caution]:
    """An advanced level without a certificate, a stay abroad or use at work anywhere; once."""
    claimed = [one for one in cv.languages if one["level"] in HIGH_LEVELS and one["name"] != cv.language]
    if claimed and not any(PROVED.search(fold(line.text)) for line in cv.lines):
        yield Caution("language_proof", claimed[0]["line"], {})
