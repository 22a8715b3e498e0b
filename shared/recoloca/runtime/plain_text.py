"""Short texts that other people's screens and mails show: one line, read as it is written, and no address in it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pydantic_core import PydanticCustomError

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control and format characters (U+202E turns a text round), line separators, and what is no character."""

ADDRESS: Final = re.compile(r"[@/\\<>]|://|\bwww\b", re.IGNORECASE)
DOTTED: Final = re.compile(r"\w+(?:\.\w+)+")
DOTS: Final = str.maketrans(dict.fromkeys("。．｡․", "."))
TITLES: Final = frozenset(
    {"dr", "dra", "sr", "sra", "srta", "st", "sto", "sta", "jr", "prof", "profa", "eng", "mr", "mrs", "ms"}
)


def one_line(value: str) -> str:
    """The text, when each of its characters shows.

    Raises:
        PydanticCustomError: `text_hidden_character`.
    """
    if any(unicodedata.category(char) in HIDDEN for char in value):
        raise PydanticCustomError("text_hidden_character", "Remove characters that do not show.")
    return value


def without_address(value: str) -> str:
    """The text, when nothing in it has the shape of a link or an e-mail address.

    Mail programs turn `prize.example` into a link. `J.Silva` and `Dr.Silva` are names.

    Raises:
        PydanticCustomError: `text_address`.
    """
    folded = unicodedata.normalize("NFKC", value.translate(DOTS)).translate(DOTS)
    if ADDRESS.search(folded) or any(_is_domain(word) for word in DOTTED.findall(folded)):
        raise PydanticCustomError("text_address", "Write a name, without links or e-mail addresses.")
    return value


def _is_domain(word: str) -> bool:
    *before, last = word.split(".")
    initials = all(len(part) == 1 or part.casefold() in TITLES for part in before)
    return len(last) > 1 and not (initials and last[0].isupper())
