"""The embedded coach: a pure function from the context and the conversation to a reply.

It uses no network, no clock and no randomness. Every reply names something from the CV, the advertisement, the target
role or the message. The same inputs give the same reply: the session's id seeds every choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from . import cv_review, facts, interview, plan, salary
from .conversation import Conversation
from .model import CoachContext, CoachReply, Locale, Topic, Turn
from .phrases import intent
from .role import named_role

LONGEST_COMMAND: Final = 12
"""In words. A longer message after an open question is its answer, whatever it contains."""
LONGEST_TOPIC: Final = 4
"""In words. A longer message that names a topic but asks nothing is an answer too."""
DURING_INTERVIEW: Final[dict[str, Callable[[Conversation, interview.PosedQuestion], CoachReply]]] = {
    "hint": interview.hint,
    "next": interview.skip,
    "stop": interview.stop,
}
TOPICAL: Final = {
    "cv": Topic.CV_REVIEW,
    "salary": Topic.SALARY_NEGOTIATION,
    "career_change": Topic.CAREER_CHANGE,
    "job_search": Topic.JOB_SEARCH,
    "linkedin": Topic.LINKEDIN_PROFILE,
    "interview_topic": Topic.INTERVIEW_PREPARATION,
}
ASIDES: Final = frozenset({"pitch", "gap", "questions_to_ask"})


def reply(context: CoachContext, history: Sequence[Turn], message: str, locale: Locale) -> CoachReply:
    """The coach's next turn after `message`. `history` holds the earlier turns, oldest first.

    Raises:
        ValueError: the message is blank.
    """
    if not message.strip():
        raise ValueError("A blank message has no reply")
    said = [*(turn.content for turn in history if turn.role == "user"), message]
    context = replace(context, target_role=named_role(said) or context.target_role)
    conversation = Conversation(context, history, message.strip(), locale)
    question = interview.open_question(conversation)
    if question is None:
        return respond(conversation, intent(message))
    wanted = command(message)
    if wanted in DURING_INTERVIEW:
        return DURING_INTERVIEW[wanted](conversation, question)
    return respond(conversation, wanted) if wanted else interview.give_feedback(conversation, question)


def command(message: str) -> str | None:
    """The request in a message that follows an open question; None when the message is the answer.

    A message with a question mark that requests nothing else is a request for help (`hint`).
    """
    words, asks = len(message.split()), message.rstrip().endswith("?")
    if words > LONGEST_COMMAND:
        return None
    wanted = intent(message)
    if wanted in TOPICAL and not asks and words > LONGEST_TOPIC:
        return None
    return wanted or ("hint" if asks else None)


def greet(context: CoachContext, locale: Locale) -> CoachReply:
    """The coach's first turn."""
    conversation = Conversation(context, (), "", locale)
    known = [
        name for name in ("cv", "strength", "role", "vacancy") if conversation.can_say(f"greeting.{name}")
    ]
    opening = [conversation.say(f"greeting.{name}") for name in known]
    if not context.analysis:
        opening.insert(0, conversation.say("greeting.no_cv"))
    return conversation.answer([" ".join(opening), conversation.say(f"offer.{context.topic}")])


def respond(conversation: Conversation, wanted: str | None) -> CoachReply:
    """The reply outside a mock interview. `wanted` is the intent of the message; None when it has no known one."""
    if wanted == "plan":
        return plan.make(conversation)
    if wanted == "interview":
        return interview.start(conversation)
    if wanted in ASIDES:
        return conversation.answer([conversation.step(wanted)])
    if wanted == "thanks":
        return thank(conversation)
    if conversation.context.topic == Topic.CV_REVIEW and cv_review.is_line(conversation.message):
        return cv_review.review(conversation)
    return advise(conversation, TOPICAL.get(wanted or "", conversation.context.topic))


def advise(conversation: Conversation, topic: Topic) -> CoachReply:
    """The reply about a topic: its own module's reply, or the next sentence of the topic's table."""
    if topic == Topic.CV_REVIEW:
        return cv_review.review(conversation)
    if topic == Topic.SALARY_NEGOTIATION:
        return salary.talk(conversation)
    if topic == Topic.WEEK_PLAN and not plan.is_made(conversation):
        return plan.make(conversation)
    return conversation.answer([conversation.step(topic)])


def thank(conversation: Conversation) -> CoachReply:
    """Answer thanks with the suggestion that quotes the CV first, or else with a general sentence."""
    analysis = conversation.context.analysis
    best = next(iter(facts.quoting(analysis)), None) if analysis else None
    if best and best["quote"]:
        values = {
            "quote": facts.quote(best["quote"]),
            "gain": cv_review.number(best["gain"], conversation.locale),
        }
        return conversation.answer([conversation.say("thanks.a", **values)])
    return conversation.answer([conversation.step("thanks")])


def prepare() -> None:
    """Read all tables now, so that the first message of a person need not wait for them."""
    locales: tuple[Locale, ...] = ("pt-BR", "en")
    for locale in locales:
        context = CoachContext(
            session_id="", topic=Topic.INTERVIEW_PREPARATION, today=date.min + timedelta(days=7)
        )
        reply(context, (), "How should I prepare for an interview?", locale)
        reply(context, (), "entrevista simulada" if locale == "pt-BR" else "mock interview", locale)
