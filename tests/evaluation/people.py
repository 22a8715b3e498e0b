"""People made from a bank of content: a language-free career first, then the same career written in a language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.evaluation.cv import Block, Cv, Job, Language, Study
from tests.evaluation.periods import Month, PeriodStyle

LANGUAGES: Final[tuple[Language, ...]] = ("pt", "en", "es")
TODAY: Final = Month(2025, 6)
NAMED_SKILL: Final = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True)
class Bank:
    """The content one set is written from: `people.toml` and every file of `professions/`."""

    people: dict[str, Any]
    professions: dict[str, dict[str, Any]]

    @classmethod
    def load(cls, folder: Path) -> Bank:
        professions: dict[str, dict[str, Any]] = {}
        for path in sorted((folder / "professions").glob("*.toml")):
            professions |= tomllib.loads(path.read_text("utf-8"))
        return cls(tomllib.loads((folder / "people.toml").read_text("utf-8")), professions)

    def advertisement(self, profession: str, language: Language) -> str:
        """The job advertisement of a profession, as a company would publish it."""
        column = LANGUAGES.index(language)
        words = self.people["advertisement"][language]
        content = self.professions[profession]
        required = [f"- {line[column]}" for line in content["required"]]
        desirable = [f"- {line[column]}" for line in content["desirable"]]
        title = content["advertised"][column]
        head = [words["opening"].format(title=title), "", words["required"]]
        return "\n".join([*head, *required, "", words["desirable"], *desirable, "", words["closing"]])


@dataclass(frozen=True)
class Role:
    profession: str
    title: int
    employer: int
    place: str
    start: Month
    end: Month | None
    bullets: tuple[int, ...]


@dataclass(frozen=True)
class Person:
    """A life without a language: indexes into the bank's lists, dates, and what cannot be translated."""

    origin: str
    profession: str
    name: str
    email: str
    phone: str | None
    phone_text: str
    place: str
    links: tuple[str, ...]
    roles: tuple[Role, ...]
    schools: tuple[tuple[str, str, int, int], ...]
    """(institution, profession whose degree it is, first year, last year)"""
    skills: tuple[int, ...]
    tongues: tuple[tuple[str, str], ...]
    extras: frozenset[str]


def plain(text: str) -> str:
    """ASCII lower case, as in an e-mail address."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", ascii_only.lower())


def make_person(bank: Bank, profession: str, origin: str, rng: Random) -> Person:
    people = bank.people["origin"][origin]
    gender = bank.professions[profession]["gender"]
    given, family = rng.choice(people[gender]), rng.sample(people["family"], people["families"])
    name = " ".join([given, *family])
    handle = rng.choice(bank.people["handles"]).format(
        given=plain(given.split()[0]), family=plain(family[-1]), n=rng.randint(10, 99)
    )
    phone, phone_text = _telephone(people["phones"], rng, bank.people["chance"]["no_phone"])
    roles = _career(bank, profession, people, rng)
    first_year = roles[-1].start.year
    links = tuple(link.format(handle=handle.replace(".", "-")) for link in bank.people["links"])
    content = bank.professions[profession]
    return Person(
        origin=origin,
        profession=profession,
        name=name,
        email=f"{handle}@{rng.choice(bank.people['mail_hosts'])}",
        phone=phone,
        phone_text=phone_text,
        place=rng.choice(people["places"]),
        links=tuple(rng.sample(links, rng.randint(0, 1))),
        roles=roles,
        schools=_schools(people["schools"], roles[-1].profession, profession, first_year, rng),
        skills=tuple(rng.sample(range(len(content["skills"])), rng.randint(6, len(content["skills"])))),
        tongues=tuple((iso, rng.choice(people["levels"])) for iso in rng.sample(people["tongues"], 2)),
        extras=frozenset(k for k, odds in bank.people["chance"].items() if rng.random() < odds),
    )


def _telephone(patterns: list[list[str]], rng: Random, absent: float) -> tuple[str | None, str]:
    """(E.164, as printed): a pattern's `#` are digits drawn once for both."""
    if rng.random() < absent:
        return None, ""
    pattern, international = rng.choice(patterns)
    digits = [str(rng.randint(1, 9)) for _ in range(pattern.count("#"))]
    printed = "".join(digits.pop(0) if c == "#" else c for c in pattern)
    drawn = iter([c for c, p in zip(printed, pattern, strict=True) if p == "#"])
    return "".join(next(drawn) if c == "#" else c for c in international), printed


def _career(bank: Bank, profession: str, people: dict[str, Any], rng: Random) -> tuple[Role, ...]:
    """Newest first. Some are out of work now, some have a gap, some come from another profession."""
    count = rng.choice([1, 2, 2, 3, 3, 3, 4])
    changed = count > 2 and rng.random() < bank.people["chance"]["changed_career"]
    others = sorted(set(bank.professions) - {profession})
    end: Month | None = None if rng.random() < 0.7 else TODAY.minus(rng.randint(1, 14))
    roles: list[Role] = []
    unsaid: dict[str, list[int]] = {}
    employers = rng.sample(range(len(bank.professions[profession]["employers"])), count)
    for number in range(count):
        trade = rng.choice(others) if changed and number == count - 1 else profession
        content = bank.professions[trade]
        start = (end or TODAY).minus(rng.randint(9, 58))
        title = max(0, len(content["titles"]) - 1 - number) if trade == profession else 0
        lines = unsaid.setdefault(trade, rng.sample(range(len(content["bullets"])), len(content["bullets"])))
        bullets = [lines.pop() for _ in range(min(len(lines), rng.choice([1, 2, 2, 3])))]
        place = rng.choice(people["places"])
        roles.append(Role(trade, title, employers[number], place, start, end, tuple(bullets)))
        end = start.minus(rng.choice([0, 1, 1, 2, 3, 16]))
    return tuple(roles)


def _schools(
    schools: list[str], first_trade: str, trade: str, first_year: int, rng: Random
) -> tuple[tuple[str, str, int, int], ...]:
    """Newest first: a career changer studied twice, some others hold one degree."""
    one, two = rng.sample(schools, 2)
    length = rng.choice([3, 4, 4, 5])
    studies = [(one, first_trade, first_year - length, first_year)]
    if first_trade != trade:
        end = min(first_year + 6, TODAY.year - 1)
        studies.insert(0, (two, trade, end - 2, end))
    return tuple(studies)


@dataclass(frozen=True)
class Voice:
    """How one document speaks: its language, its dates, which of each heading's wordings it takes."""

    language: Language
    period: PeriodStyle
    wording: int
    order: tuple[str, ...]


class Writer:
    """Writes a person down in one voice."""

    def __init__(self, bank: Bank, person: Person, voice: Voice) -> None:
        self.bank = bank
        self.person = person
        self.voice = voice
        self.column = LANGUAGES.index(voice.language)
        self.origin = {"br": 0, "es": 2, "mx": 2}.get(person.origin, 1)
        self.words: dict[str, Any] = bank.people["words"][voice.language]
        self.named: list[str] = []

    def write(self) -> Cv:
        person, content = self.person, self.bank.professions[self.person.profession]
        blocks = [self._block(kind) for kind in self.voice.order]
        kept = tuple(block for block in blocks if block.jobs or block.studies or block.items)
        return Cv(
            language=self.voice.language,
            profession=person.profession,
            name=person.name,
            headline=content["titles"][-1][self.column],
            email=person.email,
            phone=person.phone,
            phone_text=person.phone_text,
            place=person.place,
            links=person.links,
            personal=tuple(self.words.get("personal", [])) if "personal" in person.extras else (),
            skills=tuple(dict.fromkeys(self.named)),
            blocks=kept,
        )

    def _block(self, kind: str) -> Block:
        titles: list[str] = self.words["headings"][kind]
        title = titles[self.voice.wording % len(titles)]
        if kind == "experience":
            return Block(kind, title, jobs=tuple(self._job(role) for role in self.person.roles))
        if kind == "education":
            return Block(kind, title, studies=tuple(self._study(*school) for school in self.person.schools))
        return Block(kind, title, items=tuple(self._sentence(line) for line in self._items(kind)))

    def _items(self, kind: str) -> list[str]:
        person, content = self.person, self.bank.professions[self.person.profession]
        if kind in self.bank.people["optional"] and kind not in person.extras:
            return []
        if kind == "skills":
            return [f"*{content['skills'][n][self.column]}*" for n in person.skills]
        if kind == "languages":
            tongue, level = self.words["tongues"], self.words["levels"]
            return [self.words["tongue"].format(tongue[iso], level[grade]) for iso, grade in person.tongues]
        if kind in content:
            rows: list[list[str]] = content[kind]
            return [row[self.column] for row in rows]
        lines: list[str] = self.words["lines"].get(kind, [])
        return lines

    def _job(self, role: Role) -> Job:
        content = self.bank.professions[role.profession]
        employers = content["employers"]
        style = self.voice.period
        return Job(
            company=employers[role.employer % len(employers)][self.origin],
            title=content["titles"][role.title][self.column],
            place=role.place,
            start=style.truth(role.start),
            end=style.truth(role.end) if role.end else None,
            period=style.print(role.start, role.end),
            bullets=tuple(self._sentence(content["bullets"][n][self.column]) for n in role.bullets),
        )

    def _study(self, institution: str, profession: str, start: int, end: int) -> Study:
        degree = self.bank.professions[profession]["degree"][self.column]
        return Study(institution, degree, str(end), self.words["study_period"].format(start=start, end=end))

    def _sentence(self, marked: str) -> str:
        """The sentence without its `*skill*` marks, which are remembered as named."""
        self.named += NAMED_SKILL.findall(marked)
        return NAMED_SKILL.sub(r"\1", marked)
