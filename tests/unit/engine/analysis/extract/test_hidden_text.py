"""Text that nobody sees counts for nothing and is told, in whatever way it is hidden; text on a dark ground is seen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.matching.engine import match
from tests.support.analysis.files import LINES, docx, paragraph

STUFFING = ["Python, AWS, Kubernetes, Salesforce, Oracle, SAP", "Docker, Terraform, Kafka, Spark"]
ADVERTISEMENT = (
    "Analista de Infraestrutura\nRequisitos:\n- Python e AWS\n- Kubernetes e Docker\n- Terraform e Kafka\n"
)
Draw = Callable[[Canvas], None]


def page(draw: Draw | None = None, lines: list[str] = LINES) -> bytes:
    """A CV, then what `draw` adds."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for place, line in enumerate(lines):
        canvas.drawString(50, 780 - 14 * place, line)
    if draw:
        draw(canvas)
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, y: int = 400) -> None:
    for place, line in enumerate(STUFFING):
        canvas.drawString(50, y - 14 * place, line)


def colored(color: Color) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(color)
        write(canvas)

    return draw


def covered(canvas: Canvas) -> None:
    write(canvas)
    canvas.setFillColor(white)
    canvas.rect(40, 370, 500, 60, stroke=0, fill=1)


def on_its_own_color(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.2, 0.3, 0.5))
    canvas.rect(40, 370, 500, 60, stroke=0, fill=1)
    write(canvas)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    write(canvas)


def after_a_visible_word(canvas: Canvas) -> None:
    canvas.drawString(50, 400, "CRM")
    canvas.setFillColor(white)
    canvas.drawString(76, 400, STUFFING[0])


def in_a_line_off_the_page(canvas: Canvas) -> None:
    canvas.drawString(50, 400, f"{'Atendi clientes da loja e organizei o estoque. ' * 3}{STUFFING[0]}")


def letter_by_letter(canvas: Canvas) -> None:
    """4,000 letters, each an object of its own; the last ones are white."""
    text = "Atendi clientes e organizei o estoque da loja " * 90 + STUFFING[0]
    for place, letter in enumerate(text):
        canvas.setFillColor(white if place >= len(text) - len(STUFFING[0]) else black)
        canvas.drawString(50 + 6 * (place % 80), 500 - 8 * (place // 80), letter)


def ids(result: AnalysisResult) -> set[str]:
    return {skill["id"] for skill in result["skills"]}


HIDING: dict[str, Draw] = {
    "white": colored(white),
    "near white": colored(Color(0.95, 0.96, 0.97)),
    "transparent": colored(Color(0, 0, 0, alpha=0)),
    "covered": covered,
    "on its own colour": on_its_own_color,
    "below the page": lambda canvas: write(canvas, -40),
    "tiny": tiny,
    "beyond the right edge": in_a_line_off_the_page,
    "letter by letter": letter_by_letter,
    "after a visible word": after_a_visible_word,
}


@pytest.mark.parametrize("way", HIDING)
def test_hidden_text_of_a_pdf_is_left_out_and_told(way: str) -> None:
    result, plain = analyze(page(HIDING[way])), analyze(page())
    assert ids(result) == ids(plain)
    assert "hidden_text" in [warning["id"] for warning in result["ats"]["warnings"]]
    assert "Kubernetes" not in " ".join(line["text"] for line in result["lines"])


@pytest.mark.parametrize("way", HIDING)
def test_hidden_skills_never_count_in_a_match(way: str) -> None:
    stuffed, honest = (match(analyze(data), ADVERTISEMENT) for data in (page(HIDING[way]), page()))
    assert stuffed == honest
    assert {one["keyword"] for one in honest["missing"]} >= {"Kubernetes", "Terraform"}


def test_the_same_skills_in_sight_raise_the_match() -> None:
    seen, honest = (match(analyze(data), ADVERTISEMENT)["score"] for data in (page(write), page()))
    assert seen > honest + 30


def test_white_text_on_a_dark_ground_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        canvas.roundRect(40, 370, 500, 60, 8, stroke=0, fill=1)
        canvas.setFillColor(white)
        write(canvas)

    result = analyze(page(draw))
    assert "Kubernetes" in " ".join(line["text"] for line in result["lines"])
    assert "hidden_text" not in [warning["id"] for warning in result["ats"]["warnings"]]


def test_text_with_a_rule_through_it_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas)
        canvas.rect(50, 402, 400, 0.5, stroke=0, fill=1)

    assert "Kubernetes" in " ".join(line["text"] for line in analyze(page(draw))["lines"])


def test_a_wholly_invisible_page_without_an_image_is_no_scan() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(white)
        for place, line in enumerate([*LINES, *STUFFING]):
            canvas.drawString(50, 780 - 14 * place, line)

    with pytest.raises(AnalysisError, match="FILE_NO_TEXT"):
        analyze(page(draw, []))


@pytest.mark.parametrize(
    "look", ["<w:vanish/>", '<w:sz w:val="2"/>', '<w:color w:val="FFFFFF"/>', '<w:color w:val="fdfdfd"/>']
)
def test_hidden_text_of_a_document_is_left_out_and_told(look: str) -> None:
    stuffing = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{' '.join(STUFFING)}</w:t></w:r></w:p>"
    result = analyze(docx("".join(map(paragraph, LINES)) + stuffing))
    assert "Kubernetes" not in " ".join(line["text"] for line in result["lines"])
    assert [warning["id"] for warning in result["ats"]["warnings"]] == ["hidden_text"]


@pytest.mark.parametrize("ground", ['<w:shd w:fill="1F3864"/>', '<w:highlight w:val="black"/>'])
def test_white_text_on_a_shade_of_a_document_is_read(ground: str) -> None:
    look = f'<w:color w:val="FFFFFF"/>{ground}'
    shaded = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{' '.join(STUFFING)}</w:t></w:r></w:p>"
    result = analyze(docx("".join(map(paragraph, LINES)) + shaded))
    assert "Kubernetes" in " ".join(line["text"] for line in result["lines"])
