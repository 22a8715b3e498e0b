"""Advice holds no contact, no payment key and no insult."""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.advice.unfit import is_unfit


@pytest.mark.parametrize(
    "text",
    [
        "Veja https://example.com", "Veja vaga-certa.xyz", "Escreva a ana@example.com", "Ligue (11) 91234-5678",
        "Ligue +55 11 91234 5678", "Chame no WhatsApp", "Vá à Av. Paulista, 1000", "CEP 01310-100",
        "Pague por PIX", "Chave 123.456.789-09", "Chave 12.345.678/0001-95", "4111 1111 1111 1111",
        "3F2504E0-4F89-11D3-9A0C-0305E82C3301", "Você é estúpido", "You are an IDIOT", "<b>Atenção</b>",
    ],
)  # fmt: skip
def test_what_reaches_pays_or_insults_is_unfit(text: str) -> None:
    assert is_unfit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Abra com um verbo: “Migrei 12 serviços para AWS Lambda”.",
        "Diga o valor: R$ 1.200.000,00 em 2013 - 2017, com 38% a menos.",
        "Junte ASP.NET, Node.js e C# em uma linha.",
        "Reduced the response time by 45% for 1,200,000 users.",
        "De jan/2019 a mar/2021, 3 pessoas.",
    ],
)
def test_ordinary_advice_is_fit(text: str) -> None:
    assert not is_unfit(text)
