"""Make `docs/openapi.json` from the functions themselves: `python -m infra.openapi [--check]`."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict

from infra.paths import ROOT
from infra.routes import ROUTES, Route

DOCUMENT = ROOT / "docs/openapi.json"

DESCRIPTION = """The API of Recoloca.ai. Errors are RFC 9457 problems with a stable `code`; lists use cursors;
timestamps are RFC 3339 in UTC; money is integer cents and a currency."""


class FieldError(BaseModel):
    field: str
    code: str
    message: str


class ProblemBody(BaseModel):
    """RFC 9457 problem; `errors` lists the fields of a 422."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[FieldError] | None = None


def load_app(slug: str) -> FastAPI:
    """The FastAPI app of one function, from its own `handler.py`."""
    app: FastAPI = importlib.import_module(f"functions.{slug}.handler").app
    return app


def whole_app() -> FastAPI:
    """All functions' routes in one app, for the document only."""
    app = FastAPI()
    for route in ROUTES:
        app.router.routes.extend(load_app(route.slug).router.routes)
    return app


def document() -> dict[str, Any]:
    app = whole_app()
    found = get_openapi(
        title="Recoloca.ai", version="1", openapi_version="3.1.0", description=DESCRIPTION, routes=app.routes
    )
    schemas = found["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    definition = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(definition.pop("$defs"))
    schemas["Problem"] = definition
    found["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    for route in ROUTES:
        described = found["paths"][route.path]
        for method in route.methods:
            if method != "HEAD":  # monitors send HEAD; the answer is that of GET without its body
                _complete(described[method.lower()], route, method)
    return found


def _complete(operation: dict[str, Any], route: Route, method: str) -> None:
    """Add the common parts of every operation: problems, and a bearer token unless it is public."""
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {
        "description": "A problem",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if method == "GET":
        operation["responses"]["304"] = {"description": "`If-None-Match` names the answer's `ETag`"}
    if not route.public:
        operation["security"] = [{"bearer": []}]


def main() -> int:
    text = json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if "--check" in sys.argv:
        if DOCUMENT.is_file() and DOCUMENT.read_text() == text:
            return 0
        print(
            "docs/openapi.json is not what the code says; run `make openapi` and commit it.", file=sys.stderr
        )
        return 1
    DOCUMENT.write_text(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
