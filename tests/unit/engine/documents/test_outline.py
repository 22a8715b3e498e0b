"""A document as headings, entries and pieces, and the formats written from them."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.words.headings import listed_kind
from recoloca.engine.documents import markdown, plain
from recoloca.engine.documents.outline import outline
from recoloca.engine.documents.resume import SECTIONS, Language, Resume, order_of
from recoloca.engine.documents.words import HEADINGS, period
from tests.support.resumes import FULL

LANGUAGES: tuple[Language, ...] = ("pt", "en", "es")
KINDS = {
    "summary": "summary", "work": "experience", "education": "education", "skills": "skills",
    "languages": "languages", "certificates": "courses", "projects": "projects", "volunteer": "volunteering",
    "awards": "awards", "publications": "publications", "interests": "interests", "references": "references",
    "custom": "additional",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_engine_knows_each_of_our_headings(language: Language) -> None:
    assert {key: listed_kind(heading) for key, heading in HEADINGS[language].items()} == KINDS


def test_a_document_has_its_own_order_first() -> None:
    assert order_of(FULL)[:4] == ["summary", "work", "skills", "education"]
    assert sorted(order_of(FULL)) == sorted(SECTIONS)


def test_an_empty_document_has_only_a_title() -> None:
    shown = outline({}, "pt")
    assert (shown.title, list(shown.pieces()), shown.sections) == ("Currículo", [], ())


def test_blank_fields_and_entries_are_left_out() -> None:
    blank: Resume = {
        "basics": {"name": " "},
        "work": [{}, {"position": " \n"}],
        "skills": [{"keywords": [""]}],
    }
    assert plain.render(outline(blank, "pt")) == "\n"


def test_an_employer_without_a_title_is_the_head() -> None:
    (section,) = outline({"work": [{"name": "Banco Azul"}]}, "pt").sections
    assert [piece.path for piece in section.entries[0].head] == ["work.0.name"]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2021-03", "", "mar 2021 – atual"),
        ("2019", "2020-12", "2019 – dez 2020"),
        ("2020", "2020", "2020"),
        ("", "2017-10", "até out 2017"),
        ("", "", ""),
        ("2021-13", "ontem", "2021-13 – ontem"),
    ],
)
def test_a_period_is_written_as_people_write_it(start: str, end: str, shown: str) -> None:
    assert period(start, end, "pt") == shown


def test_only_web_addresses_become_links() -> None:
    shown = outline({"basics": {"url": "javascript:alert(1)"}}, "pt")
    assert [(piece.text, piece.href) for piece in shown.contacts] == [("javascript:alert(1)", None)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_has_every_piece_in_order(language: Language) -> None:
    shown = outline(FULL, language)
    text = plain.render(shown)
    place = 0
    for piece in shown.pieces():
        found = text.find(piece.text, place)
        assert found >= place, piece.path
        place = found + len(piece.text)


def test_the_engine_reads_the_plain_text_as_the_document_says() -> None:
    result = analyze(plain.render(outline(FULL, "pt")).encode())
    assert result["profile"]["name"] == "Ana Conceição Müller"
    assert result["profile"]["location"] == "São Paulo, SP"
    assert [(job["title"], job["company"], job["start"], job["end"]) for job in result["experience"]] == [
        ("Engenheira de Software Sênior", "Banco Azul", "2021-03", None),
        ("Desenvolvedora Pleno", "Loja Verde & Filhos Ltda", "2017-08", "2021-02"),
    ]
    assert [(study["degree"], study["field"]) for study in result["education"]] == [
        ("Bacharelado", "Ciência da Computação")
    ]
    assert [(spoken["name"], spoken["level"]) for spoken in result["languages"]] == [
        ("en", "C1"),
        ("pt", "native"),
    ]


MARKUP = "1. *a* _b_ [c](http://x) <i>d</i> `e` # f & g ~~h~~ | i \\ j"


def test_markdown_shows_each_piece_as_it_was_written() -> None:
    resume: Resume = {"basics": {"name": MARKUP}, "work": [{"highlights": [MARKUP, "- x", "+ y", "= z"]}]}
    html = MarkdownIt("commonmark").render(markdown.render(outline(resume, "pt")))
    shown = re.sub(r"<[^>]+>", "", html).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert [line for line in shown.splitlines() if line] == [
        MARKUP, "Experiência profissional", MARKUP, "- x", "+ y", "= z"
    ]  # fmt: skip


def test_a_markdown_link_cannot_be_left_by_its_address() -> None:
    resume: Resume = {"basics": {"url": "https://example.com/a) [x](javascript:b"}}
    html = MarkdownIt("commonmark").render(markdown.render(outline(resume, "pt")))
    assert re.findall('href="([^"]+)"', html) == ["https://example.com/a%29%20%5Bx%5D%28javascript:b"]
