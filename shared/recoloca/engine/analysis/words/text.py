"""Text as people meant it: repair of what extraction breaks, and the folded form in which words are compared."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

LIGATURE: Final = re.compile(r"([^\W\d_]{0,40})[\x0b-\x0f\x1b-\x1f]([^\W\d_]{1,2})")
"""A ligature that a PDF without a Unicode map leaks as a control character; its code differs from font to font."""
FL: Final = re.compile(r"^(?:e[cehtuwx]|é[ut]|a[cgkmstuvw]|á|ã|o|ó|õ|u|ú|i|í|y)")
"""What follows `fl` (flexible, reflect, flag, fluent, conflict) where `fi` would give no word."""
VOWELS: Final = "aeouáéóúâêôãõ"
DOUBLE_F: Final = re.compile(r"(?:^|[^a-z])(?:o|e|di|su|a|coe|sta|bu|co|tra|ine)$", re.IGNORECASE)
ACCENTS: Final = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¨": "\u0308",
    "¸": "\u0327",
    "˚": "\u030a",
    "ˇ": "\u030c",
}
LOOSE_ACCENT: Final = re.compile(r"(?:([´`ˆ˜¨¸˚ˇ])|(?<=\w)([´`ˆ˜¨¸˚ˇ]) )([A-Za-zı])")
BULLETS: Final = "•◦▪▫■□●○‣⁃∙·➢➤►▶▸▹✓✔✗❖◆◇★☆→»›§¤"
BULLET: Final = re.compile(rf"^\s*(?:[{BULLETS}\uf000-\uf0ff]|[-–—*>+](?=\s)|o(?=\s+[A-ZÀ-Ý]))\s*(?=\S)")
INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f]")
PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufffd]")
SPACES: Final = re.compile(r"[\s\u00a0]+")
KEPT: Final = frozenset("ºª°²³½¼¾…™´¨¸")
"""Characters that compatibility normalisation would change into something an author did not write."""
HYPHEN: Final = "\x02"
"""How pdfium reports the hyphen of a word broken over two lines."""


def _folding() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = "".join(
            c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c)
        ).lower()
        if base != chr(code):
            table[code] = base
    table |= {
        ord("’"): "'",
        ord("‘"): "'",
        ord("´"): "'",
        ord("–"): "-",
        ord("—"): "-",
        ord("−"): "-",
        ord("‑"): "-",
        ord("‐"): "-",
    }
    return table


FOLDING: Final = _folding()
WORDS: Final = re.compile(r"[^\W_]+")


def followed(items: Sequence[T]) -> Iterator[tuple[T, T | None]]:
    """Each item with the one after it, the last with None; nothing for no items."""
    for index, item in enumerate(items):
        yield item, items[index + 1] if index + 1 < len(items) else None


@functools.lru_cache(8192)
def fold(text: str) -> str:
    """Lower case without accents, with plain hyphens and apostrophes; keeps the length of Latin text."""
    return text.lower().translate(FOLDING)


@functools.lru_cache(8192)
def key(text: str) -> str:
    """The folded words alone, one space between them: the form in which headings and labels are looked up."""
    return " ".join(WORDS.findall(fold(text)))


MARKED: Final = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_]{0,200}[^\s*_])\1(?![\w*_])")
"""`*Nome:*`: how chats and Markdown mark bold text."""


def repair(text: str) -> str:
    """One row as its author meant it; a leading bullet of any kind becomes `• `, a hyphen at a line's end stays."""
    text = MARKED.sub(r"\2", text)
    if LOOSE_ACCENT.search(text):
        text = LOOSE_ACCENT.sub(_join_accent, text)
    if text.endswith(HYPHEN):
        text = text[:-1] + "-"
    text = text.replace(HYPHEN, "")
    if CONTROL.search(text):
        text = LIGATURE.sub(_ligature, text)
        text = CONTROL.sub(" ", text)
    text = INVISIBLE.sub("", text)
    bullet = BULLET.match(text)
    if bullet and len(bullet.group()) < len(text):
        text = "• " + text[bullet.end() :]
    text = PRIVATE.sub(" ", text)
    if not text.isascii():
        text = "".join(
            c if c in KEPT else unicodedata.normalize("NFKC", c) for c in unicodedata.normalize("NFC", text)
        )
    return SPACES.sub(" ", text).strip()


def _ligature(found: re.Match[str]) -> str:
    """`fi` is the commonest; `fl` and `ff` stand before some vowels only (field, flexible, effort)."""
    before, after = found.groups()
    double = bool(DOUBLE_F.search(before))
    if double:
        return f"{before}{'ff' if after[0].lower() in VOWELS else 'ffi'}{after}"
    return f"{before}{'fl' if FL.match(after.lower()) else 'fi'}{after}"


def _join_accent(found: re.Match[str]) -> str:
    letter = "i" if found.group(3) == "ı" else found.group(3)
    joined = unicodedata.normalize("NFC", letter + ACCENTS[found.group(1) or found.group(2)])
    return joined if len(joined) == 1 else found.group()


EDGES: Final = " |·•,;.:–—-/"


def trim(text: str, edges: str = EDGES) -> str:
    """The text without separators at its ends and without brackets that lost their other half.

    `(CEUS)` at the end of a name keeps its brackets; brackets around the whole text go.
    """
    while True:
        text = text.strip(edges)
        opened, closed = text.count("("), text.count(")")
        if (text[:1] == ")") or (text[:1] == "(" and (opened > closed or text.find(")") == len(text) - 1)):
            text = text[1:]
        elif text[-1:] == "(" or (text[-1:] == ")" and closed > opened):
            text = text[:-1]
        else:
            return text


def sentence(text: str) -> str:
    """`text` with exactly one mark at its end: its own `.`, `!`, `?` or `…`, or else a full stop."""
    ended = text.rstrip(" ;,:")
    return ended if ended.endswith((".", "!", "?", "…")) else f"{ended}."


def is_caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() or not c.islower() for c in letters)


PARTICLES: Final = {
    "de",
    "da",
    "do",
    "das",
    "dos",
    "e",
    "del",
    "della",
    "di",
    "du",
    "von",
    "van",
    "der",
    "la",
    "y",
    "den",
    "bin",
    "el",
    "al",
}


def title_case(text: str) -> str:
    """`MARIA DA SILVA` as `Maria da Silva`; text that is not in capitals is left as it is."""
    capitals = sum(c.isupper() for c in text)
    if not is_caps(text) and capitals < 0.75 * sum(c.isalpha() for c in text):
        return text
    words = [word if word in PARTICLES else word[:1].upper() + word[1:] for word in text.lower().split()]
    return re.sub(r"(?<=['’-])\w", lambda m: m.group().upper(), " ".join(words))
