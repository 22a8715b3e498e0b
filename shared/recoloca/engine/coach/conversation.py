"""One message in its conversation: the earlier turns, the facts to quote, and the sentences made of both."""

from __future__ import annotations

import functools
import hashlib
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from . import facts
from .model import CoachContext, CoachReply, Locale, Turn
from .phrases import phrases
from .role import title, years_of_experience

T = TypeVar("T")
DOUBLE_STOP: Final = re.compile(r"(?<!\.)\.\.(?!\.)")
"""Two full stops that are not part of an ellipsis."""
TELLING: Final = 3
"""In words. A longer message tells something about the person."""


@dataclass(frozen=True)
class Conversation:
    """One message of the person, with the earlier turns (oldest first) and the coach's knowledge."""

    context: CoachContext
    history: Sequence[Turn]
    message: str
    locale: Locale

    def say(self, phrase: str, **values: object) -> str:
        """Fill the facts into a phrase. A fact that ends with a full stop (`Ltda.`) does not double the stop."""
        filled = phrases(self.locale)[phrase].format(**{**self.values, **values})
        return DOUBLE_STOP.sub(".", filled)

    def can_say(self, phrase: str) -> bool:
        """Whether all facts are known that a phrase needs."""
        wanted = {name for _, name, _, _ in string.Formatter().parse(phrases(self.locale)[phrase]) if name}
        return wanted <= self.values.keys()

    def answer(self, paragraphs: Sequence[str], replies: str | None = None) -> CoachReply:
        """A reply of these paragraphs.

        `replies` names the table of its suggested messages; the topic's is the default.
        """
        quick = phrases(self.locale)[f"replies.{replies or self.context.topic}"]
        return CoachReply("\n\n".join(paragraphs), quick.split("|"))

    @functools.cached_property
    def coach_turns(self) -> list[str]:
        """The coach's earlier turns, oldest first."""
        return [turn.content for turn in self.history if turn.role == "coach"]

    @functools.cached_property
    def said(self) -> str:
        """All earlier turns of the coach as one text."""
        return "\n\n".join(self.coach_turns)

    def pick(self, options: Sequence[T], salt: object) -> T:
        """Choose one of the options. The same session and salt give the same choice; choices are spread evenly."""
        digest = hashlib.sha256(f"{self.context.session_id}:{salt}".encode()).digest()
        return options[int.from_bytes(digest[:8], "big") % len(options)]

    def step(self, table: str) -> str:
        """The next sentence of a table whose facts are all known.

        After the last sentence, the first one comes again.
        """
        known = [name for name in phrases(self.locale) if name.startswith(f"{table}.") and self.can_say(name)]
        sentences = [self.say(name) for name in known]
        unsaid = [sentence for sentence in sentences if sentence not in self.said]
        return (unsaid or [sentences[len(self.coach_turns) % len(sentences)]])[0]

    def listing(self, names: Sequence[str], most: int = 4) -> str:
        """The first `most` names as a list in a sentence: `A, B e C`."""
        names = names[:most]
        return (", ".join(names[:-1]) + self.last_join + names[-1]) if len(names) > 1 else "".join(names)

    @property
    def last_join(self) -> str:
        """The word between the last two names of a list."""
        return phrases(self.locale)["join.and"]

    @functools.cached_property
    def coverage(self) -> facts.Coverage:
        """The keywords of the advertisement that the CV has, and those that it lacks."""
        return facts.coverage(self.context.analysis, self.context.job_description)

    @functools.cached_property
    def values(self) -> dict[str, object]:
        """The facts that a sentence may name. An unknown fact has no key."""
        wanted = {
            "message": facts.quote(self.message) or self.message,
            "previous": self.previous,
            "role": self.context.target_role or title(self.context.analysis),
        }
        found = {**wanted, **self.advertisement_values, **self.cv_values}
        return {name: value for name, value in found.items() if value}

    @property
    def previous(self) -> str | None:
        """The person's last message with more than a word or two."""
        told = [
            turn.content
            for turn in self.history
            if turn.role == "user" and len(turn.content.split()) > TELLING
        ]
        return facts.quote(told[-1]) if told else None

    @property
    def advertisement_values(self) -> dict[str, object]:
        """The facts of the advertisement that a sentence may name; an unknown fact is None or empty."""
        missing = self.coverage.missing if self.context.analysis else []
        present = self.coverage.present
        return {
            "present": self.listing(present),
            "present1": next(iter(present), None),
            "missing": self.listing(missing),
            "missing1": next(iter(missing), None),
        }

    @property
    def cv_values(self) -> dict[str, object]:
        """The facts of the CV that a sentence may name; an unknown fact is None or empty."""
        analysis = self.context.analysis
        if not analysis:
            return {}
        strong = [facts.quote(bullet).rstrip(".") for bullet in facts.strengths(analysis)]
        job = facts.newest(analysis)
        gap = next(iter(facts.gaps(analysis, self.context.today)), None)
        skills = facts.skills(analysis)
        return {
            **{f"strength{place}": bullet for place, bullet in enumerate(strong[:3], 1)},
            **{f"skill{place}": label for place, label in enumerate(skills[:3], 1)},
            "weak": next((facts.quote(bullet).rstrip(".") for bullet in facts.weaknesses(analysis)), None),
            "skills": self.listing(skills),
            "title": title(analysis),
            "company": job["company"] if job else None,
            "companies": self.listing(facts.companies(analysis), 3),
            "years": years_of_experience(self.context),
            "gap_company": gap.before if gap else None,
            "gap_months": gap.months if gap else None,
            "short_company": next(iter(facts.short_stays(analysis)), None),
            "overall": analysis["score"]["overall"],
        }
