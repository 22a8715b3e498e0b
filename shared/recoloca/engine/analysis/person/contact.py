"""Who the CV is about: name, headline, e-mail, phone, place and links, from the lines that introduce the person."""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import Any, Final

from ..lines.line import Cell, TextLine
from ..words.places import place_in

EMAIL: Final = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_])?\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
GLUED: Final = re.compile(r"^(?:e-?mail|correo|mail)[-:.]+(?=[a-z0-9])", re.IGNORECASE)
"""A label that stands before an address without a space."""
TAIL: Final = re.compile(
    r"(\.(?:com|net|org|edu|gov)(?:\.(?:br|mx|ar|co|pe|cl|es|pt))?|\.[a-z]{2,4})[A-Z][\w:]*$"
)
"""A label that follows an address without a space: `…com.brLinkedIn:`."""
HALF: Final = re.compile(r"^[\w.-]{1,30}$")
"""What a narrow column carried to the next line of an address."""
URL: Final = re.compile(
    r"(?:https?://|www\.)[^\s|,;()<>]+|(?<![@\w.])(?:[a-z]{2,3}\.)?(?:linkedin\.com|github\.com|gitlab\.com"
    r"|behance\.net|dribbble\.com|medium\.com"
    r"|lattes\.cnpq\.br|bitbucket\.org|kaggle\.com|stackoverflow\.com|twitter\.com|x\.com|orcid\.org"
    r"|instagram\.com)/[^\s|,;()<>]+"
    r"|(?<![@\w.])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.(?:dev|io|com|com\.br|me|net|org|tech|app|design)(?:/[^\s"
    r"|,;()<>]*)?(?![@\w])",
    re.IGNORECASE,
)
PLACE_LABEL: Final = re.compile(
    r"^(?:endere[cç]o|localiza[cç][aã]o|location|cidade|address|resid[eê]ncia|direcci[oó]n|ubicaci[oó]n|city"
    r"|local|ciudad)\s*:\s*",
    re.IGNORECASE,
)
DOCUMENT: Final = re.compile(
    r"\b(?:cpf|rg|cnpj|cep|crm|crea|cau|oab|coren|crefito|crf|cnh|ctps|pis|nis|sus|passaporte|passport|dni|cref|crc"
    r"|crp|creci|cra|cress|crn|cro|crq|crbm|crmv|crt|drt|mtb|mte|registro|matr[ií]cula|t[ií]tulo de eleitor"
    r"|reservista|siape)(?:\s?[-/]?\s?[A-Z]{2}\b)?\s*(?:n[.ºo°]{1,2})?\s*[:#-]?\s*(?:[A-Z]{1,3}[-\s]?)?"
    r"\d[\d.\-/xX]*(?:\s?[-/]?\s?[A-Z]{2}\b)?"
    r"|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b\d{5}-\d{3}\b",
    re.IGNORECASE,
)
"""Numbers of documents, professional registers and postal codes."""
DATE_DIGITS: Final = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b")
PROFILE_PART: Final = re.compile(
    r"(?<![\w-])[\w-]*[A-Za-z]-\d{6,}\b|(?<![\w+(])\d{4,12}[a-z]\w*\b|\b\d{6,}\s*\((?:linkedin|github|personal|other)\)",
    re.IGNORECASE,
)
"""The digits of a profile's address, also where a narrow column broke it before them."""
AREAS: Final = frozenset(
    f"{first}{second}"
    for first, seconds in {
        1: "123456789", 2: "12478", 3: "1234578", 4: "123456789", 5: "1345",
        6: "123456789", 7: "134579", 8: "123456789", 9: "123456789",
    }.items()
    for second in seconds
)  # fmt: skip
"""Brazil's area codes (Anatel's national numbering plan)."""
BRAZILIAN: Final = re.compile(
    r"(?<![\d/.,+-])(?P<country>\+?\(?(?:00\s?)?55\)?[\s.-]*)?\(?0?(?P<area>[1-9]\d)\)?[\s.\-–/]{0,3}"
    r"(?P<number>(?:9[\s.-]?\d[\s.-]?\d{3}[\s.\-–]?\d{4}|9[\s.-]?\d{4}[\s.\-–]?\d{4}|9\d{2}[\s.\-–]\d{3}[\s.\-–]\d{3}"
    r"|9\d{3}[\s.\-–]\d{5}|9[\s.-]?\d{5}[\s.-]\d{3}|[2-5]\d{3}[\s.\-–]?\d{4}))(?![\d/])"
)
PHONE_LABEL: Final = re.compile(
    r"\b(?:tel(?:efone|[eé]fono)?|cel(?:ular)?|fone|phone|mobile|whatsapp|zap|contato|m[oó]vil)\b",
    re.IGNORECASE,
)
ADDRESS: Final = re.compile(
    r"^(?:\W*(?:endere[cç]o|address)\b|(?:rua|r\.|av\.?|avenida|travessa|alameda|rodovia|estrada|pra[cç]a|c/|calle)\s)",
    re.IGNORECASE,
)
US_FORM: Final = re.compile(r"(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
PHONE_FORM: Final = re.compile(r"\(\d{2,3}\)\s?\d|\+\d{1,3}[\s(]?\d|\b9\d{4}[- .]\d{4}\b")
SEPARATORS: Final = re.compile(r"(?<!\s)\s+[-–—|•·/]\s+|(?:(?<!\s)\s+)?[|•·]\s*|,\s+|;\s*")


def find_email(lines: list[TextLine], links: list[str]) -> str | None:
    """The first address in the text, made whole where a line's end broke it, else one behind a link."""
    behind = [
        link[7:].partition("?")[0].strip().lower()
        for link in links
        if link.lower().startswith("mailto:") and EMAIL.search(link)
    ]
    for index, line in enumerate(lines):
        for cell in line.cells:
            after = below(lines, index, cell)
            found = EMAIL.search(cell.text)
            if found:
                return whole_email(found, cell.text, after, behind)
            joined = EMAIL.search(cell.text + after) if opens_email(cell.text) else None
            if joined:
                return whole_email(joined, cell.text + after, "", behind)
    return behind[0] if behind else None


OPENED: Final = re.compile(
    r"[\w.]@[\w.-]*$|^(?=.*[a-z])[a-z0-9]+(?:[._-][a-z0-9]+)*[._-]?$"
    r"|(?<![\w.-])(?=[\w.-]*?[a-z])[\w.-]*[._-]$",
    re.IGNORECASE,
)


def opens_email(text: str) -> bool:
    """Whether an address begins at the end of a text: a part before the sign, or the sign and half a host."""
    return bool(OPENED.search(text.strip()))


def below(lines: list[TextLine], index: int, cell: Cell) -> str:
    """The text that goes on under a cell: the next line's cell that begins where this one does, with one word."""
    for line in lines[index + 1 : index + 2]:
        for other in line.cells:
            text = other.text.strip()
            aligned = abs(other.x0 - cell.x0) < 6 or len(line.cells) == len(lines[index].cells) == 1
            if aligned and (HALF.match(text) or text.startswith("@")):
                return text
    return ""


def whole_email(found: re.Match[str], text: str, after: str, behind: list[str]) -> str:
    address = GLUED.sub("", TAIL.sub(r"\1", found.group().replace(" ", "")))
    address = address.strip(".").lower()
    same = next((one for one in behind if one.startswith(address)), None)
    if same:
        return same
    left = text[found.end() :].strip()
    if re.fullmatch(r"(?:\.[a-z]{0,2})?", left, re.IGNORECASE):
        rest = left + after
        dotted = rest.startswith(".") or text.rstrip().endswith(".")
        joined = EMAIL.fullmatch(address + rest.lower()) if rest and "@" not in after else None
        if joined and completes_host(address, rest.lower(), dotted):
            return joined.group().strip(".")
    return address


ENDINGS: Final = re.compile(
    r"\.(?:(?:com|net|org|edu|gov)(?:\.br)?|br|co|io|me|es|pt|mx|ar|cl|pe|uy|info|app|dev)$"
)
"""How hosts of addresses on CVs end."""


def completes_host(address: str, rest: str, dotted: bool) -> bool:
    """Whether the piece after a broken address makes a known ending of it: `gmail.co` + `m`, `edu.` + `br`."""
    known = bool(ENDINGS.search(address + rest))
    return known and (dotted or len(rest) <= 3 or "." in rest)


@functools.cache
def _phonenumbers() -> Any:
    import phonenumbers  # noqa: PLC0415 - 35 ms, only when a CV is analysed

    return phonenumbers


def find_phone(lines: list[TextLine], language: str, links: list[str], strict: bool = False) -> str | None:
    """E.164. Valid numbers before merely possible ones; Brazil's region first, then the CV's language's.

    `strict`, for lines beyond the introduction, takes only what is labelled or written like a phone number.
    """
    if strict:
        lines = [line for line in lines if reads_like_phone(line.text)]
    texts = [phone_text(line.text) for line in lines if sum(c.isdigit() for c in line.text) >= 8]
    texts = [
        f"{one.text} {two.text}" for one, two in pairwise(lines) if is_broken_phone(one.text, two.text)
    ] + texts
    texts += [link[4:] for link in links if link.startswith("tel:")]
    return brazilian(texts) or international(texts, language)


def reads_like_phone(text: str) -> bool:
    labelled = PHONE_LABEL.search(text) or PHONE_FORM.search(text)
    return bool(labelled or BRAZILIAN.fullmatch(text.strip(" •")))


def phone_text(text: str) -> str:
    """A line without what has digits and is no telephone: addresses of the web, documents, postal codes, dates."""
    text = URL.sub(" ", EMAIL.sub(" ", text))
    return DATE_DIGITS.sub(" ; ", DOCUMENT.sub(" ; ", PROFILE_PART.sub(" ", text)))


FOREIGN: Final = re.compile(r"\+\s?(?!55\b)\d{1,3}[\s().-]*$")
"""Another country's code before a number that could else be Brazilian."""


def brazilian(texts: list[str]) -> str | None:
    """A number in Brazil's own form, however its groups are cut: `(15) 9 0000-4417`, `27-900035172`."""
    for text in texts:
        for found in BRAZILIAN.finditer(text):
            digits = re.sub(r"\D", "", found.group("number"))
            area = found.group("area")
            if text[found.end() :].lstrip()[:1] == "*" or FOREIGN.search(text[: found.start()]):
                continue
            if area in AREAS and (len(digits) == 8 or (len(digits) == 9 and digits[0] == "9")):
                return f"+55{area}{digits}"
    return None


def international(texts: list[str], language: str) -> str | None:
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


def after_postal_code(text: str) -> str:
    """What follows the postal code of an address: before it stand the street and the quarter."""
    return POSTAL_CODE.split(text, maxsplit=1)[-1] or text


POSTAL_CODE: Final = re.compile(r"\b\d{5}-\d{3}[\s,–-]+(?=[A-ZÀ-Þ])")


def find_location(lines: list[TextLine]) -> str | None:
    for line in lines:
        for cell in line.cells:
            place = place_in(
                after_postal_code(PLACE_LABEL.sub("", cell.text.removeprefix("• "))), about_person=True
            )
            if place:
                return place
    return None


def is_contact(text: str) -> bool:
    """Whether a line of the introduction tells where to find the person rather than who that is."""
    return bool(
        EMAIL.search(text) or PHONE_LABEL.search(text) or ADDRESS.match(text) or re.search(r"\d{5}", text)
    )
