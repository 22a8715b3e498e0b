"""How people write what they mean: months, periods, lengths of time, capitals, and the words of three languages."""

from __future__ import annotations

from typing import Final

from tests.evaluation.messy.life import TODAY, Job, Life
from tests.evaluation.periods import Month

MONTHS: Final = {
    "pt": [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
TONGUES: Final = {
    "pt": {"en": "Inglês", "es": "Espanhol", "fr": "Francês"},
    "es": {"en": "Inglés", "fr": "Francés"},
    "en": {"es": "Spanish", "fr": "French"},
}


def month(when: Month, form: str, language: str = "pt") -> str:
    """`form` has the fields d, mm, m, y, yy, name, Name, abc, Abc, ABC."""
    name = MONTHS[language][when.month - 1]
    return form.format(
        d=f"{(when.year * 7 + when.month * 3) % 27 + 1:02}",
        mm=f"{when.month:02}",
        m=when.month,
        y=when.year,
        yy=f"{when.year % 100:02}",
        name=name,
        Name=name.capitalize(),
        abc=name[:3],
        Abc=name[:3].capitalize(),
        ABC=name[:3].upper(),
    )


def span(job: Job, form: str, between: str, now: str, language: str = "pt") -> str:
    """`03/2019 a 04/2021`; `now` stands for the end of a job that lasts."""
    end = month(job.end, form, language) if job.end else now
    return f"{month(job.start, form, language)}{between}{end}"


def lasted(job: Job, language: str = "pt") -> str:
    """`2 anos e 3 meses`, both months counted."""
    end = job.end or TODAY
    years, months = divmod((end.year - job.start.year) * 12 + end.month - job.start.month + 1, 12)
    words = {"pt": ("ano", "anos", "mês", "meses", " e "), "en": ("year", "years", "month", "months", " ")}
    words["es"] = ("año", "años", "mes", "meses", " ")
    one_year, some_years, one_month, some_months, joiner = words[language]
    parts = [f"{years} {one_year if years == 1 else some_years}"] if years else []
    parts += [f"{months} {one_month if months == 1 else some_months}"] if months else []
    return joiner.join(parts)


def spaced(text: str) -> str:
    """`E X P E R I Ê N C I A`, words apart by three spaces."""
    return "   ".join(" ".join(word) for word in text.upper().split())


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def without_accents(text: str) -> str:
    """As people type on an old keyboard: only the commonest marks fall away."""
    return text.translate(str.maketrans("áàâãéêíóôõúçÁÉÍÓÚÇÃÕ", "aaaaeeioooucAEIOUCAO"))


def marital(life: Life) -> str:
    state = life.rng.choice(["Solteir", "Casad", "Divorciad"])
    return state + ("a" if life.woman else "o")


def tongue_lines(life: Life, joiner: str = " - ") -> list[str]:
    grades = {"pt": ["básico", "Intermediário"], "es": ["Básico", "Medio (B1)"], "en": ["Basic", "Fluent"]}
    return [
        f"{TONGUES[life.language][iso]}{joiner}{life.rng.choice(grades[life.language])}"
        for iso in life.tongues
    ]


def comma(items: tuple[str, ...] | list[str]) -> str:
    return ", ".join(items)
