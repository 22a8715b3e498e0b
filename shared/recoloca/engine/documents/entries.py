"""The entries of each section: a title, details, dates, paragraphs and bullets, each with the path of its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from .resume import Language, Resume, SectionKey, SkillGroup
from .words import IN, date, period

WEB: Final = re.compile(r"https?://", re.IGNORECASE)
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A field's text on one line, as a reader shall find it.

    `path` names the field, as in `work.0.highlights.2`. `href` is the address of a link:
    `https:`, `http:` or `mailto:`.
    """

    path: str
    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`head` is joined by `joint`. `details` follow it, as the employer follows a job title. `dates` is a period.

    `listed` are short items on one line after the head, such as the skills of a group.
    """

    head: tuple[Piece, ...] = ()
    joint: str = ", "
    details: tuple[Piece, ...] = ()
    dates: Piece | None = None
    paragraphs: tuple[Piece, ...] = ()
    bullets: tuple[Piece, ...] = ()
    listed: tuple[Piece, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        yield from self.head
        yield from self.details
        yield from self.listed
        yield from (self.dates,) if self.dates else ()
        yield from self.paragraphs
        yield from self.bullets


def piece(path: str, text: str | None, href: str | None = None) -> Piece | None:
    """The piece of a field; None for a field without visible text. White space becomes one space."""
    shown = SPACES.sub(" ", text or "").strip()
    return Piece(path, shown, href) if shown else None


def link(path: str, url: str | None) -> Piece | None:
    """A web address, shown without its scheme. Only `http` and `https` become links."""
    shown = (url or "").strip()
    return piece(path, WEB.sub("", shown, count=1).rstrip("/"), shown if WEB.match(shown) else None)


def several(*pieces: Piece | None) -> tuple[Piece, ...]:
    return tuple(each for each in pieces if each)


def each_of(path: str, texts: list[str] | None) -> tuple[Piece, ...]:
    return several(*(piece(f"{path}.{index}", text) for index, text in enumerate(texts or [])))


def paragraphs(path: str, text: str | None) -> tuple[Piece, ...]:
    """The paragraphs of a field, which line breaks separate."""
    return several(*(piece(path, line) for line in (text or "").splitlines()))


def raised(entry: Entry) -> Entry:
    """The entry with its first detail as head if it has none: an employer without a job title."""
    if entry.head or not entry.details:
        return entry
    return replace(entry, head=entry.details[:1], details=entry.details[1:])


def summary(resume: Resume, _: Language) -> Iterator[Entry]:
    yield Entry(paragraphs=paragraphs("basics.summary", resume.get("basics", {}).get("summary")))


def work(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, job in enumerate(resume.get("work", [])):
        path = f"work.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.position", job.get("position"))),
                details=several(
                    piece(f"{path}.name", job.get("name")),
                    piece(f"{path}.location", job.get("location")),
                    link(f"{path}.url", job.get("url")),
                ),
                dates=_period(path, job.get("startDate"), job.get("endDate"), language),
                paragraphs=(
                    *paragraphs(f"{path}.description", job.get("description")),
                    *paragraphs(f"{path}.summary", job.get("summary")),
                ),
                bullets=each_of(f"{path}.highlights", job.get("highlights")),
            )
        )


def volunteer(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, job in enumerate(resume.get("volunteer", [])):
        path = f"volunteer.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.position", job.get("position"))),
                details=several(
                    piece(f"{path}.organization", job.get("organization")),
                    link(f"{path}.url", job.get("url")),
                ),
                dates=_period(path, job.get("startDate"), job.get("endDate"), language),
                paragraphs=paragraphs(f"{path}.summary", job.get("summary")),
                bullets=each_of(f"{path}.highlights", job.get("highlights")),
            )
        )


def education(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, study in enumerate(resume.get("education", [])):
        path = f"education.{index}"
        yield raised(
            Entry(
                head=several(
                    piece(f"{path}.studyType", study.get("studyType")),
                    piece(f"{path}.area", study.get("area")),
                ),
                joint=IN[language],
                details=several(
                    piece(f"{path}.institution", study.get("institution")),
                    link(f"{path}.url", study.get("url")),
                ),
                dates=_period(
                    path, study.get("startDate") or study.get("endDate"), study.get("endDate"), language
                ),
                paragraphs=several(piece(f"{path}.score", study.get("score"))),
                bullets=each_of(f"{path}.courses", study.get("courses")),
            )
        )


def projects(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, project in enumerate(resume.get("projects", [])):
        path = f"projects.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.name", project.get("name"))),
                details=several(
                    *each_of(f"{path}.roles", project.get("roles")),
                    piece(f"{path}.entity", project.get("entity")),
                    piece(f"{path}.type", project.get("type")),
                    link(f"{path}.url", project.get("url")),
                ),
                dates=_period(path, project.get("startDate"), project.get("endDate"), language),
                paragraphs=several(
                    *paragraphs(f"{path}.description", project.get("description")),
                    piece(f"{path}.keywords", ", ".join(project.get("keywords", []))),
                ),
                bullets=each_of(f"{path}.highlights", project.get("highlights")),
            )
        )


def certificates(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, one in enumerate(resume.get("certificates", [])):
        path = f"certificates.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.name", one.get("name"))),
                details=several(
                    piece(f"{path}.issuer", one.get("issuer")), link(f"{path}.url", one.get("url"))
                ),
                dates=piece(f"{path}.date", date(one.get("date", ""), language)),
            )
        )


def awards(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, one in enumerate(resume.get("awards", [])):
        path = f"awards.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.title", one.get("title"))),
                details=several(piece(f"{path}.awarder", one.get("awarder"))),
                dates=piece(f"{path}.date", date(one.get("date", ""), language)),
                paragraphs=paragraphs(f"{path}.summary", one.get("summary")),
            )
        )


def publications(resume: Resume, language: Language) -> Iterator[Entry]:
    for index, one in enumerate(resume.get("publications", [])):
        path = f"publications.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.name", one.get("name"))),
                details=several(
                    piece(f"{path}.publisher", one.get("publisher")), link(f"{path}.url", one.get("url"))
                ),
                dates=piece(f"{path}.releaseDate", date(one.get("releaseDate", ""), language)),
                paragraphs=paragraphs(f"{path}.summary", one.get("summary")),
            )
        )


def skills(resume: Resume, _: Language) -> Iterator[Entry]:
    for index, group in enumerate(resume.get("skills", [])):
        yield _group(f"skills.{index}", group)


def interests(resume: Resume, _: Language) -> Iterator[Entry]:
    for index, one in enumerate(resume.get("interests", [])):
        path = f"interests.{index}"
        yield Entry(
            head=several(piece(f"{path}.name", one.get("name"))),
            listed=each_of(f"{path}.keywords", one.get("keywords")),
        )


def languages(resume: Resume, _: Language) -> Iterator[Entry]:
    for index, spoken in enumerate(resume.get("languages", [])):
        path = f"languages.{index}"
        yield raised(
            Entry(
                head=several(piece(f"{path}.language", spoken.get("language"))),
                details=several(piece(f"{path}.fluency", spoken.get("fluency"))),
            )
        )


def references(resume: Resume, _: Language) -> Iterator[Entry]:
    for index, one in enumerate(resume.get("references", [])):
        path = f"references.{index}"
        yield Entry(
            head=several(piece(f"{path}.name", one.get("name"))),
            paragraphs=paragraphs(f"{path}.reference", one.get("reference")),
        )


def custom(resume: Resume, untitled: str) -> Iterator[tuple[Piece, Entry]]:
    """Each section with a heading of its own, as (heading, entry). A section without items is left out."""
    for index, section in enumerate(resume.get("meta", {}).get("recoloca", {}).get("custom", [])):
        path = f"meta.recoloca.custom.{index}"
        bullets = each_of(f"{path}.items", section.get("items"))
        if bullets:
            yield (
                piece(f"{path}.title", section.get("title")) or Piece("custom", untitled),
                Entry(bullets=bullets),
            )


def _group(path: str, group: SkillGroup) -> Entry:
    return Entry(
        head=several(piece(f"{path}.name", group.get("name"))),
        details=several(piece(f"{path}.level", group.get("level"))),
        listed=each_of(f"{path}.keywords", group.get("keywords")),
    )


def _period(path: str, start: str | None, end: str | None, language: Language) -> Piece | None:
    return piece(f"{path}.dates", period((start or "").strip(), (end or "").strip(), language))


BUILDERS: Final[dict[SectionKey, Callable[[Resume, Language], Iterator[Entry]]]] = {
    "summary": summary, "work": work, "education": education, "skills": skills, "languages": languages,
    "certificates": certificates, "projects": projects, "volunteer": volunteer, "awards": awards,
    "publications": publications, "interests": interests, "references": references,
}  # fmt: skip
