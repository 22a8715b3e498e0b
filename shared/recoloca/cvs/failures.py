"""The reasons for a failed analysis, with a message for the user in each language."""

from __future__ import annotations

from typing import Final

from recoloca.engine.analysis.errors import MESSAGES as FILE_MESSAGES
from recoloca.runtime.problems import ENGLISH

ANALYSIS_FAILED: Final = "ANALYSIS_FAILED"
UPLOAD_FAILED: Final = "UPLOAD_FAILED"
UPLOAD_EXPIRED: Final = "UPLOAD_EXPIRED"
UPLOAD_UNSAFE: Final = "UPLOAD_UNSAFE"
UPLOAD_UNSCANNED: Final = "UPLOAD_UNSCANNED"

OURS: Final = (ANALYSIS_FAILED, UPLOAD_UNSCANNED)
"""Failures that the file did not cause. A retry with the same file can succeed."""

OUR_MESSAGES: Final[dict[str, dict[str, str]]] = {
    ANALYSIS_FAILED: {
        "pt": "Não conseguimos analisar este arquivo depois de várias tentativas. Sua cota não foi usada. "
        "Tente de novo ou envie o currículo em outro formato.",
        "en": "We could not analyse this file after several tries. Your quota was not used. "
        "Try again, or send the CV in another format.",
    },
    UPLOAD_FAILED: {
        "pt": "O arquivo não chegou ao armazenamento. Sua cota não foi usada. Envie de novo.",
        "en": "The file did not reach the storage. Your quota was not used. Send it again.",
    },
    UPLOAD_EXPIRED: {
        "pt": "O envio não foi concluído a tempo. Sua cota não foi usada. Envie o arquivo de novo.",
        "en": "The upload was not finished in time. Your quota was not used. Send the file again.",
    },
    UPLOAD_UNSAFE: {
        "pt": "O antivírus encontrou uma ameaça neste arquivo, e nós o apagamos. Sua cota não foi usada. "
        "Verifique o seu computador e exporte o currículo de novo.",
        "en": "The virus scan found a threat in this file, and we deleted it. Your quota was not used. "
        "Check your computer and export the CV anew.",
    },
    UPLOAD_UNSCANNED: {
        "pt": "O antivírus não respondeu sobre este arquivo, e sem ele não o abrimos. Sua cota não foi usada. "
        "Tente de novo em alguns minutos; se acontecer outra vez, envie o arquivo de novo.",
        "en": "The virus scan did not answer about this file, and without it we do not open it. Your quota was not "
        "used. Try again in a few minutes; if it happens once more, send the file again.",
    },
}


def sentence(code: str, locale: str) -> str:
    """The message for a failure code in the language of `locale`. An unknown code gets the general message."""
    said = OUR_MESSAGES.get(code) or FILE_MESSAGES.get(code) or OUR_MESSAGES[ANALYSIS_FAILED]
    return said["en" if locale == ENGLISH else "pt"]
