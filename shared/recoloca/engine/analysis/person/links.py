"""Addresses of profiles and sites."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from ..lines.line import Cell, TextLine
from .contact import EMAIL, URL

LINK_PART: Final = re.compile(
    r"(?<![\w%.~-])(?<![\w%.~-]/)(?P<part>/?[\w%.~-]+(?:/[\w%.~-]*)*)\s*(?P<kind>\([A-Za-z ]+\))?$"
)


def find_links(lines: list[TextLine], hidden: list[str]) -> list[str]:
    """Addresses of profiles and sites in the introduction, then those behind links; `https://` added."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        for cell in line.cells:
            text = cell.text
            for match in URL.finditer(EMAIL.sub(lambda one: " " * len(one.group()), text)):
                address = match.group()
                if match.end() == len(text.rstrip()):
                    address += rest_of_address(lines, index, cell)
                add_link(found, address)
    for link in hidden:
        if re.search(
            r"linkedin\.com/in|github\.com/[\w-]|behance|lattes|gitlab|dribbble|medium\.com/@", link
        ):
            add_link(found, link)
    return list(found.values())[:8]


def rest_of_address(lines: list[TextLine], index: int, cell: Cell) -> str:
    """What a narrow column carried of an address to the lines under it, up to its kind in brackets."""
    rest = ""
    for line in lines[index + 1 : index + 3]:
        one = next((one for one in line.cells if abs(one.x0 - cell.x0) < 6), None)
        part = LINK_PART.match(one.text) if one else None
        broken = (cell.text + rest).rstrip().endswith(("-", "/", "_", ".")) or (
            one and one.text.startswith("/")
        )
        if part is None or not broken:
            break
        rest += part.group("part")
        if part.group("kind"):
            break
    return rest


def add_link(found: dict[str, str], address: str) -> None:
    """Keep an address; the tracking query of a profile goes, and a later whole address replaces its beginning."""
    clean = address.rstrip(".,;:/)-")
    if re.search(r"linkedin\.com/in/", clean, re.IGNORECASE):
        clean = clean.partition("?")[0].rstrip("/")
    bare = unquote(re.sub(r"^https?://(?:www\.)?|^www\.", "", clean)).lower()
    if "." in bare and "@" not in bare:
        found.setdefault(
            bare.partition("?")[0], clean if clean.lower().startswith("http") else f"https://{clean}"
        )
