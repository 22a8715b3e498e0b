"""A plan for the next working week. The CV, the advertisement and the open points give each day's task."""

from __future__ import annotations

from datetime import date, timedelta

from recoloca.engine.analysis.result import AnalysisResult, Suggestion

from .conversation import Conversation
from .cv_review import number
from .facts import quote
from .interview import choose, posed
from .model import CoachReply
from .phrases import phrases

DAYS = 5


def make(conversation: Conversation) -> CoachReply:
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
    return f"• {phrases(conversation.locale)['plan.weekdays'].split('|')[0]} " in conversation.said


def next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def written(conversation: Conversation, day: date) -> str:
    return f"{day:%d/%m}" if conversation.locale == "pt-BR" else f"{day:%b} {day.day}"


def tasks(conversation: Conversation) -> list[str]:
    """Five tasks: improve the CV, then send it, practise one answer, then write to people."""
    analysis = conversation.context.analysis
    mending = (
        mend(conversation, analysis)
        if analysis
        else [conversation.say("plan.upload"), conversation.say("plan.collect")]
    )
    practice = conversation.say("plan.practice", question=choose(conversation, posed(conversation)))
    outward = [
        either(conversation, "plan.people", "plan.people_plain"),
        either(conversation, "plan.apply", "plan.apply_plain"),
    ]
    spare = [
        conversation.say(phrase)
        for phrase in ("plan.linkedin", "plan.number", "plan.story")
        if conversation.can_say(phrase)
    ]
    return [*[*mending, *spare][:2], practice, *outward]


def mend(conversation: Conversation, analysis: AnalysisResult) -> list[str]:
    keyword = [conversation.say("plan.keyword")] if conversation.can_say("plan.keyword") else []
    fixes = [fix(conversation, suggestion) for suggestion in analysis["suggestions"][:2]]
    return [*fixes[:1], *keyword, *fixes[1:]]


def fix(conversation: Conversation, suggestion: Suggestion) -> str:
    gain = number(suggestion["gain"], conversation.locale)
    if suggestion["quote"] and suggestion["line"]:
        return conversation.say(
            "plan.fix_line", line=suggestion["line"], quote=quote(suggestion["quote"]), gain=gain
        )
    return conversation.say("plan.fix", advice=suggestion["message"], gain=gain)


def either(conversation: Conversation, phrase: str, plain: str) -> str:
    return conversation.say(phrase if conversation.can_say(phrase) else plain)
