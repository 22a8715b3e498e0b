"""Passwords that are guessed first are refused: common ones, and the owner's own words (NIST SP 800-63B, 3.1.1.2).

The lists and their licences are named in `data/README.md`. They are read once, when a password is first chosen.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path
from typing import Final

from recoloca.runtime.problems import Problem

DATA: Final = Path(__file__).parent / "data"
PRODUCT: Final = "recoloca"
MINIMUM: Final = 8
"""What is left of a password without the owner's own words and the product's name must be as long as a password."""

SHORTEST_WORD: Final = 4
"""Shorter parts of a name stand in many other words."""

ENDS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
MESSAGES: Final = {
    "password_common": "This password is one of those that are guessed first. Choose another one.",
    "password_personal": "Without your name, your e-mail and our name, little is left of this password. Add more.",
}
"""In English; the Portuguese ones are with those of every other field (`runtime/http/errors.py`)."""


def refuse_guessable(field: str, password: str, email: str, name: str) -> None:
    """Raises Problem `VALIDATION_ERROR` on `field` for a password that is easily guessed."""
    code = None
    if is_personal(password, email, name):
        code = "password_personal"
    elif is_common(password):
        code = "password_common"
    if code is not None:
        error = {"field": field, "code": code, "message": MESSAGES[code]}
        raise Problem("VALIDATION_ERROR", errors=[error])


def is_common(password: str) -> bool:
    """Whether a password, or the word in it between digits and signs, is on a list; one repeated character is, too."""
    folded = _fold(password)
    word = ENDS.sub("", folded)
    around = len(folded) - len(word)
    if len(set(folded)) < SHORTEST_WORD or folded in _common():
        return True
    return around < MINIMUM and word in _common()


def is_personal(password: str, email: str, name: str) -> bool:
    left = _fold(password)
    for word in sorted(_personal_words(email, name), key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < MINIMUM and left != _fold(password)


def _personal_words(email: str, name: str) -> set[str]:
    mail, said = _fold(email), _fold(name)
    user, _, host = mail.partition("@")
    words = {mail, user, host, said, said.replace(" ", ""), PRODUCT}
    words.update(re.split(r"[^a-z0-9]+", user), said.split(), host.split(".")[:1])
    return {word for word in words if len(word) >= SHORTEST_WORD}


@functools.cache
def _common() -> frozenset[str]:
    lists = ("common_passwords.txt", "portuguese_words.txt", "brazilian_passwords.txt")
    return frozenset(
        _fold(line) for name in lists for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    )


def _fold(text: str) -> str:
    """Without accents and in small letters: `Coração` is as guessable as `coracao`."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()
