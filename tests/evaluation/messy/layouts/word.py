"""Word documents as people leave them: templates filled in, tables, text boxes, tabs, headers."""

from __future__ import annotations

from dataclasses import replace

from docx.shared import Cm

from tests.evaluation.messy.draw import cell, controls, new, paragraph, paragraphs, saved, text_box
from tests.evaluation.messy.habits import comma, marital, span, tongue_lines
from tests.evaluation.messy.life import Job, Life
from tests.evaluation.messy.made import Made, habit, renamed, truth


def _made(document: object, shown: dict[str, object]) -> Made:
    return Made("file.docx", saved(document), shown)  # type: ignore[arg-type]


@habit("receptionist", "accountant", "driver", "cleaner")
def word_stationer(life: Life) -> Made:
    """The form that stationery shops type for their customers: everything labelled, capitals, references."""
    document = new()
    paragraph(document, "CURRICULUM VITAE", bold=True, size=16)
    paragraph(document, "DADOS PESSOAIS", bold=True)
    rows = [("Nome", life.name), ("Data de nascimento", life.born()), ("Estado civil", marital(life))]
    rows += [("Endereço", f"{life.street}, {life.quarter}"), ("Cidade", f"{life.city} - {life.state}")]
    rows += [("CEP", "38400-128"), ("Telefone", life.tel("({a}) {x} - {y}")), ("E-mail", life.email)]
    paragraphs(document, [f"{label}: {value}" for label, value in rows])
    paragraph(document, "ESCOLARIDADE", bold=True)
    for one in life.studies:
        paragraphs(document, [f"{one.course} - COMPLETO", one.institution, f"Ano de conclusão: {one.end}"])
    paragraph(document, "EXPERIÊNCIAS PROFISSIONAIS", bold=True)
    for job in life.jobs:
        period = span(job, "{d}/{mm}/{y}", " a ", "até a presente data")
        paragraphs(document, [f"Empresa: {job.company}", f"Função: {job.title}", f"Período: {period}", ""])
    paragraph(document, "REFERÊNCIAS", bold=True)
    paragraphs(document, ["Sr. Osvaldo, fone (34) 3232-1010", "Dona Célia, vizinha"])
    return _made(document, truth(life, "education experience references"))


@habit("lawyer", "engineer", "hr")
def word_two_column_table(life: Life) -> Made:
    """A borderless table: the period in the first column, the rest in the second."""
    document = new()
    document.add_heading(life.name, 0)
    paragraph(document, f"{life.street} | {life.city}, {life.state} | {life.tel()} | {life.email}")
    table = document.add_table(rows=0, cols=2)

    def row(left: str, right: str) -> None:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(4), Cm(12)
        cell(cells[0], left)
        cell(cells[1], right)

    row("EXPERIÊNCIA", "")
    for job in life.jobs:
        row(span(job, "{mm}/{y}", " – ", "Atual"), "\n".join([job.company, job.title, *job.bullets]))
    row("FORMAÇÃO", "")
    for one in life.studies:
        row(f"{one.start} – {one.end}", f"{one.institution}\n{one.course}")
    row("IDIOMAS", comma(tongue_lines(life, " ")))
    row("REGISTRO", life.register or "não possui")
    return _made(document, truth(life, "experience education languages certifications?"))


@habit("mason", "guard", "warehouse")
def word_table_of_jobs(life: Life) -> Made:
    """A table with a head row: company, function, entry, exit."""
    document = new()
    paragraph(document, life.name.upper(), bold=True, size=18)
    paragraph(document, f"Brasileiro, {marital(life).lower()}, {life.age} anos")
    paragraphs(document, [f"Fone: {life.tel('{a}-{x}-{y}')} (recado com a mãe)", f"e-mail {life.email}", ""])
    paragraph(document, "Experiência", bold=True)
    table = document.add_table(rows=1, cols=4)
    for place, head in zip(table.rows[0].cells, ["Empresa", "Função", "Entrada", "Saída"], strict=True):
        place.text = head
    for job in life.jobs:
        start, end = span(job, "{mm}/{y}", "|", "atual").split("|")
        values = [job.company, job.title, start, end]
        for place, value in zip(table.add_row().cells, values, strict=True):
            place.text = value
    paragraph(document, "Estudo", bold=True)
    for one in life.studies:
        paragraphs(document, [f"{one.course} – {one.institution}"])
    paragraph(document, "Cursos", bold=True)
    paragraphs(document, [f"{c.name} - {c.issuer} - {c.hours} horas" for c in life.courses])
    return _made(document, truth(life, "experience education courses"))


@habit("photographer", "designer", "seller")
def word_text_boxes(life: Life) -> Made:
    document = new()
    paragraph(document, life.name, bold=True, size=22)
    jobs = ["EXPERIÊNCIA PROFISSIONAL"]
    for job in life.jobs:
        jobs += [
            f"{job.company} – {job.title}",
            f"({span(job, '{name} de {y}', ' a ', 'atualmente')})",
            *job.bullets,
        ]
    studies = ["FORMAÇÃO ACADÊMICA"]
    for one in life.studies:
        studies += [one.course, one.institution, f"{one.start}/{one.end}"]
    text_box(document, ["CONTATO", life.tel("{a} {x}-{y}"), life.email, life.city], 1, 0, 60)
    text_box(document, ["HABILIDADES", *life.skills], 2, 0, 240)
    text_box(document, jobs, 3, 230, 60)
    text_box(document, studies, 4, 230, 400)
    return _made(document, truth(life, "skills experience education"))


@habit("accountant", "analyst", "pharmacist")
def word_template_controls(life: Life) -> Made:
    """Word's own template: everything typed into content controls."""
    document = new()
    controls(
        document,
        [life.name, f"{life.city}, {life.state} · {life.tel()} · {life.email}", "Perfil", life.objective],
    )
    controls(document, ["Experiência"])
    for job in life.jobs:
        period = span(job, "{Name} de {y}", " – ", "Presente")
        controls(document, [f"{job.title} | {job.company} | {period}", *job.bullets])
    controls(document, ["Educação"])
    for one in life.studies:
        controls(document, [f"{one.course} | {one.end} | {one.institution}"])
    controls(document, ["Habilidades e competências", *life.skills])
    return _made(document, truth(life, "summary experience education skills"))


@habit("teacher", "psychologist", "nurse")
def word_contact_in_header(life: Life) -> Made:
    """Name and contact are in the page's header, the register in its footer."""
    document = new()
    head = document.sections[0].header
    head.paragraphs[0].text = life.name
    head.add_paragraph(f"{life.email} – {life.tel('({a}) {x}-{y}')} – {life.quarter}, {life.city}")
    document.sections[0].footer.paragraphs[0].text = life.register
    document.add_heading("OBJETIVO", 1)
    paragraph(document, life.objective)
    document.add_heading("FORMAÇÃO", 1)
    for one in life.studies:
        document.add_paragraph(f"{one.course}. {one.institution}, {one.end}.", style="List Bullet")
    document.add_heading("ATUAÇÃO PROFISSIONAL", 1)
    for job in life.jobs:
        document.add_paragraph(f"{job.company}", style="List Bullet")
        paragraphs(document, [f"Cargo: {job.title}", f"De {span(job, '{mm}/{y}', ' até ', 'o momento')}"])
        paragraphs(document, [f"Atividades: {'; '.join(job.bullets)}."])
    return _made(document, truth(life, "objective education experience"))


@habit("intern", "call_center", "receptionist")
def word_underscored(life: Life) -> Made:
    """Lines of underscores under headings, tabs to align, small letters where they come."""
    document = new()
    paragraph(document, life.name.lower(), size=20)
    rule = "_" * 62
    paragraphs(document, [f"{life.age} anos\t\t{marital(life).lower()}\t\t{life.city}/{life.state}"])
    paragraphs(document, [f"cel:\t{life.tel('{a} {x}{y}')}", f"email:\t{life.email}", "", "objetivo", rule])
    paragraphs(document, [life.objective.lower(), "", "formação acadêmica", rule])
    for one in life.studies:
        paragraphs(document, [f"{one.course}\t{one.institution}\t{one.start} a {one.end}"])
    paragraphs(document, ["", "experiência profissional", rule])
    for job in life.jobs:
        paragraphs(document, [f"{job.company}\t{job.title}\t{span(job, '{mm}/{y}', ' a ', 'hoje')}"])
        paragraphs(document, [f"\t{one.lower()}" for one in job.bullets])
    return _made(document, truth(life, "objective education experience"))


@habit("doctor", "engineer", "researcher")
def word_numbered(life: Life) -> Made:
    """Numbered headings and entries as civil servants write them."""
    document = new()
    paragraph(document, "CURRÍCULO RESUMIDO", bold=True, size=14)
    lines = [
        "1. IDENTIFICAÇÃO",
        f"1.1 Nome: {life.name}",
        f"1.2 Registro: {life.register or 'não se aplica'}",
    ]
    lines += [f"1.3 Nascimento: {life.born()}, {life.city}", f"1.4 Contatos: {life.tel()}; {life.email}"]
    lines += ["2. FORMAÇÃO ACADÊMICA"]
    lines += [
        f"2.{n} {one.course}, {one.institution}, {one.start}-{one.end}"
        for n, one in enumerate(life.studies, 1)
    ]
    lines += ["3. EXPERIÊNCIA PROFISSIONAL"]
    for number, job in enumerate(life.jobs, 1):
        period = span(job, "{abc}/{y}", " a ", "presente")
        lines += [f"3.{number} {job.title}, {job.company}, {period}.", *job.bullets]
    lines += ["4. CURSOS COMPLEMENTARES"]
    lines += [f"4.{n} {c.name}, {c.issuer}, {c.hours}h, {c.year}" for n, c in enumerate(life.courses, 1)]
    paragraphs(document, lines)
    return _made(document, truth(life, "education experience courses"))


@habit("seller", "electrician", "mechanic")
def word_no_dates(life: Life) -> Made:
    document = new()
    paragraph(document, life.name, bold=True, size=16)
    paragraphs(document, [f"Celular/WhatsApp: {life.tel('({a}) {x}.{y}')}", f"E-mail: {life.email}"])
    paragraphs(document, [f"CNH: AB    Nascimento: {life.born()}", ""])
    paragraph(document, "Experiência profissional:", bold=True)
    for job in life.jobs:
        document.add_paragraph(f"{job.company} - {job.title}", style="List Bullet")
    paragraph(document, "Formação:", bold=True)
    for one in life.studies:
        document.add_paragraph(f"{one.course} ({one.institution})", style="List Bullet")
    paragraph(document, "Disponibilidade de horário e para viagens.")
    return _made(document, truth(life, "experience education", "none"))


@habit("engineer", "hr", "seller")
def word_several_roles(life: Life) -> Made:
    """Two roles under one employer, then others; the employer's line carries the whole time."""
    newest, second, *rest = life.jobs
    life = replace(life, jobs=(newest, replace(second, company=newest.company), *rest))
    document = new()
    paragraph(document, life.name, bold=True, size=18)
    paragraphs(document, [f"{life.email} / {life.tel()} / {life.city}-{life.state}"])
    document.add_heading("Resumo de qualificações", 2)
    document.add_paragraph(life.objective, style="List Bullet")
    document.add_heading("Experiência profissional", 2)
    whole = span(replace(newest, start=second.start), "{y}", " a ", "atual")
    paragraph(document, f"{newest.company} ({whole})", bold=True)
    for job in life.jobs[:2]:
        paragraph(document, f"{job.title}: {span(job, '{mm}/{y}', ' a ', 'atual')}")
        for line in job.bullets:
            document.add_paragraph(line, style="List Bullet")
    for job in rest:
        paragraph(document, f"{job.company} ({span(job, '{mm}/{y}', ' a ', 'atual')})", bold=True)
        paragraphs(document, [job.title, *job.bullets])
    document.add_heading("Escolaridade", 2)
    paragraphs(document, [f"{one.course} – {one.institution} – {one.end}" for one in life.studies])
    return _made(document, truth(life, "summary experience education"))


@habit("photographer", "hairdresser", "mason")
def word_own_account(life: Life) -> Made:
    """Work on one's own account stands where an employer would."""
    jobs = renamed(life.jobs[:1], company="Autônomo") + list(life.jobs[1:])
    document = new()
    paragraph(document, life.name.title(), bold=True, size=20)
    paragraphs(
        document,
        [f"Whats {life.tel('{a} {x} {y}')}", life.email, f"{life.quarter} - {life.city} {life.state}", ""],
    )
    paragraph(document, "O QUE JÁ FIZ", bold=True)
    for job in jobs:
        paragraph(document, f"{job.title} | {job.company}", bold=True)
        paragraph(document, _since(job))
        for line in job.bullets:
            document.add_paragraph(line, style="List Bullet")
    paragraph(document, "ESTUDOS", bold=True)
    paragraphs(document, [f"{one.course} | {one.institution}" for one in life.studies])
    paragraph(document, "CURSOS", bold=True)
    paragraphs(document, [f"{c.name} | {c.issuer} | {c.year}" for c in life.courses])
    return _made(document, truth(life, "experience education courses", "month", jobs))


def _since(job: Job) -> str:
    return (
        span(job, "{name} de {y}", " até ", "") if job.end else "desde " + span(job, "{name} de {y}", "", "")
    )
