"""A plan for the next working week. The CV, the advertisement and the open points give each day's task."""

from __future__ import annotations

from datetime import date, timedelta

from recoloca.engine.analysis.result import AnalysisResult, Suggestion

from .conversation import Conversation
from .cv_review import number
from .facts import quote
from .interview import choose, posed_questions
from .model import CoachReply
from .phrases import phrases

DAYS = 5


def make(conversation: Conversation) -> CoachReply:
    """The plan: a heading that names the role, the CV or the message, and one line with a task for each weekday."""
    monday = next_monday(conversation.context.today)
    days = [monday + timedelta(days=place) for place in range(DAYS)]
    first, last = (written(conversation, day) for day in (days[0], days[-1]))
    known = "role" if "role" in conversation.values else "cv" if conversation.context.analysis else "message"
    lines = [
        conversation.say("plan.day", day=f"{name} {written(conversation, day)}", task=task)
        for name, day, task in zip(
            phrases(conversation.locale)["plan.weekdays"].split("|"), days, tasks(conversation), strict=False
        )
    ]
    return conversation.answer(
        [conversation.say(f"plan.heading_{known}", first=first, last=last), "\n".join(lines)]
    )


def is_made(conversation: Conversation) -> bool:
    """Whether the coach has already made a plan in this session."""
    return f"• {phrases(conversation.locale)['plan.weekdays'].split('|')[0]} " in conversation.said


def next_monday(today: date) -> date:
    """The first Monday after `today`."""
    return today + timedelta(days=7 - today.weekday())


def written(conversation: Conversation, day: date) -> str:
    """A date in the notation of the language."""
    return f"{day:%d/%m}" if conversation.locale == "pt-BR" else f"{day:%b} {day.day}"


def tasks(conversation: Conversation) -> list[str]:
    """Five tasks: improve the CV, then send it, practise one answer, then write to people."""
    analysis = conversation.context.analysis
    improving = (
        improvements(conversation, analysis)
        if analysis
        else [conversation.say("plan.upload"), conversation.say("plan.collect")]
    )
    practice = conversation.say("plan.practice", question=choose(conversation, posed_questions(conversation)))
    writing = [
        specific_or_plain(conversation, "plan.people", "plan.people_plain"),
        specific_or_plain(conversation, "plan.apply", "plan.apply_plain"),
    ]
    others = [
        conversation.say(phrase)
        for phrase in ("plan.linkedin", "plan.number", "plan.story")
        if conversation.can_say(phrase)
    ]
    return [*[*improving, *others][:2], practice, *writing]


def improvements(conversation: Conversation, analysis: AnalysisResult) -> list[str]:
    """The tasks that improve the CV: the best suggestion, a missing keyword, the second suggestion."""
    keyword = [conversation.say("plan.keyword")] if conversation.can_say("plan.keyword") else []
    fixes = [fix(conversation, suggestion) for suggestion in analysis["suggestions"][:2]]
    return [*fixes[:1], *keyword, *fixes[1:]]


def fix(conversation: Conversation, suggestion: Suggestion) -> str:
    """The task to follow one suggestion: with the line and the quote, if it has both."""
    gain = number(suggestion["gain"], conversation.locale)
    if suggestion["quote"] and suggestion["line"]:
        return conversation.say(
            "plan.fix_line", line=suggestion["line"], quote=quote(suggestion["quote"]), gain=gain
        )
    return conversation.say("plan.fix", advice=suggestion["message"], gain=gain)


def specific_or_plain(conversation: Conversation, phrase: str, plain: str) -> str:
    """The phrase if its facts are known, or else the plain phrase, which needs none."""
    return conversation.say(phrase if conversation.can_say(phrase) else plain)
