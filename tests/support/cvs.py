"""A CV, and its way from the upload to the result."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import httpx

from recoloca.cvs.uploads import s3_event
from recoloca.cvs.worker import handle_message
from recoloca.engine.analysis.engine import analyze
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api

CV = """Ana Souza
ana.souza@example.com | (11) 98765-4321 | São Paulo, SP

Resumo
Engenheira de software com 8 anos de experiência em Python e PostgreSQL.

Experiência
Engenheira de Software Sênior — Banco Azul
mar/2021 – atual
- Liderei a migração de 12 serviços para AWS Lambda, reduzindo o custo mensal em 38%.

Formação
Bacharelado em Ciência da Computação — USP, 2013 - 2017

Idiomas
Inglês avançado
""".encode()


def multipart(body: bytes, name: str = "cv.txt", kind: str = "text/plain") -> dict[str, Any]:
    request = httpx.Request("POST", "http://x", files={"file": (name, body, kind)})
    return {"raw": request.read(), "headers": {"content-type": request.headers["content-type"]}}


def uploaded(api: Api, request: dict[str, Any]) -> UUID:
    answer = api.post("/cv/upload", **request)
    assert answer.status == 200, answer.body
    return UUID(answer.json["analysis_id"])


def analysed(
    api: Api, deps: Dependencies, body: bytes = CV, *, request: dict[str, Any] | None = None
) -> UUID:
    """Upload a CV (or send a whole upload `request`) and run the worker on it, as the event of S3 does."""
    identifier = uploaded(api, request or multipart(body))
    row = deps.db.fetch_one("SELECT object_key FROM cv_analyses WHERE id = %s", (identifier,))
    assert row is not None
    message = json.dumps(s3_event(row["object_key"]))
    handle_message(deps, message, receive_count=1, seconds_left=8, analyze=analyze)
    return identifier
