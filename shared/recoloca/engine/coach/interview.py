"""The mock interview: a question from the bank or from the CV in each turn, then feedback on the answer."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from . import feedback
from .conversation import Conversation
from .model import CoachReply
from .phrases import phrases
from .questions import Question, asked, candidates
from .role import family, level

MARKED: Final = re.compile(r"^(?:Pergunta|Question) \d+: (.+)$", re.MULTILINE)
FROM_CV: Final = ("cv_missing", "cv_strength", "cv_gap", "cv_weak", "cv_short")
EVERY_THIRD: Final = 3
"""One question in three is made from the CV and the advertisement, if they allow one."""
FEWEST_WORDS: Final = 5
"""In words. The coach asks again after a shorter answer."""
PARTS: Final = ("situation", "task", "action", "result", "figure")


@dataclass(frozen=True, slots=True)
class Posed:
    text: str
    question: Question | None
    """None for a question that is made from the CV."""


def posed(conversation: Conversation) -> list[Posed]:
    """The questions of this session so far."""
    texts = dict.fromkeys(text for turn in conversation.coach_turns for text in MARKED.findall(turn))
    return [Posed(text, asked(text)) for text in texts]


def open_question(conversation: Conversation) -> Posed | None:
    """The question at the end of the coach's last turn; None when that turn asks none."""
    return question_in(conversation.coach_turns[-1]) if conversation.coach_turns else None


def question_in(turn: str) -> Posed | None:
    found = MARKED.findall(turn)
    return Posed(found[-1], asked(found[-1])) if found else None


def answers(conversation: Conversation) -> list[tuple[Posed, feedback.Feedback]]:
    """The question and the feedback of each answer, without commands and answers that were too short."""
    found = []
    for before, turn in itertools.pairwise(conversation.history):
        question = question_in(before.content) if before.role == "coach" and turn.role == "user" else None
        if question and len(turn.content.split()) >= FEWEST_WORDS:
            found.append((question, feedback.weigh(turn.content)))
    return found


def start(conversation: Conversation) -> CoachReply:
    opening = []
    if "role" in conversation.values:
        opening.append(conversation.say("interview.start", level=level_name(conversation)))
    if "company" in conversation.values:
        opening.append(conversation.say("interview.start_cv"))
    return conversation.answer(
        [
            " ".join(opening)
            or conversation.say("general.cv" if conversation.context.analysis else "general.nothing"),
            next_question(conversation),
        ],
        "asked",
    )


def skip(conversation: Conversation, question: Posed) -> CoachReply:
    return conversation.answer(
        [conversation.say("interview.skipped", question=question.text), next_question(conversation)], "asked"
    )


def stop(conversation: Conversation, question: Posed) -> CoachReply:
    given = answers(conversation)
    if not given:
        return conversation.answer([conversation.say("interview.stopped_empty", question=question.text)])
    best = max((weighed for _, weighed in given), key=lambda weighed: len(PARTS) - len(missing(weighed)))
    stories = [weighed for answered, weighed in given if is_story(answered)]
    absent = Counter(part for weighed in stories for part in missing(weighed))
    closing = [conversation.say("interview.stopped", count=len(given), best=best.best)]
    if absent:
        part, times = max(absent.items(), key=lambda counted: (counted[1], -PARTS.index(counted[0])))
        closing.append(conversation.say(f"interview.often_{part}", times=times, count=len(stories)))
    return conversation.answer([*closing, conversation.step("interview_preparation")])


def missing(weighed: feedback.Feedback) -> list[str]:
    return [part for part in PARTS if not getattr(weighed, part)]


def is_story(question: Posed) -> bool:
    """Whether the question asks for an event of the past, which fits STAR."""
    return question.question is None or question.question.kind == "behavioural"


def hint(conversation: Conversation, question: Posed) -> CoachReply:
    paragraphs = [
        conversation.say("interview.hint", question=question.text),
        *guidance(conversation, question),
    ]
    strong = conversation.values.get("strength1")
    if strong and is_story(question):
        paragraphs.append(conversation.say("interview.hint_fact", strength=strong))
    return conversation.answer(
        [*paragraphs, numbered(conversation, question.text, len(posed(conversation)))], "asked"
    )


def judge(conversation: Conversation, question: Posed) -> CoachReply:
    """Give feedback on the message as the answer to `question`, the signs of a good answer, and the next question."""
    if len(conversation.message.split()) < FEWEST_WORDS:
        again = numbered(conversation, question.text, len(posed(conversation)))
        return conversation.answer(
            [conversation.say("feedback.too_little"), *guidance(conversation, question), again], "asked"
        )
    weighed = feedback.weigh(conversation.message)
    story = is_story(question)
    remarks = story_remarks(conversation, weighed) if story else reasoned_remarks(conversation, weighed)
    opening = "feedback.heading" if weighed.figure or weighed.action else "feedback.heading_weak"
    paragraphs = [conversation.say(opening, best=weighed.best)]
    if story:
        marks = {part: "✗" if part in missing(weighed) else "✓" for part in PARTS}
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


def reasoned_remarks(conversation: Conversation, weighed: feedback.Feedback) -> list[str]:
    reasoning = [] if weighed.reasoning else [conversation.say("feedback.no_reasoning")]
    return [*reasoning, *manner(conversation, weighed)]


def manner(conversation: Conversation, weighed: feedback.Feedback) -> list[str]:
    remarks = (
        []
        if weighed.length == "good"
        else [conversation.say(f"feedback.{weighed.length}", words=weighed.words)]
    )
    if weighed.hedging:
        hedges = ", ".join(f"“{hedge}”" for hedge in dict.fromkeys(weighed.hedges))
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
    """The text of the next question: behavioural, from the CV, technical, in turn.

    It repeats none while others are left.
    """
    number, texts = len(before), {question.text for question in before}
    if number % EVERY_THIRD == 1:
        own = [text for text in made_from_cv(conversation) if text not in texts]
        if own:
            return own[0]
    groups = [
        [question.wording[conversation.locale]["asks"] for question in group]
        for group in candidates(
            family(conversation.context), level(conversation.context), technical=number % EVERY_THIRD == 2
        )
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
