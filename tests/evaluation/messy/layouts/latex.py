"""The classes of LaTeX users, set by Typst in the fonts of TeX."""

from __future__ import annotations

from tests.evaluation.messy.draw import t
from tests.evaluation.messy.habits import comma, span, tongue_lines
from tests.evaluation.messy.life import Life
from tests.evaluation.messy.made import Made, habit, truth

TEX = '#set text(font: "New Computer Modern", size: 10pt)\n'
NOW = {"pt": "atual", "en": "present", "es": "actualidad"}


def b(text: str) -> str:
    return f"#strong[{t(text)}]"


def i(text: str) -> str:
    return f"#emph[{t(text)}]"


def _items(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {t(line)}" for line in lines) + "\n\n"


@habit("researcher", "developer", "engineer")
def latex_hints_in_margin(life: Life) -> Made:
    """moderncv classic: years in the left margin, a rule before each heading."""

    def line(hint: str, body: str) -> str:
        return f"#grid(columns: (2.6cm, 1fr), gutter: 5mm)[#align(right)[{t(hint)}]][{body}]\n\n"

    def head(title: str) -> str:
        rule = "#align(right + horizon)[#line(length: 100%, stroke: 2pt + blue)]"
        return f"#grid(columns: (2.6cm, 1fr), gutter: 5mm)[{rule}][#text(14pt, fill: blue)[{t(title)}]]\n\n"

    contact = (
        f"{t(life.street)} \\ {t(life.city)} \\ ☎ {t(life.tel('+55 ({a}) {x} {y}'))} \\ ✉ {t(life.email)}"
    )
    source = (
        f"{TEX}#grid(columns: (1fr, 6cm))[#text(28pt)[{t(life.name)}] \\ {i(life.headline)}][{contact}]\n\n"
    )
    source += head("Formação")
    for one in life.studies:
        source += line(
            f"{one.start}–{one.end}",
            f"{b(one.course)}, {i(one.institution)}, {t(life.city)}.",
        )
    source += head("Experiência")
    for job in life.jobs:
        body = f"{b(job.title)}, {i(job.company)}, {t(life.city)}. \\ {_items(job.bullets)}"
        source += line(span(job, "{mm}/{y}", "–", "atual"), body)
    source += head("Idiomas")
    for one_tongue in tongue_lines(life, "|"):
        name, grade = one_tongue.split("|")
        source += line(name, t(grade))
    source += head("Competências") + line("Técnicas", t(comma(life.skills)))
    return Made("typst", source, truth(life, "education experience languages skills"))


@habit("developer", "analyst", "engineer")
def latex_awesome(life: Life) -> Made:
    """awesome-cv: employer left and place right, title below and date right, small capitals."""
    name = f"#text(30pt)[{t(life.name.split()[0])} #strong[{t(' '.join(life.name.split()[1:]))}]]"
    contact = f"{t(life.tel('(+55) {a} {x}-{y}'))} | {t(life.email)} | {t('github.com/' + life.handle)}"
    source = '#set text(font: "DejaVu Sans Mono", size: 9pt)\n'
    source += f"#align(center)[{name} \\ {t(life.headline)} \\ {contact}]\n\n"
    source += "#text(14pt)[#strong[Exp]eriência]\n\n"
    for job in life.jobs:
        period = span(job, "{Abc}. {y}", " - ", "PRESENTE")
        source += f"{b(job.company)} #h(1fr) {t(job.place)} \\ {t(job.title)} #h(1fr) {t(period)}\n\n"
        source += _items(job.bullets)
    source += "#text(14pt)[#strong[For]mação]\n\n"
    for one in life.studies:
        source += f"{b(one.institution)} #h(1fr) {t(life.city)} \\ "
        source += f"{t(one.course)} #h(1fr) {one.start} - {one.end}\n\n"
    source += "#text(14pt)[#strong[Hab]ilidades]\n\n"
    source += f"#grid(columns: (3cm, 1fr))[#strong[Ferramentas]][{t(comma(life.skills))}]\n"
    return Made("typst", source, truth(life, "experience education skills"))


@habit("developer", "marketing", language="en")
def latex_alta(life: Life) -> Made:
    """altacv: two columns, title, employer, then icons before date and place."""
    left = "#text(13pt, fill: maroon)[#strong[EXPERIENCE]]\n\n"
    for job in life.jobs:
        period = span(job, "{Abc} {y}", " – ", "Ongoing", "en")
        left += f"{b(job.title)} \\ #text(fill: maroon)[{t(job.company)}] \\ "
        left += f"◷ {t(period)} #h(8mm) ⚲ {t(life.city)}\n\n"
        left += _items(job.bullets)
    right = "#text(13pt, fill: maroon)[#strong[STRENGTHS]]\n\n" + t(comma(life.skills)) + "\n\n"
    right += "#text(13pt, fill: maroon)[#strong[LANGUAGES]]\n\n" + " \\ ".join(
        t(one) for one in tongue_lines(life, " ")
    )
    right += "\n\n#text(13pt, fill: maroon)[#strong[EDUCATION]]\n\n"
    for one in life.studies:
        right += (
            f"{b(one.course)} \\ #text(fill: maroon)[{t(one.institution)}] \\ ◷ {one.start} – {one.end}\n\n"
        )
    contact = (
        f"✉ {t(life.email)} #h(4mm) ☎ {t(life.tel('{a}-{x}-{y}'))} #h(4mm) ⚲ {t(life.city)}, {t(life.state)}"
    )
    source = f"{TEX}#text(24pt)[{b(life.name.upper())}] \\ {t(life.headline)} \\ {contact}\n\n"
    source += f"#grid(columns: (1.4fr, 1fr), gutter: 8mm)[{left}][{right}]"
    return Made("typst", source, truth(life, "experience skills languages education"))


@habit("lawyer", "researcher", "doctor")
def latex_article(life: Life) -> Made:
    """The plain article class: a sentence for each post, numbered sections."""
    source = f"{TEX}#align(center)[#text(17pt)[{t(life.name)}] \\ #text(9pt)[{t(life.email)} --- {t(life.tel())}]]\n\n"
    source += "#text(14pt)[#strong[1 #h(4mm) Formação acadêmica]]\n\n"
    for one in life.studies:
        source += f"- {t(one.course)}, {t(one.institution)} ({one.start}--{one.end}).\n"
    source += "\n#text(14pt)[#strong[2 #h(4mm) Atividade profissional]]\n\n"
    for job in life.jobs:
        source += f"- {t(job.title)}, {t(job.company)} ({t(span(job, '{name} de {y}', '–', 'em curso'))}). "
        source += t(" ".join(one.rstrip(".") + "." for one in job.bullets)) + "\n"
    source += "\n#text(14pt)[#strong[3 #h(4mm) Outras informações]]\n\n"
    source += f"Registro {t(life.register or 'não há')}. {t(comma(life.skills))}.\n"
    return Made("typst", source, truth(life, "education experience other|additional"))


@habit("analyst", "security_technician", "agronomist")
def latex_banking(life: Life) -> Made:
    """moderncv banking: centred head, employer and place, title and period in italics."""
    source = (
        f'#set text(font: "Libertinus Serif", size: 10.5pt)\n#align(center)[#text(26pt)[{t(life.name)}] \\ '
    )
    source += f"{t(life.city)}, {t(life.state)} • {t(life.tel('{a} {x}-{y}'))} • {t(life.email)}]\n\n"
    source += "#align(center)[#text(14pt, fill: teal)[Experiência Profissional]]\n\n"
    for job in life.jobs:
        period = span(job, "{name}/{y}", "–", "presente")
        source += f"{b(job.company)} #h(1fr) {b(life.city)} \\ {i(job.title)} #h(1fr) {i(period)}\n\n"
        source += _items(job.bullets)
    source += "#align(center)[#text(14pt, fill: teal)[Formação Acadêmica]]\n\n"
    for one in life.studies:
        source += f"{b(one.institution)} #h(1fr) {b(life.city)} \\ "
        source += f"{i(one.course)} #h(1fr) #emph[{one.start}–{one.end}]\n\n"
    source += f"#align(center)[#text(14pt, fill: teal)[Informática]]\n\n{t(comma(life.skills))}"
    return Made("typst", source, truth(life, "experience education skills"))


@habit("developer", "accountant", language="es")
def latex_deedy_es(life: Life) -> Made:
    """A narrow left column with studies and skills, employers in capitals with a bar before the title."""
    left = "#text(12pt)[FORMACIÓN]\n\n"
    for one in life.studies:
        left += f"{b(one.institution)} \\ {t(one.course)} \\ {one.end}\n\n"
    left += "#text(12pt)[HABILIDADES]\n\n" + " • ".join(t(one) for one in life.skills)
    right = "#text(12pt)[EXPERIENCIA]\n\n"
    for job in life.jobs:
        period = span(job, "{Abc} {y}", " – ", "Actualidad", "es")
        right += f"{b(job.company.upper())} | {t(job.title)} \\ {t(period)} | {t(life.city)}\n\n{_items(job.bullets)}"
    contact = f"{t(life.email)} | {t(life.tel('{x}{y}'))}"
    source = f"{TEX}#align(center)[#text(30pt)[{t(life.name)}] \\ {contact}]\n\n"
    source += f"#grid(columns: (1fr, 2fr), gutter: 8mm)[{left}][{right}]"
    return Made("typst", source, truth(life, "education skills experience"))
