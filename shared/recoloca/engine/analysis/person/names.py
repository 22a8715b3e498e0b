"""Whose CV it is: the name, however a template sets it, and what the person calls themselves."""

from __future__ import annotations

import re
from typing import Final

from ..lines.line import TextLine
from ..words.lexicon import headings, occupation_heads, occupations, places
from ..words.text import PARTICLES, fold, is_caps, key, title_case
from .contact import EMAIL, PLACE_LABEL, SEPARATORS, URL

TITLES: Final = re.compile(
    r"^(?:curr[ií]cul(?:o|um)(?: vitae)?|cv|r[eé]sum[eé]|hoja de vida)\b[\s:–—|-]*(?:(?:de|of)\s+(?=[A-ZÀ-Þ]))?|[\s:–—"
    r"|-]{0,10}\b(?:curr[ií]cul(?:o|um)(?: vitae)?|cv|r[eé]sum[eé])$",
    re.IGNORECASE,
)
NAME_LABEL: Final = re.compile(
    r"^(?:nome(?: completo| civil| social)?|name|full name|nombres?(?: completo)?(?: y apellidos?)?"
    r"|apellidos? y nombres?|apelidos?(?:\(s\))? ?/ ?nomes?(?:\(s\))?(?: pr[oó]prios?(?:\(s\))?)?"
    r"|surname\(s\) ?/ ?first name\(s\))\s*:\s*",
    re.IGNORECASE,
)
NAME_WORD: Final = re.compile(r"^[A-ZÀ-ÞĀ-Ž][\w'’.-]*$|^[A-Z]\.?$")
NOT_NAME: Final = re.compile(
    r"\b(?:universidade|university|universidad|faculdade|college|school|escola|ltda|inc|corp|gmbh|instituto"
    r"|rua|avenida|av|bairro|brasil|brazil"
    r"|brasileir[oa]|solteir[oa]|casad[oa]|anos|years|page|pagina|linkedin|github|email|telefone|phone"
    r"|contato|contact|curriculo|resume|bachar[a-z]+|licenciad[oa]|graduad[oa]|graduand[oa]|tecnolog[oa]|estudante"
    r"|formacao|ensino|objetivo|profissional|perfil|habilidades|experiencia)\b"
)
LETTERS: Final = 5
"""Single letters in a row that make a word set with space between its letters."""
ALIKE: Final = 0.6
"""Points by which the sizes of the lines of one name may differ; large lines by 8 % (two colours, two boxes)."""
LARGE: Final = 1.15
"""How much larger than the body a name is set where it may fill several lines."""


NUMBER: Final = re.compile(r"^\d{1,2}(?:\.\d{1,2})?[.)]?\s+(?=[^\W\d])")
"""The number of a form's field: `1.1 Nome:`."""
HONORIFIC: Final = re.compile(
    r"^(?:(?:dr|prof|enf|eng|arq|adv|sr)(?:a|ª|º|°)?\.?[ªº]?|(?:mr|mrs|ms)\.?)\s+(?=\w)", re.IGNORECASE
)
"""A form of address before a name."""


def strip_name(text: str) -> str:
    """The part of a line that may be the name: without `Curriculum Vitae`, a label, or a title after a separator."""
    text = NAME_LABEL.sub("", TITLES.sub("", NUMBER.sub("", text.strip(" •*_#")))).strip(" []<>")
    return HONORIFIC.sub("", SEPARATORS.split(text)[0].strip(" .,:-–"))


def own_text(line: TextLine) -> str:
    """The cell of a line that may hold the name: the one after a label that is a cell of its own."""
    first = f"{line.cells[0].text.rstrip(':')}: "
    labelled = len(line.cells) > 1 and NAME_LABEL.match(first) and not NAME_LABEL.sub("", first)
    return line.cells[1].text if labelled else line.cells[0].text


def together(text: str) -> str:
    """`R e g i n a l d o P e i x o t o`, set with space between its letters, as words; other text as it is."""
    letters = text.split()
    if len(letters) < LETTERS or sum(len(one) == 1 for one in letters) < 0.8 * len(letters):
        return text
    words = [one.replace(" ", "") for one in re.split(r"\s{2,}", text.strip())]
    return " ".join(re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])", " ", word) for word in words)


def is_name_like(text: str, alone: bool = False) -> bool:
    words = text.replace("(", " ").replace(")", " ").split()
    if not (1 if alone else 2) <= len(words) <= 7 or len(text) > 60 or re.search(r"[\d@/\\:_+&=]", text):
        return False
    capital = [word for word in words if fold(word) not in PARTICLES]
    if not capital or not all(NAME_WORD.match(word) for word in capital):
        return False
    folded = key(text)
    if (
        NOT_NAME.search(folded)
        or folded.replace(" ", "") in headings()
        or folded in occupations()
        or folded in places()
    ):
        return False
    return not any(word in occupation_heads() for word in folded.split())


def find_name(lines: list[TextLine], body: float, first_heading: int, handles: str) -> TextLine | None:
    """The line that most looks like the name: large, early, alike the e-mail's or profile's handle."""
    best: tuple[float, TextLine] | None = None
    within = 0
    for position, line in enumerate(lines):
        if line.page > 1 and position > 5:
            break
        text, size = name_at(lines, position, body)
        if text is None and line.n < first_heading:
            text, size = by_handle(lines, position, handles), 1
        if text is None or position < within:
            continue
        within = position + size
        labelled = bool(NAME_LABEL.match(NUMBER.sub("", line.body))) or own_text(line) != line.cells[0].text
        words = [word for word in key(text).split() if len(word) > 2]
        alike = sum(word[:6] in handles for word in words) / max(len(words), 1)
        score = (
            3 * min(line.size / body - 1, 1.5)
            + 3 * alike
            + 6 * labelled
            + 0.7 * is_caps(text)
            + 0.5 * line.bold
        )
        score += (
            2.5 * (position == 0) + 1.5 * (position < 4) + 1.0 * (line.n < first_heading) - 0.02 * position
        )
        if score > 2.2 and (best is None or score > best[0]):
            best = (score, line)
    return best[1] if best else signature(lines)


def signature(lines: list[TextLine]) -> TextLine | None:
    """The last name with an e-mail or a telephone right under it, where nothing else is a name."""
    for position in range(len(lines) - 1, -1, -1):
        below = lines[position + 1 : position + 1 + SIGNED]
        reach = any(EMAIL.search(line.text) or DIGITS.search(line.text) for line in below)
        if reach and is_name_like(strip_name(lines[position].text)):
            return lines[position]
    return None


SIGNED: Final = 3
"""Lines under a signature's name that hold its telephone or e-mail, at most."""
DIGITS: Final = re.compile(r"\d{4}[-. ]?\d{4}\b")


def whole_name(lines: list[TextLine], name: TextLine, body: float, handles: str) -> str | None:
    """The name that begins on its line."""
    if name not in lines:
        return None
    position = lines.index(name)
    text, size = name_at(lines, position, body)
    return text if text and size else by_handle(lines, position, handles)


def name_at(lines: list[TextLine], position: int, body: float) -> tuple[str | None, int]:
    """The name that begins on a line, and over how many lines a template broke it, when it is set large."""
    line = lines[position]
    large = line.size > body * LARGE
    spaced = together(line.text)
    texts = [strip_name(spaced if spaced != line.text else own_text(line))]
    for other in lines[position + 1 : position + 4]:
        alike = (
            abs(other.size - line.size) < max(ALIKE, 0.08 * line.size)
            and other.bold == line.bold
            and other.page == line.page
        )
        if not (large and alike and 0 < other.top - line.top < 4 * line.size):
            break
        texts.append(strip_name(together(other.text)))
    for size in range(len(texts), 0, -1):
        text = " ".join(texts[:size])
        if is_name_like(text, alone=large and size == 1 and line.size > body * 1.35):
            return text, size
    return None, 0


def by_handle(lines: list[TextLine], position: int, handles: str) -> str | None:
    """A name that the e-mail's or profile's handle knows: in small letters, or its given name on a line of its own."""
    text = strip_name(together(lines[position].text))
    words = [word for word in key(text).split() if word not in PARTICLES]
    known = [word for word in words if len(word) > 2 and word[:6] in handles]
    if len(words) == 1 and known and text[:1].isupper() and position + 1 < len(lines):
        after = strip_name(lines[position + 1].text)
        return f"{text} {after}" if is_name_like(after) and in_handles(after, handles) else None
    if text[:1].islower() and len(words) >= 2 and known and is_name_like(title_words(text)):
        return title_words(text)
    return None


def in_handles(text: str, handles: str) -> bool:
    return any(word[:6] in handles for word in key(text).split() if len(word) > 2)


def title_words(text: str) -> str:
    """`marina duarte` as `Marina Duarte`."""
    return " ".join(word if word in PARTICLES else word[:1].upper() + word[1:] for word in text.split())


def find_headline(lines: list[TextLine], name: TextLine | None) -> str | None:
    """What the person calls themselves: beside or right under the name."""
    if name is None:
        return None
    rest = [cell.text for cell in name.cells[1:]]
    pieces = SEPARATORS.split(TITLES.sub("", name.cells[0].text).strip(), maxsplit=1)
    rest += pieces[1:]
    index = lines.index(name)
    rest += [line.cells[0].text for line in lines[index + 1 : index + 5]]
    named = title_case(strip_name(name.cells[0].text))
    for text in rest:
        clean = re.sub(
            r"^(?:cargo|t[ií]tulo|title|profiss[aã]o)\s*:\s*", "", text.strip(" •|-–"), flags=re.IGNORECASE
        )
        if is_headline(clean) and clean not in named:
            return title_case(clean)
    return None


def is_headline(text: str) -> bool:
    if (
        not 4 <= len(text) <= 120
        or not text[0].isupper()
        or text[-1] in ".,;"
        or len(text.split()) > 12
        or EMAIL.search(text)
        or URL.search(text)
        or re.search(r"\d{4}", text)
        or PLACE_LABEL.match(text)
    ):
        return False
    folded = key(text)
    return folded.replace(" ", "") not in headings() and any(
        word in occupation_heads() for word in folded.split()
    )
