"""Advice must never hold a contact, a payment key or an insult, whatever its source.

A language model reads a CV that may hold instructions for it. Its words are shown to the CV's owner as ours.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final

from ..words.text import key

DATA: Final = Path(__file__).parents[1] / "data" / "insults.txt"
ENDINGS: Final = (
    "com|br|net|org|dev|io|me|co|app|site|online|store|shop|xyz|top|info|link|live|club|biz|ly|gg|cc|tk|pt"
)
REACH: Final = re.compile(
    r"\S@\S|\w://|\bwww\.|[<>]"  # e-mail addresses, links, markup
    rf"|\b(?!(?:asp|ado|vb)\.net\b)(?:[\w-]{{1,63}}\.){{1,5}}(?:{ENDINGS})\b"
    r"|\+\d[\d\s().-]{7,}\d|\(?\b\d{2}\)?\s?9?\d{4}[-\s.]?\d{4}\b|\b0800\b"  # telephones
    r"|\b(?:whatsapp|telegram)\b"
    r"|\b(?:rua|avenida|av\.|travessa|alameda|rodovia)\s[^.;:]{2,60}?\d|\b\d{5}-\d{3}\b",  # streets and CEPs
    re.IGNORECASE,
)
PAYMENT: Final = re.compile(
    r"\bpix\b|\bboleto\b"
    r"|\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b|\b\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}\b"  # CPF and CNPJ
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"  # a random Pix key
    r"|\b(?:\d[ .-]?){13,}\b"  # cards, boletos
    r"|\b(?:bc1|0x|[13](?=\w*\d))[a-z0-9]{25,}\b",  # wallets
    re.IGNORECASE,
)


def is_unfit(text: str) -> bool:
    """Whether a text has a link, an address, a telephone, a payment key or an insult in it."""
    return bool(REACH.search(text) or PAYMENT.search(text)) or not _insults().isdisjoint(key(text).split())


@functools.cache
def _insults() -> frozenset[str]:
    rows = DATA.read_text(encoding="utf-8").splitlines()
    return frozenset(key(row) for row in rows if row and not row.startswith("#"))
