"""Which documents a set is made of. Everything is drawn from seeds: the same sources make the same documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Final

from tests.evaluation.cv import Case, Cv, Language
from tests.evaluation.people import Bank, Person, Voice, Writer, make_person
from tests.evaluation.periods import PeriodStyle

ORIGINS: Final[dict[Language, list[str]]] = {
    "pt": ["br"],
    "en": ["us", "us", "br"],
    "es": ["es", "es", "mx"],
}


@dataclass(frozen=True)
class Size:
    """How many documents of each kind; `read` is per layout and language."""

    read: dict[Language, int]
    twins: int
    removals: int


class Planner:
    def __init__(self, bank: Bank, layouts: list[str], orders: list[tuple[str, ...]], seed: str) -> None:
        self.bank = bank
        self.layouts = layouts
        self.orders = orders
        self.seed = seed
        self.periods: dict[str, list[PeriodStyle]] = {
            language: [PeriodStyle(**style) for style in styles]
            for language, styles in bank.people["periods"].items()
        }

    def cases(self, size: Size) -> list[Case]:
        return [*self._read(size.read), *self._twins(size.twins), *self._removals(size.removals)]

    def _read(self, size: dict[Language, int]) -> Iterator[Case]:
        numbers = {language: count() for language in size}
        for layout in self.layouts:
            for language, amount in size.items():
                for _ in range(amount):
                    number = next(numbers[language])
                    cv = self._cv(f"read {language} {number}", number, language)
                    yield Case(f"{layout}-{language}-{number:03}", "read", layout, cv)

    def _twins(self, amount: int) -> Iterator[Case]:
        """The same person, layout and section order in Portuguese and in English, dates to the month."""
        for number in range(amount):
            rng = Random(f"{self.seed} twin {number}")
            person = self._person(number, "br", rng)
            layout, order = self.layouts[number % len(self.layouts)], rng.choice(self.orders)
            for language in ("pt", "en"):
                style = next(one for one in self.periods[language] if not one.years_only)
                cv = Writer(self.bank, person, Voice(language, style, 0, order)).write()
                yield Case(f"twin-{number:02}-{language}", "twin", layout, cv, f"{number:02}")

    def _removals(self, amount: int) -> Iterator[Case]:
        """A whole CV, and the same once more without each of its sections."""
        for number in range(amount):
            language: Language = ("pt", "en", "es")[number % 3]
            layout = self.layouts[number % len(self.layouts)]
            cv = self._cv(f"removal {number}", number, language)
            whole = f"removal-{number:02}-whole"
            yield Case(whole, "removal", layout, cv, whole)
            for kind in cv.kinds():
                yield Case(f"removal-{number:02}-no-{kind}", "removal", layout, cv.without(kind), whole)

    def _cv(self, seed: str, number: int, language: Language) -> Cv:
        rng = Random(f"{self.seed} {seed}")
        origins = [one for one in ORIGINS[language] if one in self.bank.people["origin"]]
        person = self._person(number, rng.choice(origins), rng)
        voice = Voice(
            language, rng.choice(self.periods[language]), rng.randint(0, 11), rng.choice(self.orders)
        )
        return Writer(self.bank, person, voice).write()

    def _person(self, number: int, origin: str, rng: Random) -> Person:
        names = sorted(self.bank.professions)
        return make_person(self.bank, names[number % len(names)], origin, rng)
