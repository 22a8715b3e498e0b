"""Whether a reader of a PDF page sees a text: on the page, in another colour than what lies under it, not covered.

In doubt a text counts as visible: over images and gradients, and inside form objects.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

MAX_OBJECTS: Final = 3000
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

Color = tuple[int, int, int]
Handle = int | None
"""The address of a page object."""


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

    Most pages hide no text. `all_visible` says so after one look at each text object, and then no character needs a
    look-up of its object. Some writers draw each letter as an object, so that look is kept short.
    """

    def __init__(self, page: Any) -> None:
        self.page = bounding_box(page)
        self.surfaces: list[Surface] = []
        self.texts: list[tuple[int, Any]] = []
        count = pdfium.FPDFPage_CountObjects(page)
        complete = count <= MAX_OBJECTS
        for place in range(min(count, MAX_OBJECTS)):
            item = pdfium.FPDFPage_GetObject(page, place)
            kind = pdfium.FPDFPageObj_GetType(item)
            complete = complete and kind != pdfium.FPDF_PAGEOBJ_FORM
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.texts.append((place, item))
            elif len(self.surfaces) < MAX_FILLS and (found := surface(item, kind, place)):
                self.surfaces.append(found)
        self.last_cover = max((one.order for one in self.surfaces if one.solid), default=-1)
        self.stands_out: dict[Color, bool] = {}
        self.all_visible = complete and all(self._shows(item, place) for place, item in self.texts)
        self.seen: dict[Handle, bool] = {}
        self.order: dict[Handle, int] = (
            {} if self.all_visible else {address(item): place for place, item in self.texts}
        )

    def shows(self, item: Any) -> bool:
        """Whether a text object is seen; `item` is null for a character that no object draws."""
        where = address(item)
        if where is None:
            return True
        if where not in self.seen:
            self.seen[where] = self._shows(item, self.order.get(where))
        return self.seen[where]

    def _shows(self, item: Any, place: int | None) -> bool:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        filled = color_of(pdfium.FPDFPageObj_GetFillColor, item)
        if mode == INVISIBLE or (mode == 0 and filled and filled[1] < TRANSPARENT):
            return False
        if place is None:
            return True
        box = bounds(item)
        apart = box.right < self.page.left or box.left > self.page.right
        if apart or box.top < self.page.bottom or box.bottom > self.page.top:
            return False
        if place < self.last_cover and self._is_covered(box, place):
            return False
        return mode != 0 or filled is None or self._always(filled[0]) or self.contrasts(filled[0], box, place)

    def _is_covered(self, box: Box, place: int) -> bool:
        return any(one.solid and one.order > place and one.box.covers(box) for one in self.surfaces)

    def _always(self, color: Color) -> bool:
        """Whether a colour differs from the white page and from every surface, wherever it stands."""
        if color not in self.stands_out:
            self.stands_out[color] = differ(color, WHITE) and all(
                one.color is None or differ(color, one.color) for one in self.surfaces
            )
        return self.stands_out[color]

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
    """A filled path, an image, a gradient or a form; None for what fills nothing."""
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return Surface(order, bounds(item), None, solid=False)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke))
    filled = color_of(pdfium.FPDFPageObj_GetFillColor, item)
    if mode.value == 0 or filled is None or filled[1] < TRANSPARENT:
        return None
    clips = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(item))
    plain = filled[1] >= OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item)
    solid = plain and clips < 1 and pdfium.FPDFPath_CountSegments(item) <= RECTANGLE
    return Surface(order, bounds(item), filled[0], solid)


def differ(one: Color, other: Color) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > NEAR


def address(item: Any) -> Handle:
    return ctypes.cast(item, ctypes.c_void_p).value


_CHANNELS: Final = tuple(ctypes.c_uint() for _ in range(4))
_CHANNEL_POINTERS: Final = tuple(ctypes.byref(one) for one in _CHANNELS)
_EDGES: Final = tuple(ctypes.c_float() for _ in range(4))
_EDGE_POINTERS: Final = tuple(ctypes.byref(one) for one in _EDGES)
"""Made once, because pdfium writes into them for each object; the child process has one thread."""


def color_of(get: Any, item: Any) -> tuple[Color, int] | None:
    """Colour and opacity, each from 0 to 255."""
    if not get(item, *_CHANNEL_POINTERS):
        return None
    red, green, blue, alpha = _CHANNELS
    return (red.value, green.value, blue.value), alpha.value


def bounds(item: Any) -> Box:
    pdfium.FPDFPageObj_GetBounds(item, *_EDGE_POINTERS)
    left, bottom, right, top = _EDGES
    return Box(left.value, bottom.value, right.value, top.value)


def bounding_box(page: Any) -> Box:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return Box(box.left, box.bottom, box.right, box.top)
