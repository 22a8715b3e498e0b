"""Feedback on an interview answer by rules: STAR parts, evidence, ownership, length, hedging, reasoning."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from recoloca.engine.analysis.scoring import evidence
from recoloca.engine.analysis.words.actions import did
from recoloca.engine.analysis.words.tables import kept
from recoloca.engine.analysis.words.text import fold, key

from .facts import has_figure, quote
from .phrases import DATA, MAKERS, toml

SHORT, LONG = 60, 330
"""In words. People speak about 140 words a minute: an answer should take between half a minute and two minutes."""
MOST_HEDGES: Final = 2
SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")

I_PT: Final = re.compile(r"\b(?:eu|meu|minha|meus|minhas|mim)\b")
WE_PT: Final = re.compile(r"\b(?:nós|a gente|nosso|nossa|nossos|nossas)\b|\b\w{2,}[aei]mos\b")
I_EN: Final = re.compile(r"\b(?:i|my|me|mine)\b")
WE_EN: Final = re.compile(r"\b(?:we|our|us|ours)\b")
PAST_PT: Final = re.compile(r"\b[a-z]{2,}(?:ei|uzi|iz)\b|\bfui\b")
PAST_EN: Final = re.compile(
    r"\bi (?:\w+ ){0,2}?(?:\w{2,}ed|led|(?:re)?(?:built|wrote)|ran|made|set|took|cut|found|chose|won|taught|brought"
    r"|held|drove|began|gave|went|sold|met|kept)\b"
)
COMPARED: Final = re.compile(
    r"\d{1,12}(?:[.,]\d{1,12})?\s?%? (?:a )?(?:mais|menos|more|less|fewer|faster)\b"
    r"|\b(?:de|from) \S{0,30}\d\S{0,30}(?: \w+)? (?:para|to) \S{0,30}\d"
)
WHEN: Final = re.compile(r"\b(?:em|in|desde|since) (?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Feedback:
    situation: bool
    task: bool
    action: bool
    result: bool
    figure: bool
    own: bool
    """Whether the person speaks of their own part at least as often as of what "we" did."""
    reasoning: bool
    """Whether the answer gives a reason, a comparison, an example or an order of steps."""
    words: int
    hedges: list[str]
    best: str
    """The strongest sentence, or else the first one, in the person's words."""

    @property
    def length(self) -> str:
        return "short" if self.words < SHORT else "long" if self.words > LONG else "good"

    @property
    def hedging(self) -> bool:
        return len(self.hedges) > MOST_HEDGES


@functools.cache
def sign(name: str) -> re.Pattern[str]:
    """A pattern of one table of `data/answer_signs.toml`, for a search in folded text."""
    source = DATA / "answer_signs.toml"
    said = kept("answer-signs", [source], MAKERS, lambda: toml(source))[name]
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(fold(words)).replace(re.escape('*'), '[a-z]*') for words in said)})\b"
    )


def assess(answer: str) -> Feedback:
    """Examine an answer by all rules."""
    text = fold(answer)
    mine = len(I_PT.findall(text)) + len(PAST_PT.findall(text)) + len(I_EN.findall(text))
    ours = len(WE_PT.findall(answer.lower())) + len(WE_EN.findall(text))
    return Feedback(
        situation=bool(sign("situation").search(text) or WHEN.search(text)),
        task=bool(sign("task").search(text)),
        action=acts(text),
        result=results(text),
        figure=has_figure(answer),
        own=mine >= ours,
        reasoning=bool(sign("reasoning").search(text)),
        words=len(answer.split()),
        hedges=sign("hedge").findall(text),
        best=best_sentence(answer),
    )


def acts(text: str) -> bool:
    """Whether the text has a strong verb in the first person of the past."""
    if PAST_EN.search(text):
        return True
    return any(did(word) for word in key(text).split())


def results(text: str) -> bool:
    """Whether the folded text tells a result: a word for it, a comparison or an outcome."""
    return bool(sign("result").search(text) or COMPARED.search(text) or evidence.OUTCOME.search(text))


def best_sentence(answer: str) -> str:
    """The sentence with the most evidence (a figure, an action, a result), as a quote; "" for an empty answer."""
    sentences = [sentence.strip() for sentence in SENTENCE.split(answer.strip()) if sentence.strip()]
    weights = [has_figure(s) * 2 + acts(fold(s)) + results(fold(s)) * 2 for s in sentences]
    return quote(sentences[weights.index(max(weights))]) if sentences else ""
