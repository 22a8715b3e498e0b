"""Feedback by rules on answers as people give them, in both languages."""

from __future__ import annotations

import pytest

from recoloca.engine.coach.feedback import Feedback, assess

WHOLE_PT = (
    "Quando entrei na Araguaia, o atraso nas entregas do Sul chegava a 22% e o cliente ameaçava sair. Minha meta era "
    "baixar para menos de 8% em seis meses. Eu mapeei as rotas, negociei janelas novas com doze transportadoras e "
    "montei um painel diário para a equipe acompanhar cada carga, porque ninguém sabia onde estava o atraso. "
    "Com isso o atraso caiu para 6% em cinco meses e o cliente renovou o contrato por mais dois anos."
)
WHOLE_EN = (
    "When I joined, the ledger service was timing out at month end and the support team had 300 tickets. I was asked "
    "to fix it before the next closing. I measured every query, found that two indexes were never used, rewrote the "
    "hottest query and added a test that fails above a budget, because we had broken it twice before. As a result the "
    "p95 went from 900 ms to 120 ms and the tickets dropped to eleven."
)
TEAM_PT = (
    "Nós tínhamos um problema no estoque. Nós fizemos reuniões, organizamos as prateleiras e conversamos com o "
    "fornecedor. A gente conseguiu melhorar bastante e todos ficaram satisfeitos com o nosso trabalho no fim do ano."
)
HEDGED_EN = (
    "I think it was maybe a kind of problem with the reports. I guess I was sort of helping people, probably with the "
    "spreadsheets, and basically it was fine."
)


@pytest.mark.parametrize("answer", [WHOLE_PT, WHOLE_EN])
def test_a_whole_story_has_all_its_parts(answer: str) -> None:
    assessed = assess(answer)
    assert (assessed.situation, assessed.task, assessed.action, assessed.result) == (True, True, True, True)
    assert assessed.figure
    assert assessed.own
    assert assessed.reasoning
    assert assessed.length == "good"
    assert not assessed.hedging


def test_a_team_story_without_figures_is_seen() -> None:
    assessed = assess(TEAM_PT)
    assert not assessed.own
    assert not assessed.figure
    assert assessed.situation
    assert assessed.length == "short"


def test_hedges_are_named_as_said() -> None:
    assessed = assess(HEDGED_EN)
    assert assessed.hedging
    assert {"i think", "maybe", "kind of", "sort of"} <= set(assessed.hedges)
    assert not assessed.result


def test_a_long_answer_is_long() -> None:
    assert assess(" ".join([WHOLE_EN] * 6)).length == "long"


@pytest.mark.parametrize(
    ("answer", "quoted"),
    [
        (WHOLE_EN, "As a result the p95 went from 900 ms to 120 ms and the tickets dropped to eleven."),
        (
            "Gosto de desafios. Reduzi o retrabalho em 30%. Sou muito dedicada.",
            "Reduzi o retrabalho em 30%.",
        ),
        ("Gosto de desafios.", "Gosto de desafios."),
    ],
)
def test_the_sentence_that_carries_most_is_quoted(answer: str, quoted: str) -> None:
    assert assess(answer).best == quoted


@pytest.mark.parametrize(
    ("answer", "part", "there"),
    [
        ("In 2021 there was a strike at the plant.", "situation", True),
        ("Tudo certo por aqui.", "situation", False),
        ("Coube a mim fechar o balanço.", "task", True),
        ("I rebuilt the pipeline.", "action", True),
        ("Negociei o prazo com o fornecedor.", "action", True),
        ("The team was nice.", "action", False),
        ("As entregas ficaram 40% mais rápidas.", "result", True),
        ("Waiting time went from 12 to 4 days.", "result", True),
        ("Trabalho com Java 17 desde 2019.", "figure", False),
        ("Atendi 40 pessoas por dia.", "figure", True),
    ],
)
def test_each_sign_by_itself(answer: str, part: str, there: bool) -> None:
    assessed: Feedback = assess(answer)
    assert getattr(assessed, part) is there
