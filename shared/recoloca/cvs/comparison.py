"""Compares two analyses of the same person's CV. The module has no side effects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from recoloca.engine.analysis.result import AnalysisResult, Suggestion


class Changes(TypedDict):
    score_change: int
    parts: list[dict[str, str | float]]
    solved: list[Suggestion]
    remaining: list[Suggestion]
    new: list[Suggestion]
    skills_added: list[str]
    skills_removed: list[str]


def compare(before: AnalysisResult, after: AnalysisResult) -> Changes:
    """The changes from `before` to `after`. Scores are in points.

    Two suggestions are the same if they have the same rule and quote the same words. Their position is ignored.
    """
    earlier = {part["id"]: part for part in before["score"]["parts"]}
    known = Counter(_identity(item) for item in before["suggestions"])
    remaining, new = _split(after["suggestions"], known)
    still = Counter(_identity(item) for item in after["suggestions"])
    _, solved = _split(before["suggestions"], still)
    old_skills = {skill["id"]: skill["label"] for skill in before["skills"]}
    new_skills = {skill["id"]: skill["label"] for skill in after["skills"]}
    return Changes(
        score_change=after["score"]["overall"] - before["score"]["overall"],
        parts=[
            {
                "id": part["id"],
                "label": part["label"],
                "before": earlier[part["id"]]["points"] if part["id"] in earlier else 0.0,
                "after": part["points"],
                "max": part["max"],
            }
            for part in after["score"]["parts"]
        ],
        solved=solved,
        remaining=remaining,
        new=new,
        skills_added=sorted(label for key, label in new_skills.items() if key not in old_skills),
        skills_removed=sorted(label for key, label in old_skills.items() if key not in new_skills),
    )


def _identity(item: Suggestion) -> tuple[str, str]:
    return item["id"], " ".join((item["quote"] or "").casefold().split())


def _split(
    items: Iterable[Suggestion], known: Counter[tuple[str, str]]
) -> tuple[list[Suggestion], list[Suggestion]]:
    """Split `items` into those in `known` and the others. An item counts at most as often as `known` contains it."""
    left, found, others = Counter(known), list[Suggestion](), list[Suggestion]()
    for item in items:
        identity = _identity(item)
        (found if left[identity] > 0 else others).append(item)
        left[identity] -= 1
    return found, others
