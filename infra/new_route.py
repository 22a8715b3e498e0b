"""Start a route: `make route SLUG=cv_analysis_lines METHOD=GET PATH_=/cv/analysis/{id}/lines`.

It writes the row of `infra/routes.py`, the handler, the sample event and a test that fails, and says what to do next.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from pathlib import Path
from typing import Any, Final

from infra.paths import ROOT

CONTEXTS: Final = {
    "ai-coach": "coach", "auth": "accounts", "cv": "cvs", "payments": "billing", "users": "accounts",
}  # fmt: skip
"""The context behind the first part of a path, where it has another name (docs/architecture.md)."""
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
PARAMETER: Final = re.compile(r"\{(\w+)\}")

HANDLER: Final = '''"""{method} {path}"""

from __future__ import annotations
{uuid}
from fastapi import APIRouter

from recoloca.{context} import service
from recoloca.{context}.schemas import {schema}
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["{tag}"])


@router.{verb}("{path}")
async def {name}({parameters}caller: Caller, deps: Deps) -> {schema}:{noqa}
    """Say here what the route answers."""
    return service.{name}(deps, caller.user_id{arguments})


app = create_app(router)
handler = lambda_handler(app)
'''

TEST: Final = '''"""{method} {path}"""

from __future__ import annotations

import json

from infra.sample_events import load, samples
from recoloca.runtime.dependencies import Dependencies
from tests.integration.functions.test_sample_events import invoke
from tests.support.api import Api
from tests.support.person import Person


def test_{slug}_answers_its_caller(deps: Dependencies, api: Api) -> None:
    (sample,) = samples("{slug}")
    person = Person(deps, api, "ana")
    answer = invoke("{slug}", load(sample, person.values(sample)))
    assert json.loads(answer["body"]) == {{"write here": "what the caller sees"}}
'''


class RouteError(ValueError):
    """The route cannot be written. The message says why."""


def start(root: Path, slug: str, method: str, path: str) -> list[Path]:
    """Write the four files below `root`. Returns them in the order row, handler, sample event, test.

    Raises:
        RouteError: a name is malformed, or the function is there already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", slug) or method not in METHODS or not path.startswith("/"):
        raise RouteError(f"Give SLUG=some_name, METHOD={'|'.join(METHODS)} and PATH_=/some/{{id}}/path.")
    handler = root / "functions" / slug / "handler.py"
    if handler.exists():
        raise RouteError(f"functions/{slug}/ is there already.")
    tag = path.split("/")[1]
    context = CONTEXTS.get(tag, tag.replace("-", "_"))
    table = root / "infra/routes.py"
    sample = root / f"events/api/{slug}.json"
    test = root / f"tests/integration/{context}/test_{slug}.py"
    table.write_text(with_row(table.read_text("utf-8"), slug, method, path), "utf-8")
    for file, text in (
        (handler, handler_text(slug, method, path, tag, context)),
        (sample, sample_text(root / "events/api", slug, method, path)),
        (test, TEST.format(method=method, path=path, slug=slug)),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return [table, handler, sample, test]


def with_row(source: str, slug: str, method: str, path: str) -> str:
    """The table with the new row. It comes after the last path with the same first part, or at the end."""
    (rows,) = (
        node.value.elts
        for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Tuple)
        and isinstance(node.target, ast.Name) and node.target.id == "ROUTES"
    )  # fmt: skip
    alike = [row for row in rows if f'"/{path.split("/")[1]}/' in (ast.get_source_segment(source, row) or "")]
    after = (alike or rows)[-1].end_lineno or 0
    lines = source.splitlines(keepends=True)
    lines.insert(after, f'    Route("{slug}", ("{method}",), "{path}", DATA),\n')
    return "".join(lines)


def handler_text(slug: str, method: str, path: str, tag: str, context: str) -> str:
    name = path.rstrip("/").rpartition("/")[2].strip("{}").replace("-", "_")
    given = PARAMETER.findall(path)
    return HANDLER.format(
        method=method, verb=method.lower(), path=path, tag=tag, context=context, name=name,
        schema="".join(part.capitalize() for part in slug.split("_")),
        uuid="\nfrom uuid import UUID\n" if given else "",
        parameters="".join(f"{each}: UUID, " for each in given),
        arguments="".join(f", {each}" for each in given),
        noqa="  # noqa: A002 (the path's name)" if "id" in given else "",
    )  # fmt: skip


def sample_text(folder: Path, slug: str, method: str, path: str) -> str:
    """A sample event. Its path parameters are those of a sample with the same beginning of the path."""
    known = {each["routeKey"].partition(" ")[2]: each.get("pathParameters", {}) for each in events(folder)}
    values = {name: value_of(known, path, name) for name in PARAMETER.findall(path)}
    shown = PARAMETER.sub(lambda found: values[found[1]], path)
    event = json.loads((folder / "cv_statistics.json").read_text("utf-8"))
    event |= {"routeKey": f"{method} {path}", "rawPath": shown}
    event["requestContext"] |= {"routeKey": f"{method} {path}", "requestId": f"sample-{slug}"}
    event["requestContext"]["http"] |= {"method": method, "path": shown}
    if values:
        event["pathParameters"] = values
    if method in {"POST", "PUT", "PATCH"}:
        event["headers"]["content-type"] = "application/json"
        event["body"] = "{}"
    return json.dumps(event, indent=2, ensure_ascii=False) + "\n"


def events(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]


def value_of(known: dict[str, dict[str, str]], path: str, name: str) -> str:
    """The `${name}` in place of a parameter. A new name needs a value in `tests/support/person.py`."""
    beginning = path[: path.index(f"{{{name}}}") + len(name) + 2]
    found = (values[name] for other, values in known.items() if other == beginning and name in values)
    return next(found, f"${{{path.split('/')[1].replace('-', '_')}_{name}}}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.new_route", description=__doc__)
    for option in ("--slug", "--method", "--path"):
        parser.add_argument(option, required=True)
    given = parser.parse_args()
    try:
        written = start(ROOT, given.slug, given.method, given.path)
    except RouteError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    print("Written:", *(str(file.relative_to(ROOT)) for file in written), sep="\n  ")
    print(
        "Next: the row's grants; the schema, the service's function and the query that the handler needs; what the\n"
        "test expects. Then `make openapi`, `make documents`, `make snapshots`, and the test. CONTRIBUTING.md walks\n"
        "through it."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
