"""Why a file could not be analysed, for its owner."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, dict[str, str]]] = {
    "FILE_EMPTY": {
        "pt": "O arquivo está vazio. Envie o seu currículo em PDF, DOCX ou TXT.",
        "en": "The file is empty. Send your CV as PDF, DOCX or TXT.",
    },
    "FILE_TOO_LARGE": {
        "pt": "O arquivo tem mais de 10 MB. Exporte o currículo sem imagens grandes e envie de novo.",
        "en": "The file is larger than 10 MB. Export the CV without large images and send it again.",
    },
    "FILE_TYPE_INVALID": {
        "pt": "Não lemos este tipo de arquivo. Salve o currículo como PDF, DOCX ou TXT e envie de novo.",
        "en": "We cannot read this type of file. Save the CV as PDF, DOCX or TXT and send it again.",
    },
    "FILE_ENCRYPTED": {
        "pt": "O arquivo está protegido por senha. Salve uma cópia sem senha e envie de novo.",
        "en": "The file is protected by a password. Save a copy without one and send it again.",
    },
    "FILE_CORRUPT": {
        "pt": "O arquivo está danificado ou incompleto. Abra-o no seu computador, exporte de novo e reenvie.",
        "en": "The file is damaged or incomplete. Open it on your computer, export it anew and send it again.",
    },
    "FILE_TOO_COMPLEX": {
        "pt": "O arquivo é grande ou complexo demais para um currículo. Exporte só o texto do currículo, em "
        "até 15 páginas.",
        "en": "The file is too large or too complex for a CV. Export just the text of the CV, 15 pages at most.",
    },
    "FILE_UNREADABLE": {
        "pt": "Não conseguimos entender este arquivo, e tentar de novo não muda isso. Exporte o currículo de novo, de "
        "preferência em outro formato (PDF, DOCX ou TXT), e envie.",
        "en": "We could not make sense of this file, and trying again will not change that. Export the CV anew, "
        "if possible in another format (PDF, DOCX or TXT), and send it.",
    },
    "FILE_SCANNED": {
        "pt": (
            "O arquivo é uma imagem digitalizada: não há texto para ler, e os sistemas de recrutamento também não "
            "leem. Exporte o currículo do editor onde foi escrito (Word, Google Docs) como PDF."
        ),
        "en": (
            "The file is a scanned image: there is no text to read, and recruiting systems cannot read it either. "
            "Export the CV as PDF from the editor it was written in (Word, Google Docs)."
        ),
    },
    "FILE_NO_TEXT": {
        "pt": "Há pouco texto no arquivo para uma análise. Confira se é o currículo certo e envie de novo.",
        "en": "There is too little text in the file to analyse. Check that it is the right CV and send it again.",
    },
    "FILE_FONTS_UNMAPPED": {
        "pt": "As fontes deste PDF não dizem quais letras desenham: na tela se lê, mas nenhum programa consegue ler "
        "nem copiar o texto, e os sistemas de recrutamento também não. Exporte o currículo de novo (por exemplo, do "
        "Word: Salvar como PDF) ou envie em DOCX.",
        "en": "The fonts of this PDF do not say which letters they draw: people can read it on the screen, but no "
        "program can read or copy its text, and neither can recruiting systems. Export the CV anew (in Word: Save as "
        "PDF) or send it as DOCX.",
    },
    "NOT_A_CV": {
        "pt": "O arquivo não parece um currículo: não há contato, seções, cargos nem datas. Envie o seu currículo.",
        "en": "The file does not look like a CV: no contact, sections, positions or dates. Send your CV.",
    },
}


class ExtractionStalledError(Exception):
    """The extracting process got too little processor time to finish; another try may work."""


class AnalysisError(Exception):
    """A file that cannot be analysed, for a reason that trying again will not change.

    `code` is stable (`FILE_ENCRYPTED`); `message(locale)` is a sentence for the CV's owner.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def message(self, locale: str = "pt-BR") -> str:
        return MESSAGES[self.code]["en" if locale.startswith("en") else "pt"]
