"""The content that a request may have is the content that a document has."""

from __future__ import annotations

import typing
from typing import Any, get_args, get_origin

import typing_extensions
from pydantic import BaseModel

from recoloca.documents.content import Part, ResumeContent
from recoloca.engine.documents.resume import Resume
from tests.support.resumes import FULL


def part_of(annotation: Any, base: type) -> Any:
    if isinstance(annotation, type) and (
        issubclass(annotation, base) or typing_extensions.is_typeddict(annotation)
    ):
        return annotation
    parts = (
        part_of(each, base) for each in get_args(annotation) if get_origin(annotation) is not typing.Literal
    )
    return next((part for part in parts if part), None)


def fields_of_model(model: type[BaseModel]) -> dict[str, Any]:
    return {
        field.alias or name: (found := part_of(field.annotation, Part)) and fields_of_model(found)
        for name, field in model.model_fields.items()
    }


def fields_of_dict(kind: Any) -> dict[str, Any]:
    return {
        name: fields_of_dict(found) if typing_extensions.is_typeddict(found := part_of(hint, dict)) else None
        for name, hint in typing.get_type_hints(kind).items()
    }


def test_requests_and_documents_have_the_same_fields() -> None:
    assert fields_of_model(ResumeContent) == fields_of_dict(Resume)


def test_a_whole_document_passes_unchanged() -> None:
    assert ResumeContent.model_validate(FULL).resume() == FULL
