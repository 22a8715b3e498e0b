"""Whether a reader of a PDF page sees a text: on the page, in another colour than what lies under it, not covered.

In doubt a text counts as visible: over images and gradients, and inside form objects.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any, Final, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from .calls import Handle, address, edges_of, object_at, paint_of, render_mode

MAX_OBJECTS: Final = 20_000
"""Objects of a page that are looked at; a page on which each letter is one has 5,000."""
MAX_FILLS: Final = 200
"""Surfaces of a page that are looked at, the first ones; a CV has less than 50."""
INVISIBLE: Final = 3
"""The render mode that draws nothing."""
NEAR: Final = 24
"""Difference of two colours, in the channel where they differ most (0 to 255), up to which they look the same."""
OPAQUE: Final = 250
TRANSPARENT: Final = 12
RECTANGLE: Final = 5
"""Segments of a rectangle's path."""
WHITE: Final = (255, 255, 255)

THIN: Final = 2.0
"""Points below which a surface is a rule, which no text can hide on or under."""
PLAIN: Final = frozenset({pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})
"""Kinds of objects that hold no text."""
CHANNELS: Final = struct.Struct("@4I")
"""Red, green, blue and opacity, as pdfium writes them."""

Color = tuple[int, int, int]
Look = tuple[int, bytes]
"""The render mode and the paint of a text object."""
Text = tuple[int, Handle, Look]
"""A text object behind its place in the order of drawing."""


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: Box) -> bool:
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def covers(self, other: Box) -> bool:
        """With a point of room: glyphs reach a little over their boxes."""
        sides = self.left <= other.left + 1 and self.right >= other.right - 1
        return sides and self.bottom <= other.bottom + 1 and self.top >= other.top - 1


class Surface(NamedTuple):
    """Something drawn that may lie under or over a text; without a colour where that is not known."""

    order: int
    box: Box
    color: Color | None
    solid: bool
    """It fills its whole box, and nothing shines through."""


class Scene:
    """What is drawn on a page, in order.

    Most pages hide no text. `all_visible` says so after one short look at each text object, and then no character
    needs a look-up of its object: some writers draw each letter as an object. Where an object lies is looked up only
    for colours that some surface has, and under surfaces that could cover it.
    """

    def __init__(self, page: Any) -> None:
        self.page = bounding_box(page)
        self.surfaces: list[Surface] = []
        self.seen: dict[Handle, bool] = {}
        count = pdfium.FPDFPage_CountObjects(page)
        texts, complete = self._look(page, min(count, MAX_OBJECTS))
        self.last_cover = max((one.order for one in self.surfaces if one.solid), default=-1)
        self.looks = {look: self._drawn(*look) for look in {look for _, _, look in texts}}
        if not (all(self.looks.values()) and (not texts or texts[0][0] > self.last_cover)):
            self.seen = {item: self._shows(place, item, look) for place, item, look in texts}
        self.all_visible = complete and count <= MAX_OBJECTS and all(self.seen.values())

    def _look(self, page: Any, count: int) -> tuple[list[Text], bool]:
        """The text objects, and whether there is nothing else that may hold text. Keeps the surfaces."""
        texts: list[Text] = []
        where, complete = address(page), True
        for place in range(count):
            item = object_at(where, place)
            mode = render_mode(item)
            if mode >= 0:
                texts.append((place, item, (mode, paint_of(item))))
                continue
            other = pdfium.FPDFPage_GetObject(page, place)
            kind = pdfium.FPDFPageObj_GetType(other)
            complete = complete and kind in PLAIN
            if len(self.surfaces) < MAX_FILLS and (found := surface(other, kind, place)):
                self.surfaces.append(found)
        return texts, complete

    def holds(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether a part of a box is on the page."""
        page = self.page
        return right >= page.left and left <= page.right and top >= page.bottom and bottom <= page.top

    def shows(self, item: Handle) -> bool:
        """Whether a text object is seen; None for a character that no object draws."""
        if item is not None and item not in self.seen:
            self.seen[item] = self._drawn(render_mode(item), paint_of(item)) is not False
        return item is None or self.seen[item]

    def _shows(self, place: int, item: Handle, look: Look) -> bool:
        clear = self.looks[look]
        if clear is False or (clear and place > self.last_cover):
            return bool(clear)
        box = Box(*edges_of(item))
        if place < self.last_cover and self._is_covered(box, place):
            return False
        return bool(clear) or self.contrasts(color_of(look[1]), box, place)

    def _drawn(self, mode: int, paint: bytes) -> bool | None:
        """Whether a text of this look is seen wherever it stands (True) or nowhere (False); None where it depends."""
        if mode == INVISIBLE or (mode == 0 and paint and opacity_of(paint) < TRANSPARENT):
            return False
        if mode != 0 or not paint:
            return True
        color = color_of(paint)
        grounds = (one.color for one in self.surfaces if one.color)
        return True if all(differ(color, ground) for ground in (WHITE, *grounds)) else None

    def _is_covered(self, box: Box, place: int) -> bool:
        return any(one.solid and one.order > place and one.box.covers(box) for one in self.surfaces)

    def contrasts(self, color: Color, box: Box, place: int) -> bool:
        """Whether a colour differs from what lies under a box: the last surface that fills it, else the white page."""
        for under in reversed(self.surfaces):
            if under.order > place or not under.box.holds(box):
                continue
            if under.color is None or differ(color, under.color):
                return True
            if under.solid:
                return False
        return differ(color, WHITE)


def surface(item: Any, kind: int, order: int) -> Surface | None:
    """A filled path, an image, a gradient or a form; None for what fills nothing or is too thin to hold text."""
    where = address(item)
    box = Box(*edges_of(where))
    if min(box.right - box.left, box.top - box.bottom) < THIN:
        return None
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return Surface(order, box, None, solid=False)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke))
    paint = paint_of(where)
    if mode.value == 0 or not paint or opacity_of(paint) < TRANSPARENT:
        return None
    clips = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(item))
    plain = opacity_of(paint) >= OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item)
    solid = plain and clips < 1 and pdfium.FPDFPath_CountSegments(item) <= RECTANGLE
    return Surface(order, box, color_of(paint), solid)


def differ(one: Color, other: Color) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > NEAR


def color_of(paint: bytes) -> Color:
    red, green, blue, _ = CHANNELS.unpack(paint)
    return red, green, blue


def opacity_of(paint: bytes) -> int:
    opacity: int = CHANNELS.unpack(paint)[3]
    return opacity


def bounds(item: Any) -> Box:
    return Box(*edges_of(address(item)))


def bounding_box(page: Any) -> Box:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return Box(box.left, box.bottom, box.right, box.top)
