"""The role family and the seniority, which select the questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.words.concepts import concepts
from recoloca.engine.analysis.words.lexicon import occupations
from recoloca.engine.analysis.words.text import key

from .model import CoachContext
from .questions import GENERAL, families

Level = Literal["junior", "mid", "senior", "lead"]
LEVELS: Final[tuple[Level, ...]] = ("junior", "mid", "senior", "lead")
TITLE_WORDS: Final[dict[Level, str]] = {
    "lead": (
        r"lead|lider|head|gerente|manager|coordenador\w*|coordinator|supervisor\w*|director|diretor\w*"
        r"|encarregad\w+|chief|cto|cfo|ceo|principal|staff|gestor\w*"
    ),
    "senior": r"senior|sr|especialista|specialist|iii",
    "mid": r"pleno|mid|ii|intermediate",
    "junior": r"junior|jr|estagi\w+|intern|trainee|aprendiz|assistente|auxiliar|i|assistant",
}

NOT_A_LEVEL: Final = re.compile(
    r"\b(?:assistente social|(?:assistente|assistant) executiv\w*|executive assistant|lead generation"
    r"|(?:product|project|program|account|community|customer success) manager"
    r"|gerente de (?:produto|projeto|conta|relacionamento)s?)\b"
)
LONGEST_OPENING: Final = 160
"""In characters. A longer line of an advertisement is cut before its title is searched."""
SHORTEST_STEM: Final = 5
"""In letters. A shorter word of a family must be a whole word of the title."""
LONGEST_ROLE_MESSAGE: Final = 15
"""In words. A role is not searched in a longer message, unless the message is only the role."""
ROLE_MENTION: Final = re.compile(
    r"\b(?:entrevista|simula\w*|vaga|cargo|candidat\w*|quero ser|trabalhar|interview|role|job|position|apply\w*"
    r"|want to be|work)\b(?: \S+){0,4}? (?:para|de|é|como|for|is|as|an?) (?:uma? |a |an |o |the )?([^.,;!?\n]{3,60})",
    re.IGNORECASE,
)


def family(context: CoachContext) -> str:
    """The family of the target role, or else of the advertisement's title, the last title or the skills."""
    for text in (context.target_role, *opening(context.job_description), title(context.analysis)):
        found = family_of_title(text or "")
        if found:
            return found
    return family_of_skills(context)


def opening(job_description: str | None) -> list[str]:
    """The advertisement's first two lines, because one of them has its title."""
    lines = [line.strip() for line in (job_description or "").splitlines() if line.strip()]
    return [line[:LONGEST_OPENING] for line in lines[:2]]


def family_of_title(text: str) -> str | None:
    """The family with the longest matching words: `engenheiro de software` wins over `engenheir`."""
    words = f" {key(text)} "
    said = [
        (len(stem), name)
        for name, fam in families().items()
        for stem in fam.titles
        if (f" {stem}" if len(stem) >= SHORTEST_STEM else f" {stem} ") in words
    ]
    return max(said)[1] if said else None


def named_role(messages: Sequence[str]) -> str | None:
    """The role that the person named last, as in `entrevista para analista de dados`."""
    for message in reversed(messages):
        found = ROLE_MENTION.search(message.strip()) if len(message.split()) <= LONGEST_ROLE_MESSAGE else None
        said = found.group(1) if found else message.strip(" .!")
        if (found and family_of_title(said)) or key(said) in occupations():
            return re.sub(r" (?:role|job|position)$", "", said.strip())
    return None


def family_of_skills(context: CoachContext) -> str:
    """The family whose areas have the most concepts in the advertisement, or else in the CV's skills."""
    text = context.job_description or ", ".join(
        skill["label"] for skill in (context.analysis or {"skills": []})["skills"]
    )
    areas = Counter(concept.area for concept, _, _ in concepts(text, inside=True))
    votes = {name: sum(areas[area] for area in fam.areas) for name, fam in families().items() if fam.areas}
    best = max(votes, key=lambda name: votes[name], default=GENERAL)
    return best if votes.get(best) else GENERAL


def title(analysis: AnalysisResult | None) -> str | None:
    """The title of the newest job, or else the CV's headline."""
    if not analysis:
        return None
    return next(
        (job["title"] for job in analysis["experience"] if job["title"]), analysis["profile"]["headline"]
    )


def level(context: CoachContext) -> Level:
    """The level, by the words of the target role or of the last title, or else by years of experience."""
    for text in (context.target_role, title(context.analysis)):
        words = NOT_A_LEVEL.sub(" ", key(text or ""))
        for name, pattern in TITLE_WORDS.items():
            if re.search(rf"\b(?:{pattern})\b", words):
                return name
    years = years_of_experience(context)
    return "mid" if years is None else LEVELS[min(2, (years >= 2) + (years >= 6))]


def years_of_experience(context: CoachContext) -> int | None:
    """The years since the first job began; None without a dated job."""
    starts = [
        int(job["start"][:4])
        for job in (context.analysis or {"experience": []})["experience"]
        if job["start"]
    ]
    return context.today.year - min(starts) if starts else None
