"""DOCX by its XML: paragraphs, table cells, text boxes, headers; in document order.

python-docx's paragraphs miss tables and text boxes, where many templates keep the contact and the dates.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from .rows import MAX_CHARACTERS, Extracted, Refused, empty

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAX_PARTS: Final = 2000
MAX_PART_BYTES: Final = 16 * 1024**2
MAX_RATIO: Final = 200
LARGEST: Final = 1638.0
"""Points: Word's own limit."""
MARGIN: Final = 60
"""Characters of the longest period with its place."""
SKIPPED: Final = {
    f"{W}del",
    f"{W}instrText",
    f"{W}pPr",
    f"{W}rPr",
    f"{MC}Fallback",
    f"{W}moveFrom",
    f"{W}footnoteReference",
}
DATED: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}/\d{2}\b")
SMALLEST: Final = 2.0
"""Points below which text is not meant for people."""
NEAR_WHITE: Final = re.compile(r"(?:[EF][0-9A-F]){3}", re.IGNORECASE)
DRAWN: Final = (f"{W}pict", f"{W}background", "{*}wsp", "{*}anchor")
"""What draws shapes, pictures and the page's colour."""
GROUNDS: Final = {f"{W}txbxContent", f"{W}tbl"}
"""What brings a background of its own."""
HEADING: Final = re.compile(r"^(heading|t[ií]tulo|ttulo|berschrift)\s*[1-9]?$", re.IGNORECASE)
TITLE: Final = re.compile(r"^(title|t[ií]tulo|ttulo|subtitle)$", re.IGNORECASE)

Element = etree._Element  # noqa: SLF001 - lxml's only name for it


class Package:
    """The zip's parts, each read under the caps."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise Refused("FILE_CORRUPT") from None
        if len(self.zip.namelist()) > MAX_PARTS:
            raise Refused("FILE_TOO_COMPLEX")

    def part(self, name: str) -> Element | None:
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise Refused("FILE_ENCRYPTED")
        if info.file_size > MAX_PART_BYTES or info.file_size > MAX_RATIO * max(info.compress_size, 4096):
            raise Refused("FILE_TOO_COMPLEX")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            with self.zip.open(info) as stream:
                content = stream.read(MAX_PART_BYTES + 1)
            if len(content) > MAX_PART_BYTES:
                raise Refused("FILE_TOO_COMPLEX")
            if b"<!DOCTYPE" in content[:2048] or b"<!ENTITY" in content[:2048]:
                raise Refused("FILE_CORRUPT")
            return etree.fromstring(content, parser)
        except (
            etree.XMLSyntaxError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            ValueError,
        ):
            raise Refused("FILE_CORRUPT") from None


class Style:
    __slots__ = ("bold", "kind", "size")

    def __init__(self, size: float = 11.0, bold: bool = False, kind: str = "") -> None:
        self.size, self.bold, self.kind = size, bold, kind


def styles(root: Element | None) -> dict[str, Style]:
    """By style identifier: size, weight, and whether it is a heading; `""` is the document's default."""
    found = {"": Style()}
    if root is None:
        return found
    default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    if default is not None:
        found[""].size = half_points(default, 11.0)
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        based = style.find(f"{W}basedOn")
        parent = found.get(value(based), found[""])
        label = value(name)
        kind = (
            "heading"
            if HEADING.match(label)
            else "title"
            if TITLE.match(label)
            else "list"
            if "list" in label.lower()
            else parent.kind
        )
        own = style.find(f"{W}rPr")
        found[style.get(f"{W}styleId", "")] = Style(*appearance(own, parent), kind)
    return found


def value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def half_points(element: Element, default: float) -> float:
    """Points; `default` for what is no size that a word processor has (half a point to 1638)."""
    digits = value(element)
    size = float(digits) / 2 if re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", digits, re.ASCII) else 0.0
    return size if 0 < size <= LARGEST else default


def appearance(properties: Element | None, parent: Style) -> tuple[float, bool]:
    size, bold = parent.size, parent.bold
    if properties is not None:
        own = properties.find(f"{W}sz")
        size = half_points(own, size) if own is not None else size
        weight = properties.find(f"{W}b")
        bold = value(weight) not in {"0", "false", "off"} if weight is not None else bold
    return size, bold


class Reader:
    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.document = empty("docx")
        self.styles = styles(self.package.part("word/styles.xml"))
        self.white = True
        """Whether nothing drawn may lie under the text: no shape, no picture behind it, no coloured page."""
        self.line = 0
        self.characters = 0

    def read(self) -> Extracted:
        root = self.package.part("word/document.xml")
        if root is None:
            raise Refused("FILE_TYPE_INVALID")
        names = [name for name in self.package.zip.namelist() if re.fullmatch(r"word/header\d*\.xml", name)]
        headers = [part for name in names if (part := self.package.part(name)) is not None]
        self.white = not any(next(part.iter(*DRAWN), None) is not None for part in [root, *headers])
        for part in headers:
            self.blocks(part)
        if (body := root.find(f"{W}body")) is None:
            raise Refused("FILE_CORRUPT")
        self.blocks(body)
        self.document["images"] = sum(1 for _ in root.iter("{*}blip"))
        self.links()
        return self.document

    def links(self) -> None:
        relations = self.package.part("word/_rels/document.xml.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith("/hyperlink") and len(self.document["links"]) < 100:
                self.document["links"].append(relation.get("Target", ""))

    def blocks(self, parent: Iterable[Element]) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag not in SKIPPED:
                self.blocks(child)

    def paragraph(self, paragraph: Element) -> None:
        """One row for each line of the paragraph (a break starts a line, a tab a cell), then its text boxes."""
        style = self.style(paragraph)
        for text in self.text(paragraph).split("\n"):
            self.emit([cell.strip() for cell in text.split("\t")], style)
        for box in boxes(paragraph):
            self.document["text_boxes"] += 1
            self.blocks(box)

    def style(self, paragraph: Element) -> Style:
        properties = paragraph.find(f"{W}pPr")
        base = self.styles[""]
        listed = False
        if properties is not None:
            base = self.styles.get(value(properties.find(f"{W}pStyle")), base)
            listed = properties.find(f"{W}numPr") is not None
        runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
        looks = [appearance(run.find(f"{W}rPr"), base) for run in runs[:20]] or [(base.size, base.bold)]
        kind = base.kind or ("list" if listed else "")
        return Style(
            max(size for size, _ in looks), all(bold for _, bold in looks), "list" if listed else kind
        )

    def text(self, element: Element) -> str:
        return "".join(self.pieces(element))

    def pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{W}r" and is_hidden(child, self.white):
                self.document["hidden"] += sum(len(part.text or "") for part in child.iter(f"{W}t"))
                continue
            if tag in SKIPPED or tag == f"{W}txbxContent":
                continue
            if tag == f"{W}t":
                yield child.text or ""
            elif tag == f"{W}tab":
                yield "\t"
            elif tag in {f"{W}br", f"{W}cr"}:
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            else:
                yield from self.pieces(child)

    def table(self, table: Element) -> None:
        """A row of short cells is one line with cells; a layout table is read cell by cell."""
        self.document["tables"] += 1
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            cells = list(cells_of(row))
            if len(cells) > 1 and all(is_simple(cell) for cell in cells):
                paragraphs = [(filled(cell) or [next(cell.iter(f"{W}p"))])[0] for cell in cells]
                texts = [
                    self.text(paragraph).replace("\n", " ").replace("\t", " ").strip()
                    for paragraph in paragraphs
                ]
                self.emit(texts, self.style(paragraphs[0]))
            elif len(cells) == 2 and (beside := dated_margin(cells)) is not None:
                self.entry(cells[1 - beside], self.words(cells[beside]))
            else:
                for cell in cells:
                    self.blocks(cell)

    def words(self, cell: Element) -> str:
        return "  ".join(
            text for p in cell.iter(f"{W}p") if (text := self.text(p).replace("\n", "  ").strip())
        )

    def entry(self, cell: Element, margin: str) -> None:
        """A cell with an entry, and the cell beside it on the entry's first line."""
        for child in cell:
            if margin and child.tag == f"{W}p" and self.text(child).strip():
                self.emit([self.text(child).replace("\n", " ").strip(), margin], self.style(child))
                margin = ""
            elif child.tag == f"{W}p":
                self.paragraph(child)
            else:
                self.blocks([child])

    def emit(self, cells: list[str], style: Style) -> None:
        self.line += 1
        for column, text in enumerate(cells):
            if not text:
                continue
            self.characters += len(text)
            if self.characters > MAX_CHARACTERS:
                raise Refused("FILE_TOO_COMPLEX")
            left = 60.0 + 200 * column
            self.document["rows"].append({
                "page": 1, "line": self.line, "text": ("• " + text) if style.kind == "list" and not column else text,
                "x0": left, "x1": left + len(text) * style.size / 2, "top": self.line * 15.0,
                "bottom": self.line * 15.0 + style.size,
                "size": style.size, "bold": style.bold, "gaps": [],
                "style": style.kind,
            })  # fmt: skip


def cells_of(row: Element) -> Iterator[Element]:
    """The row's cells, those in content controls and tracked changes as well."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in SKIPPED:
            yield from cells_of(child)


def is_hidden(run: Element, white: bool) -> bool:
    """Whether a run is invisible to a reader: hidden, too small to read, or near white on a `white` page."""
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    hidden = look.find(f"{W}vanish")
    if hidden is not None and value(hidden) not in {"0", "false", "off"}:
        return True
    size = look.find(f"{W}sz")
    if size is not None and half_points(size, 11.0) < SMALLEST:
        return True
    return white and bool(NEAR_WHITE.fullmatch(value(look.find(f"{W}color")))) and not on_a_ground(run)


def on_a_ground(run: Element) -> bool:
    """Whether something may lie under a run: shading, a highlight, a text box, a table's style."""
    tree = [run, *run.iterancestors()]
    if any(one.tag in GROUNDS for one in tree):
        return True
    looks = [one.find(f"{W}{name}") for one in tree for name in ("rPr", "pPr", "tcPr", "tblPr")]
    return any(
        look.find(f"{W}{name}") is not None
        for look in looks
        if look is not None
        for name in ("shd", "highlight")
    )


def filled(cell: Element) -> list[Element]:
    return [p for p in cell.iter(f"{W}p") if any((t.text or "").strip() for t in p.iter(f"{W}t"))]


def is_simple(cell: Element) -> bool:
    """At most one paragraph with text in it, and no table."""
    tables = next(cell.iter(f"{W}tbl"), None) is not None
    return len(filled(cell)) <= 1 and next(cell.iter(f"{W}p"), None) is not None and not tables


def dated_margin(cells: list[Element]) -> int | None:
    """Which of a row's two cells holds but a period (and a place) that belongs to the entry in the other."""
    texts = ["".join(t.text or "" for t in cell.iter(f"{W}t")).strip() for cell in cells]
    if not all(texts):
        return None
    short = [len(text) <= MARGIN and bool(DATED.search(text)) and "@" not in text for text in texts]
    tables = [next(cell.iter(f"{W}tbl"), None) is not None for cell in cells]
    return short.index(True) if short[0] != short[1] and not any(tables) else None


def boxes(paragraph: Element) -> Iterator[Element]:
    """The paragraph's outermost text boxes, without the copies kept for old programs."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if (
            next(box.iterancestors(f"{MC}Fallback"), None) is None
            and next(box.iterancestors(f"{W}txbxContent"), None) is None
        ):
            yield box


def read(data: bytes) -> Extracted:
    return Reader(data).read()
