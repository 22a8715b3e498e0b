"""Who the CV is about: name, headline, e-mail, phone, place and links, from the lines that introduce the person."""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import Any, Final

from .lexicon import places
from .lines import Line
from .text import key

EMAIL: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]*\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
URL: Final = re.compile(
    r"(?:https?://|www\.)[^\s|,;()<>]+|(?<![@\w.])(?:[a-z]{2,3}\.)?(?:linkedin\.com|github\.com|gitlab\.com"
    r"|behance\.net|dribbble\.com|medium\.com"
    r"|lattes\.cnpq\.br|bitbucket\.org|kaggle\.com|stackoverflow\.com|twitter\.com|x\.com|orcid\.org"
    r"|instagram\.com)/[^\s|,;()<>]+"
    r"|(?<![@\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:dev|io|com|com\.br|me|net|org|tech|app|design)(?:/[^\s"
    r"|,;()<>]*)?(?![@\w])",
    re.IGNORECASE,
)
STATES: Final = "AC|AL|AP|AM|BA|CE|DF|ES|GO|MA|MT|MS|MG|PA|PB|PR|PE|PI|RJ|RN|RS|RO|RR|SC|SP|SE|TO"
CITY: Final = r"[A-ZÀ-Þ][\w'’.]+(?:[ -](?:d[aeo]s?|del?|la|[A-ZÀ-Þ][\w'’.]+)){0,4}"
CITY_STATE: Final = re.compile(
    rf"({CITY})\s*(?:[-–—/,(]|\s-\s)\s*({STATES})\b(?!\s+(?:in|of|em|en)\b)\)?(?:\s*[-–,/]?\s*(?:Brasil|Brazil))?"
)
CITY_REGION: Final = re.compile(rf"({CITY}),\s*([A-Z]{{2}})\b(?!\s+(?:in|of|em|en)\b)")
CITY_COUNTRY: Final = re.compile(rf"({CITY})(?:\s*[,/–-]\s*({CITY}))?")
PLACE_LABEL: Final = re.compile(
    r"^(?:endere[cç]o|localiza[cç][aã]o|location|cidade|address|resid[eê]ncia|direcci[oó]n|ubicaci[oó]n|city"
    r"|local|ciudad)\s*:\s*",
    re.IGNORECASE,
)
OTHER_NUMBERS: Final = re.compile(
    r"\b(?:cpf|rg|cnpj|cep|crm|crea|oab|coren|cnh|ctps|pis|nis|passaporte|passport|nascimento|birth|dni|cref|crc)\b",
    re.IGNORECASE,
)
PHONE_LABEL: Final = re.compile(
    r"\b(?:tel(?:efone|[eé]fono)?|cel(?:ular)?|fone|phone|mobile|whatsapp|zap|contato|m[oó]vil)\b",
    re.IGNORECASE,
)
ADDRESS: Final = re.compile(
    r"^(?:\W*(?:endere[cç]o|address)\b|(?:rua|r\.|av\.?|avenida|travessa|alameda|rodovia|estrada|pra[cç]a|c/|calle)\s)",
    re.IGNORECASE,
)
AREA: Final = re.compile(r"\s+(?:Metropolitan\s+)?(?:Area|e Regi[aã]o|y alrededores)(?=,|$)", re.IGNORECASE)
"""How professional networks write a city and what lies around it."""
POSTAL: Final = re.compile(rf"\b\d{{5}}(?:-\d{{3}})?\s+({CITY})")
US_FORM: Final = re.compile(r"(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
PHONE_FORM: Final = re.compile(r"\(\d{2,3}\)\s?\d|\+\d{1,3}[\s(]?\d|\b9\d{4}[- .]\d{4}\b")
SEPARATORS: Final = re.compile(r"\s+[-–—|•·/]\s+|\s*[|•·]\s*|,\s+|;\s*")


def find_email(lines: list[Line], links: list[str]) -> str | None:
    """The first address in the text, else one behind a link; a line's break inside an address is mended."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        found = EMAIL.search(line.text)
        if found:
            return found.group().replace(" ", "").strip(".").lower()
        if after and re.search(r"@[\w.-]*$|[\w.]@$", line.text):
            found = EMAIL.search(line.text + after.text)
            if found:
                return found.group().replace(" ", "").lower()
    for link in links:
        if link.lower().startswith("mailto:") and EMAIL.search(link):
            return link[7:].partition("?")[0].strip().lower()
    return None


@functools.cache
def _phonenumbers() -> Any:
    import phonenumbers  # noqa: PLC0415 - 35 ms, only when a CV is analysed

    return phonenumbers


def find_phone(lines: list[Line], language: str, links: list[str], strict: bool = False) -> str | None:
    """E.164. Valid numbers before merely possible ones; Brazil's region first, then the CV's language's.

    `strict`, for lines beyond the introduction, takes only what is labelled or written like a phone number.
    """
    if strict:
        lines = [line for line in lines if PHONE_LABEL.search(line.text) or PHONE_FORM.search(line.text)]
    texts = [
        line.text
        for line in lines
        if sum(c.isdigit() for c in line.text) >= 8
        and not OTHER_NUMBERS.search(PHONE_LABEL.split(line.text)[-1])
    ]
    texts = [
        f"{one.text} {two.text}" for one, two in pairwise(lines) if is_broken_phone(one.text, two.text)
    ] + texts
    texts += [link[4:] for link in links if link.startswith("tel:")]
    library = _phonenumbers()
    regions = ("BR", *{"en": ("US", "GB"), "es": ("ES", "MX", "AR")}.get(language, ()))
    for leniency in (library.Leniency.VALID, library.Leniency.POSSIBLE):
        for text in texts:
            american = language == "en" and US_FORM.search(text) and "+" not in text
            for region in ("US",) if american else regions:
                for match in library.PhoneNumberMatcher(text, region, leniency=leniency):
                    hidden = text[match.end :].lstrip()[:1] == "*"
                    if "@" not in match.raw_string and not hidden and looks_like_phone(match.raw_string):
                        return str(library.format_number(match.number, library.PhoneNumberFormat.E164))
    return None


def is_broken_phone(before: str, after: str) -> bool:
    """Whether a narrow column broke a number after its area code."""
    return bool(
        re.search(r"(?:\+\d{1,3}|\(\d{2,3}\)|\b\d{2})[\s-]*$", before)
        and re.match(r"\s*\d{3,5}[-. ]?\d{4}\b", after)
    )


def looks_like_phone(text: str) -> bool:
    return (
        8 <= sum(c.isdigit() for c in text) <= 15
        and not re.fullmatch(r"\D*(?:19|20)\d\d\D+(?:19|20)\d\d\D*", text)
        and not re.search(r"\d/\d", text)
    )


def find_links(lines: list[Line], hidden: list[str]) -> list[str]:
    """Addresses of profiles and sites in the introduction, then those behind links; `https://` added."""
    found: dict[str, str] = {}
    for line in lines:
        for match in URL.finditer(EMAIL.sub(" ", line.text)):
            add_link(found, match.group())
    for link in hidden:
        if re.search(
            r"linkedin\.com/in|github\.com/[\w-]|behance|lattes|gitlab|dribbble|medium\.com/@", link
        ):
            add_link(found, link)
    return list(found.values())[:8]


def add_link(found: dict[str, str], address: str) -> None:
    clean = address.rstrip(".,;:/)")
    bare = re.sub(r"^https?://(?:www\.)?|^www\.", "", clean).lower()
    if "." in bare and "@" not in bare:
        found.setdefault(
            bare.partition("?")[0], clean if clean.lower().startswith("http") else f"https://{clean}"
        )


def find_location(lines: list[Line]) -> str | None:
    for line in lines:
        for cell in line.cells:
            place = place_in(PLACE_LABEL.sub("", cell.text.removeprefix("• ")), about_person=True)
            if place:
                return place
    return None


def place_in(text: str, about_person: bool = False) -> str | None:
    """A city with its state or country, or a known place alone, as written.

    `about_person`: the text introduces the person, so `Pains, Minas Gerais, Brasil` begins with a city, no employer.
    """
    found = CITY_STATE.search(text)
    if found:
        return found.group().strip(" (").rstrip(")") + (")" if "(" in found.group() else "")
    for part in re.split(r"\s*[|•·]\s*|\s{2,}", text):
        piece = AREA.sub("", part.strip(" ,.-–"))
        match = CITY_COUNTRY.fullmatch(piece)
        if match and key(match.group(2) or match.group(1)) in places():
            return piece
        parts = piece.split(", ")
        known = all(key(one) in places() for one in (parts[-2:] if about_person else parts))
        if 2 < len(parts) <= 4 and known and re.fullmatch(CITY, parts[0]):
            return piece
        region = CITY_REGION.search(piece)
        if region:
            return region.group()
        postal = POSTAL.search(piece)
        if postal and key(postal.group(1)) in places():
            return postal.group(1)
    return None


def is_contact(text: str) -> bool:
    """Whether a line of the introduction tells where to find the person rather than who that is."""
    return bool(
        EMAIL.search(text) or PHONE_LABEL.search(text) or ADDRESS.match(text) or re.search(r"\d{5}", text)
    )
