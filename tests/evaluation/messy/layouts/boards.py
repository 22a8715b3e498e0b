"""What job boards and public registers export: labels and blocks of the site, with the person's own words in them."""

from __future__ import annotations

from tests.evaluation.messy.draw import e, page, ps, ul
from tests.evaluation.messy.habits import comma, lasted, marital, month, span, tongue_lines
from tests.evaluation.messy.life import TODAY, Life
from tests.evaluation.messy.made import Made, habit, truth

BAR = "h2{font-size:12pt;background:#eee;padding:2pt;margin:8pt 0 2pt}h1{margin:0}"


@habit("seller", "warehouse", "receptionist", "accountant")
def board_salary_fields(life: Life) -> Made:
    """Last salary, kind of contract and hierarchy level beside each job; the objective with a salary."""
    body = f"<h1>{e(life.name)}</h1>" + ps([f"{life.age} anos, {marital(life)}, {life.city} - {life.state}"])
    body += ps([f"Telefone celular: {life.tel('({a}){x}-{y}')}", f"E-mail: {life.email}"])
    body += f"<h2>Objetivo profissional</h2>{ps([life.headline, 'Pretensão salarial: R$ 2.500,00'])}"
    body += "<h2>Formação</h2>"
    for one in life.studies:
        body += ps([f"{one.course} - {one.institution}", f"Conclusão em dezembro de {one.end}"])
    body += "<h2>Histórico profissional</h2>"
    for job in life.jobs:
        body += ps([job.company], "font-weight:bold") + ps([f"Último cargo: {job.title}"])
        body += ps(
            [f"Período: de {span(job, '{name} de {y}', ' a ', 'o momento')}", "Último salário: R$ 1.980,00"]
        )
        body += ps([f"Principais atividades: {'. '.join(job.bullets)}"])
    body += f"<h2>Idiomas</h2>{ps(tongue_lines(life))}"
    return Made("web", page(body, BAR), truth(life, "objective education experience languages"))


@habit("hr", "analyst", "seller")
def board_vacancy_profile(life: Life) -> Made:
    """Title - employer, then the period with its length in brackets, then the place; the last update at the foot."""
    body = ps([life.name], "font-size:18pt") + ps([life.headline])
    body += ps([f"{life.city} / {life.state} / Brasil", f"{life.tel('({a}) {x}-{y}')} | {life.email}"])
    body += "<h2>RESUMO PROFISSIONAL</h2>" + ps([life.objective]) + "<h2>EXPERIÊNCIA PROFISSIONAL</h2>"
    for job in life.jobs:
        body += ps([f"{job.title} - {job.company}"], "font-weight:bold")
        body += ps([f"{span(job, '{mm}/{y}', ' - ', 'emprego atual')} ({lasted(job)})", *job.bullets])
    body += "<h2>FORMAÇÃO</h2>"
    for one in life.studies:
        body += ps([f"{one.course}, {one.institution}"], "font-weight:bold") + ps(
            [f"01/{one.start} - 12/{one.end}"]
        )
    body += "<h2>INFORMAÇÕES ADICIONAIS</h2>" + ps([f"Última atualização: {month(TODAY, '{d}/{mm}/{y}')}"])
    return Made("web", page(body, BAR), truth(life, "summary experience education other|additional"))


@habit("call_center", "cleaner", "driver")
def board_icons_and_cards(life: Life) -> Made:
    body = f"<h1>{e(life.name)}</h1>" + ps([f"{life.age} anos"]) + "<h2>Contato</h2>"
    body += ps([f"✆ {life.tel('{n}')}", f"✉ {life.email}", f"⌖ {life.quarter}, {life.city} ({life.state})"])
    body += "<h2>Experiências</h2>"
    for job in life.jobs:
        period = span(job, "{abc}. {y}", " - ", "Atualmente")
        body += f"<div style='border:1px solid #ccc;margin:3pt;padding:3pt'>{ps([period], 'color:#777')}"
        body += f"<b>{e(job.title)}</b><br>{e(job.company)}{ul(job.bullets)}</div>"
    body += "<h2>Estudos</h2>"
    for one in life.studies:
        body += (
            ps([f"{one.start} - {one.end}"], "color:#777") + f"<b>{e(one.course)}</b><br>{e(one.institution)}"
        )
    body += f"<h2>Conhecimentos</h2>{ps([comma(life.skills)])}"
    return Made("web", page(body, BAR, "Liberation Sans Narrow"), truth(life, "experience education skills"))


@habit("developer", "hr", "intern")
def board_talent_profile(life: Life) -> Made:
    """A recruiting system's export: fields with a colon, one below the other, for each job."""
    body = "<h1>Perfil do candidato</h1><h2>Informações pessoais</h2>"
    rows = [("Nome completo", life.name), ("E-mail", life.email), ("Celular", life.tel("+55 {a} {x}{y}"))]
    rows += [
        ("CPF", "***.***.***-**"),
        ("Data de nascimento", life.born()),
        ("Cidade", f"{life.city}, {life.state}"),
    ]
    body += ps([f"{label}: {value}" for label, value in rows]) + "<h2>Experiências profissionais</h2>"
    for job in life.jobs:
        start, end = span(job, "{mm}/{y}", "|", "").split("|")
        body += ps([f"Empresa: {job.company}", f"Cargo: {job.title}", f"Data de início: {start}"])
        body += ps([f"Data de término: {end}" if end else "Trabalho aqui atualmente: Sim"])
        body += ps([f"Descrição: {'; '.join(job.bullets)}"])
    body += "<h2>Formação acadêmica</h2>"
    for one in life.studies:
        body += ps([f"Instituição: {one.institution}", f"Curso: {one.course}", "Status: Concluído"])
        body += ps([f"Data de início: 02/{one.start}", f"Data de conclusão: 12/{one.end}"])
    body += "<h2>Conquistas e certificados</h2>" + ps([f"Título: {c.name}" for c in life.courses])
    return Made("web", page(body, BAR), truth(life, "experience education certifications|awards"))


@habit("guard", "mason", "cook", "cleaner")
def board_public_employment(life: Life) -> Made:
    """A public employment office: capitals, code numbers of occupations, admission and dismissal."""
    lines = ["MINISTÉRIO DO TRABALHO - CURRÍCULO DO TRABALHADOR", "", f"NOME: {life.name.upper()}"]
    lines += [f"PIS: 123.45678.90-1   NASCIMENTO: {life.born()}   SEXO: {'FEM' if life.woman else 'MASC'}"]
    lines += [f"TELEFONE: ({life.area}) {life.digits}", f"E-MAIL: {life.email.upper()}"]
    lines += ["", "ESCOLARIDADE"]
    for one in life.studies:
        lines += [f"{one.course.upper()} COMPLETO", f"ESTABELECIMENTO: {one.institution.upper()}"]
    lines += ["", "VÍNCULOS EMPREGATÍCIOS"]
    for job in life.jobs:
        start, end = span(job, "{d}/{mm}/{y}", "|", "").split("|")
        lines += [f"EMPREGADOR: {job.company.upper()}", f"OCUPAÇÃO: {job.title.upper()}"]
        lines += [f"ADMISSÃO: {start}   DEMISSÃO: {end or '---'}", ""]
    return Made("txt", "\n".join(lines), truth(life, "education experience"))


@habit("barista", "nurse", "developer", language="en")
def board_indeed_en(life: Life) -> Made:
    body = f"<h1>{e(life.name)}</h1>" + ps([life.headline, f"{life.city}, {life.state}", life.email])
    body += ps([life.tel("+1 {a} {x} {y}"), "Authorized to work in the US for any employer"])
    body += "<h2>Work Experience</h2>"
    for job in life.jobs:
        body += ps([job.title], "font-weight:bold") + ps([f"{job.company}-{life.city}, {life.state}"])
        body += ps([span(job, "{Name} {y}", " to ", "Present", "en"), *job.bullets])
    body += "<h2>Education</h2>"
    for one in life.studies:
        body += ps([one.course], "font-weight:bold") + ps([f"{one.institution}-{life.city}, {life.state}"])
        body += ps([f"August {one.start} to May {one.end}"])
    body += f"<h2>Skills</h2>{ul(life.skills)}<h2>Certifications and Licenses</h2>{ps([c.name for c in life.courses])}"
    shown = truth(life, "experience education skills certifications")
    return Made("web", page(body, "h2{border-bottom:1px solid #bbb}"), shown)


@habit("cook", "nurse", "teacher", language="es")
def board_infojobs_es(life: Life) -> Made:
    body = f"<h1>{e(life.name)}</h1>" + ps([f"{life.email}", f"Teléfono: {life.tel('{n}')[2:]}", life.city])
    body += "<h2>Experiencias</h2>"
    for job in life.jobs:
        body += ps([job.title], "font-weight:bold") + ps([job.company])
        body += ps(
            [f"{span(job, '{name} {y}', ' - ', 'Actualmente', 'es')}", "Nivel: Empleado", *job.bullets]
        )
    body += "<h2>Estudios</h2>"
    for one in life.studies:
        body += ps(
            [f"{one.degree} - {one.field}", one.institution, f"septiembre {one.start} - junio {one.end}"]
        )
    body += f"<h2>Conocimientos</h2>{ps([comma(life.skills)])}<h2>Idiomas</h2>{ps(tongue_lines(life, ': '))}"
    return Made("web", page(body, BAR), truth(life, "experience education skills languages"))


@habit("researcher", "teacher", "agronomist")
def register_of_researchers(life: Life) -> Made:
    """The national register of researchers printed from its web page: years in the left column, boxes of text."""

    def row(left: str, right: str) -> str:
        return f"<tr><td style='width:32mm;vertical-align:top'><b>{e(left)}</b></td><td>{right}</td></tr>"

    body = f"<h1>{e(life.name)}</h1>" + ps(
        [f"Endereço para acessar este CV: http://lattes.example/{life.digits}441"]
    )
    body += ps(["Última atualização do currículo em 02/09/2025"]) + ps([f"{life.headline}. {life.objective}"])
    body += (
        "<h2>Identificação</h2><table>"
        + row("Nome", e(life.name))
        + row("E-mail", e(life.email))
        + "</table>"
    )
    body += "<h2>Formação acadêmica/titulação</h2><table>"
    for one in life.studies:
        body += row(
            f"{one.start} - {one.end}", f"{e(one.course)}.<br>{e(one.institution)}, {e(life.city)}, Brasil."
        )
    body += "</table><h2>Atuação Profissional</h2>"
    for job in life.jobs:
        bond = f"Vínculo: Servidor Público, Enquadramento Funcional: {e(job.title)}, Carga horária: 40"
        body += f"<p><b>{e(job.company)}, Brasil.</b></p><p>Vínculo institucional</p><table>"
        body += (
            row(span(job, "{y}", " - ", "Atual"), bond)
            + row("Atividades", e(". ".join(job.bullets)))
            + "</table>"
        )
    body += "<h2>Idiomas</h2><table>"
    for line in tongue_lines(life, "|"):
        name, grade = line.split("|")
        body += row(name, f"Compreende {e(grade)}, Fala {e(grade)}, Lê Bem.")
    body += "</table>"
    shown = truth(life, "education experience languages", "year", phone=None)
    return Made("web", page(body, "h2{font-size:12pt;border-bottom:1px solid #444}"), shown)


@habit("engineer", "electrician", "nurse")
def europass_label_rail(life: Life) -> Made:
    """The older European form in Portuguese: labels in a left rail, values right of them."""

    def row(label: str, value: str) -> str:
        style = "width:50mm;text-align:right;padding-right:4mm;vertical-align:top;border-right:1px solid #000"
        return f"<tr><td style='{style}'>{e(label)}</td><td style='padding-left:4mm'>{e(value)}</td></tr>"

    rows = row("Curriculum Vitae Europass", "") + row("Informação pessoal", "")
    rows += row("Apelido(s) / Nome(s) próprio(s)", life.name) + row(
        "Morada(s)", f"{life.street}, {life.city}"
    )
    rows += row("Telefone(s)", life.tel("+55 {a} {x}{y}")) + row("Correio(s) electrónico(s)", life.email)
    rows += row("Data de nascimento", life.born()) + row("Experiência profissional", "")
    for job in life.jobs:
        rows += row("Datas", span(job, "{mm}/{y}", " - ", "até à data")) + row(
            "Função ou cargo ocupado", job.title
        )
        rows += row("Principais actividades e responsabilidades", "; ".join(job.bullets))
        rows += row("Nome e morada do empregador", job.company)
    rows += row("Educação e formação", "")
    for one in life.studies:
        rows += row("Datas", f"{one.start} - {one.end}") + row(
            "Designação da qualificação atribuída", one.course
        )
        rows += row("Nome e tipo da organização de ensino ou formação", one.institution)
    rows += row("Aptidões e competências informáticas", comma(life.skills))
    body = f"<table style='border-collapse:collapse'>{rows}</table>"
    return Made(
        "sheet", page(body, font="Liberation Sans Narrow"), truth(life, "experience education skills")
    )


@habit("teacher", "nurse", "accountant", language="es")
def europass_new_es(life: Life) -> Made:
    """The newer European form: period and place above, title and employer below in capitals."""
    body = f"<h1>{e(life.name)}</h1>" + ps([f"Correo electrónico: {life.email}"])
    body += ps([f"Teléfono móvil: (+34) {life.digits}", f"Dirección: {life.street}, {life.city} (España)"])
    body += "<h2>EXPERIENCIA LABORAL</h2>"
    for job in life.jobs:
        period = span(job, "{d}/{mm}/{y}", " – ", "ACTUAL", "es")
        body += (
            ps([f"[ {period} ]"]) + ps([job.title], "font-weight:bold") + ps([f"{job.company}"], "color:#555")
        )
        body += ps([f"Localidad: {life.city} | País: España"]) + ul(job.bullets)
    body += "<h2>EDUCACIÓN Y FORMACIÓN</h2>"
    for one in life.studies:
        body += ps([f"[ 01/09/{one.start} – 30/06/{one.end} ]"]) + ps([one.course], "font-weight:bold")
        body += ps([one.institution], "color:#555")
    body += f"<h2>COMPETENCIAS DIGITALES</h2>{ps([' | '.join(life.skills)])}"
    return Made(
        "web",
        page(body, "h2{color:#0e47cb;border-bottom:1px solid #0e47cb}"),
        truth(life, "experience education skills"),
    )
