"""The errors that a caller of the API can receive: RFC 9457 problems with stable codes.

Services raise a `Problem`. The HTTP layer (`http/errors.py`) turns it into a response.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from recoloca.runtime.clock import day_of

PORTUGUESE: Final = "pt-BR"
ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """The HTTP status and one sentence in each language. The problem's extras fill the `{names}` in the sentence."""

    status: int
    pt: str
    en: str


TYPES: Final[dict[str, ProblemType]] = {
    "AUTH_INVALID_CREDENTIALS": ProblemType(
        401, "E-mail ou senha incorretos.", "The e-mail or the password is wrong."
    ),
    "AUTH_REQUIRED": ProblemType(401, "Entre na sua conta para continuar.", "Log in to go on."),
    "AUTH_TOKEN_INVALID": ProblemType(
        401, "Sua sessão não é válida. Entre de novo.", "Your session is not valid. Log in again."
    ),
    "AUTH_TOKEN_EXPIRED": ProblemType(
        401, "Sua sessão expirou. Entre de novo.", "Your session has expired. Log in again."
    ),
    "LINK_INVALID": ProblemType(
        422,
        "Este link já foi usado ou expirou. Peça um novo.",
        "This link was used or has expired. Ask for a new one.",
    ),
    "VALIDATION_ERROR": ProblemType(
        422, "Alguns campos precisam de correção.", "Some fields need to be corrected."
    ),
    "TEXT_UNREADABLE": ProblemType(
        422,
        "Não conseguimos ler este texto. Encurte-o ou escreva de outra forma e envie de novo.",
        "We could not read this text. Make it shorter or word it in another way and send it again.",
    ),
    "REQUEST_MALFORMED": ProblemType(
        400, "Não foi possível ler a requisição.", "The request could not be read."
    ),
    "EMAIL_TAKEN": ProblemType(
        409, "Já existe uma conta com este e-mail.", "There is already an account with this e-mail."
    ),
    "CONFLICT": ProblemType(
        409,
        "O recurso mudou ou não está no estado esperado.",
        "The resource changed or is not in the expected state.",
    ),
    "VERSIONS_DIFFER": ProblemType(
        409,
        "Uma destas análises foi avaliada por uma versão anterior da leitura, e as duas notas não se comparam. "
        "Envie de novo o currículo mais antigo para comparar.",
        "An earlier version of our reading scored one of these analyses, and the two scores do not compare. "
        "Send the older CV again to compare them.",
    ),
    "FILE_TOO_LARGE": ProblemType(
        413, "O arquivo passa do limite de {limit_mb} MB.", "The file is over the limit of {limit_mb} MB."
    ),
    "DOCUMENT_TOO_LARGE": ProblemType(
        413,
        "O documento passa do limite de {limit_kb} kB. Encurte textos ou tire entradas antigas.",
        "The document is over the limit of {limit_kb} kB. Shorten texts or remove old entries.",
    ),
    "DOCUMENT_CHANGED": ProblemType(
        412,
        "Este documento mudou em outro lugar. Escolha qual das duas versões fica.",
        "This document was changed elsewhere. Choose which of the two versions stays.",
    ),
    "PRECONDITION_REQUIRED": ProblemType(
        428,
        "Envie em If-Match a versão que você está mudando.",
        "Send the version that you change in If-Match.",
    ),
    "IMPORT_UNREADABLE": ProblemType(
        422,
        "Não conseguimos ler este arquivo. Envie um currículo em JSON Resume (.json).",
        "We could not read this file. Send a CV in JSON Resume (.json).",
    ),
    "PLAN_LIMIT_REACHED": ProblemType(
        409,
        "Seu plano vai até {limit}, e você já tem {limit}. Exclua um ou mude de plano.",
        "Your plan allows {limit}, and you already have {limit}. Delete one or change your plan.",
    ),
    "FILE_EMPTY": ProblemType(422, "O arquivo está vazio.", "The file is empty."),
    "FILE_TYPE_INVALID": ProblemType(
        415, "Envie um arquivo PDF, DOCX ou TXT.", "Send a PDF, DOCX or TXT file."
    ),
    "UNSUPPORTED_MEDIA_TYPE": ProblemType(
        415, "O tipo de conteúdo da requisição não é aceito.", "The request's content type is not accepted."
    ),
    "QUOTA_EXCEEDED": ProblemType(
        429,
        "Você já usou toda a cota do seu plano: {limit} de {limit}. Ela renova em {renews_at}.",
        "You have used the whole quota of your plan: {limit} of {limit}. It renews on {renews_at}.",
    ),
    "SUBSCRIPTION_ACTIVE": ProblemType(
        409,
        "Você já tem uma assinatura. Mude de plano ou cancele na página da assinatura.",
        "You already have a subscription. Change or cancel it on the subscription's page.",
    ),
    "SUBSCRIPTION_NONE": ProblemType(
        409, "Você ainda não tem uma assinatura para gerenciar.", "You have no subscription to manage yet."
    ),
    "SIGNATURE_INVALID": ProblemType(400, "Assinatura inválida.", "The signature is not valid."),
    "RATE_LIMIT_EXCEEDED": ProblemType(
        429,
        "Muitas requisições. Tente de novo em {retry_after} s.",
        "Too many requests. Try again in {retry_after} s.",
    ),
    "NOT_FOUND": ProblemType(404, "Não encontrado.", "Not found."),
    "METHOD_NOT_ALLOWED": ProblemType(405, "Método não permitido.", "Method not allowed."),
    "IDEMPOTENCY_KEY_REUSED": ProblemType(
        422,
        "Esta Idempotency-Key já foi usada com outro conteúdo.",
        "This Idempotency-Key was used with another body.",
    ),
    "IDEMPOTENCY_IN_PROGRESS": ProblemType(
        409,
        "Uma requisição com esta Idempotency-Key ainda está em andamento.",
        "A request with this Idempotency-Key is still under way.",
    ),
    "SERVICE_UNAVAILABLE": ProblemType(
        503,
        "Serviço indisponível no momento. Tente de novo.",
        "The service is unavailable right now. Try again.",
    ),
    "INTERNAL_ERROR": ProblemType(
        500, "Algo deu errado do nosso lado. Tente de novo.", "Something went wrong on our side. Try again."
    ),
}


class Problem(Exception):
    """An error with a stable `code`, which is a key of `TYPES`.

    `extras` become members of the response body and fill the sentence. `headers` become headers of the response.
    """

    def __init__(self, code: str, *, headers: Mapping[str, str] | None = None, **extras: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extras = extras
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        return TYPES[self.code].status

    def sentence(self, locale: str) -> str:
        """The sentence. An extra named `..._at` is an instant; the sentence names its day in Brasília."""
        kind = TYPES[self.code]
        values = {
            name: _day(value, locale) if name.endswith("_at") else value
            for name, value in self.extras.items()
        }
        return (kind.en if locale == ENGLISH else kind.pt).format(**values)


def _day(instant: str, locale: str) -> str:
    day = day_of(datetime.fromisoformat(instant))
    return f"{day.day} {day:%B %Y}" if locale == ENGLISH else f"{day:%d/%m/%Y}"


def not_found() -> Problem:
    """The problem for a resource that does not exist or belongs to another user.

    Both cases look the same, so that a caller cannot learn which resources exist.
    """
    return Problem("NOT_FOUND")
