"""Checks short texts that other users see on screens and in e-mails, such as names.

Such a text has one line, no invisible characters, and no link or e-mail address.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pydantic_core import PydanticCustomError

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of characters that do not show: control, format, unassigned, and line separators.

U+202E, for example, reverses the direction of the text after it.
"""

ADDRESS: Final = re.compile(r"[@/\\<>]|://|\bwww\b", re.IGNORECASE)
DOTTED: Final = re.compile(r"(?<!\w)\w+(?:\.\w+)+")
DOTS: Final = str.maketrans(dict.fromkeys("。．｡․", "."))
TITLES: Final = frozenset(
    {"dr", "dra", "sr", "sra", "srta", "st", "sto", "sta", "jr", "prof", "profa", "eng", "mr", "mrs", "ms"}
)


def one_line(value: str) -> str:
    """`value` unchanged.

    Raises:
        PydanticCustomError: `text_hidden_character` when a character does not show.
    """
    if any(unicodedata.category(char) in HIDDEN for char in value):
        raise PydanticCustomError("text_hidden_character", "Remove characters that do not show.")
    return value


def without_address(value: str) -> str:
    """`value` unchanged.

    Mail programs turn `prize.example` into a link, so it counts as an address. `J.Silva` and `Dr.Silva` are names.

    Raises:
        PydanticCustomError: `text_address` when a part of the text looks like a link or an e-mail address.
    """
    folded = unicodedata.normalize("NFKC", value.translate(DOTS)).translate(DOTS)
    if ADDRESS.search(folded) or any(_is_domain(word) for word in DOTTED.findall(folded)):
        raise PydanticCustomError("text_address", "Write a name, without links or e-mail addresses.")
    return value


def _is_domain(word: str) -> bool:
    *before, last = word.split(".")
    initials = all(len(part) == 1 or part.casefold() in TITLES for part in before)
    return len(last) > 1 and not (initials and last[0].isupper())
