"""Turns every error into an `application/problem+json` response with a stable code (RFC 9457).

The response contains no stack trace, no SQL and no internal name.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from recoloca.adapters.postgres import DatabaseUnavailable, ForeignKeyViolation
from recoloca.runtime.http.locale import from_accept_language
from recoloca.runtime.problems import ENGLISH, Problem

logger = Logger(child=True)

STATUS_CODES = {
    400: "REQUEST_MALFORMED",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    415: "UNSUPPORTED_MEDIA_TYPE",
}

FIELD_MESSAGES_PT = {
    "missing": "Campo obrigatório.",
    "string_too_short": "Curto demais: pelo menos {min_length} caracteres.",
    "string_too_long": "Longo demais: no máximo {max_length} caracteres.",
    "extra_forbidden": "Campo desconhecido.",
    "json_invalid": "JSON inválido.",
    "literal_error": "Valor não aceito; use {expected}.",
    "greater_than_equal": "Use um valor a partir de {ge}.",
    "less_than_equal": "Use um valor até {le}.",
    "string_pattern_mismatch": "Formato inválido.",
    "uuid_parsing": "Identificador inválido.",
    "text_hidden_character": "Remova os caracteres que não aparecem.",
    "text_address": "Escreva um nome, sem links nem endereços de e-mail.",
    "password_common": "Esta senha é uma das primeiras que alguém tentaria. Escolha outra.",
    "password_personal": "Sem o seu nome, o seu e-mail e o nosso nome, sobra pouco desta senha. Acrescente mais.",
}


def install(app: FastAPI) -> None:
    """Register the error handlers of this module in the app."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DatabaseUnavailable, _unavailable)
    app.add_exception_handler(ForeignKeyViolation, _account_gone)
    app.add_exception_handler(Exception, _unexpected)


def answer(request: Request, problem: Problem, **members: Any) -> JSONResponse:
    """The response for `problem`, in the language of the request. `members` are added to its body."""
    locale = from_accept_language(request.headers.get("accept-language"))
    event = request.scope.get("aws.event") or {}
    body = {
        "type": f"urn:recoloca:problem:{problem.code.lower().replace('_', '-')}",
        "title": problem.code.replace("_", " ").capitalize(),
        "status": problem.status,
        "detail": problem.sentence(locale),
        "code": problem.code,
        "request_id": str(event.get("requestContext", {}).get("requestId", "local")),
        **problem.extras,
        **members,
    }
    headers = {"content-language": locale, "cache-control": "private, no-store", **problem.headers}
    if problem.status == 401:
        headers["www-authenticate"] = "Bearer"
    return JSONResponse(body, problem.status, headers, media_type="application/problem+json")


async def _problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 (Starlette's handlers are typed for any exception)
    if "errors" not in error.extras:
        return answer(request, error)
    locale = from_accept_language(request.headers.get("accept-language"))
    return answer(request, error, errors=[_localized(each, locale) for each in error.extras["errors"]])


def _localized(field: dict[str, str], locale: str) -> dict[str, str]:
    """A service's error for one field, in Portuguese if its code has a Portuguese sentence."""
    told = None if locale == ENGLISH else FIELD_MESSAGES_PT.get(field["code"])
    return {**field, "message": told or field["message"]}


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    locale = from_accept_language(request.headers.get("accept-language"))
    fields = [_field(item, locale) for item in error.errors()]
    return answer(request, Problem("VALIDATION_ERROR"), errors=fields)


def _field(item: dict[str, Any], locale: str) -> dict[str, str]:
    """The validation error for one field, without the value that the client sent: it can be a password."""
    path = [str(part) for part in item["loc"] if part not in {"body", "query", "path", "header"}]
    message = str(item["msg"]).removeprefix("Value error, ")
    if locale != ENGLISH and item["type"] in FIELD_MESSAGES_PT:
        message = FIELD_MESSAGES_PT[item["type"]].format(**item.get("ctx", {}))
    return {
        "field": ".".join(path) or str(next(iter(item["loc"]), "body")),
        "code": str(item["type"]),
        "message": message,
    }


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    code = STATUS_CODES.get(
        error.status_code, "REQUEST_MALFORMED" if error.status_code < 500 else "INTERNAL_ERROR"
    )
    return answer(request, Problem(code, headers=error.headers))


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    logger.error("database unavailable", extra={"reason": type(error).__name__})
    return answer(request, Problem("SERVICE_UNAVAILABLE", headers={"retry-after": "2"}))


async def _account_gone(request: Request, error: Exception) -> JSONResponse:
    """Respond 401 when the user no longer exists: an access token stays valid for minutes after the deletion."""
    constraint = error.diag.constraint_name if isinstance(error, ForeignKeyViolation) else None
    if constraint is None or not constraint.endswith("_user_id_fkey"):
        return await _unexpected(request, error)
    return answer(request, Problem("AUTH_TOKEN_INVALID"))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logger.error("unhandled", exc_info=error)
    return answer(request, Problem("INTERNAL_ERROR"))
