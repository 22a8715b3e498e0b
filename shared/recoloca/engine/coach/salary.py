"""The salary talk: calculates with an amount in the message, or else gives the next argument from the CV.

The law for a Brazilian CLT contract: 13 salaries and one third more for the holidays (Constitution, art. 7, VIII and
XVII), and 8 % of all this for the FGTS (Law 8,036/1990, art. 15).
"""

from __future__ import annotations

import re
from typing import Final

from recoloca.engine.analysis.words.text import key

from . import pay
from .conversation import Conversation
from .model import CoachReply

SALARIES_A_YEAR: Final = 13 + 1 / 3
FGTS: Final = 0.08
SMALLEST: Final = 1_000
"""A number below the lowest monthly wage is no salary (it may be a percentage, or days)."""
AMOUNT: Final = re.compile(
    r"(us\$|u\$|r\$|\$|€|£)?\s?(?<![\d.,])(\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,9})(?:[.,](\d{1,2}))?(?![\d.,]*\d)"
    r"(?:\s?(mil|k|thousand)\b|\b)",
    re.IGNORECASE,
)
LARGEST: Final = 1_000_000
"""A number above any monthly salary is something else (a budget, a telephone number, a typing error)."""
YEARS: Final = range(1950, 2050)
RANGE_TOP: Final = 1.15


def amounts(message: str) -> list[tuple[str, int]]:
    """The amounts of the message: currency sign (`R$` when none is written) and monthly amount.

    Years and implausible amounts are left out.
    """
    found = []
    for sign, digits, cents, thousands in AMOUNT.findall(message):
        value = float(re.sub(r"[.,]", "", digits) + (f".{cents}" if cents else ""))
        value = value * 1000 if thousands else value
        if SMALLEST <= value <= LARGEST and (sign or thousands or int(value) not in YEARS):
            found.append((sign.upper() or "R$", round(value)))
    return found


def money(conversation: Conversation, sign: str, value: float) -> str:
    """An amount without decimals, with the thousands separator of the language."""
    text = f"{round(value):,}"
    return f"{sign} {text if conversation.locale == 'en' else text.replace(',', '.')}"


def talk(conversation: Conversation) -> CoachReply:
    """Compare the amounts of the message, calculate with its only amount, or give the next argument."""
    named = amounts(conversation.message)
    if len({value for _, value in named}) > 1:
        return conversation.answer([compare(conversation, named), *reason(conversation)])
    if named:
        return conversation.answer([*sums(conversation, *named[0]), *reason(conversation)])
    return conversation.answer([conversation.step("salary_negotiation")])


def compare(conversation: Conversation, named: list[tuple[str, int]]) -> str:
    """The difference between the lowest and the highest amount in per cent."""
    sign, low, high = named[0][0], min(value for _, value in named), max(value for _, value in named)
    values = {"low": money(conversation, sign, low), "high": money(conversation, sign, high)}
    return conversation.say("salary_amount.two", percent=round((high - low) / low * 100), **values)


def sums(conversation: Conversation, sign: str, value: int) -> list[str]:
    """The year and the month of a CLT salary, the CLT salary that equals a PJ amount, or a range for other amounts."""
    words = key(conversation.message).split()
    amount = money(conversation, sign, value)
    if sign != "R$" or not {"clt", "pj"} & set(words):
        return [
            conversation.say(
                "salary_amount.other", amount=amount, top=money(conversation, sign, value * RANGE_TOP)
            )
        ]
    factor = SALARIES_A_YEAR * (1 + FGTS)
    if "clt" in words:
        year, month = (money(conversation, sign, part) for part in (value * factor, value * factor / 12))
        said = [
            conversation.say(f"salary_amount.{name}", amount=amount, year=year, month=month)
            for name in ("clt", "pj")
        ]
        left, equal = (
            money(conversation, sign, pay.net(value)),
            money(conversation, sign, pay.invoices_for(value)),
        )
        return [*said, conversation.say("salary_amount.net", year=str(pay.YEAR), net=left, month=equal)]
    year, month = money(conversation, sign, value * 12), money(conversation, sign, value * 12 / factor)
    return [conversation.say("salary_amount.pj_to_clt", amount=amount, year=year, month=month)]


def reason(conversation: Conversation) -> list[str]:
    """One argument for the amount from the CV or the target role, if the facts for it are known."""
    return [
        conversation.say(phrase)
        for phrase in ("salary_amount.why", "salary_amount.why_role")
        if conversation.can_say(phrase)
    ][:1]
