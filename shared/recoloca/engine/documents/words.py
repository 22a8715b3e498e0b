"""The words that a document gets from us, in its own language: headings, months, and the end of an open period.

Each of them is a word that the analysis engine and other readers of CVs know.
"""

from __future__ import annotations

import re
from typing import Final

from .resume import Language, SectionKey

HEADINGS: Final[dict[Language, dict[SectionKey, str]]] = {
    "pt": {
        "summary": "Resumo", "work": "Experiência profissional", "education": "Formação acadêmica",
        "skills": "Competências", "languages": "Idiomas", "certificates": "Cursos e certificações",
        "projects": "Projetos", "volunteer": "Trabalho voluntário", "awards": "Prêmios",
        "publications": "Publicações", "interests": "Interesses", "references": "Referências",
        "custom": "Informações adicionais",
    },
    "en": {
        "summary": "Summary", "work": "Work experience", "education": "Education",
        "skills": "Skills", "languages": "Languages", "certificates": "Courses and certifications",
        "projects": "Projects", "volunteer": "Volunteer work", "awards": "Awards",
        "publications": "Publications", "interests": "Interests", "references": "References",
        "custom": "Additional information",
    },
    "es": {
        "summary": "Resumen", "work": "Experiencia profesional", "education": "Formación académica",
        "skills": "Competencias", "languages": "Idiomas", "certificates": "Cursos y certificaciones",
        "projects": "Proyectos", "volunteer": "Trabajo voluntario", "awards": "Premios",
        "publications": "Publicaciones", "interests": "Intereses", "references": "Referencias",
        "custom": "Información adicional",
    },
}  # fmt: skip

MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
PRESENT: Final[dict[Language, str]] = {"pt": "atual", "en": "present", "es": "actualidad"}
UNTIL: Final[dict[Language, str]] = {"pt": "até", "en": "until", "es": "hasta"}
IN: Final[dict[Language, str]] = {"pt": " em ", "en": " in ", "es": " en "}
"""Between a degree and its field."""

DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def date(value: str, language: Language) -> str:
    """`2021-03` as `mar 2021`. A text that is not a date comes back unchanged."""
    found = DATE.fullmatch(value)
    if found is None or not 1 <= int(found[2] or 1) <= 12:
        return value
    parts = [str(int(found[3]))] if found[3] else []
    if found[2]:
        parts.append(MONTHS[language][int(found[2]) - 1])
    return " ".join([*parts, found[1]])


def period(start: str, end: str, language: Language) -> str:
    """`mar 2021 – atual` for an open period, `até mar 2021` without a start, one date where
    both are equal, an empty text without dates."""
    if start == end:
        return date(end, language)
    if not start:
        return f"{UNTIL[language]} {date(end, language)}"
    return f"{date(start, language)} – {date(end, language) if end else PRESENT[language]}"
