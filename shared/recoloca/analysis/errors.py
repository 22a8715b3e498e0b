"""Why a file could not be analysed, for its owner."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, dict[str, str]]] = {}


class AnalysisError(Exception):
    """A file that cannot be analysed, for a reason that trying again will not change.

    `code` is stable (`FILE_ENCRYPTED`); `message(locale)` is a sentence for the CV's owner.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def message(self, locale: str = "pt-BR") -> str:
        return MESSAGES[self.code]["en" if locale.startswith("en") else "pt"]
