"""What is left of a Brazilian salary (CLT) and of a company's invoices (PJ), by the tables of one year.

Sources: INSS of employees, Portaria Interministerial MPS/MF for 2026 (Constitution's reform EC 103/2019, art. 28:
progressive by slices); IRRF, law 11.482/2007 with the table of law 15.191/2025 and the reduction of law 15.270/2025;
FGTS, law 8.036/1990, art. 15; 13th salary and a third more for holidays, Constitution, art. 7, VIII and XVII; Simples
Nacional, complementary law 123/2006, annex III (services whose owner's pay is 28 % of the invoices, art. 18 § 5-J).
Every amount is in reais a month. `VALID_UNTIL` is the last day of the tables: a test fails after it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

YEAR: Final = 2026
VALID_UNTIL: Final = date(2026, 12, 31)

INSS: Final = ((1_621.00, 0.075), (2_902.84, 0.09), (4_354.27, 0.12), (8_475.55, 0.14))
"""Upper end of each slice and its rate; the last end is the ceiling."""
IRRF: Final = (
    (2_428.80, 0.0, 0.0), (2_826.65, 0.075, 182.16), (3_751.05, 0.15, 394.16), (4_664.68, 0.225, 675.49),
    (float("inf"), 0.275, 908.73),
)  # fmt: skip
"""Upper end of each bracket, its rate and the amount to deduct."""
SIMPLIFIED: Final = 607.20
"""The discount that may be taken instead of the INSS."""
EXEMPT: Final = 5_000.00
REDUCED: Final = 7_350.00
"""Up to these salaries the tax is none, and reduced by `978.62 - 0.133145 x salary`."""
FGTS: Final = 0.08
SIMPLES: Final = (
    (180_000, 0.06, 0), (360_000, 0.112, 9_360), (720_000, 0.135, 17_640), (1_800_000, 0.16, 35_640),
    (3_600_000, 0.21, 125_640), (4_800_000, 0.33, 648_000),
)  # fmt: skip
"""Invoices a year up to which a rate holds, the rate and the amount to deduct."""
OWNER: Final = 0.28
OWNER_INSS: Final = 0.11
ROUNDS: Final = 60


def inss(salary: float) -> float:
    """The employee's contribution: each slice of the salary by its rate, up to the ceiling."""
    due, below = 0.0, 0.0
    for end, rate in INSS:
        due += max(0.0, min(salary, end) - below) * rate
        below = end
    return round(due, 2)


def income_tax(income: float, contribution: float) -> float:
    """The tax withheld of an income without dependants, after the better of its contribution and the discount."""
    base = income - max(contribution, SIMPLIFIED)
    rate, deduction = next((rate, deduction) for end, rate, deduction in IRRF if base <= end)
    due = max(0.0, base * rate - deduction)
    if income <= EXEMPT:
        return 0.0
    if income <= REDUCED:
        due = max(0.0, due - (978.62 - 0.133145 * income))
    return round(due, 2)


def net(salary: float) -> float:
    """What is paid out of a month's salary, of the 13th one or of the month with the holidays' third."""
    contribution = inss(salary)
    return round(salary - contribution - income_tax(salary, contribution), 2)


def worth(salary: float) -> float:
    """What a CLT salary is worth a month: 12 net months, the holidays' third, the 13th and the FGTS, over 12."""
    year = 11 * net(salary) + net(salary * 4 / 3) + net(salary) + FGTS * salary * (13 + 1 / 3)
    return round(year / 12, 2)


def company_net(invoices: float) -> float:
    """What is left of a month's invoices: after the Simples and the owner's INSS and IRRF; without an accountant."""
    year = 12 * invoices
    rate, deduction = next(((rate, less) for end, rate, less in SIMPLES if year <= end), SIMPLES[-1][1:])
    simples = (year * rate - deduction) / 12
    pay = max(INSS[0][0], OWNER * invoices)
    contribution = min(pay, INSS[-1][0]) * OWNER_INSS
    return round(invoices - simples - contribution - income_tax(pay, contribution), 2)


def invoices_for(salary: float) -> float:
    """The monthly invoices that leave as much as a CLT salary is worth, in twelve months without a break."""
    low, high, wanted = 0.0, 4 * salary + 4_000, worth(salary)
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if company_net(middle) >= wanted else (middle, high)
    return round(high, 2)
