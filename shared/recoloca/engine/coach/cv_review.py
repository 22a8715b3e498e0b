"""Reviews the CV, one suggestion of the analysis at a time, and comments on a line that the person rewrote."""

from __future__ import annotations

from typing import Final

from recoloca.engine.analysis.result import AnalysisResult, Suggestion
from recoloca.engine.analysis.scoring import evidence
from recoloca.engine.analysis.words.text import fold, key

from .conversation import Conversation
from .facts import has_figure, quote
from .model import CoachReply, Locale

SHORTEST_LINE: Final = 5
LONGEST_LINE: Final = 30
INFINITIVES: Final = ("ar", "er", "ir")


def review(conversation: Conversation) -> CoachReply:
    """Comment on a line that the person rewrote, or else show the next suggestion of the analysis."""
    analysis = conversation.context.analysis
    if is_line(conversation.message):
        return conversation.answer(comment(conversation))
    if not analysis:
        return conversation.answer([conversation.say("cv_review.general")])
    suggestion = next(
        (found for found in analysis["suggestions"] if not is_told(conversation, analysis, found)), None
    )
    if suggestion:
        return conversation.answer(
            [told(conversation, analysis, suggestion), *advice(conversation, suggestion)]
        )
    strong = conversation.values.get("strength1")
    done = (
        conversation.say("cv_review.done", strength=strong)
        if strong
        else conversation.say("cv_review.done_plain")
    )
    return conversation.answer([done])


def is_told(conversation: Conversation, analysis: AnalysisResult, suggestion: Suggestion) -> bool:
    """Whether the coach has already shown this suggestion in the session."""
    opening = told(conversation, analysis, suggestion)
    return any(opening in turn and suggestion["message"] in turn for turn in conversation.coach_turns)


def told(conversation: Conversation, analysis: AnalysisResult, suggestion: Suggestion) -> str:
    """The opening of a suggestion. A suggestion without a line opens with its message."""
    values = {
        "overall": analysis["score"]["overall"],
        "gain": number(suggestion["gain"], conversation.locale),
    }
    if suggestion["quote"] and suggestion["line"]:
        return conversation.say(
            "cv_review.suggestion", line=suggestion["line"], quote=quote(suggestion["quote"]), **values
        )
    return f"{conversation.say('cv_review.suggestion_plain', **values)} {suggestion['message']}"


def advice(conversation: Conversation, suggestion: Suggestion) -> list[str]:
    """The paragraphs that follow a suggestion's opening: the message, an example, and an invitation to rewrite."""
    quoted = bool(suggestion["quote"] and suggestion["line"])
    paragraphs = [suggestion["message"]] if quoted else []
    if suggestion["example"]:
        paragraphs.append(conversation.say("cv_review.example", example=suggestion["example"]))
    return [*paragraphs, conversation.say("cv_review.invite" if quoted else "cv_review.invite_next")]


def number(gain: float, locale: Locale) -> str:
    """A gain in points, in the notation of the language."""
    return f"{gain:g}" if locale == "en" else f"{gain:g}".replace(".", ",")


def is_line(message: str) -> bool:
    """Whether a message is a line of a CV: it starts with a finite verb and asks nothing."""
    words = key(message).split()
    opened = evidence.opening(message)
    return bool(
        opened and len(words) >= SHORTEST_LINE and "?" not in message and not words[0].endswith(INFINITIVES)
    ) or (
        len(words) >= SHORTEST_LINE
        and "?" not in message
        and has_figure(message)
        and evidence.OUTCOME.search(fold(message)) is not None
    )


def comment(conversation: Conversation) -> list[str]:
    """The remarks on a rewritten line: its opening, figure, outcome and length; or praise when nothing is missing."""
    line = conversation.message.strip().lstrip("•-*– ")
    words = len(line.split())
    opened, weak = evidence.opening(line), evidence.weak_phrase(line)
    strong = bool(opened and opened[1].strength == "strong" and not weak)
    remarks = [] if strong else [opening_remark(conversation, line, opened is not None)]
    if not has_figure(line):
        remarks.append(conversation.say("cv_review.line_figure"))
    if not evidence.OUTCOME.search(fold(line)):
        remarks.append(conversation.say("cv_review.line_outcome"))
    if words > LONGEST_LINE:
        remarks.append(conversation.say("cv_review.line_long", words=words))
    if not remarks:
        return [conversation.say("cv_review.line_good", bullet=quote(line))]
    return [
        conversation.say("cv_review.line_heading", bullet=quote(line)),
        "\n".join(f"• {remark}" for remark in remarks),
    ]


def opening_remark(conversation: Conversation, line: str, has_verb: bool) -> str:
    """The remark on a line that starts with a weak verb or with none."""
    phrase = "cv_review.line_verb" if has_verb else "cv_review.line_no_verb"
    return conversation.say(phrase, opening=" ".join(line.split()[:3]))
