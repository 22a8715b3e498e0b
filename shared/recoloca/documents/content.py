"""The content of a document in a request: JSON Resume 1.0 with limits (`recoloca.engine.documents.resume`).

An unknown field is an error, so that a misspelt field is noticed.
"""

from __future__ import annotations

import json
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from recoloca.engine.documents.resume import Resume, SectionKey
from recoloca.runtime.problems import Problem
from recoloca.runtime.schema import RequestBody, without_nul

MAXIMUM_BYTES: Final = 256 * 1024
"""The largest content as JSON in UTF-8."""

Short = Annotated[str, StringConstraints(max_length=300), AfterValidator(without_nul)]
Url = Annotated[str, StringConstraints(max_length=2000)]
Long = Annotated[str, StringConstraints(max_length=10_000)]
Bullet = Annotated[str, StringConstraints(max_length=2000), AfterValidator(without_nul)]
Date = Annotated[
    str, StringConstraints(pattern=r"^([12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$")
]
"""`2021`, `2021-03`, `2021-03-15` or an empty text."""
Bullets = Annotated[list[Bullet], Field(max_length=100)]
Words = Annotated[list[Short], Field(max_length=200)]


class Part(RequestBody):
    model_config = ConfigDict(alias_generator=to_camel)


class LocationContent(Part):
    address: Short | None = None
    postal_code: Short | None = None
    city: Short | None = None
    country_code: Short | None = None
    region: Short | None = None


class SocialProfileContent(Part):
    network: Short | None = None
    username: Short | None = None
    url: Url | None = None


class BasicsContent(Part):
    name: Short | None = None
    label: Short | None = None
    image: Url | None = None
    email: Short | None = None
    phone: Short | None = None
    url: Url | None = None
    summary: Long | None = None
    location: LocationContent | None = None
    profiles: Annotated[list[SocialProfileContent], Field(max_length=20)] | None = None


class WorkContent(Part):
    name: Short | None = None
    location: Short | None = None
    description: Long | None = None
    position: Short | None = None
    url: Url | None = None
    start_date: Date | None = None
    end_date: Date | None = None
    summary: Long | None = None
    highlights: Bullets | None = None


class VolunteerContent(Part):
    organization: Short | None = None
    position: Short | None = None
    url: Url | None = None
    start_date: Date | None = None
    end_date: Date | None = None
    summary: Long | None = None
    highlights: Bullets | None = None


class EducationContent(Part):
    institution: Short | None = None
    url: Url | None = None
    area: Short | None = None
    study_type: Short | None = None
    start_date: Date | None = None
    end_date: Date | None = None
    score: Short | None = None
    courses: Bullets | None = None


class AwardContent(Part):
    title: Short | None = None
    date: Date | None = None
    awarder: Short | None = None
    summary: Long | None = None


class CertificateContent(Part):
    name: Short | None = None
    date: Date | None = None
    url: Url | None = None
    issuer: Short | None = None


class PublicationContent(Part):
    name: Short | None = None
    publisher: Short | None = None
    release_date: Date | None = None
    url: Url | None = None
    summary: Long | None = None


class SkillContent(Part):
    name: Short | None = None
    level: Short | None = None
    keywords: Words | None = None


class SpokenLanguageContent(Part):
    language: Short | None = None
    fluency: Short | None = None


class InterestContent(Part):
    name: Short | None = None
    keywords: Words | None = None


class ReferenceContent(Part):
    name: Short | None = None
    reference: Long | None = None


class ProjectContent(Part):
    name: Short | None = None
    description: Long | None = None
    highlights: Bullets | None = None
    keywords: Words | None = None
    start_date: Date | None = None
    end_date: Date | None = None
    url: Url | None = None
    roles: Words | None = None
    entity: Short | None = None
    type: Short | None = None


class CustomSectionContent(Part):
    title: Short | None = None
    items: Bullets | None = None


class OwnFactsContent(Part):
    sections: Annotated[list[SectionKey], Field(max_length=20)] | None = None
    custom: Annotated[list[CustomSectionContent], Field(max_length=30)] | None = None


class MetaContent(Part):
    canonical: Url | None = None
    version: Short | None = None
    last_modified: Short | None = None
    recoloca: OwnFactsContent | None = None


class ResumeContent(Part):
    """A CV as JSON Resume 1.0. Every field is optional. The whole content has at most 256 kB."""

    basics: BasicsContent | None = None
    work: Annotated[list[WorkContent], Field(max_length=100)] | None = None
    volunteer: Annotated[list[VolunteerContent], Field(max_length=100)] | None = None
    education: Annotated[list[EducationContent], Field(max_length=100)] | None = None
    awards: Annotated[list[AwardContent], Field(max_length=100)] | None = None
    certificates: Annotated[list[CertificateContent], Field(max_length=200)] | None = None
    publications: Annotated[list[PublicationContent], Field(max_length=200)] | None = None
    skills: Annotated[list[SkillContent], Field(max_length=200)] | None = None
    languages: Annotated[list[SpokenLanguageContent], Field(max_length=50)] | None = None
    interests: Annotated[list[InterestContent], Field(max_length=100)] | None = None
    references: Annotated[list[ReferenceContent], Field(max_length=50)] | None = None
    projects: Annotated[list[ProjectContent], Field(max_length=100)] | None = None
    meta: MetaContent | None = None

    def resume(self) -> Resume:
        """The content without fields that are null.

        Raises:
            Problem: `DOCUMENT_TOO_LARGE`.
        """
        found: Resume = self.model_dump(by_alias=True, exclude_none=True)  # type: ignore[assignment]
        check_size(found)
        return found


def check_size(resume: Resume) -> None:
    """Check the size of a document's content.

    Raises:
        Problem: `DOCUMENT_TOO_LARGE`.
    """
    if len(json.dumps(resume, ensure_ascii=False).encode()) > MAXIMUM_BYTES:
        raise Problem("DOCUMENT_TOO_LARGE", limit_kb=MAXIMUM_BYTES // 1024)
