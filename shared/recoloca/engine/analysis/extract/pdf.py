"""PDF text in content-stream order, cut into rows where a line jumps: pdfium through its raw binding.

The helpers of `pypdfium2` are not imported: they cost 20 ms of the child's start.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from .calls import address, loose_box, text_object, unicode_of
from .rows import MAX_CHARACTERS, MAX_PAGE_CHARACTERS, MAX_PAGES, Extracted, Refused, Row, empty
from .visible import MAX_OBJECTS, Box, Scene, bounds

JUMP: Final = 1.5
"""A gap of more than this many line heights starts a new row: a column, or a date at the right margin."""
SCANNED_CHARACTERS: Final = 50
WORD_GAP: Final = 0.11
"""Share of the size by which a gap between words exceeds the usual gap between letters; typographers set words
0.2 to 0.3 apart, and tight settings go down to 0.14."""
WIDE_GAP: Final = 0.7
"""A gap of more than this many line heights may part a heading in the margin from the text beside it."""
LEAST_GAPS: Final = 6
BLANKS: Final = frozenset({9, 13, 32, 0xA0})
"""Codes that fonts give their space."""
SOFT_HYPHEN: Final = 0xAD
MAPPED_LOOK: Final = 300
"""Characters of a page that are asked whether their font gives them a Unicode code."""
SMALLEST: Final = 2.0
"""Points below which text is not meant for people."""


def read(data: bytes) -> Extracted:
    pdfium.FPDF_InitLibrary()
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        encrypted = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise Refused("FILE_ENCRYPTED" if encrypted else "FILE_CORRUPT")
    document = empty("pdf")
    document["pages"] = pdfium.FPDF_GetPageCount(handle)
    if document["pages"] < 1:
        raise Refused("FILE_CORRUPT")
    scanned = unmapped = total = looked = 0
    for index in range(min(document["pages"], MAX_PAGES)):
        page = pdfium.FPDF_LoadPage(handle, index)
        if not page:
            continue
        count = read_page(page, index + 1, document)
        links(handle, page, document["links"])
        total += count.characters
        unmapped += count.unmapped
        looked += min(count.characters, MAPPED_LOOK)
        few = count.characters < SCANNED_CHARACTERS
        scanned += few and has_large_image(page)
        document["images"] += count_images(page) if few else 0
        if total > MAX_CHARACTERS:
            raise Refused("FILE_TOO_COMPLEX")
        pdfium.FPDF_ClosePage(page)
    document["unmapped"] = 2 * unmapped > looked
    document["scanned"] = scanned > 0 and total < SCANNED_CHARACTERS * (scanned + 1)
    return document


class Count(NamedTuple):
    """Of a page: its characters, and how many of the first `MAPPED_LOOK` have no Unicode code in their font."""

    characters: int
    unmapped: int


def read_page(page: Any, number: int, document: Extracted) -> Count:
    """Append the page's rows; the number of its characters.

    Invisible text is left out, unless it lies over a scan: there OCR put it.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return Count(0, 0)
    count: int = pdfium.FPDFText_CountChars(text)
    if count > MAX_PAGE_CHARACTERS:
        raise Refused("FILE_TOO_COMPLEX")
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(text, i) == 1 for i in range(min(count, MAPPED_LOOK)))
    height = pdfium.FPDF_GetPageHeightF(page)
    drawn: list[Row] = []
    hidden: list[Row] = []
    for line, run in runs(text, count, height, Scene(page)):
        row, visible = finish(text, run, number, line)
        (drawn if visible else hidden).append(row)
    bare = sum(len(row["text"]) for row in drawn) < SCANNED_CHARACTERS
    scan = bare and bool(hidden) and has_large_image(page)
    document["rows"] += [*drawn, *hidden] if scan else drawn
    document["hidden"] += 0 if scan else sum(len(row["text"]) for row in hidden)
    pdfium.FPDFText_ClosePage(text)
    return Count(count, unmapped)


class Run:
    """Characters that stand together on one line; `first` is the index of its first character."""

    __slots__ = (
        "bottom",
        "characters",
        "first",
        "gaps",
        "left",
        "right",
        "rotated",
        "seen",
        "settled",
        "top",
        "wide",
    )

    def __init__(self, first: int, left: float) -> None:
        self.first, self.left, self.right = first, left, left
        self.top = self.bottom = 0.0
        self.characters: list[str] = []
        self.gaps: list[float] = []
        self.wide: list[tuple[int, float, float]] = []
        self.settled = self.rotated = False
        self.seen = True

    def add(self, index: int, character: str, left: float, right: float, top: float, bottom: float) -> None:
        """The first letter or digit settles height and font: a bullet or an icon before it has its own."""
        if not self.settled:
            self.top, self.bottom = top, bottom
            if character.isalnum():
                self.settled, self.first = True, index
        gap = left - self.right
        if gap > WIDE_GAP * (self.bottom - self.top):
            self.wide.append((len(self.characters), round(self.right, 1), round(left, 1)))
        self.characters.append(character)
        self.gaps.append(gap)
        self.right = max(self.right, right)

    def space(self) -> None:
        self.characters.append(" ")
        self.gaps.append(0.0)

    def text(self) -> str:
        """The characters, with a space where two letters stand clearly wider apart than the run's letters do.

        Some writers set words apart without a space character, and pdfium sees only the wide gaps among them.
        """
        size = self.bottom - self.top
        if self.rotated or len(self.gaps) < LEAST_GAPS or max(self.gaps) <= WORD_GAP * size:
            return "".join(self.characters)
        usual = sorted(self.gaps)[len(self.gaps) // 2]
        least = max(usual, 0.0) + WORD_GAP * size
        found: list[str] = []
        for character, gap in zip(self.characters, self.gaps, strict=True):
            if gap > least and character.isalnum() and found and found[-1].isalnum():
                found.append(" ")
            found.append(character)
        return "".join(found)


def runs(text: Any, count: int, height: float, scene: Scene) -> Iterator[tuple[int, Run]]:
    """The page's runs with the number of the visual line each stands on; a run is seen as a whole or not at all."""
    where = address(text)
    line = 0
    run: Run | None = None
    for index in range(count):
        code = unicode_of(where, index)
        if ends_line(text, index, code):
            if run and not (run.rotated and stands_upright(text, index + 1, count) is False):
                yield line, run
                run = None
            line += code == 10
        elif code in BLANKS:
            if run:
                run.space()
        else:
            left, upper, right, lower = loose_box(where, index)
            seen = scene.holds(left, lower, right, upper)
            seen = seen and (scene.all_visible or scene.shows(text_object(where, index)))
            top, bottom = height - upper, height - lower
            if run and run.rotated:
                left, right = max(left, run.right), max(right, run.right)
            if run and (jump := leaves(run, left, top, bottom, text, index, seen)) is not None:
                yield line, run
                line += jump
                run = None
            if run is None:
                run = Run(index, left)
                run.rotated = stands_upright(text, index, count) is False
                run.seen = seen
            run.add(index, character_of(code), left, right, top, bottom)
    if run:
        yield line, run


def leaves(
    run: Run, left: float, top: float, bottom: float, text: Any, index: int, seen: bool
) -> bool | None:
    """Whether a character stands apart from a run on another line (True) or on its own (False); None if it goes on."""
    if run.seen is not seen:
        return False
    if run.rotated:
        return True if stands_upright(text, index, index + 1) else None
    tall = max(run.bottom - run.top, 4.0)
    fell = abs((top + bottom) - (run.top + run.bottom)) > 1.4 * tall
    return fell if fell or left - run.right > JUMP * tall or left < run.left - tall else None


def ends_line(text: Any, index: int, code: int) -> bool:
    """pdfium ends a line with CR LF; a CR alone is a font's space that lost its code."""
    return code == 10 or (code == 13 and pdfium.FPDFText_GetUnicode(text, index + 1) == 10)


def character_of(code: int) -> str:
    """A drawn soft hyphen is a hyphen: fonts map their hyphen glyph to it."""
    if code == SOFT_HYPHEN:
        return "-"
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def stands_upright(text: Any, index: int, count: int) -> bool | None:
    """Whether a character is set on a level line; None where there is none that tells."""
    if index >= count or pdfium.FPDFText_GetUnicode(text, index) in {10, 13, *BLANKS}:
        return None
    angle = pdfium.FPDFText_GetCharAngle(text, index)
    return abs(math.sin(angle)) < 0.7


def finish(text: Any, run: Run, page: int, line: int) -> tuple[Row, bool]:
    """The run as a row, and whether a reader of the page sees it."""
    name = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, run.first, name, 96, ctypes.byref(flags))
    bold = (
        b"bold" in name.value.lower()
        or b"black" in name.value.lower()
        or pdfium.FPDFText_GetFontWeight(text, run.first) >= 600
    )
    row: Row = {
        "page": page, "line": line, "text": run.text().rstrip(), "x0": round(run.left, 1),
        "x1": round(run.right, 1), "top": round(run.top, 1), "bottom": round(run.bottom, 1),
        "size": round(run.bottom - run.top, 1), "bold": bold, "gaps": run.wide, "style": "",
    }  # fmt: skip
    return row, run.seen and run.bottom - run.top >= SMALLEST


def links(handle: Any, page: Any, found: list[str]) -> None:
    """The addresses behind the page's link annotations, which icons and names often hide."""
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    while len(found) < 100 and pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        if not action:
            continue
        buffer = ctypes.create_string_buffer(512)
        if pdfium.FPDFAction_GetURIPath(handle, action, buffer, 512) <= 512:
            address = buffer.value.decode("utf-8", "replace")
            if address and address not in found:
                found.append(address)


def images(page: Any) -> Iterator[Box]:
    """Where the page's images lie."""
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield bounds(item)


def count_images(page: Any) -> int:
    return sum(1 for _ in images(page))


def has_large_image(page: Any) -> bool:
    """Whether an image covers at least half of the page."""
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    return any((box.right - box.left) * (box.top - box.bottom) > area / 2 for box in images(page))
