"""A pasted page as lines of text: its tags and entities are no words of an advertisement."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

TAG: Final = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|span|strong|b|em|section|table|tr|td)\b[^<>]{0,2000}>", re.IGNORECASE
)
ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "hr",
    ]
)
UNSEEN: Final = frozenset(["script", "style", "template", "head", "noscript"])


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's name
        if tag in UNSEEN:
            self.hidden += 1
        if tag in BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(text: str) -> str:
    """Text as it is; of HTML, what a browser shows, with one line for each block and `• ` before an item of a list."""
    if TAG.search(text):
        page = _Page()
        page.feed(text)
        page.close()
        return "".join(page.parts)
    return html.unescape(text) if ENTITY.search(text) else text
