"""Turns of phrase and of layout that a single person had: each is rare, and together they are common."""

from __future__ import annotations

from dataclasses import replace

from tests.evaluation.messy.draw import cell, e, new, page, paragraph, paragraphs, ps, saved, ul
from tests.evaluation.messy.habits import comma, lasted, month, span, tongue_lines
from tests.evaluation.messy.life import Job, Life
from tests.evaluation.messy.made import Made, habit, renamed, truth


@habit("analyst", "engineer", "developer")
def turn_english_headings(life: Life) -> Made:
    """Portuguese text under English headings, periods in English too."""
    body = f"<h1>{e(life.name)}</h1>" + ps(
        [f"{life.headline} | {life.email} | {life.tel('+55 {a} {x}-{y}')}"]
    )
    body += f"<h2>About me</h2>{ps([life.objective])}<h2>Work experience</h2>"
    for job in life.jobs:
        body += f"<p><b>{e(job.title)}</b> · {e(job.company)}</p>"
        body += ps([span(job, "{Abc} {y}", " – ", "Present", "en")], "color:#777") + ul(job.bullets)
    body += "<h2>Education</h2>"
    body += ps([f"{one.course} · {one.institution} · {one.start}–{one.end}" for one in life.studies])
    body += f"<h2>Skills</h2>{ps([comma(life.skills)])}"
    return Made(
        "web",
        page(body, "h2{border-bottom:1px solid #ccc}"),
        truth(life, "summary experience education skills"),
    )


@habit("driver", "mason", "guard")
def turn_first_job_first(life: Life) -> Made:
    """`1º emprego`, `2º emprego`: oldest first, each in labelled lines."""
    lines = [
        "CURRÍCULO PROFISSIONAL",
        "",
        life.name,
        f"Telefones: {life.tel()} ou {life.tel('({a}) 3221-4455')}",
    ]
    lines += [
        f"E-mail: {life.email}",
        f"Endereço: {life.street}, {life.quarter}, {life.city}-{life.state}",
        "",
    ]
    lines += ["EXPERIÊNCIAS"]
    for number, job in enumerate(reversed(life.jobs), 1):
        lines += [f"{number}º emprego", f"Local: {job.company}", f"Cargo ocupado: {job.title}"]
        lines += [f"Tempo: de {span(job, '{mm}/{y}', ' até ', 'hoje')}", ""]
    lines += ["ESCOLARIDADE"] + [f"{one.course} ({one.institution})" for one in life.studies]
    return Made("txt", "\n".join(lines), truth(life, "experience education"))


@habit("doctor", "lawyer", "psychologist")
def turn_doctor_before_name(life: Life) -> Made:
    """A title before the name and letters after it, neither of which is the name's."""
    prefix = "Dra." if life.woman else "Dr."
    body = f"<h1>{prefix} {e(life.name)}</h1>" + ps([life.register, f"{life.email} · {life.tel()}"])
    body += "<h2>Formação</h2>" + ul(
        [f"{one.course} – {one.institution} ({one.end})" for one in life.studies]
    )
    body += "<h2>Experiência Profissional</h2>"
    for job in life.jobs:
        period = span(job, "{y}", " – ", "atual")
        body += f"<p>{e(period)}: <b>{e(job.title)}</b>, {e(job.company)}.</p>" + ps(job.bullets)
    return Made("web", page(body, font="Liberation Serif"), truth(life, "education experience", "year"))


@habit("call_center", "receptionist", "warehouse")
def turn_abbreviations(life: Life) -> Made:
    """`Aux. Adm.`, `Téc.`, `Op.`: titles are cut, and so are the words of the contact."""
    cut = {
        "Auxiliar": "Aux.",
        "Técnico": "Téc.",
        "Operador": "Op.",
        "Operadora": "Op.",
        "Assistente": "Assist.",
    }
    cut |= {"Encarregado": "Enc.", "Encarregada": "Enc.", "Supervisor": "Sup.", "Supervisora": "Sup."}

    def short(job: Job) -> str:
        return " ".join(cut.get(word, word) for word in job.title.split())

    jobs = renamed(life.jobs, title=short)
    document = new()
    paragraph(document, life.name, bold=True, size=16)
    paragraphs(document, [f"End.: {life.street} – {life.quarter} – {life.city}/{life.state}"])
    paragraphs(document, [f"Tel./Cel.: {life.tel('({a}) {x}-{y}')} – E-mail.: {life.email}"])
    paragraph(document, "EXP. PROFISSIONAL", bold=True)
    for job in jobs:
        paragraphs(
            document, [f"{job.company}", f"{job.title}", f"{span(job, '{mm}/{yy}', ' a ', 'atual')}", ""]
        )
    paragraph(document, "FORM. ACADÊMICA", bold=True)
    paragraphs(document, [f"{one.course} – {one.institution} – {one.end}" for one in life.studies])
    return Made("file.docx", saved(document), truth(life, "experience education", "month", jobs))


@habit("hr", "seller", "accountant")
def turn_shared_year(life: Life) -> Made:
    """`de março a outubro de 2019`: the year stands once where both months are in it."""

    def told(job: Job) -> str:
        if job.end and job.end.year == job.start.year:
            return f"de {month(job.start, '{name}')} a {month(job.end, '{name} de {y}')}"
        return "de " + span(job, "{name} de {y}", " a ", "hoje")

    newest, *rest = life.jobs
    end = replace(newest.start, month=12)
    newest = replace(newest, start=replace(newest.start, month=3), end=end)
    jobs = [newest, *rest]
    lines = [
        life.name,
        f"{life.city} ({life.state})",
        f"{life.email}; {life.tel('{a} {x} {y}')}",
        "",
        "PERFIL",
    ]
    lines += [life.objective, "", "HISTÓRICO PROFISSIONAL", ""]
    for job in jobs:
        lines += [f"{job.company} - {told(job)}", job.title, *("- " + one for one in job.bullets), ""]
    lines += ["HISTÓRICO ACADÊMICO", ""]
    lines += [f"{one.institution} - de {one.start} a {one.end}\n{one.course}\n" for one in life.studies]
    return Made("txt", "\n".join(lines), truth(life, "summary experience education", "month", jobs))


@habit("engineer", "security_technician", "electrician")
def turn_employer_with_place_and_acronym(life: Life) -> Made:
    """`EMPRESA – Cidade/UF`, an acronym in brackets in the school's name, the duration after the period."""
    studies = [
        replace(
            one,
            institution=f"{one.institution} ({''.join(w[0] for w in one.institution.split() if w[0].isupper())})",
        )
        for one in life.studies
    ]
    body = f"<h1>{e(life.name)}</h1>" + ps(
        [f"{life.email} – {life.tel('+55 ({a}) {x}-{y}')} – {life.register}"]
    )
    body += "<h2>Experiência Profissional</h2>"
    for job in life.jobs:
        body += f"<p><b>{e(job.company)}</b> – {e(job.place)}</p>"
        body += ps([f"{job.title} | {span(job, '{Abc}/{y}', ' – ', 'Atual')} | {lasted(job)}"]) + ul(
            job.bullets
        )
    body += "<h2>Formação Acadêmica</h2>"
    for one in studies:
        body += f"<p><b>{e(one.institution)}</b> – {e(life.city)}/{e(life.state)}</p>"
        body += ps([f"{one.course} | {one.start} – {one.end}"])
    shown = truth(life, "experience education", studies=studies)
    return Made("web", page(body, "h2{font-size:12pt;color:#035}"), shown)


@habit("designer", "teacher", "hairdresser")
def turn_period_behind(life: Life) -> Made:
    """The period closes each entry, behind its duties, and belongs to what is above it."""
    body = f"<h1>{e(life.name)}</h1>" + ps([life.objective]) + "<h2>experiências</h2>"
    for job in life.jobs:
        body += f"<p><b>{e(job.company)}</b></p><p>{e(job.title)}</p>" + ul(job.bullets)
        body += ps([span(job, "{mm}.{y}", " – ", "atualmente")], "text-align:right")
    body += "<h2>formação</h2>"
    for one in life.studies:
        body += f"<p><b>{e(one.institution)}</b></p><p>{e(one.course)}</p>"
        body += ps([f"{one.start} – {one.end}"], "text-align:right")
    body += f"<h2>contato</h2>{ps([life.email, life.tel('{a} {x}.{y}'), life.city])}"
    return Made("web", page(body, "h2{color:#888;font-weight:400}"), truth(life, "experience education"))


@habit("pharmacist", "nurse", "hr")
def turn_nested_tables(life: Life) -> Made:
    """A Word page made of a table in which each cell has a table of its own."""
    document = new()
    outer = document.add_table(rows=2, cols=2)
    cell(outer.cell(0, 0), f"{life.name}\n{life.headline}")
    cell(outer.cell(0, 1), f"{life.tel()}\n{life.email}\n{life.city} - {life.state}")
    cell(outer.cell(1, 0), "COMPETÊNCIAS\n" + "\n".join(life.skills))
    main = outer.cell(1, 1)
    main.paragraphs[0].text = "EXPERIÊNCIA"
    jobs = main.add_table(rows=0, cols=2)
    for job in life.jobs:
        cells = jobs.add_row().cells
        cell(cells[0], f"{job.company}\n{job.title}")
        cell(cells[1], span(job, "{mm}/{y}", " - ", "atual"))
    paragraph(main, "FORMAÇÃO")
    studies = main.add_table(rows=0, cols=2)
    for one in life.studies:
        cells = studies.add_row().cells
        cell(cells[0], f"{one.institution}\n{one.course}")
        cell(cells[1], f"{one.start} - {one.end}")
    return Made("file.docx", saved(document), truth(life, "skills experience education"))


@habit("lawyer", "analyst", "agronomist")
def turn_flowing_columns(life: Life) -> Made:
    """Two newspaper columns: an entry may begin at the foot of the left one and end at the head of the right one."""
    body = f"<h1>{e(life.name)}</h1>" + ps([f"{life.tel()} · {life.email} · {life.city}/{life.state}"])
    body += f"<div style='column-count:2;column-gap:8mm'><h2>Resumo</h2>{ps([life.objective])}<h2>Experiência</h2>"
    for job in life.jobs:
        body += f"<p><b>{e(job.title)}</b></p>" + ps([job.company, span(job, "{mm}/{y}", " – ", "atual")])
        body += ul(job.bullets)
    body += "<h2>Formação</h2>"
    for one in life.studies:
        body += f"<p><b>{e(one.course)}</b></p>" + ps([one.institution, f"{one.start} – {one.end}"])
    body += f"<h2>Idiomas</h2>{ps(tongue_lines(life))}</div>"
    return Made(
        "web", page(body, "h2{font-size:12pt}"), truth(life, "summary experience education languages")
    )


@habit("cleaner", "cook", "call_center")
def turn_glued_words(life: Life) -> Made:
    """Colons and hyphens without spaces, two spaces where one belongs, dates with spaces inside."""
    lines = [
        f"Nome:{life.name}",
        f"Idade:{life.age}anos  Estado civil:solteiro",
        f"Tel:{life.tel('({a}){x}{y}')}",
    ]
    lines += [f"Email:{life.email}", "", "Experiencia profissional:"]
    for job in life.jobs:
        lines += [f"Empresa:{job.company}", f"Cargo:{job.title}"]
        lines += [f"Periodo:{span(job, '{mm} / {y}', ' à ', 'atual')}", ""]
    lines += ["Escolaridade:"] + [f"{one.course}  completo-{one.institution}" for one in life.studies]
    return Made("txt", "\n".join(lines), truth(life, "experience education"))


@habit("teacher", "accountant", "nurse", language="es")
def turn_spanish_reversed(life: Life) -> Made:
    """Spanish, oldest first, years before each post, studies above it."""
    body = f"<h1>{e(life.name)}</h1>" + ps(
        [f"{life.street}, {life.city}", f"Móvil {life.tel('{x}{y}')}", life.email]
    )
    body += "<h2>Formación académica</h2>"
    body += ps([f"{one.start}-{one.end}: {one.course}. {one.institution}." for one in life.studies])
    body += "<h2>Experiencia profesional</h2>"
    for job in reversed(life.jobs):
        body += ps(
            [f"{span(job, '{y}', '-', 'actualidad', 'es')}: {job.title} en {job.company}."],
            "font-weight:bold",
        )
        body += ps(job.bullets)
    body += f"<h2>Otros datos</h2>{ps(['Carnet de conducir B. Vehículo propio.'])}"
    return Made(
        "web",
        page(body, font="Liberation Serif"),
        truth(life, "education experience other|additional", "year"),
    )


@habit("marketing", "barista", language="en")
def turn_british_en(life: Life) -> Made:
    """British: `Curriculum Vitae` as the title, labelled details, `to date`."""
    document = new()
    paragraph(document, "Curriculum Vitae", bold=True, size=16)
    rows = [
        ("Name", life.name),
        ("Address", f"{life.street}, {life.city}"),
        ("Mobile", life.tel("+1 {a} {x} {y}")),
    ]
    rows += [("Email", life.email), ("Driving licence", "Full, clean")]
    paragraphs(document, [f"{label}:\t{value}" for label, value in rows])
    paragraph(document, "Career history", bold=True)
    for job in life.jobs:
        paragraph(document, f"{span(job, '{Name} {y}', ' to ', 'date', 'en')}\t{job.company}")
        paragraphs(document, [job.title, *("• " + one for one in job.bullets)])
    paragraph(document, "Education", bold=True)
    paragraphs(
        document, [f"{one.start} to {one.end}\t{one.institution}\n{one.course}" for one in life.studies]
    )
    paragraph(document, "Referees", bold=True)
    paragraph(document, "Available on request")
    return Made("file.docx", saved(document), truth(life, "experience education references"))
