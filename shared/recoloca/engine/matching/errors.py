"""The reasons why an advertisement cannot be compared, with a message for the person."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, dict[str, str]]] = {
    "ADVERTISEMENT_EMPTY": {
        "pt": "O texto da vaga está vazio. Cole o anúncio inteiro.",
        "en": "The advertisement is empty. Paste the whole text of the opening.",
    },
    "ADVERTISEMENT_TOO_SHORT": {
        "pt": "O texto da vaga é curto demais para comparar. Cole também os requisitos.",
        "en": "The advertisement is too short to compare. Paste its requirements too.",
    },
    "ADVERTISEMENT_TOO_LONG": {
        "pt": "O texto tem mais de 20.000 caracteres. Cole só o anúncio da vaga.",
        "en": "The text has more than 20,000 characters. Paste just the advertisement.",
    },
    "ADVERTISEMENT_WITHOUT_REQUIREMENTS": {
        "pt": "Não encontramos requisitos no texto. Cole a parte do anúncio que diz o que a vaga pede.",
        "en": "We found no requirements in the text. Paste the part of the advertisement that says what is asked.",
    },
}


class AdvertisementError(Exception):
    """An advertisement that cannot be compared. `code` is stable; `message(locale)` is for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def message(self, locale: str = "pt-BR") -> str:
        return MESSAGES[self.code]["en" if locale.startswith("en") else "pt"]
