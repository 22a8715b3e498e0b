"""What is measured on one document, and how many such measurements add up to a figure.

The definitions are those of docs/evaluation.md; what counts as "exactly" is `same_text`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from recoloca.engine.analysis.result import AnalysisResult
from tests.evaluation.cv import TrueJob, Truth

Entry = tuple[str | None, str | None, str | None, str | None, bool]

EDGES: Final = " .,;:|-"
SMALL_WORDS: Final = frozenset(
    [
        "de",
        "da",
        "do",
        "das",
        "dos",
        "e",
        "em",
        "com",
        "para",
        "a",
        "o",
        "as",
        "os",
        "no",
        "na",
        "of",
        "and",
        "in",
        "the",
        "for",
        "with",
        "to",
        "del",
        "la",
        "el",
        "los",
        "las",
        "y",
        "en",
        "con",
    ]
)
UNSCORED_SECTIONS: Final = frozenset({"contact"})
"""Name, e-mail and telephone are scored themselves; whether their block has a heading is the template's whim."""


@dataclass
class Tally:
    """`hits` of what was expected and of what was found, and the faults: (expected, got)."""

    hits: int = 0
    expected: int = 0
    found: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.hits += other.hits
        self.expected += other.expected
        self.found += other.found


@dataclass(frozen=True)
class Metric:
    id: str
    label: str
    kind: Literal["share", "f1", "strict"]
    measure: Callable[[Truth, AnalysisResult], Tally]

    def figure(self, tally: Tally) -> float | None:
        """share: hits / expected. f1: 2 hits / (expected + found). strict: hits / the larger of both."""
        whole = {
            "share": tally.expected,
            "f1": (tally.expected + tally.found) / 2,
            "strict": max(tally.expected, tally.found),
        }[self.kind]
        return tally.hits / whole if whole else None


def same_text(text: str | None) -> str | None:
    """Two texts are the same when this is: letters with accents count, case, spaces and edge marks do not."""
    if text is None:
        return None
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"[‐‑‒–—−]", "-", folded)
    folded = re.sub(r"[’‘`´]", "'", folded)
    return re.sub(r"\s+", " ", folded).strip(EDGES) or None


def _one(expected: str | None, got: str | None) -> Tally:
    if same_text(expected) == same_text(got):
        return Tally(1, 1, 1)
    return Tally(0, 1, 1, [(str(expected), str(got))])


def _overlap(expected: Iterable[Hashable], got: Iterable[Hashable]) -> Tally:
    """Multiset overlap; the faults pair what is missing with what is too much."""
    wanted, seen = Counter(expected), Counter(got)
    hits = (wanted & seen).total()
    missing, extra = list((wanted - seen).elements()), list((seen - wanted).elements())
    faults = [(str(missing), str(extra))] if missing or extra else []
    return Tally(hits, wanted.total(), seen.total(), faults)


def sections(truth: Truth, result: AnalysisResult) -> Tally:
    """(kind, title) pairs. A found section without a title is text before the first heading: not a heading."""
    return _overlap(
        [(kind, same_text(title)) for kind, title in truth["sections"] if kind not in UNSCORED_SECTIONS],
        [
            (one["kind"], same_text(one["title"]))
            for one in result["sections"]
            if one["title"] and one["kind"] not in UNSCORED_SECTIONS
        ],
    )


def graduation_years(truth: Truth, result: AnalysisResult) -> Tally:
    got = [one["end"][:4] for one in result["education"] if one["end"]]
    return _overlap(truth["graduation_years"], got)


def skill_tokens(labels: Iterable[str]) -> set[str]:
    """Words without accents and case, small words dropped; `c++`, `c#` and `.net` stay whole."""
    text = unicodedata.normalize("NFKD", " ".join(labels).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return set(re.findall(r"[a-z0-9.]*[a-z0-9][+#]*", text)) - SMALL_WORDS


def skills(truth: Truth, result: AnalysisResult) -> Tally:
    got = (skill["label"] for skill in result["skills"] if skill["kind"] != "language")
    return _overlap(skill_tokens(truth["skills"]), skill_tokens(got))


def entries(truth: Truth, result: AnalysisResult) -> Tally:
    """An entry counts only when company, title, both dates and "still there" are all exactly right."""
    wanted: Counter[Entry] = Counter(_entry(job) for job in truth["jobs"])
    seen: Counter[Entry] = Counter(
        (
            same_text(one["company"]),
            same_text(one["title"]),
            one["start"],
            None if one["current"] else one["end"],
            one["current"],
        )
        for one in result["experience"]
    )
    missing, extra = list((wanted - seen).elements()), list((seen - wanted).elements())
    faults = [
        (str(missing[n]) if n < len(missing) else "nothing", str(extra[n]) if n < len(extra) else "nothing")
        for n in range(max(len(missing), len(extra)))
    ]
    return Tally((wanted & seen).total(), wanted.total(), seen.total(), faults)


def _entry(job: TrueJob) -> Entry:
    return same_text(job["company"]), same_text(job["title"]), job["start"], job["end"], job["current"]


METRICS: Final = (
    Metric("language", "Language of the text", "share", lambda t, r: _one(t["language"], r["language"])),
    Metric("name", "Name", "share", lambda t, r: _one(t["name"], r["profile"]["name"])),
    Metric("email", "E-mail", "share", lambda t, r: _one(t["email"], r["profile"]["email"])),
    Metric("phone", "Telephone", "share", lambda t, r: _one(t["phone"], r["profile"]["phone"])),
    Metric("sections", "Sections F1", "f1", sections),
    Metric("graduation", "Graduation year F1", "f1", graduation_years),
    Metric("skills", "Skills token F1", "f1", skills),
    Metric("entries", "Entries exactly", "strict", entries),
)


def missed(truth: Truth) -> dict[str, Tally]:
    """What a document counts for that could not be analysed at all: nothing found."""
    sizes = {
        "sections": len([kind for kind, _ in truth["sections"] if kind not in UNSCORED_SECTIONS]),
        "graduation": len(truth["graduation_years"]),
        "skills": len(skill_tokens(truth["skills"])),
        "entries": len(truth["jobs"]),
    }
    return {metric.id: Tally(0, sizes.get(metric.id, 1), 0) for metric in METRICS}
