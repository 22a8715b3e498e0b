"""Documents of text editors in the browser and of home-made pages, printed to PDF."""

from __future__ import annotations

from dataclasses import replace

from tests.evaluation.messy.draw import e, page, ps, ul
from tests.evaluation.messy.habits import comma, marital, spaced, span, tongue_lines
from tests.evaluation.messy.life import Life
from tests.evaluation.messy.made import Made, habit, renamed, truth


@habit("developer", "designer", "hr")
def docs_swiss(life: Life) -> Made:
    """Employer, place - *title* on one line; the period in capitals below; headings in a left margin."""

    def row(head: str, body: str) -> str:
        return f"<tr><td class=h>{e(head)}</td><td>{body}</td></tr>"

    top = f"<h1>{e(life.name)}</h1><p>{e(life.headline)}</p>"
    top += ps([f"{life.street}", f"{life.city}, {life.state}", f"{life.tel('({a}) {x}-{y}')}", life.email])
    jobs = ""
    for job in life.jobs:
        jobs += f"<p><b>{e(job.company)},</b> {e(life.city)} — <i>{e(job.title)}</i></p>"
        jobs += ps([span(job, "{name} de {y}", " - ", "presente").upper()], "font-size:8pt") + ul(job.bullets)
    studies = ""
    for one in life.studies:
        studies += f"<p><b>{e(one.institution)},</b> {e(life.city)} — <i>{e(one.course)}</i></p>"
        studies += ps([f"{one.start} - {one.end}"], "font-size:8pt")
    rows = row("Competências", ul(life.skills)) + row("Experiência", jobs) + row("Formação", studies)
    body = f"{top}<table>{rows}</table>"
    css = ".h{width:38mm;vertical-align:top;font-weight:bold;color:#e91e63}td{vertical-align:top}"
    return Made("web", page(body, css), truth(life, "skills experience education"))


@habit("teacher", "psychologist", "researcher")
def docs_serif(life: Life) -> Made:
    """Name left and contact right of it; wide main column, narrow right one, as a table."""
    main = "<h2>EXPERIÊNCIA</h2>"
    for job in life.jobs:
        main += f"<p><b>{e(job.company)}</b>, {e(life.city)} - <i>{e(job.title)}</i></p>"
        main += ps([span(job, "{Name} {y}", " - ", "ATUAL").upper()], "font-size:8pt;color:#666") + ps(
            job.bullets
        )
    main += "<h2>FORMAÇÃO</h2>"
    for one in life.studies:
        main += f"<p><b>{e(one.institution)}</b> - <i>{e(one.course)}</i></p>" + ps(
            [f"{one.start} - {one.end}"]
        )
    side = (
        "<h2>HABILIDADES</h2>" + ps(life.skills) + "<h2>IDIOMAS</h2>" + ps([comma(tongue_lines(life, " "))])
    )
    contact = ps([life.street, life.city, life.tel("{a} {x}-{y}"), life.email])
    body = f"<table><tr><td><h1>{e(life.name)}</h1></td><td>{contact}</td></tr>"
    body += f"<tr><td style='width:125mm'>{main}</td><td>{side}</td></tr></table>"
    css = "td{vertical-align:top}h2{font-size:9pt;color:#2079c7}h1{font-size:30pt}"
    return Made(
        "web", page(body, css, "Liberation Serif"), truth(life, "experience education skills languages")
    )


@habit("mason", "cook", "mechanic")
def docs_simple_bold_labels(life: Life) -> Made:
    body = f"<h1 style='text-align:center'>{e(life.name)}</h1>"
    rows = [("Idade", f"{life.age} anos"), ("Estado civil", marital(life)), ("Bairro", life.quarter)]
    rows += [("Telefone para contato", life.tel("({a}) {x}-{y}")), ("E-mail", life.email)]
    body += "".join(f"<p><b>{e(label)}:</b> {e(value)}</p>" for label, value in rows)
    body += "<p><b><u>Experiência Profissional</u></b></p>"
    for job in life.jobs:
        period = span(job, "{mm}/{y}", " à ", "até o momento")
        body += f"<p><b>Empresa:</b> {e(job.company)}</p><p><b>Cargo:</b> {e(job.title)}</p>"
        body += f"<p><b>Período:</b> {e(period)}</p><p><b>Atividades:</b> {e(', '.join(job.bullets))}</p><br>"
    body += "<p><b><u>Formação Escolar</u></b></p>" + ps(
        [f"{s.course} – {s.institution}" for s in life.studies]
    )
    body += "<p><b><u>Cursos Extracurriculares</u></b></p>"
    body += ps([f"{c.name} – {c.issuer} – {c.hours}h – {c.year}" for c in life.courses])
    return Made("web", page(body), truth(life, "experience education courses"))


@habit("lawyer", "doctor", "engineer")
def page_letter_spaced(life: Life) -> Made:
    """Elegant: name and headings letter-spaced by typed spaces, periods in small Roman type at the right."""
    body = f"<h1>{e(spaced(life.name))}</h1>" + ps(
        [f"{life.register or life.headline} · {life.tel()} · {life.email}"]
    )
    body += f"<h2>{e(spaced('Experiência'))}</h2>"
    for job in life.jobs:
        body += f"<p><b>{e(job.title)}</b><span>{e(span(job, '{abc}. {y}', ' – ', 'atual'))}</span></p>"
        body += ps([job.company]) + ul(job.bullets)
    body += f"<h2>{e(spaced('Formação'))}</h2>"
    for one in life.studies:
        body += f"<p><b>{e(one.course)}</b><span>{one.end}</span></p>" + ps([one.institution])
    css = "h1,h2{text-align:center;font-weight:400;white-space:pre}h2{font-size:12pt}span{float:right;font-size:8pt}"
    return Made("web", page(body, css, "Liberation Serif"), truth(life, "experience education"))


@habit("seller", "warehouse", "call_center")
def page_table_company_title_period(life: Life) -> Made:
    """A ruled table with a head row, and another one for studies."""

    def table(rows: list[list[str]]) -> str:
        cells = ("".join(f"<td>{e(value)}</td>" for value in row) for row in rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    body = f"<h1>{e(life.name)}</h1>" + ps([life.tel("Tel: ({a}) {x}-{y}"), f"E-mail: {life.email}"])
    jobs = [["EMPRESA", "CARGO", "PERÍODO"]]
    jobs += [[job.company, job.title, span(job, "{mm}/{y}", " a ", "atual")] for job in life.jobs]
    studies = [
        ["CURSO", "INSTITUIÇÃO", "ANO"],
        *([s.course, s.institution, str(s.end)] for s in life.studies),
    ]
    courses = [
        ["CURSO", "CARGA HORÁRIA"],
        *([f"{c.name} ({c.issuer})", f"{c.hours} h"] for c in life.courses),
    ]
    body += f"<h2>Histórico Profissional</h2>{table(jobs)}<h2>Formação Acadêmica</h2>{table(studies)}"
    body += f"<h2>Cursos Complementares</h2>{table(courses)}"
    css = "table{border-collapse:collapse;width:100%}td{border:1px solid #333;padding:2pt}h2{font-size:12pt}"
    return Made("web", page(body, css), truth(life, "experience education courses"))


@habit("photographer", "designer", "hairdresser")
def page_freelance(life: Life) -> Made:
    """A freelance period without an employer, beside ordinary posts; a portfolio."""
    first, *rest = life.jobs
    jobs = [replace(first, company="Freelancer"), *rest]
    body = f"<h1>{e(life.name)}</h1><p>{e(life.objective)}</p>"
    body += ps([f"portfólio: {life.handle}.example.com", f"{life.email} | {life.tel('{a}.{x}.{y}')}"])
    body += "<h2>Trabalhos</h2>"
    for job in jobs:
        body += f"<h3>{e(job.company)} <small>{e(span(job, '{y}', '-', 'atual'))}</small></h3>"
        body += ps([job.title], "font-style:italic") + ps(["→ " + one for one in job.bullets])
    body += "<h2>Estudos</h2>"
    for one in life.studies:
        body += f"<h3>{e(one.institution)} <small>{one.start}-{one.end}</small></h3>" + ps([one.course])
    body += f"<h2>Softwares</h2>{ps([comma(life.skills)])}"
    return Made(
        "web", page(body, "h3{margin:6pt 0 0}"), truth(life, "experience education skills", "year", jobs)
    )


@habit("intern", "analyst", "accountant")
def page_studying(life: Life) -> Made:
    """Still studying: `cursando o 6º período`, `previsão de conclusão`."""
    school = life.studies[0]
    body = f"<h1>{e(life.name.upper())}</h1>"
    body += ps(
        [f"Brasileiro(a) – {marital(life)} – {life.age} anos", f"{life.street} – {life.city}/{life.state}"]
    )
    body += ps([f"Tel: {life.tel('({a}) {x}-{y}')} / (34) 3231-9090 (recado)", f"e-mail: {life.email}"])
    body += f"<h2>OBJETIVO</h2>{ps([life.objective])}<h2>FORMAÇÃO ACADÊMICA</h2>"
    body += ps([school.course, school.institution, "Cursando 6º período – previsão de conclusão: dez/2026"])
    body += "<h2>EXPERIÊNCIA PROFISSIONAL</h2>"
    for job in life.jobs:
        body += ps([f"{span(job, '{mm}/{y}', ' – ', 'atual')} – {job.company}"], "font-weight:bold")
        body += ps([f"Cargo: {job.title}"]) + ps([f"Principais atividades: {'; '.join(job.bullets)}."])
    body += f"<h2>INFORMÁTICA E IDIOMAS</h2>{ps([*life.skills, *tongue_lines(life)])}"
    css = "h2{font-size:11pt;border-bottom:2px solid #000}"
    shown = truth(life, "objective education experience skills|languages", studies=[school])
    return Made("web", page(body, css, "Liberation Serif", "12pt", "25mm"), shown)


@habit("security_technician", "electrician", "engineer")
def page_right_dates_capitals(life: Life) -> Made:
    """EMPLOYER IN CAPITALS with the period at the right, title below, the head of the page a two-column table."""
    body = f"<table style='width:100%'><tr><td><h1>{e(life.name)}</h1></td><td style='text-align:right'>"
    body += ps([life.register, life.tel("{a} {x}-{y}"), life.email]) + "</td></tr></table>"
    body += "<h2>Qualificações</h2>" + ul(life.skills[:4]) + "<h2>Experiência</h2>"
    for job in life.jobs:
        period = span(job, "{ABC}/{y}", " A ", "ATUAL")
        body += (
            f"<p><b>{e(job.company.upper())}</b><span>{e(period)}</span></p>"
            + ps([job.title])
            + ul(job.bullets)
        )
    body += "<h2>Formação e cursos</h2>"
    body += ps([f"{one.course} – {one.institution} – {one.end}" for one in life.studies])
    css = "span{float:right}h2{color:#00695c;font-size:13pt}h1{margin:0}"
    return Made("web", page(body, css), truth(life, "skills|summary experience education"))


@habit("nurse", "pharmacist", "doctor")
def page_health_blocks(life: Life) -> Made:
    """Trainings and posts mixed in the person's own words: `Estágios`, `Vínculos`, `Plantões`."""
    body = f"<h1>{e(life.name)}</h1>" + ps([f"{life.headline} – {life.register}"])
    body += ps(
        [
            f"Nascida em {life.born()} – {life.city}"
            if life.woman
            else f"Nascido em {life.born()} – {life.city}"
        ]
    )
    body += ps([f"Contato: {life.tel('{a}{x}{y}')} – {life.email}"]) + "<h2>FORMAÇÃO</h2>"
    for one in life.studies:
        body += ps([f"{one.course} – {one.institution} – {one.start} a {one.end}"])
    body += "<h2>VÍNCULOS PROFISSIONAIS</h2>"
    for job in life.jobs:
        body += ps([f"{job.company} – {life.city}/{life.state}"], "font-weight:bold")
        body += ps([f"{job.title} ({span(job, '{mm}/{y}', ' a ', 'atual')})"]) + ul(job.bullets)
    body += "<h2>CURSOS E CONGRESSOS</h2>" + ul(
        [f"{c.name}. {c.issuer}. {c.year}. {c.hours}h." for c in life.courses]
    )
    return Made("web", page(body), truth(life, "education experience courses"))


@habit("agronomist", "lawyer", "hr")
def page_running_heads(life: Life) -> Made:
    """Two pages with the person's name and telephone at the foot of each; jobs break across pages."""
    body = f"<h1>{e(life.name)}</h1>" + ps(
        [f"{life.email}", life.tel("+55 ({a}) {x}-{y}"), f"{life.city} – {life.state}"]
    )
    body += f"<h2>Síntese</h2>{ps([life.objective] * 2)}<h2>Carreira</h2>"
    for job in life.jobs:
        body += f"<div class=j>{ps([job.company], 'font-weight:bold')}"
        body += (
            ps([f"{job.title} – {span(job, '{Name}/{y}', ' a ', 'Presente')}"]) + ul(job.bullets) + "</div>"
        )
    body += "<h2>Educação</h2>" + ps([f"{one.course}, {one.institution} ({one.end})" for one in life.studies])
    foot = f"{life.name} – {life.tel('({a}) {x}-{y}')} – Página "
    css = '@page{@bottom-center{content:"' + foot + '" counter(page)}}.j{margin-bottom:60mm}'
    return Made("sheet", page(body, css), truth(life, "summary experience education"))


@habit("seller", "guard", "cleaner")
def page_justified_paragraph(life: Life) -> Made:
    """One paragraph for each job: employer, title and period run into the text."""
    body = f"<h1>{e(life.name)}</h1>" + ps([f"Telefone {life.tel('{a} {x}-{y}')}. E-mail {life.email}."])
    body += "<h2>Sobre a minha experiência</h2>"
    for job in life.jobs:
        period = span(job, "{mm}/{y}", " a ", "atual")
        body += (
            f"<p style='text-align:justify'><b>{e(job.company)}</b> ({e(period)}). <b>{e(job.title)}.</b> "
        )
        body += e(" ".join(one + "." for one in job.bullets)) + "</p>"
    body += "<h2>Sobre os meus estudos</h2>"
    for one in life.studies:
        body += f"<p><b>{e(one.institution)}</b> ({one.end}). {e(one.course)}.</p>"
    return Made("web", page(body, "", "Liberation Serif", "12pt"), truth(life, "experience education"))


@habit("marketing", "nurse", language="en")
def page_american_en(life: Life) -> Made:
    body = f"<h1 style='text-align:center'>{e(life.name)}</h1>"
    body += f"<p style='text-align:center'>{e(life.street)} • {e(life.city)}, {e(life.state)} • "
    body += f"{e(life.tel('({a}) {x}-{y}'))} • {e(life.email)}</p><h2>Professional Background</h2>"
    for job in life.jobs:
        period = span(job, "{Abc}. {y}", "–", "Present", "en")
        body += f"<p><b>{e(job.company)}</b><span>{e(life.city)}, {e(life.state)}</span></p>"
        body += f"<p><i>{e(job.title)}</i><span>{e(period)}</span></p>" + ul(job.bullets)
    body += "<h2>Academic Background</h2>"
    for one in life.studies:
        body += f"<p><b>{e(one.institution)}</b><span>{e(life.city)}</span></p>"
        body += f"<p>{e(one.course)}<span>May {one.end}</span></p>"
    body += f"<h2>Additional</h2><p><b>Skills:</b> {e(comma(life.skills))}</p>"
    css = "span{float:right}h2{font-size:11pt;border-bottom:1px solid #000;text-transform:uppercase}"
    return Made(
        "web", page(body, css, "Liberation Serif"), truth(life, "experience education skills additional?")
    )


@habit("warehouse", "cook", "receptionist")
def page_photo_and_icons(life: Life) -> Made:
    """A photo cell left, the name right of it, headings in small letters with a symbol."""
    photo = "<svg width=80 height=100><rect width=80 height=100 fill='#bbb'/></svg>"
    info = f"<h1>{e(life.name.title())}</h1>" + ps(
        [f"📞 {life.tel('({a}) {x} {y}')}", f"📧 {life.email}", f"📍 {life.city}/{life.state}"]
    )
    body = f"<table><tr><td>{photo}</td><td>{info}</td></tr></table><h2>❯ minha experiência</h2>"
    for job in renamed(life.jobs):
        body += ps([f"▸ {job.title}"], "font-weight:bold")
        body += ps([f"{job.company} | {span(job, '{abc}/{y}', ' até ', 'agora')}", *job.bullets])
    body += "<h2>❯ minha formação</h2>"
    body += ps([f"▸ {one.course} | {one.institution} | {one.end}" for one in life.studies])
    body += f"<h2>❯ sou bom em</h2>{ps([comma(life.skills)])}"
    return Made(
        "web",
        page(body, "h2{font-size:13pt}", "DejaVu Sans", "9.5pt"),
        truth(life, "experience education skills"),
    )
