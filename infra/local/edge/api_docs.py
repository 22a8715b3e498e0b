"""The page `/docs` shows the API's document. It needs no script and loads nothing from other hosts."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any, Final

from infra.local.asgi import Scope, Send, respond_json
from infra.local.mailbox.server import html
from infra.paths import ROOT

PREFIX: Final = "/docs"
STYLE: Final = ROOT / "infra/local/assets/pages.css"
DOCUMENT: Final = ROOT / "docs/openapi.json"
METHODS: Final = ("get", "post", "put", "patch", "delete")

Json = dict[str, Any]


class ApiDocs:
    """Serves the page. Reads the document at each request, so that the result of `make openapi` shows immediately."""

    def __init__(self, document: Path = DOCUMENT) -> None:
        self.document = document

    async def serve(self, scope: Scope, send: Send) -> None:
        path = scope["path"].removeprefix(PREFIX).strip("/")
        if path == "style.css":
            await html(send, STYLE.read_text(), kind="text/css; charset=utf-8")
        elif path == "openapi.json":
            await html(send, self.document.read_text(), kind="application/json")
        elif path:
            await respond_json(send, 404, {"message": "Not Found"})
        else:
            await html(send, draw(json.loads(self.document.read_text())))


def draw(document: Json) -> str:
    groups: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                tag = (operation.get("tags") or ["other"])[0]
                groups.setdefault(tag, []).append(draw_operation(method, path, operation))
    info = document["info"]
    schemas = document["components"]["schemas"]
    parts = [f"<h2>{escape(tag)}</h2>{''.join(rows)}" for tag, rows in groups.items()]
    parts.append("<h2>Schemas</h2>")
    parts += [draw_schema(name, schema) for name, schema in sorted(schemas.items())]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(info["title"])} API</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{PREFIX}/style.css">'
        f"<header>{escape(info['title'])} API</header><main><p>{escape(info.get('description', ''))}</p>"
        f'<p><a href="{PREFIX}/openapi.json">openapi.json</a></p>{"".join(parts)}</main></html>'
    )


def draw_operation(method: str, path: str, operation: Json) -> str:
    lock = "<span>signed in</span>" if operation.get("security") else ""
    summary = escape(operation.get("description") or operation.get("summary", ""))
    parts = [draw_parameters(operation.get("parameters", []))]
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(f"<p>Body, <code>{escape(kind)}</code>: {type_of(content.get('schema', {}))}</p>")
        parts.append(draw_fields(content.get("schema", {})))
    answers = (draw_response(status, response) for status, response in operation["responses"].items())
    parts.append(f"<ul>{''.join(answers)}</ul>")
    return (
        f'<details><summary><span class="verb">{method.upper()}</span><code>{escape(path)}</code>'
        f"<span>{summary}</span>{lock}</summary>{''.join(parts)}</details>"
    )


def draw_parameters(parameters: list[Json]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code> in {each['in']}{' (required)' if each.get('required') else ''}"
        f"</td><td>{type_of(each.get('schema', {}))}</td><td>{escape(each.get('description', ''))}</td></tr>"
        for each in parameters
    )
    return f"<table>{rows}</table>" if rows else ""


def draw_response(status: str, response: Json) -> str:
    shapes = ", ".join(
        f"<code>{escape(kind)}</code> {type_of(content.get('schema', {}))}"
        for kind, content in response.get("content", {}).items()
    )
    return f"<li><b>{escape(status)}</b> {escape(response.get('description', ''))} {shapes}</li>"


def draw_schema(name: str, schema: Json) -> str:
    return (
        f'<details id="{escape(name)}"><summary><code>{escape(name)}</code>'
        f"<span>{escape(schema.get('description', ''))}</span></summary>{draw_fields(schema)}</details>"
    )


def draw_fields(schema: Json) -> str:
    required = schema.get("required", [])
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code>{'' if name in required else ' (optional)'}</td>"
        f"<td>{type_of(field)}</td><td>{escape(field.get('description', ''))} {limits(field)}</td></tr>"
        for name, field in schema.get("properties", {}).items()
    )
    if rows:
        return f"<table>{rows}</table>"
    return "" if "$ref" in schema else f"<p>{type_of(schema)}</p>"


def type_of(schema: Json) -> str:
    """A schema as a short text, with links to the schemas that have a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " or ".join(type_of(each) for each in schema[union])
    if "enum" in schema:
        return " | ".join(
            f"<code>{escape(json.dumps(each, ensure_ascii=False))}</code>" for each in schema["enum"]
        )
    if "const" in schema:
        return f"<code>{escape(json.dumps(schema['const'], ensure_ascii=False))}</code>"
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    return " ".join(filter(None, [str(schema.get("type", "anything")), escape(schema.get("format", ""))]))


def limits(field: Json) -> str:
    names = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "default")
    known = [
        f"{name} {escape(json.dumps(field[name], ensure_ascii=False))}" for name in names if name in field
    ]
    return f"<code>{', '.join(known)}</code>" if known else ""
