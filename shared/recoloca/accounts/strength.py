"""Refuses passwords that are easy to guess: common passwords, and the user's own name or address.

NIST SP 800-63B, section 3.1.1.2, requires it. `data/README.md` names the lists of common passwords and their licences.
The lists are read at the first check.
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
"""The minimum length of a password after its personal words and the name of the product are removed."""

SHORTEST_WORD: Final = 4
"""The minimum length of a personal word. Shorter parts of a name occur in many other words."""

ENDS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
MESSAGES: Final = {
    "password_common": "This password is one of those that are guessed first. Choose another one.",
    "password_personal": "Without your name, your e-mail and our name, little is left of this password. Add more.",
}
"""The English messages. The Portuguese messages of all fields are in `runtime/http/errors.py`."""


def refuse_guessable(field: str, password: str, email: str, name: str) -> None:
    """Check that a password is not easy to guess. `field` is the name of its field in the request.

    Raises:
        Problem: `VALIDATION_ERROR` on `field`, with the code `password_common` or `password_personal`.
    """
    code = None
    if is_personal(password, email, name):
        code = "password_personal"
    elif is_common(password):
        code = "password_common"
    if code is not None:
        error = {"field": field, "code": code, "message": MESSAGES[code]}
        raise Problem("VALIDATION_ERROR", errors=[error])


def is_common(password: str) -> bool:
    """Whether a password is common.

    A password is common if it is on a list, if the word inside it without leading and trailing digits and signs is on a
    list, or if it has fewer than `SHORTEST_WORD` different characters.
    """
    folded = _fold(password)
    word = ENDS.sub("", folded)
    around = len(folded) - len(word)
    if len(set(folded)) < SHORTEST_WORD or folded in _common():
        return True
    return around < MINIMUM and word in _common()


def is_personal(password: str, email: str, name: str) -> bool:
    """Whether fewer than `MINIMUM` characters remain without the user's name and e-mail and the product's name."""
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
    """The text in lower case without accents, because `Coração` is as easy to guess as `coracao`."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()
