"""The document of an analysed CV: what the engine read becomes fields that the person can correct.

A section without fields of its own keeps its lines under its own heading, so that all that was read is in the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from recoloca.engine.analysis.result import AnalysisResult, Certification, Experience, Profile
from recoloca.engine.analysis.result import Education as CvEducation
from recoloca.engine.analysis.result import Section as CvSection
from recoloca.engine.analysis.words import lexicon

from .resume import (
    Basics,
    Certificate,
    CustomSection,
    Language,
    Location,
    OwnFacts,
    Resume,
    ResumeEducation,
    ResumeLanguage,
    SectionKey,
    SkillGroup,
    SocialProfile,
    Work,
)

FIELDS: Final[dict[str, SectionKey]] = {
    "summary": "summary", "experience": "work", "education": "education", "skills": "skills", "languages": "languages",
    "certifications": "certificates", "courses": "certificates",
}  # fmt: skip
"""The kinds of sections that the engine reads into fields."""
IN_PROFILE: Final = frozenset({"contact", "summary"})
"""Kinds whose text is in the profile."""
BULLET: Final = "• "
CITY: Final = re.compile(r"(?P<city>[^,]+),\s*(?P<region>[A-Z]{2})")
BRAZILIAN: Final = re.compile(r"\+55(\d{2})(\d{4,5})(\d{4})")
NETWORKS: Final = {"linkedin.com": "LinkedIn", "github.com": "GitHub", "gitlab.com": "GitLab"}
SEPARATORS: Final = re.compile(r"(?:(?<!\s)\s+)?[,;•|]\s*")
LABELLED: Final = re.compile(r"(?P<name>[^:]{2,60}):\s+(?P<rest>.+)")
LABELS: Final[dict[Language, dict[str, str]]] = {
    "pt": {"technical": "Técnicas", "tool": "Ferramentas", "domain": "Áreas", "soft": "Comportamentais"},
    "en": {"technical": "Technical", "tool": "Tools", "domain": "Domains", "soft": "Interpersonal"},
    "es": {"technical": "Técnicas", "tool": "Herramientas", "domain": "Áreas", "soft": "Interpersonales"},
}


def to_resume(result: AnalysisResult) -> Resume:
    """The content of the document of an analysis, in the CV's own language."""
    language = result["language"]
    resume: Resume = {"basics": _basics(result["profile"])}
    if work := [_work(each) for each in result["experience"]]:
        resume["work"] = work
    if education := [_education(each) for each in result["education"]]:
        resume["education"] = education
    if skills := _skills(result):
        resume["skills"] = skills
    if spoken := [_spoken(each["name"], each["level"], language) for each in result["languages"]]:
        resume["languages"] = spoken
    if certificates := [_certificate(each) for each in result["certifications"]]:
        resume["certificates"] = certificates
    own: OwnFacts = {"sections": _order(result["sections"])}
    if custom := _custom(result):
        own["custom"] = custom
    resume["meta"] = {"version": "v1.0.0", "recoloca": own}
    return resume


def _basics(profile: Profile) -> Basics:
    basics: Basics = {}
    if profile["name"]:
        basics["name"] = profile["name"]
    if profile["headline"]:
        basics["label"] = profile["headline"]
    if profile["email"]:
        basics["email"] = profile["email"]
    if profile["phone"]:
        basics["phone"] = BRAZILIAN.sub(r"+55 \1 \2-\3", profile["phone"])
    if profile["summary"]:
        basics["summary"] = profile["summary"]
    if profile["location"]:
        basics["location"] = _location(profile["location"])
    profiles = [_social(link) for link in profile["links"]]
    if profiles:
        basics["profiles"] = profiles
    return basics


def _location(text: str) -> Location:
    found = CITY.fullmatch(text)
    return {"city": found["city"], "region": found["region"]} if found else {"city": text}


def _social(link: str) -> SocialProfile:
    url = link if "://" in link else f"https://{link}"
    host = _host(url)
    known = next(
        (name for domain, name in NETWORKS.items() if host == domain or host.endswith(f".{domain}")), host
    )
    return {"network": known, "url": url}


def _host(url: str) -> str:
    """The host of a link without `www.`; empty if the link is not a valid address, as `https://[ana`."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _work(job: Experience) -> Work:
    work: Work = {}
    if job["title"]:
        work["position"] = job["title"]
    if job["company"]:
        work["name"] = job["company"]
    if job["location"]:
        work["location"] = job["location"]
    if job["start"]:
        work["startDate"] = job["start"]
    end = job["end"] or (None if job["current"] else job["start"])
    if end:
        work["endDate"] = end
    if job["bullets"]:
        work["highlights"] = list(job["bullets"])
    return work


def _education(study: CvEducation) -> ResumeEducation:
    education: ResumeEducation = {}
    if study["institution"]:
        education["institution"] = study["institution"]
    if study["degree"]:
        education["studyType"] = study["degree"]
    if study["field"]:
        education["area"] = study["field"]
    if study["start"]:
        education["startDate"] = study["start"]
    if study["end"]:
        education["endDate"] = study["end"]
    return education


def _certificate(one: Certification) -> Certificate:
    certificate: Certificate = {"name": one["name"]}
    if one["issuer"]:
        certificate["issuer"] = one["issuer"]
    if one["date"]:
        certificate["date"] = one["date"]
    return certificate


def _spoken(code: str, level: str | None, language: Language) -> ResumeLanguage:
    """The first word of the tables for the language and its level: `en` and `C1` as `Inglês` and `Avançado`."""
    spoken: ResumeLanguage = {"language": _label("language_names", "iso", code, language)}
    if level:
        spoken["fluency"] = _label("language_levels", "level", level, language)
    return spoken


def _label(table: str, column: str, value: str, language: Language) -> str:
    row = next((row for row in lexicon.table(table) if row[column] == value), None)
    shown = lexicon.labels(row, language)[0] if row else value
    return shown[:1].upper() + shown[1:]


def _skills(result: AnalysisResult) -> list[SkillGroup]:
    """The lines of the section of skills, or the skills that the engine found elsewhere, in a group for each kind."""
    lines = [
        text
        for section in result["sections"]
        if section["kind"] == "skills"
        for text in items_of(result, section)
    ]
    if lines:
        return [_group(line) for line in lines]
    groups: dict[str, list[str]] = {}
    for skill in result["skills"]:
        if skill["kind"] != "language":
            groups.setdefault(skill["kind"], []).append(skill["label"])
    names = LABELS[result["language"]]
    return [{"name": names[kind], "keywords": found} for kind, found in groups.items()]


def _group(line: str) -> SkillGroup:
    """`Linguagens: Python, SQL` as a named group, `Python, SQL` as a group without a name, `Excel` as one skill."""
    labelled = LABELLED.fullmatch(line)
    words = [word for word in SEPARATORS.split(labelled["rest"] if labelled else line) if word]
    if labelled:
        return {"name": labelled["name"], "keywords": words}
    return {"keywords": words} if len(words) > 1 else {"name": line}


def items_of(result: AnalysisResult, section: CvSection) -> list[str]:
    """The items of a section without its heading. With bullets, a line without one continues the item before it."""
    first, last = section["lines"]
    lines = [line["text"] for line in result["lines"] if first < line["n"] <= last]
    bulleted = any(line.startswith(BULLET) for line in lines)
    items: list[str] = []
    for line in lines:
        if bulleted and items and not line.startswith(BULLET):
            items[-1] += f" {line}"
        else:
            items.append(line.removeprefix(BULLET))
    return items


def _custom(result: AnalysisResult) -> list[CustomSection]:
    """The sections of which the engine read no field, with their lines."""
    return [
        {"title": section["title"], "items": items}
        for section in result["sections"]
        if section["kind"] not in IN_PROFILE
        and not _was_read(result, section)
        and (items := items_of(result, section))
    ]


def _was_read(result: AnalysisResult, section: CvSection) -> bool:
    """Whether a field of the document comes from the section."""
    found: list[int] = {
        "experience": [entry["lines"][0] for entry in result["experience"]],
        "education": [entry["lines"][0] for entry in result["education"]],
        "skills": section["lines"],
        "languages": [each["line"] for each in result["languages"]],
        "certifications": [each["line"] for each in result["certifications"]],
        "courses": [each["line"] for each in result["certifications"]],
    }.get(section["kind"], [])
    return any(section["lines"][0] <= line <= section["lines"][1] for line in found)


def _order(sections: Sequence[CvSection]) -> list[SectionKey]:
    """The order of the CV's own sections. Sections without fields come together, where the first of them is."""
    return list(
        dict.fromkeys(FIELDS.get(each["kind"], "custom") for each in sections if each["kind"] != "contact")
    )
