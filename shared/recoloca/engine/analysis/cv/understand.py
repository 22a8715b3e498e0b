"""What the stages found in one CV: the facts that score, suggestions and matching stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..entries import credentials, experience, skills, studies
from ..entries.entry import WorkEntry
from ..entries.items import Item, is_stack, join
from ..entries.study_line import Study
from ..extract.rows import Extracted
from ..lines.layout import Layout, arrange
from ..lines.line import TextLine
from ..lines.looks import body_size
from ..person import contact, names
from ..person.links import find_links
from ..person.registers import find_registers
from ..result import Certification, Language, Profile, Skill, SpokenLanguage
from ..sections.blocks import Block, exact_kind, split
from ..words.language import detect
from ..words.text import fold, title_case
from .forms import refine


@dataclass(slots=True)
class Cv:
    document: Extracted
    layout: Layout
    language: Language
    blocks: list[Block]
    profile: Profile
    profile_lines: dict[str, int]
    """The line on which each datum of the profile stands."""
    entries: list[WorkEntry]
    studies: list[Study]
    skills: list[Skill]
    languages: list[SpokenLanguage]
    certifications: list[Certification]
    summary_lines: list[int] = field(default_factory=list)

    @property
    def lines(self) -> list[TextLine]:
        return self.layout.lines

    @property
    def items(self) -> list[Item]:
        """What the person did, without lists of technologies."""
        return [item for entry in self.entries for item in entry.items if not is_stack(item)]

    def of_kind(self, *kinds: str) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]


def understand(document: Extracted) -> Cv:
    layout = arrange(document)
    lines = layout.lines
    language = detect(" ".join(line.text for line in lines))
    handles = read_handles(lines, document["links"])
    name = find_name(lines, handles)
    blocks = refine(split(lines, name.n if name else None), lines, name)
    profile, where, summary = read_profile(blocks, lines, name, language, document["links"], handles)
    return Cv(
        document=document,
        layout=layout,
        language=language,
        blocks=blocks,
        profile=profile,
        profile_lines=where,
        entries=[
            entry for block in blocks if block.kind == "experience" for entry in experience.parse(block.lines)
        ],
        studies=[
            study for block in blocks if block.kind == "education" for study in studies.parse(block.lines)
        ],
        skills=skills.find(blocks),
        languages=find_languages(blocks),
        certifications=[
            item
            for block in blocks
            if block.kind in {"certifications", "courses"} and not credentials.are_subjects(block.title)
            for item in credentials.certifications(block.lines)
        ],
        summary_lines=summary,
    )


def read_handles(lines: list[TextLine], links: list[str]) -> str:
    """The person's part of the e-mail and of profiles' addresses, folded: it tells which line is the name."""
    email = contact.find_email(lines, links) or ""
    handles = fold(email.partition("@")[0] + " " + " ".join(link for link in links if "linkedin" in link))
    handles += " ".join(fold(line.text) for line in lines[:40] if "linkedin.com/in/" in line.text.lower())
    return handles


def find_name(lines: list[TextLine], handles: str) -> TextLine | None:
    first = next(
        (line.n for line in lines if (kind := exact_kind(line.text)) and kind != "contact"), len(lines) + 1
    )
    return names.find_name(lines, body_size(lines), first, handles)


def read_profile(
    blocks: list[Block],
    lines: list[TextLine],
    name: TextLine | None,
    language: Language,
    links: list[str],
    handles: str,
) -> tuple[Profile, dict[str, int], list[int]]:
    introduction = [line for block in blocks if block.kind in {"header", "contact"} for line in block.lines]
    summary_text, summary_lines = find_summary(blocks)
    whole = names.whole_name(lines, name, body_size(lines), handles) if name else None
    email = contact.find_email(introduction, []) or contact.find_email(lines, links)
    phone = contact.find_phone(introduction, language, []) or contact.find_phone(
        lines, language, links, strict=True
    )
    profile: Profile = {
        "name": title_case(whole) if whole else None,
        "headline": names.find_headline(lines, name),
        "email": email,
        "phone": phone,
        "location": contact.find_location(
            [line for line in introduction if not (whole and fold(line.text) in fold(whole))]
        ),
        "links": [
            link
            for link in find_links(introduction, links)
            if not (email or "").endswith(link.removeprefix("https://"))
        ],
        "registers": find_registers(lines),
        "summary": summary_text,
    }
    return profile, locate(profile, introduction, lines, name), summary_lines


def locate(
    profile: Profile, introduction: list[TextLine], lines: list[TextLine], name: TextLine | None
) -> dict[str, int]:
    where = {"name": name.n} if name else {}
    digits = re.sub(r"\D", "", profile["phone"] or "")[-8:]
    tests = {
        "email": (profile["email"] or "\0").partition("@")[0],
        "location": (profile["location"] or "\0").lower(),
        "headline": (profile["headline"] or "\0").lower(),
    }
    for line in [*introduction, *lines]:
        lower = line.text.lower()
        for field_name, wanted in tests.items():
            if wanted in lower:
                where.setdefault(field_name, line.n)
        if digits and digits in re.sub(r"\D", "", line.text):
            where.setdefault("phone", line.n)
        if profile["links"] and re.search(r"linkedin|github|https?://|www\.", lower):
            where.setdefault("links", line.n)
    return where


def find_summary(blocks: list[Block]) -> tuple[str | None, list[int]]:
    """The text of the summary's section, else a paragraph among the lines before the first heading."""
    for block in blocks:
        if block.kind == "summary" and block.lines:
            return joined(block.lines), [line.n for line in block.lines]
    for block in blocks:
        if block.kind == "header":
            prose = [
                line
                for line in block.lines
                if len(line.text.split()) >= 6 and not contact.is_contact(line.text)
            ]
            if prose:
                first, last = block.lines.index(prose[0]), block.lines.index(prose[-1])
                taken = block.lines[first : last + 1]
                plain = not any(contact.is_contact(line.text) for line in taken)
                if plain and sum(len(line.text.split()) for line in taken) >= 18:
                    return joined(taken), [line.n for line in taken]
    return None, []


def joined(lines: list[TextLine]) -> str:
    text = ""
    for line in lines:
        text = join(text, line.body) if text else line.body
    title, colon, rest = text.partition(":")
    return rest.strip() if colon and exact_kind(title) and rest.strip() else text


def find_languages(blocks: list[Block]) -> list[SpokenLanguage]:
    found: dict[str, SpokenLanguage] = {}
    own = [block for block in blocks if block.kind == "languages"]
    for block in [
        *own,
        *(
            b
            for b in blocks
            if b.kind
            in {
                "skills",
                "additional",
                "courses",
                "certifications",
                "header",
                "other",
                "education",
                "summary",
            }
        ),
    ]:
        for spoken in credentials.spoken(block.lines, inside=block.kind == "languages"):
            found.setdefault(spoken["name"], spoken)
    return list(found.values())


def looks_like_cv(cv: Cv) -> bool:
    """Whether anything of a CV is there: a contact, a known section, a position with its dates."""
    known = {block.kind for block in cv.blocks if block.heading} & {
        "experience",
        "education",
        "skills",
        "summary",
        "languages",
        "objective",
        "certifications",
    }
    contacts = sum(bool(value) for value in (cv.profile["email"], cv.profile["phone"], cv.profile["name"]))
    return len(known) >= 2 or (bool(known) and contacts >= 1) or (contacts >= 2) or bool(cv.entries)
