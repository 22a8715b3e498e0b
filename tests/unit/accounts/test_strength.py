"""The passwords that attackers guess first."""

from __future__ import annotations

import pytest

from recoloca.accounts.strength import is_common, is_personal


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "password",
        "qwertyuiop",
        "senha123",
        "Felicidade",
        "felicidade2026!",
        "Coração99",
        "aaaaaaaaaa",
    ],
)
def test_a_common_password_is_known(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password", ["uma senha comprida", "Xk9$wq2pL", "cavalo bateria grampo", "7hT-pao-queijo"]
)
def test_an_uncommon_password_is_accepted(password: str) -> None:
    assert not is_common(password)


@pytest.mark.parametrize(
    "password",
    ["ana.souza@example.com", "anasouza1990", "Souza2026!", "recoloca", "Recoloca.ai123", "SOUZA-recoloca"],
)
def test_the_owners_own_words_are_worth_nothing(password: str) -> None:
    assert is_personal(password, "ana.souza@example.com", "Ana Souza")


@pytest.mark.parametrize("password", ["banana split 77", "souza cavalo bateria", "uma senha comprida"])
def test_enough_beside_the_owners_own_words_is_taken(password: str) -> None:
    assert not is_personal(password, "ana.souza@example.com", "Ana Souza")
