"""An invented person's working life, before anyone has written it down: facts without a layout."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.evaluation.cv import Language
from tests.evaluation.people import plain
from tests.evaluation.periods import Month

BANK: Final = Path(__file__).with_name("bank")
TODAY: Final = Month(2025, 9)
ENDING: Final = re.compile(r"\{(\w*)\|(\w*)\}")
JOINER: Final = {"pt": "em", "es": "en", "en": "in"}
TONGUES: Final = {"pt": ["en", "es", "fr"], "es": ["en", "fr"], "en": ["es", "fr"]}


@dataclass(frozen=True)
class Job:
    company: str
    title: str
    start: Month
    end: Month | None
    """None while the job lasts."""
    bullets: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Study:
    institution: str
    degree: str
    field: str
    """Empty where the degree says it all (`Ensino Médio`)."""
    start: int
    end: int

    joiner: str
    """`em`, `en` or `in`."""

    @property
    def course(self) -> str:
        """`Bacharelado em Direito`."""
        return f"{self.degree} {self.joiner} {self.field}" if self.field else self.degree


@dataclass(frozen=True)
class Course:
    name: str
    issuer: str
    hours: int
    year: int


@dataclass(frozen=True)
class Life:
    """`email` and `phone` are what a perfect reader finds; `area` and `digits` make any printed telephone."""

    language: Language
    name: str
    woman: bool
    email: str
    phone: str
    """E.164."""
    area: str
    digits: str
    city: str
    state: str
    street: str
    quarter: str
    birth: Month
    birth_day: int
    headline: str
    objective: str
    register: str
    jobs: tuple[Job, ...]
    """Newest first."""
    studies: tuple[Study, ...]
    """Newest first."""
    courses: tuple[Course, ...]
    skills: tuple[str, ...]
    tongues: tuple[str, ...]
    """ISO 639-1."""
    rng: Random
    """For the whims of whoever writes this life down."""

    @property
    def age(self) -> int:
        return TODAY.year - self.birth.year

    @property
    def handle(self) -> str:
        return self.email.split("@")[0]

    def tel(self, pattern: str = "({a}) {x}-{y}") -> str:
        """The telephone as printed; fields: a (area), x and y (the halves), n (all digits)."""
        return pattern.format(a=self.area, x=self.digits[:-4], y=self.digits[-4:], n=self.area + self.digits)

    def born(self) -> str:
        return f"{self.birth_day:02}/{self.birth.month:02}/{self.birth.year}"


def trades(language: Language) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(BANK.glob(f"{language}_*.toml")):
        found |= tomllib.loads(path.read_text("utf-8"))
    return found


def people(language: Language) -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((BANK / "people.toml").read_text("utf-8"))[language]
    return data


def live(language: Language, trade: str, seed: str) -> Life:
    rng = Random(f"messy {seed}")
    content, names = trades(language)[trade], people(language)
    woman = rng.random() < 0.5
    given = rng.choice(names["f" if woman else "m"])
    family = rng.sample(names["family"], 1 if language == "en" else rng.choice([2, 2, 3]))
    city, state, area = rng.choice(names["places"])
    jobs = _jobs(content, names["duties"], city, state, woman, rng)
    digits, phone = _telephone(language, str(area), rng)
    handle = rng.choice(["{g}.{f}", "{g}{f}{n}", "{g}_{f}", "{f}.{g}{n}", "{g}{n}"])
    handle = handle.format(g=plain(given.split()[0]), f=plain(family[-1].split()[-1]), n=rng.randint(10, 99))
    first = jobs[-1].start.year
    return Life(
        language=language,
        name=" ".join([given, *family]),
        woman=woman,
        email=f"{handle}@{rng.choice(names['hosts'])}",
        phone=phone,
        area=str(area),
        digits=digits,
        city=city,
        state=state,
        street=rng.choice(names["streets"]),
        quarter=rng.choice(names["quarters"]),
        birth=Month(first - rng.randint(18, 24), rng.randint(1, 12)),
        birth_day=rng.randint(1, 28),
        headline=jobs[0].title,
        objective=content["objective"],
        register=content.get("register", ""),
        jobs=jobs,
        studies=_studies(content, names, first, JOINER[language], rng),
        courses=tuple(
            Course(name, issuer, hours, rng.randint(first, TODAY.year - 1))
            for name, issuer, hours in rng.sample(
                content["courses"], min(len(content["courses"]), rng.choice([2, 3]))
            )
        ),
        skills=tuple(rng.sample(content["skills"], len(content["skills"]) - 1)),
        tongues=tuple(rng.sample(TONGUES[language], rng.choice([1, 2]))),
        rng=rng,
    )


def _gender(text: str, woman: bool) -> str:
    return ENDING.sub(r"\2" if woman else r"\1", text)


def _telephone(language: Language, area: str, rng: Random) -> tuple[str, str]:
    if language == "en":
        digits = f"{rng.randint(220, 890)}{rng.randint(2000, 9899)}"
        return digits, f"+1{area}{digits}"
    if language == "es":
        digits = f"6{rng.randint(10000000, 99999999)}"
        return digits, f"+34{digits}"
    digits = f"9{rng.randint(81000000, 99899999)}"
    return digits, f"+55{area}{digits}"


def _jobs(
    content: dict[str, Any], duties: list[str], city: str, state: str, woman: bool, rng: Random
) -> tuple[Job, ...]:
    titles, employers = content["titles"], content["employers"]
    count = min(len(titles), rng.choice([2, 3, 3, 4]))
    chosen = rng.sample(employers, count)
    end: Month | None = None if rng.random() < 0.6 else TODAY.minus(rng.randint(1, 20))
    jobs = []
    bullets = rng.sample(content["bullets"], len(content["bullets"]))
    long = rng.sample(duties, len(duties))
    for number in range(count):
        start = (end or TODAY).minus(rng.randint(8, 60))
        lines = [bullets.pop() for _ in range(min(len(bullets), rng.choice([1, 2, 2])))]
        if rng.random() < 0.5:
            lines.insert(rng.randint(0, len(lines)), long.pop())
        title = _gender(titles[len(titles) - 1 - number], woman)
        jobs.append(Job(chosen[number], title, start, end, tuple(lines), f"{city}/{state}"))
        end = start.minus(rng.choice([1, 1, 2, 4, 14]))
    return tuple(jobs)


def _studies(
    content: dict[str, Any], names: dict[str, Any], first: int, joiner: str, rng: Random
) -> tuple[Study, ...]:
    degree, field = content["degree"]
    school = Study(rng.choice(names["secondary"]), "Ensino Médio", "", first - 4, first - 1, "")
    if not field:
        return (Study(school.institution, degree, "", school.start, school.end, ""),)
    place = names["technical"] if degree in {"Técnico", "Diploma"} else names["schools"]
    main = Study(rng.choice(place), degree, field, first - 3, first + 1, joiner)
    return (main, school) if names["secondary"][0].startswith("E. E.") and rng.random() < 0.4 else (main,)
