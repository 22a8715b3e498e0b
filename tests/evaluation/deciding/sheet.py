"""Layouts of the deciding set that WeasyPrint draws: a banner, a right sidebar, a timeline table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from weasyprint import HTML  # type: ignore[import-untyped]

from tests.evaluation.cv import Block, Cv, Job, Layout

ASIDE = ("languages", "skills", "certifications", "volunteering")
STYLE = (
    "@page { size: A4; margin: 13mm } body { font: 10pt/1.4 'DejaVu Serif' } "
    "ul { margin: 1mm 0; padding-left: 5mm } "
)


def _printed(style: str, body: str) -> bytes:
    pdf = HTML(string=f"<meta charset=utf-8><style>{STYLE}{style}</style>{body}").write_pdf()
    if pdf is None:
        raise TypeError("without a target the document comes back")
    return bytes(pdf)


def _items(lines: Iterable[str], tag: str = "li") -> str:
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)


def _section(block: Block, job: Callable[[Job], str]) -> str:
    studies = (
        f"<p>{escape(s.institution)}<br>{escape(s.degree)} – {escape(s.period)}</p>" for s in block.studies
    )
    if block.kind == "skills":
        rest = f"<p>{escape('; '.join(block.items))}</p>"
    elif block.kind == "summary":
        rest = _items(block.items, "p")
    else:
        rest = f"<ul>{_items(block.items)}</ul>" if block.items else ""
    return f"<section><h3>{escape(block.title)}</h3>{''.join(map(job, block.jobs))}{''.join(studies)}{rest}</section>"


def banner(cv: Cv) -> bytes:
    def job(one: Job) -> str:
        head = f"<p><strong>{escape(one.company)}</strong> — {escape(one.title)}<br><em>{escape(one.period)}</em></p>"
        return f"{head}<ul>{_items(one.bullets)}</ul>"

    contact = _items(filter(None, [cv.phone_text, cv.email, cv.place, *cv.links]), "div")
    head = f"<header><h1>{escape(cv.name)}</h1><h2>{escape(cv.headline)}</h2>{contact}</header>"
    body = head + _items(cv.personal, "p") + "".join(_section(block, job) for block in cv.blocks)
    style = (
        "header { background: #1d3557; color: white; padding: 6mm } "
        "h3 { color: #1d3557; text-transform: uppercase }"
    )
    return _printed(style, body)


def right_sidebar(cv: Cv) -> bytes:
    def job(one: Job) -> str:
        head = f"<h4>{escape(one.title)}</h4><p>{escape(one.company)} · {escape(one.place)} · {escape(one.period)}</p>"
        return f"{head}<ul>{_items(one.bullets)}</ul>"

    contact = _items(filter(None, [cv.email, cv.phone_text, cv.place, *cv.links]), "p")
    main = "".join(_section(block, job) for block in cv.blocks if block.kind not in ASIDE)
    side = "".join(_section(block, job) for block in cv.blocks if block.kind in ASIDE)
    head = f"<h1>{escape(cv.name)}</h1>"
    body = f"<div id=main>{head}{main}</div><div id=side>{contact}{side}</div>"
    style = (
        "body { position: relative } #main { width: 118mm } h4 { margin: 2mm 0 0 } "
        "#side { position: absolute; top: 0; left: 126mm; width: 56mm; font-size: 9pt }"
    )
    return _printed(style, body)


def timeline(cv: Cv) -> bytes:
    def job(one: Job) -> str:
        told = f"<b>{escape(one.title)}</b><br>{escape(one.company)} ({escape(one.place)})"
        left = f"<td>{told}<ul>{_items(one.bullets)}</ul></td>"
        return f"<table><tr>{left}<td class=when>{escape(one.period)}</td></tr></table>"

    contact = escape("   ".join(filter(None, [cv.place, cv.email, cv.phone_text, *cv.links])))
    body = f"<h1>{escape(cv.name)}</h1><p>{contact}</p>" + "".join(
        _section(block, job) for block in cv.blocks
    )
    style = (
        "table { width: 100% } .when { width: 42mm; text-align: right; vertical-align: top } "
        "h3 { border-left: 2mm solid #e76f51; padding-left: 2mm }"
    )
    return _printed(style, body)


LAYOUTS = [Layout(f"sheet_{make.__name__}", ".pdf", make) for make in (banner, right_sidebar, timeline)]
