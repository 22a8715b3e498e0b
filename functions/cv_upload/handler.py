"""POST /cv/upload: a JSON request returns a presigned POST; a multipart request contains the file."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from recoloca.cvs import service
from recoloca.cvs.schemas import UploadCreated, UploadRequest
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale
from recoloca.runtime.http.bodies import content_type, json_body, multipart
from recoloca.runtime.http.idempotency import CreatedId, IdempotentCallRoute
from recoloca.runtime.problems import Problem

router = APIRouter(tags=["cv"], route_class=IdempotentCallRoute)

BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": UploadRequest.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "job_description": {"type": "string"},
                    "language": {"type": "string", "enum": ["pt-BR", "en"]},
                },
            }
        },
    },
}


@router.post("/cv/upload", openapi_extra={"requestBody": BODY})
async def upload(
    request: Request, caller: Caller, deps: Deps, locale: Locale, created_id: CreatedId
) -> UploadCreated:
    """Start an analysis. A JSON request returns a presigned POST for S3. A multipart file can have up to 4 MB."""
    try:
        if content_type(request) != "multipart/form-data":
            form = UploadRequest.model_validate(await json_body(request))
            return service.start_upload(deps, caller.user_id, form, locale, created_id)
        async with multipart(request) as fields:
            form, body = await _multipart_form(fields)
            return service.upload_file(deps, caller.user_id, form, body, locale, created_id)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None


async def _multipart_form(fields: FormData) -> tuple[UploadRequest, bytes]:
    file = fields.get("file")
    if not isinstance(file, UploadFile):
        error = {"field": "file", "code": "missing", "message": "file"}
        raise Problem("VALIDATION_ERROR", errors=[error])
    body = await file.read()
    form = UploadRequest.model_validate(
        {
            "file_name": file.filename or "cv",
            "content_type": file.content_type or "application/octet-stream",
            "size": len(body),
            "job_description": fields.get("job_description"),
            "language": fields.get("language"),
        }
    )
    return form, body


app = create_app(router)
handler = lambda_handler(app)
