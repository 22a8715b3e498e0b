"""Which lines may head an entry."""

from __future__ import annotations

from ..lines.line import TextLine
from ..words.pieces import ABBREVIATION_END, ACTIVITIES, STACK, starts_with_verb


def is_header_like(line: TextLine) -> bool:
    """Whether a line may name a position, an employer or a place rather than describe work."""
    text = line.text.strip()
    if line.bullet or not text or len(text) > 115 or len(text.split()) > 16:
        return False
    if (text[-1] in ".;" and not ABBREVIATION_END.search(text)) or STACK.match(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "(\"'“") or ACTIVITIES.match(text):
        return False
    return not starts_with_verb(text)
