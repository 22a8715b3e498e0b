"""Texts that cause much work in a careless reader: `n` scales each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

HEAD: Final = "Ana Prado Reis\nana.reis@exemplo.com.br\nExperiência\n"
"""A beginning that makes the engine treat the following lines as a CV."""

LINES: Final[dict[str, Callable[[int], str]]] = {
    "one letter a line": lambda n: "a\n" * n,
    "a skill and a year a line": lambda n: "AWS 2020\n" * n,
    "capitals": lambda n: "".join(f"RESULTADOS {'ABCDEFGHIJ'[i % 10]}X\n" for i in range(n)),
    "periods": lambda n: "Vendedor, Loja Azul, jan/2020 - dez/2021\n" * n,
    "places": lambda n: "2019 - 2020\n" + "Recife - PE\n" * n,
    "bullets": lambda n: "- Organizei o estoque\n" * n,
    "degrees": lambda n: "Formação\n" + "Bacharelado em Direito, USP, 2020\n" * n,
    "telephones": lambda n: "Telefone 1199876543\n" * n,
    "addresses": lambda n: "ana@\n" * n,
    "languages": lambda n: "Idiomas\n" + "inglês\n" * n,
    "cells": lambda n: "a\tb\tc\td\n" * n,
}
"""Texts of `n` lines."""

PIECES: Final = (
    "2020-", "2020 - ", "jan 2020 a ", "12/12/", "1", "9.", "R$ 9", "01/", ", ", " ", "a.", "a-", "a@",
    "a@a.", "www.", "http://", "a.com", "x.io/", "São ", "São Paulo-", "Aa'", "(", "((", "(a", ")", "-",
    " - ", "–", "•", "|", " | ", "/", " / ", "a ", "A", "Á ", "e ", "de ", "em ", "completo ",
    "em andamento", "conclusão em ", "curso ", "a: ", "atividades ", "Cargo: ", "anos ", "1 ano e ",
    "12 meses ", "ltda. ", "s.a", "s a ", "\t", "  ", "\n", "\x0b", "a\x0b", "´", "´a", "\x00", "_", "@",
    "+1 (", "11 98765-4321 ", "9999 ", "1,000", "1.000.", "%", "10% ", "$", "0 ", "of ", "to 2020 ",
    "desde 2020 ", "'", "“", "!", "java 1.", "nr ", "in ", "at A", ": ", "; ", "page 1 ", "= ", "— ", "I. ",
    "O N D E ", "aA", "ção", "Ab ", "aB", "A\n", "[", "{", "* ", "\t\t", "• a ", "12 ", "São Paulo - SP ",
    "ensino ", "ou ", "Aa ", "Aa-", "(A) ", "a,", "a;", "a/", "1/", "1-", "1 ", "1. ", ".5", "é ",
)  # fmt: skip
"""Parts of one endless line. Each expression meets each part repeated."""
