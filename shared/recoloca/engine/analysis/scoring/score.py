"""The score: points earned by named rules, each with its evidence. Only additive rules, so that taking a section
away can never raise it: nothing is deducted, and counts are of what is there, up to a cap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..cv.understand import Cv
from ..result import Score, ScorePart, ScoreRule
from ..words.concepts import concepts
from ..words.positions import title_score
from ..words.text import key
from .ats import layout_share
from .evidence import Evidence, has_figure
from .repeated import distinct_entries
from .texts import part_label, rule_message

DESCRIBED: Final = 10
"""Bullets that are enough; beyond it more text earns nothing."""
VERBS: Final = 10
FIGURES: Final = 8
OUTCOMES: Final = 5
CLEAR: Final = 10
CONCEPTS: Final = 14
SHOWN: Final = 7
WORDS: Final = 60
"""Different words of a CV that says enough: a keyword that is repeated is no text."""
SHORTEST: Final = 6
"""Words of a summary below which it is a label."""
SUMMARY: Final = 15
SUMMARY_GOOD: Final = 30
SUMMARY_MOST: Final = 130

DIGITS: Final = 1
"""Decimals of every count of points: as many as the app shows, so that the points shown add up to the sum shown."""

WEIGHTS: Final[dict[str, dict[str, float]]] = {
    "contact": {"name": 2, "email": 3, "phone": 2, "location": 1.5, "links": 1.5},
    "summary": {"summary_present": 4, "summary_length": 2, "summary_role": 2, "summary_evidence": 2},
    "experience": {
        "entries_complete": 6, "work_described": 5, "action_verbs": 7, "figures": 8, "outcomes": 7, "months": 2,
    },
    "skills": {"skills_section": 3, "skills_count": 7, "skills_shown": 3, "spoken_languages": 2},
    "education": {"education_present": 5, "education_complete": 2, "education_year": 2, "further_training": 1},
    "clarity": {"clear_bullets": 6, "headings_known": 4},
    "ats": {"text_readable": 2, "core_headings": 2.5, "contact_as_text": 1.5, "dates_readable": 1, "plain_layout": 3},
}  # fmt: skip
"""The published weights: points of each rule, 100 in all.

A third is experience, because it is what recruiters read first; of it, 22 points are how work is told (verb, figure,
measured result), so that a full list of tasks stays near two thirds. An outcome counts where a figure measures it. Ten
points are the reading by systems: they are the ATS score in tenths. What the law protects (age, sex, race, religion,
health, disability, family) and gaps between positions have no rule, so they cost nothing (law 9.029/1995; LGPD,
art. 20).
"""


class Board:
    """Collects what each rule earned."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.rules: dict[str, ScoreRule] = {}

    def give(self, rule: str, share: float, lines: Iterable[int] = (), **facts: object) -> None:
        """Credit `share` (0 to 1) of the rule's weight on the evidence of `lines`."""
        most = next(weights[rule] for weights in WEIGHTS.values() if rule in weights)
        points = round(most * min(max(share, 0.0), 1.0), DIGITS)
        self.rules[rule] = {
            "id": rule, "points": points, "max": float(most), "lines": sorted(set(lines))[:12],
            "message": rule_message(rule, self.locale, full=points >= most, none=points == 0, **facts),
        }  # fmt: skip

    def count(self, rule: str, found: list[int], enough: int) -> None:
        """Credit a count up to `enough`, of evidence on the lines `found`."""
        self.give(rule, len(found) / enough, found[:enough], n=min(len(found), enough), enough=enough)


def score(cv: Cv, evidence: list[Evidence], locale: str) -> Score:
    board = Board(locale)
    score_contact(board, cv)
    score_summary(board, cv)
    score_experience(board, cv, evidence)
    score_skills(board, cv)
    score_education(board, cv)
    score_form(board, cv, evidence)
    parts: list[ScorePart] = []
    for part, weights in WEIGHTS.items():
        rules = [board.rules[rule] for rule in weights]
        points = round(sum(rule["points"] for rule in rules), DIGITS)
        parts.append({
            "id": part, "label": part_label(part, locale), "points": points,
            "max": float(sum(weights.values())), "rules": rules,
        })  # fmt: skip
    return {"overall": round(sum(part["points"] for part in parts)), "parts": parts}


def score_contact(board: Board, cv: Cv) -> None:
    for datum, value in (
        ("name", cv.profile["name"]),
        ("email", cv.profile["email"]),
        ("phone", cv.profile["phone"]),
        ("location", cv.profile["location"]),
        ("links", cv.profile["links"]),
    ):
        line = cv.profile_lines.get(datum)
        board.give(datum, bool(value), [line] if line and value else [])


def score_summary(board: Board, cv: Cv) -> None:
    text = cv.profile["summary"] or ""
    words = len(text.split())
    lines = cv.summary_lines
    board.give("summary_present", words / SUMMARY, lines)
    board.give(
        "summary_length", min(words / SUMMARY_GOOD, 1.0) if words <= SUMMARY_MOST else 0.5, lines, n=words
    )
    role = words >= SHORTEST and any(
        title_score(part) >= 1.0 for part in re.split(r"[,.;:|–—]| com | with | con ", text)[:4]
    )
    board.give("summary_role", role, lines[:1] if role else [])
    proof = words >= SHORTEST and has_figure(text)
    board.give("summary_evidence", proof, lines if proof else [])


def score_experience(board: Board, cv: Cv, evidence: list[Evidence]) -> None:
    entries = distinct_entries(cv.entries)
    complete = [entry for entry in entries if entry.title and entry.company and entry.period]
    share = min(len(complete), 2) / 3 + (1 / 3 if cv.entries else 0)
    board.give(
        "entries_complete",
        share,
        [n for entry in entries for n in entry.header],
        n=len(complete),
        total=len(entries),
    )
    board.count("work_described", [e.line for e in evidence if len(e.item.text.split()) >= 4], DESCRIBED)
    board.count("action_verbs", [e.line for e in evidence if e.strong], VERBS)
    board.count("figures", [e.line for e in evidence if e.figure], FIGURES)
    board.count("outcomes", [e.line for e in evidence if e.outcome and e.figure], OUTCOMES)
    dated = [
        entry.header[0]
        for entry in cv.entries
        if entry.period and entry.period.start and "-" in entry.period.start
    ]
    board.give("months", bool(dated), dated)


def score_skills(board: Board, cv: Cv) -> None:
    blocks = cv.of_kind("skills")
    listed = [block.extent[0] for block in blocks if block.lines]
    board.give("skills_section", bool(listed), listed)
    hard = [skill for skill in cv.skills if skill["kind"] != "soft"]
    board.count("skills_count", [skill["line"] for skill in hard], CONCEPTS)
    inside = {n for block in blocks for n in range(block.extent[0], block.extent[1] + 1)}
    used = {concept for item in cv.items for concept in concept_ids(item.text)}
    shown = [
        skill["line"] for skill in hard if skill["id"] in used and (skill["line"] in inside or not blocks)
    ]
    board.count("skills_shown", shown, SHOWN)
    board.give("spoken_languages", bool(cv.languages), [language["line"] for language in cv.languages])


def concept_ids(text: str) -> set[str]:
    return {concept.id for concept, _, _ in concepts(text, inside=True)}


def score_education(board: Board, cv: Cv) -> None:
    board.give("education_present", bool(cv.studies), [study.lines[0] for study in cv.studies])
    whole = [study.lines[0] for study in cv.studies if study.institution and (study.degree or study.field)]
    board.give("education_complete", bool(whole), whole)
    dated = [study.lines[0] for study in cv.studies if study.period]
    board.give("education_year", bool(dated), dated)
    further = [item["line"] for item in cv.certifications]
    board.give("further_training", bool(further), further)


def score_form(board: Board, cv: Cv, evidence: list[Evidence]) -> None:
    board.count("clear_bullets", [e.line for e in evidence if e.clear], CLEAR)
    titled = [block for block in cv.blocks if block.heading and block.kind != "other"]
    kinds = {block.kind: block.extent[0] for block in reversed(titled)}
    board.count("headings_known", sorted(kinds.values()), 4)
    words = {word for line in cv.lines for word in key(line.text).split()}
    board.give("text_readable", len(words) / WORDS, [])
    core = [kinds[kind] for kind in ("experience", "education", "skills") if kind in kinds]
    board.count("core_headings", core, 3)
    values = {"email": cv.profile["email"], "phone": cv.profile["phone"]}
    contacts = [
        cv.profile_lines[datum] for datum, value in values.items() if value and datum in cv.profile_lines
    ]
    board.count("contact_as_text", contacts, 2)
    dated = [entry.header[0] for entry in cv.entries if entry.period]
    board.give("dates_readable", bool(dated), dated)
    board.give("plain_layout", layout_share(cv))
