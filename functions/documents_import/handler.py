"""POST /documents/import"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile

from recoloca.documents import imports
from recoloca.documents.schemas import ImportedDocument
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale
from recoloca.runtime.http.bodies import content_type, multipart
from recoloca.runtime.http.idempotency import CreatedId, IdempotentRoute
from recoloca.runtime.problems import Problem

router = APIRouter(tags=["documents"], route_class=IdempotentRoute)

BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "language": {"type": "string", "enum": list(imports.LANGUAGES)},
                },
            }
        },
    },
}


@router.post("/documents/import", status_code=201, openapi_extra={"requestBody": BODY})
async def import_document(
    request: Request, caller: Caller, deps: Deps, locale: Locale, created_id: CreatedId
) -> ImportedDocument:
    """Make a document of a JSON Resume file. Without `language`, the CV is in the language of the request."""
    if content_type(request) != "multipart/form-data":
        raise Problem("UNSUPPORTED_MEDIA_TYPE")
    async with multipart(request) as fields:
        file = fields.get("file")
        if not isinstance(file, UploadFile):
            error = {"field": "file", "code": "missing", "message": "file"}
            raise Problem("VALIDATION_ERROR", errors=[error])
        return imports.import_file(
            deps,
            caller.user_id,
            await file.read(imports.FILE_MAXIMUM_BYTES + 1),
            language=imports.language_of(fields.get("language")),
            locale=locale,
            document_id=created_id,
        )


app = create_app(router)
handler = lambda_handler(app)
