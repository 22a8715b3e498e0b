"""Salaries that a person names, and the sums made of them."""

from __future__ import annotations

import pytest

from recoloca.engine.coach.brain import reply
from recoloca.engine.coach.model import Topic
from recoloca.engine.coach.salary import amounts
from tests.unit.engine.coach.conftest import context_of


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("R$ 9.000", [("R$", 9_000)]),
        ("9.000,50", [("R$", 9_000)]),
        ("9 mil", [("R$", 9_000)]),
        ("9,5 mil", [("R$", 9_500)]),
        ("us$ 4,000", [("US$", 4_000)]),
        ("€ 3.200", [("€", 3_200)]),
        ("12k", [("R$", 12_000)]),
        ("1000", [("R$", 1_000)]),
        ("12mil", [("R$", 12_000)]),
        ("12 kg", []),
        ("R$ 1.000.000", [("R$", 1_000_000)]),
        ("R$ 1.000.001", []),
        ("999", []),
        ("10%", []),
        ("em 2019", []),
        ("1949", [("R$", 1_949)]),
        ("1950", []),
        ("2049", []),
        ("2050", [("R$", 2_050)]),
        ("R$ 2019", [("R$", 2_019)]),
        ("2 mil", [("R$", 2_000)]),
        ("de 8 mil para 10 mil", [("R$", 8_000), ("R$", 10_000)]),
    ],
)
def test_an_amount_is_read_as_it_is_named(message: str, named: list[tuple[str, int]]) -> None:
    assert amounts(message) == named


def said(message: str, locale: str = "pt-BR") -> str:
    return reply(context_of(Topic.SALARY_NEGOTIATION), (), message, locale).reply  # type: ignore[arg-type]


def test_an_offer_without_a_regime_asks_for_it() -> None:
    answer = said("Ofereceram R$ 9.000")
    assert "peça até R$ 10.350 (15% acima)" in answer
    assert "Diga se é CLT ou PJ" in answer
    assert "por ano" not in answer


def test_an_offer_under_clt_is_counted_with_13_salaries_holidays_and_fgts() -> None:
    """3,000 x (13 + 1/3) x 1.08 = 43,200 a year, 3,600 a month."""
    answer = said("Ofereceram R$ 3.000 CLT")
    assert "R$ 43.200 por ano (R$ 3.600 por mês)" in answer
    assert "só empata perto de R$ 3.600 por mês" in answer


def test_an_offer_as_pj_is_turned_into_the_clt_salary_of_the_same_worth() -> None:
    """3,600 x 12 = 43,200 = 3,000 x (13 + 1/3) x 1.08."""
    answer = said("Ofereceram 3.600 PJ")
    assert "R$ 43.200 por ano" in answer
    assert "salário de cerca de R$ 3.000" in answer


def test_two_amounts_are_compared_from_the_lower_one() -> None:
    assert "De R$ 8.000 para R$ 10.000 são 25% a mais" in said("querem me dar 10 mil e eu ganho 8 mil")


def test_the_same_amount_twice_is_one_offer() -> None:
    assert "R$ 43.200 por ano" in said("3 mil CLT, ou seja, R$ 3.000")


def test_foreign_money_is_under_no_brazilian_law() -> None:
    answer = said("US$ 4,000 PJ")
    assert "US$ 4.600" in answer
    assert "FGTS" not in answer


def test_english_writes_thousands_with_a_comma() -> None:
    assert "R$ 10,350" in said("They offered R$ 9.000", "en")
