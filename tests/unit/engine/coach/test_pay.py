"""Net salaries by the tables of the year, with amounts worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recoloca.engine.coach import pay
from recoloca.engine.coach.brain import reply
from recoloca.engine.coach.model import Topic
from tests.unit.engine.coach.conftest import context_of


def test_the_tables_are_still_valid_today() -> None:
    """When it fails: put the new year's tables, their sources and their last day into `pay`."""
    assert datetime.now(UTC).date() <= pay.VALID_UNTIL


@pytest.mark.parametrize(
    ("salary", "due"),
    # 1,621 x 7.5 % = 121.575; and 1,281.84 x 9 %, 1,451.43 x 12 %, 4,121.28 x 14 % for the other slices
    [(1_621.00, 121.57), (2_902.84, 236.94), (4_354.27, 411.11), (8_475.55, 988.09), (20_000.00, 988.09)],
)
def test_inss_is_due_slice_by_slice_up_to_the_ceiling(salary: float, due: float) -> None:
    assert pay.inss(salary) == pytest.approx(due, abs=0.01)


@pytest.mark.parametrize(
    ("salary", "due"),
    [
        (2_500.00, 0.0),
        (5_000.00, 0.0),
        # (6,000 - 641.51) x 27.5 % - 908.73 = 564.85, less 978.62 - 0.133145 x 6,000 = 179.75
        (6_000.00, 385.10),
        # (10,000 - 988.09) x 27.5 % - 908.73
        (10_000.00, 1_569.55),
    ],
)
def test_income_tax_is_none_to_5000_and_reduced_to_7350(salary: float, due: float) -> None:
    assert pay.income_tax(salary, pay.inss(salary)) == pytest.approx(due, abs=0.02)


def test_the_reduction_ends_where_it_is_nothing() -> None:
    below, above = (pay.income_tax(one, pay.inss(one)) for one in (7_349.99, 7_350.01))
    assert below == pytest.approx(above, abs=0.1)


@pytest.mark.parametrize("salary", [1_621, 3_000, 5_000, 8_000, 15_000, 30_000])
def test_the_invoices_leave_what_the_salary_is_worth(salary: float) -> None:
    invoices = pay.invoices_for(salary)
    assert pay.company_net(invoices) == pytest.approx(pay.worth(salary), abs=0.05)


def test_a_higher_salary_never_leaves_less() -> None:
    nets = [pay.net(salary) for salary in range(1_600, 30_000, 50)]
    assert nets == sorted(nets)


@pytest.mark.parametrize(("locale", "words"), [("pt-BR", "Líquido"), ("en", "Net")])
def test_the_coach_tells_the_net_salary_and_the_invoices_it_equals(locale: str, words: str) -> None:
    answer = reply(context_of(Topic.SALARY_NEGOTIATION), (), "R$ 10.000 CLT", locale).reply  # type: ignore[arg-type]
    amount = f"{round(pay.net(10_000)):,}"
    assert words in answer
    assert (amount if locale == "en" else amount.replace(",", ".")) in answer
    assert "2026" in answer
