"""Plain text: what people paste into a message, a mail or a form's only field."""

from __future__ import annotations

from dataclasses import replace

from tests.evaluation.messy.habits import comma, lasted, lower_first, marital, month, span, tongue_lines
from tests.evaluation.messy.habits import without_accents as bare
from tests.evaluation.messy.life import Job, Life
from tests.evaluation.messy.made import Made, habit, renamed, truth


def _made(lines: list[str], shown: dict[str, object]) -> Made:
    return Made("txt", "\n".join(lines), shown)


def _unaccented(life: Life) -> Life:
    jobs = tuple(renamed(life.jobs, company=lambda j: bare(j.company), title=lambda j: bare(j.title)))
    studies = tuple(
        replace(s, institution=bare(s.institution), degree=bare(s.degree), field=bare(s.field))
        for s in life.studies
    )
    return replace(life, name=bare(life.name), jobs=jobs, studies=studies)


@habit("mason", "driver", "cleaner", "cook")
def note_all_small_letters(life: Life) -> Made:
    """Typed on a telephone: small letters, no accents, no full stops."""
    life = _unaccented(life)
    lines = [life.name, f"{life.age} anos", f"zap {life.tel('{a} {x} {y}')}", life.email, "", "experiencias"]
    for job in life.jobs:
        lines += [
            job.title,
            job.company,
            span(job, "{m}/{y}", " a ", "ate hoje"),
            *map(bare, job.bullets),
            "",
        ]
    lines += ["estudo"] + [f"{one.course} {one.institution}" for one in life.studies]
    lines += ["", "cursos"] + [bare(f"{c.name} {c.issuer} {c.hours} horas") for c in life.courses]
    return _made(
        [line.lower() if "@" not in line else line for line in lines],
        truth(life, "experience education courses"),
    )


@habit("guard", "warehouse", "electrician")
def note_all_capitals(life: Life) -> Made:
    lines = [
        f"NOME: {life.name}",
        f"ENDEREÇO: {life.street} - {life.quarter}",
        f"CIDADE: {life.city}/{life.state}",
    ]
    lines += [f"TEL: {life.tel('({a}) {x}-{y}')}", f"EMAIL: {life.email}", f"ESTADO CIVIL: {marital(life)}"]
    lines += ["", "ESCOLARIDADE:"] + [f"{one.course} COMPLETO - {one.institution}" for one in life.studies]
    lines += ["", "EXPERIÊNCIA PROFISSIONAL:"]
    for job in life.jobs:
        lines += [f"* {job.company}", f"  CARGO: {job.title}"]
        lines += [f"  PERÍODO: {span(job, '{mm}/{y}', ' À ', 'ATUALMENTE')}", ""]
    return _made([line.upper() for line in lines], truth(life, "education experience"))


@habit("seller", "receptionist", "hairdresser")
def note_period_first(life: Life) -> Made:
    lines = [life.name, "", f"Celular {life.tel()} - {life.email}", f"{life.city}, {life.state}", ""]
    lines += ["Objetivo:", life.objective, "", "Experiência:"]
    for job in life.jobs:
        lines += [f"{span(job, '{y}', ' a ', 'atual')} - {job.company}: {job.title}."]
    lines += ["", "Formação:"] + [f"{one.end} - {one.institution}: {one.course}." for one in life.studies]
    lines += ["", "Informática:", comma(life.skills)]
    return _made(lines, truth(life, "objective experience education skills", "year"))


@habit("intern", "nurse", "teacher")
def note_month_words_brackets(life: Life) -> Made:
    """`Março de 2019 (início) – Julho de 2021 (saída)` and the like."""
    lines = [f"Currículo – {life.name}", life.email, life.tel("({a}) {x} {y}"), "", "EXPERIÊNCIAS"]
    for job in life.jobs:
        start, end = span(job, "{Name} de {y}", "|", "").split("|")
        told = f"{start} (início) – {end} (saída)" if end else f"{start} (início) – trabalhando atualmente"
        lines += [f"{job.title} – {job.company}", told, *("- " + one for one in job.bullets), ""]
    lines += ["ESTUDOS"]
    for one in life.studies:
        lines += [f"{one.course} – {one.institution}", f"Concluído em {one.end}", ""]
    lines += ["IDIOMAS", *tongue_lines(life, ": ")]
    return _made(lines, truth(life, "experience education languages"))


@habit("developer", "engineer", "doctor")
def note_contact_last(life: Life) -> Made:
    """Starts with the summary; name and contact are a signature at the end."""
    lines = ["RESUMO", life.objective, "", "EXPERIÊNCIA"]
    for job in life.jobs:
        lines += [f"{job.company}", f"{job.title}, de {span(job, '{abc}/{yy}', ' a ', 'hoje')}"]
        lines += ["  - " + one for one in job.bullets]
    lines += ["", "FORMAÇÃO"] + [
        f"{one.course}, {one.institution}, {one.start}-{one.end}" for one in life.studies
    ]
    lines += [
        "",
        "COMPETÊNCIAS",
        comma(life.skills),
        "",
        "--",
        life.name,
        life.tel("+55 {a} {x}-{y}"),
        life.email,
    ]
    return _made(lines, truth(life, "summary experience education skills"))


@habit("mechanic", "driver", "guard")
def note_labelled_admission(life: Life) -> Made:
    lines = [
        "CURRICULUM",
        "",
        f"Nome completo: {life.name}",
        f"Nascimento: {life.born()}  CPF: 123.456.789-09",
    ]
    lines += [f"RG: MG-12.345.678  CNH: D   Fone: {life.tel('({a}) {x}-{y}')}", f"Email: {life.email}", ""]
    lines += ["Empregos anteriores"]
    for job in life.jobs:
        start, end = span(job, "{d}/{mm}/{y}", "|", "atual").split("|")
        lines += [f"Empresa: {job.company}", f"Função: {job.title}", f"Admissão: {start} - Saída: {end}", ""]
    lines += ["Grau de instrução"]
    lines += [f"{one.course} - {one.institution}" for one in life.studies]
    lines += ["", "Cursos profissionalizantes"] + [f"{c.name} ({c.issuer})" for c in life.courses]
    return _made(lines, truth(life, "experience education courses"))


@habit("cook", "cleaner", "hairdresser")
def note_durations(life: Life) -> Made:
    lines = [life.name, f"Idade {life.age}", f"Contato {life.tel('{a} {x}-{y}')} ou {life.email}", ""]
    lines += ["Onde trabalhei:"]
    lines += [f"- {job.company} como {lower_first(job.title)} ({lasted(job)})" for job in life.jobs]
    lines += ["", "Onde estudei:"] + [f"- {one.course}, {one.institution}" for one in life.studies]
    lines += ["", "Sou pontual, tenho referências e posso começar já."]
    return _made(lines, truth(life, "experience education", "none"))


@habit("photographer", "teacher", "agronomist")
def note_lone_years(life: Life) -> Made:
    """One year for each post: the one in which it began."""
    lines = [life.name.upper(), f"{life.email} / {life.tel()}", "", "PRINCIPAIS TRABALHOS"]
    lines += [f"{job.start.year} – {job.title}, {job.company}" for job in life.jobs]
    lines += ["", "FORMAÇÃO"] + [f"{one.end} – {one.course}, {one.institution}" for one in life.studies]
    lines += ["", "CURSOS"] + [f"{c.year} – {c.name}, {c.issuer}" for c in life.courses]
    jobs = [replace(job, end=job.start) for job in life.jobs]
    return _made(lines, truth(life, "experience education courses", "year", jobs))


@habit("lawyer", "accountant", "hr")
def note_mail_sentences(life: Life) -> Made:
    """A mail whose sentences say where and when."""
    lines = ["Prezados, segue meu currículo.", "", life.name, f"{life.tel('{a} {x}{y}')} | {life.email}", ""]
    lines += ["Experiência profissional"]
    for job in life.jobs:
        end = f"até {month(job.end, '{name} de {y}')}" if job.end else "até o momento"
        lines += [f"De {month(job.start, '{name} de {y}')} {end}: {job.title} na empresa {job.company}."]
    lines += ["", "Formação"]
    lines += [
        f"{one.course} pela instituição {one.institution}, concluído em {one.end}." for one in life.studies
    ]
    lines += ["", "Fico à disposição,", life.name]
    return _made(lines, truth(life, "experience education"))


@habit("warehouse", "seller", "driver")
def note_dashes_between(life: Life) -> Made:
    """Everything on one line with hyphens, and hyphens in the dates too."""
    lines = [
        life.name,
        f"fone/whats: {life.tel('0{a} {x}-{y}')}",
        life.email,
        f"{life.city} - {life.state}",
        "",
    ]
    lines += ["EXPERIENCIA PROFISSIONAL"]
    for job in life.jobs:
        lines += [f"- {job.company} - {job.title} - {span(job, '{mm}-{y}', ' a ', 'atual')}"]
    lines += ["", "ESCOLARIDADE"] + [
        f"- {one.course} - {one.institution} - {one.end}" for one in life.studies
    ]
    return _made(lines, truth(life, "experience education"))


@habit("electrician", "security_technician", "mechanic")
def note_only_beginnings(life: Life) -> Made:
    """`desde` for the job that lasts, the end alone for the others."""
    newest, *rest = life.jobs
    jobs = [replace(newest, end=None), *rest]
    lines = [life.name, life.register or life.headline, f"Tel.: {life.tel()}   E-mail: {life.email}", ""]
    lines += ["Experiência profissional", "", newest.company, newest.title]
    lines += [f"Desde {month(newest.start, '{name} de {y}')}", *newest.bullets, ""]
    for job in rest:
        lines += [
            job.company,
            job.title,
            f"Até {month(job.end or job.start, '{name} de {y}')}",
            *job.bullets,
            "",
        ]
    lines += ["Formação", ""] + [f"{one.course}\n{one.institution}" for one in life.studies]
    shown = truth(life, "experience education", lambda job: "month" if job is jobs[0] else "end", jobs)
    return _made(lines, shown)


@habit("nurse", "developer", "barista", language="en")
def note_plain_en(life: Life) -> Made:
    lines = [life.name.upper(), f"{life.city}, {life.state} {life.tel('{a}.{x}.{y}')} {life.email}", ""]
    lines += ["EMPLOYMENT HISTORY", ""]
    for job in life.jobs:
        lines += [f"{job.company}, {life.city} - {job.title}", span(job, "{mm}/{y}", "-", "current", "en")]
        lines += ["* " + one for one in job.bullets] + [""]
    lines += ["EDUCATION & TRAINING", ""]
    lines += [f"{one.institution} - {one.course} - Graduated {one.end}" for one in life.studies]
    return _made(lines, truth(life, "experience education"))


@habit("intern", "receptionist", "seller")
def note_seasons(life: Life) -> Made:
    """Semesters instead of months: `1º semestre de 2021 ao 2º semestre de 2022`."""

    def half(job: Job) -> str:
        def one(year: int, number: int) -> str:
            return f"{1 if number < 7 else 2}º semestre de {year}"

        end = one(job.end.year, job.end.month) if job.end else "momento"
        return f"{one(job.start.year, job.start.month)} ao {end}"

    lines = [
        life.name,
        f"{life.age} anos, {life.city}/{life.state}",
        f"{life.tel('{a} {x} {y}')}  {life.email}",
        "",
    ]
    lines += ["Objetivo", life.objective, "", "Vivência profissional"]
    for job in life.jobs:
        lines += [f"{job.title} ({job.company})", half(job), *("• " + one for one in job.bullets)]
    lines += ["", "Formação"] + [
        f"{one.course} ({one.institution}), {one.start} a {one.end}" for one in life.studies
    ]
    return _made(lines, truth(life, "objective experience education", "year"))


@habit("accountant", "cook", "teacher", language="es")
def note_labelled_es(life: Life) -> Made:
    lines = ["CURRÍCULUM VÍTAE", "", f"Nombre y apellidos: {life.name}", f"Tel: {life.tel('{x} {y}')}"]
    lines += [f"Correo: {life.email}", f"Domicilio: {life.street}, {life.city}", "", "Experiencia laboral"]
    for job in life.jobs:
        lines += [f"Empresa: {job.company}", f"Puesto: {job.title}"]
        lines += [f"Fecha: {span(job, '{name} de {y}', ' hasta ', 'la fecha', 'es')}", ""]
    lines += ["Estudios realizados"]
    lines += [f"{one.course} - {one.institution} - {one.end}" for one in life.studies]
    return _made(lines, truth(life, "experience education"))
