"""Clauses of an advertisement's sentence: what is not asked for is left out, and a wish is told from a need."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from recoloca.engine.analysis.words.text import fold

NOT_ASKED: Final = re.compile(
    r"\bnao (?:e|sera|ha|sao) (?:mais )?(?:necessari[oa]s?|preciso|obrigatori[oa]s?|exigid[oa]s?|requerid[oa]s?"
    r"|imprescindive(?:l|is)|indispensave(?:l|is)|necessidade)\b"
    r"|\bnao (?:se )?(?:precisam?|exig(?:e|imos|ido|ida)|requer|requerido|pedimos|necessitam?)\b"
    r"|\bsem (?:necessidade|exigencia|obrigatoriedade) de\b|\bdispensa(?:-se|mos|da)?\b|\bdesnecessari[oa]\b"
    r"|\bnot? (?:[\w+#.]+ ){0,4}(?:is |are )?(?:required|needed|necessary|mandatory)\b|\bno need\b"
    r"|\b(?:do not|don't|does not|doesn't) (?:need|require)\b"
    r"|\bno (?:se )?(?:requiere|exige|precisa|necesita)n?\b"
    r"|\bno (?:es|son|sera) (?:necesari[oa]s?|obligatori[oa]s?|excluyentes?|imprescindibles?|requerid[oa]s?)\b"
    r"|\bno hace falta\b"
)
TURN: Final = re.compile(r"(?:[,;]|(?<!\s))\s+(?:mas|porem|but|however|pero|aunque)\s+")
WISH: Final = re.compile(
    r"\b(?:desejave(?:l|is)|diferencia(?:l|is)|nice to have|preferred|preferably|preferencialmente|a plus"
    r"|bonus|advantage(?:ous)?|desirable|desired|ideally|se valora(?:ra)?|valorable|deseables?"
    r"|preferible(?:mente)?|um plus|un plus|sera um plus)\b"
)
WISH_AFTER: Final = re.compile(
    r"[,(;]\s*(?:(?:e|sendo|and|y) )?(?:desejave(?:l|is)|preferencialmente|preferably|ideally|diferencial"
    r"|deseables?|preferiblemente|desirable)\b"
)
EDGES: Final = " ,;:.–—-("


class Clause(NamedTuple):
    text: str
    wish: bool
    """Whether the clause itself says that it is only desired."""


def clauses(sentence: str) -> list[Clause]:
    """The parts of a sentence that ask for something.

    `Excel, não é necessário SAP` asks for Excel; `Não exigimos inglês, mas é um diferencial` wishes English.
    """
    folded = fold(sentence)
    if len(folded) != len(sentence):
        return [Clause(sentence, bool(WISH.search(folded)))]
    denied = NOT_ASKED.search(folded)
    if denied:
        return _beside(sentence, folded, denied)
    wished = WISH_AFTER.search(folded)
    before = sentence[: wished.start()].strip(EDGES) if wished else ""
    if wished and len(before.split()) > 0 and len(folded[wished.end() :].split()) > 0:
        return [
            Clause(before, bool(WISH.search(fold(before)))),
            Clause(_closed(sentence[wished.start() :]), True),
        ]
    return [Clause(sentence, bool(WISH.search(folded)))]


def _closed(text: str) -> str:
    text = text.strip(EDGES)
    return text[:-1] if text.endswith(")") and "(" not in text else text


def _beside(sentence: str, folded: str, denied: re.Match[str]) -> list[Clause]:
    """The clauses beside a denied clause: the text before it, and the text after a `but`."""
    turn = TURN.search(folded, denied.end())
    after = sentence[turn.end() :] if turn else ""
    if turn and WISH.search(folded, turn.end()):
        return [Clause(sentence, True)]
    start = max(folded.rfind(mark, 0, denied.start()) for mark in ",;(") if denied.start() else -1
    before = sentence[:start] if start > 0 else ""
    return [
        Clause(part.strip(EDGES), bool(WISH.search(fold(part))))
        for part in (before, after)
        if part.strip(EDGES)
    ]
