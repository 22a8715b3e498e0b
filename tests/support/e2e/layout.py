"""A page must fit a phone, a tablet and a desktop without scrolling sideways."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

WIDTHS: Final = (360, 768, 1440)
TOO_WIDE: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def overflows(page: Page) -> list[str]:
    """The widths at which the current page is wider than the window, and the differences."""
    before = page.viewport_size
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (pixels := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{page.url} is {pixels} px wider than a window of {width} px")
    if before:
        page.set_viewport_size(before)
    return found
