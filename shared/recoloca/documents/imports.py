"""Makes a document of a file. It reads JSON Resume 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ValidationError

from recoloca.documents import service
from recoloca.documents.content import MAXIMUM_BYTES, Part, ResumeContent
from recoloca.documents.schemas import ImportedDocument
from recoloca.engine.documents.resume import Language, Resume
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.outside import read_object
from recoloca.runtime.problems import ENGLISH, Problem

FILE_MAXIMUM_BYTES: Final = 4 * MAXIMUM_BYTES
"""The largest file. Its indentation and fields without a place can make it larger than its content."""
EXPECTED: Final = ["application/json; JSON Resume 1.0"]
LANGUAGES: Final[tuple[Language, ...]] = ("pt", "en", "es")
MOST_ERRORS: Final = 20
LONGEST_TITLE: Final = 120
INSTANT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T[\d:.+Z-]+")
"""A date with a time, as some programs write it. The time is left out."""
UNTITLED: Final = {ENGLISH: "Imported CV"}


def import_file(
    deps: Dependencies,
    user_id: UUID,
    body: bytes,
    *,
    language: Language | None,
    locale: str,
    document_id: UUID,
) -> ImportedDocument:
    """Make a document of a JSON Resume file. Fields that a document has no place for are left out and named.

    Raises:
        Problem: `IMPORT_UNREADABLE` when the file is no JSON Resume, with `expected` and the wrong fields in `errors`;
            `DOCUMENT_TOO_LARGE`; `PLAN_LIMIT_REACHED`.
    """
    content, left_out = read(body)
    basics = content.get("basics", {})
    title = " – ".join(
        part for part in (basics.get("name"), basics.get("label")) if part and part.isprintable()
    )
    document = service.add(
        deps,
        user_id,
        document_id,
        title=title[:LONGEST_TITLE].strip() or UNTITLED.get(locale, "Currículo importado"),
        content=content,
        origin="import",
        language=language or service.own_language(locale),
    )
    return ImportedDocument.model_validate({**document.model_dump(), "left_out": left_out})


def language_of(given: object) -> Language | None:
    """The language that a form names; None when it names none.

    Raises:
        Problem: `VALIDATION_ERROR` for another language.
    """
    if given is None:
        return None
    found = next((each for each in LANGUAGES if each == given), None)
    if found is None:
        error = {"field": "language", "code": "invalid", "message": ", ".join(LANGUAGES)}
        raise Problem("VALIDATION_ERROR", errors=[error])
    return found


def read(body: bytes) -> tuple[Resume, list[str]]:
    """The content of a JSON Resume file, and the paths of the fields that were left out.

    Raises:
        Problem: `IMPORT_UNREADABLE`, `DOCUMENT_TOO_LARGE`.
    """
    if len(body) > FILE_MAXIMUM_BYTES:
        raise Problem("DOCUMENT_TOO_LARGE", limit_kb=MAXIMUM_BYTES // 1024)
    try:
        given = read_object(body)
    except ValueError:
        raise Problem("IMPORT_UNREADABLE", expected=EXPECTED) from None
    left_out: list[str] = []
    kept = _known(ResumeContent, given, "", left_out)
    if not kept:
        raise Problem("IMPORT_UNREADABLE", expected=EXPECTED)
    try:
        return ResumeContent.model_validate(kept).resume(), left_out[:100]
    except ValidationError as error:
        raise Problem("IMPORT_UNREADABLE", expected=EXPECTED, errors=list(_errors(error))) from None


def _known(model: type[BaseModel], given: dict[str, Any], path: str, left_out: list[str]) -> dict[str, Any]:
    """The fields of `given` that `model` has, at every depth. The paths of the others are added to `left_out`."""
    fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    kept: dict[str, Any] = {}
    for name, value in given.items():
        here = f"{path}{name}"
        if name not in fields:
            left_out.append(here[:200])
            continue
        kept[name] = _cleaned(_part_of(fields[name]), value, here, left_out)
    return kept


def _cleaned(part: type[BaseModel] | None, value: Any, here: str, left_out: list[str]) -> Any:
    if part and isinstance(value, dict):
        return _known(part, value, f"{here}.", left_out)
    if part and isinstance(value, list):
        return [
            _known(part, each, f"{here}.{index}.", left_out) if isinstance(each, dict) else each
            for index, each in enumerate(value)
        ]
    if isinstance(value, str) and (found := INSTANT.fullmatch(value)) and here.endswith("Date"):
        return found[1]
    return value


def _part_of(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `Annotated[list[WorkContent], ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next(
        (found for each in getattr(annotation, "__args__", ()) if (found := _part_of(each)) is not None), None
    )


def _errors(error: ValidationError) -> Iterator[dict[str, str]]:
    for each in error.errors()[:MOST_ERRORS]:
        path = ".".join(str(part) for part in each["loc"])
        yield {"field": path, "code": each["type"], "message": each["msg"].removeprefix("Value error, ")}
