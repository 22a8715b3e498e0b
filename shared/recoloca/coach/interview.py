"""The mock interview: one question a turn, from the bank or from the CV, then feedback on the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from . import feedback
from .conversation import Conversation
from .model import CoachReply
from .phrases import phrases
from .questions import Kind, Question, asked, candidates
from .role import family, level

MARKED: Final = re.compile(r"^(?:Pergunta|Question) \d+: (.+)$", re.MULTILINE)
FROM_CV: Final = ("cv_missing", "cv_strength", "cv_gap", "cv_weak", "cv_short")
EVERY_THIRD: Final = 3
"""One question in three is made from the CV and the advertisement, where they give one."""


@dataclass(frozen=True, slots=True)
class Posed:
    text: str
    question: Question | None
    """None for a question made from the CV."""


def posed(conversation: Conversation) -> list[Posed]:
    """The questions asked so far in this session."""
    return [Posed(text, asked(text)) for turn in conversation.coach_turns for text in MARKED.findall(turn)]


def open_question(conversation: Conversation) -> Posed | None:
    """The question that the coach's last turn ends with, if it does."""
    last = conversation.coach_turns[-1] if conversation.coach_turns else ""
    found = MARKED.findall(last)
    return Posed(found[-1], asked(found[-1])) if found else None


def start(conversation: Conversation) -> CoachReply:
    opening = []
    if "role" in conversation.values:
        opening.append(conversation.say("interview.start", level=level_name(conversation)))
    if "company" in conversation.values:
        opening.append(conversation.say("interview.start_cv"))
    return conversation.answer(
        [" ".join(opening) or conversation.say("general.a"), next_question(conversation)], "asked"
    )


def skip(conversation: Conversation, question: Posed) -> CoachReply:
    return conversation.answer(
        [conversation.say("interview.skipped", question=question.text), next_question(conversation)], "asked"
    )


def stop(conversation: Conversation, question: Posed) -> CoachReply:
    count = len(posed(conversation)) - 1
    if count and conversation.previous:
        closing = conversation.say("interview.stopped", count=count, last=conversation.previous)
        return conversation.answer([closing, conversation.step("interview_preparation")])
    return conversation.answer([conversation.say("interview.stopped_empty", question=question.text)])


def hint(conversation: Conversation, question: Posed) -> CoachReply:
    paragraphs = [
        conversation.say("interview.hint", question=question.text),
        *guidance(conversation, question),
    ]
    strong = conversation.values.get("strength1")
    if strong and not (question.question and question.question.kind == "technical"):
        paragraphs.append(conversation.say("interview.hint_fact", strength=strong))
    return conversation.answer(
        [*paragraphs, numbered(conversation, question.text, len(posed(conversation)))], "asked"
    )


def judge(conversation: Conversation, question: Posed) -> CoachReply:
    """Feedback on the message as an answer to `question`, what a good answer shows, and the next question."""
    weighed = feedback.weigh(conversation.message)
    technical = bool(question.question and question.question.kind == "technical")
    remarks = technical_remarks(conversation, weighed) if technical else story_remarks(conversation, weighed)
    opening = "feedback.heading" if weighed.figure or weighed.action else "feedback.heading_weak"
    paragraphs = [conversation.say(opening, best=weighed.best)]
    if not technical:
        marks = {
            part: "✓" if getattr(weighed, part) else "✗" for part in ("situation", "task", "action", "result")
        }
        paragraphs.append(conversation.say("feedback.star", **marks))
    paragraphs.append(
        "\n".join(f"• {remark}" for remark in remarks)
        or conversation.say("feedback.strong", words=weighed.words)
    )
    return conversation.answer(
        [*paragraphs, *guidance(conversation, question), next_question(conversation)], "asked"
    )


def story_remarks(conversation: Conversation, weighed: feedback.Feedback) -> list[str]:
    checks = (
        ("no_action", not weighed.action),
        ("no_result", not weighed.result),
        ("no_figure", not weighed.figure),
        ("not_own", not weighed.own),
        ("no_situation", not weighed.situation),
        ("no_task", not weighed.task),
    )
    return [
        *(conversation.say(f"feedback.{name}", best=weighed.best) for name, wrong in checks if wrong),
        *manner(conversation, weighed),
    ]


def technical_remarks(conversation: Conversation, weighed: feedback.Feedback) -> list[str]:
    reasoning = [] if weighed.reasoning else [conversation.say("feedback.no_reasoning")]
    return [*reasoning, *manner(conversation, weighed)]


def manner(conversation: Conversation, weighed: feedback.Feedback) -> list[str]:
    remarks = (
        []
        if weighed.length == "good"
        else [conversation.say(f"feedback.{weighed.length}", words=weighed.words)]
    )
    if weighed.hedging:
        hedges = ", ".join(f'"{hedge}"' for hedge in dict.fromkeys(weighed.hedges))
        remarks.append(conversation.say("feedback.hedging", hedges=hedges))
    return remarks


def guidance(conversation: Conversation, posed_question: Posed) -> list[str]:
    question, locale = posed_question.question, conversation.locale
    shows = question.wording[locale]["shows"] if question else phrases(locale)["interview.cv_shows"]
    return [conversation.say("interview.good_answer", shows=shows)]


def next_question(conversation: Conversation) -> str:
    before = posed(conversation)
    return numbered(conversation, choose(conversation, before), len(before) + 1)


def numbered(conversation: Conversation, text: str, number: int) -> str:
    return f"{conversation.say('interview.marker')} {number}: {text}"


def choose(conversation: Conversation, before: list[Posed]) -> str:
    """In turn behavioural, from the CV, technical; never twice while others are left."""
    number, texts = len(before), {question.text for question in before}
    if number % EVERY_THIRD == 1:
        own = [text for text in made_from_cv(conversation) if text not in texts]
        if own:
            return own[0]
    kind: Kind = "technical" if number % EVERY_THIRD == 2 else "behavioural"
    groups = [
        [question.wording[conversation.locale]["asks"] for question in group]
        for group in candidates(family(conversation.context), level(conversation.context), kind)
    ]
    unasked = [[text for text in group if text not in texts] for group in groups]
    return conversation.pick(next(filter(None, unasked), groups[0]), number)


def made_from_cv(conversation: Conversation) -> list[str]:
    values = {"strength": conversation.values.get("strength1")}
    return [
        conversation.say(f"interview.{name}", **values)
        for name in FROM_CV
        if (name == "cv_strength" and values["strength"])
        or (name != "cv_strength" and conversation.can_say(f"interview.{name}"))
    ]


def level_name(conversation: Conversation) -> str:
    return phrases(conversation.locale)[f"level.{level(conversation.context)}"]
