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

NUMBERED_QUESTION: Final = re.compile(r"^(?:Pergunta|Question) \d+: (.+)$", re.MULTILINE)
FROM_CV: Final = ("cv_missing", "cv_strength", "cv_gap", "cv_weak", "cv_short")
EVERY_THIRD: Final = 3
"""One question in three is made from the CV and the advertisement, if they allow one."""
FEWEST_WORDS: Final = 5
"""In words. The coach asks again after a shorter answer."""
PARTS: Final = ("situation", "task", "action", "result", "figure")


@dataclass(frozen=True, slots=True)
class PosedQuestion:
    text: str
    question: Question | None
    """None for a question that is made from the CV."""


def posed_questions(conversation: Conversation) -> list[PosedQuestion]:
    """The questions of this session so far."""
    texts = dict.fromkeys(
        text for turn in conversation.coach_turns for text in NUMBERED_QUESTION.findall(turn)
    )
    return [PosedQuestion(text, asked(text)) for text in texts]


def open_question(conversation: Conversation) -> PosedQuestion | None:
    """The question at the end of the coach's last turn; None when that turn asks none."""
    return question_in(conversation.coach_turns[-1]) if conversation.coach_turns else None


def question_in(turn: str) -> PosedQuestion | None:
    """The last numbered question in a turn of the coach; None without one."""
    found = NUMBERED_QUESTION.findall(turn)
    return PosedQuestion(found[-1], asked(found[-1])) if found else None


def answers(conversation: Conversation) -> list[tuple[PosedQuestion, feedback.Feedback]]:
    """The question and the feedback of each answer, without commands and answers that were too short."""
    found = []
    for before, turn in itertools.pairwise(conversation.history):
        question = question_in(before.content) if before.role == "coach" and turn.role == "user" else None
        if question and len(turn.content.split()) >= FEWEST_WORDS:
            found.append((question, feedback.assess(turn.content)))
    return found


def start(conversation: Conversation) -> CoachReply:
    """Open the mock interview and ask the first question."""
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


def skip(conversation: Conversation, question: PosedQuestion) -> CoachReply:
    """Go on to the next question without feedback."""
    return conversation.answer(
        [conversation.say("interview.skipped", question=question.text), next_question(conversation)], "asked"
    )


def stop(conversation: Conversation, question: PosedQuestion) -> CoachReply:
    """End the mock interview with a summary. It names the best answer and the part that was missing most often."""
    given = answers(conversation)
    if not given:
        return conversation.answer([conversation.say("interview.stopped_empty", question=question.text)])
    best = max((assessed for _, assessed in given), key=lambda assessed: len(PARTS) - len(missing(assessed)))
    stories = [assessed for answered, assessed in given if is_story(answered)]
    absent = Counter(part for assessed in stories for part in missing(assessed))
    closing = [conversation.say("interview.stopped", count=len(given), best=best.best)]
    if absent:
        part, times = max(absent.items(), key=lambda counted: (counted[1], -PARTS.index(counted[0])))
        closing.append(conversation.say(f"interview.often_{part}", times=times, count=len(stories)))
    return conversation.answer([*closing, conversation.step("interview_preparation")])


def missing(assessed: feedback.Feedback) -> list[str]:
    """The STAR parts that an answer lacks."""
    return [part for part in PARTS if not getattr(assessed, part)]


def is_story(question: PosedQuestion) -> bool:
    """Whether the question asks for an event of the past, which fits STAR."""
    return question.question is None or question.question.kind == "behavioural"


def hint(conversation: Conversation, question: PosedQuestion) -> CoachReply:
    """Explain what a good answer shows, and ask the question again."""
    paragraphs = [
        conversation.say("interview.hint", question=question.text),
        *guidance(conversation, question),
    ]
    strong = conversation.values.get("strength1")
    if strong and is_story(question):
        paragraphs.append(conversation.say("interview.hint_fact", strength=strong))
    return conversation.answer(
        [*paragraphs, numbered(conversation, question.text, len(posed_questions(conversation)))], "asked"
    )


def give_feedback(conversation: Conversation, question: PosedQuestion) -> CoachReply:
    """Give feedback on the message as the answer to `question`, the signs of a good answer, and the next question."""
    if len(conversation.message.split()) < FEWEST_WORDS:
        again = numbered(conversation, question.text, len(posed_questions(conversation)))
        return conversation.answer(
            [conversation.say("feedback.too_little"), *guidance(conversation, question), again], "asked"
        )
    assessed = feedback.assess(conversation.message)
    story = is_story(question)
    remarks = story_remarks(conversation, assessed) if story else reasoned_remarks(conversation, assessed)
    opening = "feedback.heading" if assessed.figure or assessed.action else "feedback.heading_weak"
    paragraphs = [conversation.say(opening, best=assessed.best)]
    if story:
        marks = {part: "✗" if part in missing(assessed) else "✓" for part in PARTS}
        paragraphs.append(conversation.say("feedback.star", **marks))
    paragraphs.append(
        "\n".join(f"• {remark}" for remark in remarks)
        or conversation.say("feedback.strong", words=assessed.words)
    )
    return conversation.answer(
        [*paragraphs, *guidance(conversation, question), next_question(conversation)], "asked"
    )


def story_remarks(conversation: Conversation, assessed: feedback.Feedback) -> list[str]:
    """The remarks on an answer that should tell a story."""
    checks = (
        ("no_action", not assessed.action),
        ("no_result", not assessed.result),
        ("no_figure", not assessed.figure),
        ("not_own", not assessed.own),
        ("no_situation", not assessed.situation),
        ("no_task", not assessed.task),
    )
    return [
        *(conversation.say(f"feedback.{name}", best=assessed.best) for name, wrong in checks if wrong),
        *style_remarks(conversation, assessed),
    ]


def reasoned_remarks(conversation: Conversation, assessed: feedback.Feedback) -> list[str]:
    """The remarks on an answer that should give reasons."""
    reasoning = [] if assessed.reasoning else [conversation.say("feedback.no_reasoning")]
    return [*reasoning, *style_remarks(conversation, assessed)]


def style_remarks(conversation: Conversation, assessed: feedback.Feedback) -> list[str]:
    """The remarks on the length and the hedging of any answer."""
    remarks = (
        []
        if assessed.length == "good"
        else [conversation.say(f"feedback.{assessed.length}", words=assessed.words)]
    )
    if assessed.hedging:
        hedges = ", ".join(f"“{hedge}”" for hedge in dict.fromkeys(assessed.hedges))
        remarks.append(conversation.say("feedback.hedging", hedges=hedges))
    return remarks


def guidance(conversation: Conversation, posed: PosedQuestion) -> list[str]:
    """The sentence about what a good answer to the question shows."""
    question, locale = posed.question, conversation.locale
    shows = question.wording[locale]["shows"] if question else phrases(locale)["interview.cv_shows"]
    return [conversation.say("interview.good_answer", shows=shows)]


def next_question(conversation: Conversation) -> str:
    """The next question with its number."""
    before = posed_questions(conversation)
    return numbered(conversation, choose(conversation, before), len(before) + 1)


def numbered(conversation: Conversation, text: str, number: int) -> str:
    """A question with its number, as in `Pergunta 2: …`. The frontend finds questions by this form."""
    return f"{conversation.say('interview.marker')} {number}: {text}"


def choose(conversation: Conversation, before: list[PosedQuestion]) -> str:
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
    """The questions whose facts the CV and the advertisement give."""
    values = {"strength": conversation.values.get("strength1")}
    return [
        conversation.say(f"interview.{name}", **values)
        for name in FROM_CV
        if (name == "cv_strength" and values["strength"])
        or (name != "cv_strength" and conversation.can_say(f"interview.{name}"))
    ]


def level_name(conversation: Conversation) -> str:
    """The name of the person's level in the language of the conversation."""
    return phrases(conversation.locale)[f"level.{level(conversation.context)}"]
