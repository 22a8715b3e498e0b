"""Calls of pdfium that are made for each object and character, by plain addresses.

The binding makes a Python object for each pointer that goes in or comes out. That took half of the reading of a page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final, cast

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

Handle = int | None
"""The address of a page, an object or a page's text; None for null."""

_ADDRESS: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_FOUR: Final = (_ADDRESS,) * 4


def _plain(function: Any, result: Any, *parameters: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *parameters)(cast("int", ctypes.cast(function, _ADDRESS).value))


def address(item: Any) -> Handle:
    return ctypes.cast(item, _ADDRESS).value


object_at: Final[Callable[[Handle, int], Handle]] = _plain(
    pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT
)
render_mode: Final[Callable[[Handle], int]] = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
"""-1 for an object that is no text."""
text_object: Final[Callable[[Handle, int], Handle]] = _plain(
    pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT
)
unicode_of: Final[Callable[[Handle, int], int]] = _plain(
    pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT
)
_fill: Final = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _ADDRESS, *_FOUR)
_bounds: Final = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS, *_FOUR)
_loose: Final = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)

_channels: Final = (ctypes.c_uint * 4)()
_edges: Final = (ctypes.c_float * 4)()
_channel_addresses: Final = tuple(ctypes.addressof(_channels) + 4 * place for place in range(4))
_edge_addresses: Final = tuple(ctypes.addressof(_edges) + 4 * place for place in range(4))
_edge_address: Final = ctypes.addressof(_edges)
"""Made once, because pdfium writes into them for each object; the child process has one thread."""


def paint_of(item: Handle) -> bytes:
    """The colour that fills an object: red, green, blue and opacity, four bytes each; empty where it has none."""
    return bytes(_channels) if _fill(item, *_channel_addresses) else b""


def edges_of(item: Handle) -> list[float]:
    """Left, bottom, right and top of an object, in points from the page's lower left corner."""
    _bounds(item, *_edge_addresses)
    return _edges[:]


def loose_box(text: Handle, index: int) -> list[float]:
    """Left, top, right and bottom of a character with the room of its line, in points from the lower left corner."""
    _loose(text, index, _edge_address)
    return _edges[:]
