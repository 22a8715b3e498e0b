"""Layouts of the tuning set that a browser prints: one column, sidebar, two columns, table, icons and photo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from playwright.sync_api import sync_playwright

from tests.evaluation.browser import find_chromium
from tests.evaluation.cv import Block, Cv, Job, Layout

SIDE = ("skills", "languages", "certifications", "interests")
PAGE = """<!doctype html><meta charset="utf-8"><style>@page {{ size: A4; margin: 14mm }}
body {{ margin: 0; font: 10pt/1.35 "{font}" }} h1 {{ margin: 0; font-size: 20pt }} p {{ margin: 2pt 0 }}
h2 {{ font-size: 12.5pt; margin: 10pt 0 3pt }} ul {{ margin: 2pt 0 6pt; padding-left: 14pt }} {css}</style>{body}"""

PHOTO = (
    '<svg width="80" height="80"><circle cx="40" cy="30" r="18" fill="#999"/>'
    '<rect x="12" y="50" width="56" height="30" fill="#999"/></svg>'
)


def _page(font: str, css: str, body: str) -> str:
    return PAGE.format(font=font, css=css, body=body)


def _bullets(job: Job) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in job.bullets) + "</ul>"


def _blocks(cv: Cv, one_job: Callable[[Job], str], kinds: Callable[[str], bool] = lambda _: True) -> str:
    return "".join(_block(block, one_job) for block in cv.blocks if kinds(block.kind))


def _block(block: Block, one_job: Callable[[Job], str]) -> str:
    parts = [f"<h2>{escape(block.title)}</h2>"]
    parts += [one_job(job) for job in block.jobs]
    for study in block.studies:
        parts.append(
            f"<p><b>{escape(study.degree)}</b><br>{escape(study.institution)} ({escape(study.period)})</p>"
        )
    if block.kind == "summary":
        parts += [f"<p>{escape(line)}</p>" for line in block.items]
    elif block.items:
        parts.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in block.items) + "</ul>")
    return "".join(parts)


def _contact(cv: Cv, separator: str) -> str:
    fields = [cv.place, cv.phone_text, cv.email, *cv.links]
    return separator.join(escape(field) for field in fields if field)


def classic(cv: Cv) -> str:
    def job(one: Job) -> str:
        return (
            f"<p class=row><b>{escape(one.title)}</b><span>{escape(one.period)}</span></p>"
            f"<p><i>{escape(one.company)}, {escape(one.place)}</i></p>{_bullets(one)}"
        )

    head = f"<h1>{escape(cv.name)}</h1><p>{escape(cv.headline)}</p><p>{_contact(cv, ' | ')}</p>"
    personal = "".join(f"<p>{escape(line)}</p>" for line in cv.personal)
    css = ".row { display: flex; justify-content: space-between } h2 { border-bottom: 1px solid #444 }"
    return _page("Liberation Sans", css, head + personal + _blocks(cv, job))


def sidebar(cv: Cv) -> str:
    def job(one: Job) -> str:
        return (
            f"<p><b>{escape(one.company)}</b> · {escape(one.place)}</p>"
            f"<p>{escape(one.title)} | {escape(one.period)}</p>{_bullets(one)}"
        )

    heading = {"pt": "Contato", "en": "Contact", "es": "Contacto"}[cv.language]
    side = f"<h2>{heading}</h2><p>{_contact(cv, '</p><p>')}</p>" + _blocks(cv, job, SIDE.__contains__)
    main = f"<h1>{escape(cv.name)}</h1><p>{escape(cv.headline)}</p>"
    main += _blocks(cv, job, lambda kind: kind not in SIDE)
    css = (
        ".grid { display: grid; grid-template-columns: 32% 1fr; gap: 6mm } "
        "aside { background: #234; color: #fff; padding: 4mm }"
    )
    return _page("DejaVu Sans", css, f"<div class=grid><aside>{side}</aside><main>{main}</main></div>")


def two_column(cv: Cv) -> str:
    def job(one: Job) -> str:
        return f"<p><b>{escape(one.title)}</b> – {escape(one.company)}</p><p>{escape(one.period)}</p>{_bullets(one)}"

    head = (
        f"<header><h1>{escape(cv.name)}</h1><p>{escape(cv.headline)}</p><p>{_contact(cv, ' • ')}</p></header>"
    )
    left = _blocks(cv, job, lambda kind: kind not in SIDE)
    css = ".grid { display: grid; grid-template-columns: 1.7fr 1fr; gap: 8mm } header { text-align: center }"
    body = f"{head}<div class=grid><div>{left}</div><div>{_blocks(cv, job, SIDE.__contains__)}</div></div>"
    return _page("Liberation Serif", css, body)


def table(cv: Cv) -> str:
    def job(one: Job) -> str:
        return (
            f"<table><tr><td class=when>{escape(one.period)}</td><td><b>{escape(one.title)}</b><br>"
            f"{escape(one.company)}{_bullets(one)}</td></tr></table>"
        )

    head = f"<h1>{escape(cv.name.upper())}</h1><p>{_contact(cv, '<br>')}</p>"
    css = "table { width: 100%; border-collapse: collapse } td { vertical-align: top } .when { width: 27% } "
    return _page("Liberation Sans Narrow", css + "h2 { text-transform: uppercase }", head + _blocks(cv, job))


def icons(cv: Cv) -> str:
    def job(one: Job) -> str:
        return f"<p><b>{escape(one.title)}</b>, {escape(one.company)} ({escape(one.period)})</p>" + "".join(
            f"<p>▪ {escape(line)}</p>" for line in one.bullets
        )

    marks = zip("⌂☎✉⚭⚭", [cv.place, cv.phone_text, cv.email, *cv.links], strict=False)
    contact = "".join(f"<p>{mark} {escape(text)}</p>" for mark, text in marks if text)
    body = f"{PHOTO}<h1>{escape(cv.name)}</h1>{contact}{_blocks(cv, job)}"
    css = "h2 { color: #0a6; letter-spacing: .5pt } svg { float: right }"
    return _page("DejaVu Sans Condensed", css, body)


@contextmanager
def layouts() -> Iterator[list[Layout]]:
    """The browser's layouts, all printed by one page of one browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()

        def printed(html: Callable[[Cv], str]) -> Callable[[Cv], bytes]:
            def render(cv: Cv) -> bytes:
                page.set_content(html(cv))
                return page.pdf(prefer_css_page_size=True, print_background=True)

            return render

        yield [
            Layout(f"web_{html.__name__}", ".pdf", printed(html))
            for html in (classic, sidebar, two_column, table, icons)
        ]
        browser.close()
