"""What a professional network exports, and what people copy out of its pages."""

from __future__ import annotations

from dataclasses import replace

from tests.evaluation.messy.draw import box, e, page, ps
from tests.evaluation.messy.habits import TONGUES, lasted, span
from tests.evaluation.messy.life import Job, Life
from tests.evaluation.messy.made import Made, habit, truth

WORDS = {
    "pt": ("Contato", "Principais competências", "Languages", "Resumo", "Experiência", "Formação acadêmica"),
    "en": ("Contact", "Top Skills", "Languages", "Summary", "Experience", "Education"),
    "es": ("Contactar", "Aptitudes principales", "Languages", "Extracto", "Experiencia", "Educación"),
}
DATED = {"pt": "{name} de {y}", "en": "{Name} {y}", "es": "{name} de {y}"}
H = "font-size:13pt;margin:10pt 0 4pt"


def _export(life: Life, roles: str) -> Made:
    words = WORDS[life.language]
    handle = life.handle.replace(".", "-").replace("_", "-")
    mail = life.email if len(life.email) < 24 else life.email[:23] + "\n" + life.email[23:]
    tongues = [f"{TONGUES[life.language][iso]} (Limited Working)" for iso in life.tongues]
    side = ps([words[0]], H) + "".join(f"<p>{e(line)}</p>" for line in mail.split("\n"))
    side += ps([f"www.linkedin.com/in/{handle}-", f"{life.digits[1:]}b (LinkedIn)"])
    side += ps([words[1]], H) + ps(life.skills[:3]) + ps([words[2]], H) + ps(tongues)
    country = {"pt": "Brasil", "en": "United States", "es": ""}[life.language]
    place = ", ".join(part for part in (life.city, life.state, country) if part)
    main = f"<div style='font-size:24pt'>{e(life.name)}</div>" + ps([life.headline, place])
    main += ps([words[3]], "font-size:15pt;margin-top:12pt") + ps([life.objective])
    main += ps([words[4]], "font-size:15pt;margin-top:12pt") + roles
    main += ps([words[5]], "font-size:15pt;margin-top:12pt")
    for one in life.studies:
        told = f"{one.degree}, {one.field}" if one.field else one.degree
        main += ps([one.institution], "font-size:12pt") + ps([f"{told}\u00a0· ({one.start} - {one.end})"])
    footer = box(0, 252, 180, "<p style='text-align:right'>Page 1 of 1</p>")
    body = box(8, 14, 55, side, "color:#fff") + box(78, 14, 125, main) + footer
    css = "@page{size:215mm 279mm;margin:0;background:linear-gradient(to right,#293e49 68mm,#fff 68mm)}"
    shown = truth(life, "summary experience education skills languages", phone=None)
    return Made("sheet", page(body, css, "Liberation Sans", "10.5pt", "0"), shown)


def _role(job: Job, life: Life, company: bool = True) -> str:
    told = ps([job.company], "font-size:12pt;margin-top:8pt") if company else ""
    now = {"pt": "Present", "en": "Present", "es": "Present"}[life.language]
    period = f"{span(job, DATED[life.language], ' - ', now, life.language)} ({lasted(job, life.language)})"
    told += ps([job.title], "font-size:11.5pt") + ps([period, job.place.replace("/", ", ")])
    return told + ps(job.bullets)


@habit("developer", "analyst", "hr", "lawyer")
def network_export_pt(life: Life) -> Made:
    return _export(life, "".join(_role(job, life) for job in life.jobs))


@habit("developer", "marketing", "nurse", language="en")
def network_export_en(life: Life) -> Made:
    return _export(life, "".join(_role(job, life) for job in life.jobs))


@habit("accountant", "teacher", "developer", language="es")
def network_export_es(life: Life) -> Made:
    return _export(life, "".join(_role(job, life) for job in life.jobs))


@habit("seller", "engineer", "call_center")
def network_export_promoted(life: Life) -> Made:
    """The two latest roles are at one employer: its name and the whole time stand once."""
    newest, second, *rest = life.jobs
    life = replace(life, jobs=(newest, replace(second, company=newest.company), *rest))
    whole = replace(newest, start=second.start)
    roles = ps([newest.company], "font-size:12pt") + ps([lasted(whole)])
    roles += "".join(_role(job, life, company=False) for job in life.jobs[:2])
    return _export(life, roles + "".join(_role(job, life) for job in rest))


@habit("designer", "hr", "security_technician")
def network_page_copied(life: Life) -> Made:
    """The profile page copied into a text file, each line as the page has it."""
    lines = [life.name, life.headline, f"{life.city}, {life.state}, Brasil", "Informações de contato", ""]
    lines += [life.email, f"{life.tel()} (Celular)", "", "Sobre", life.objective, "", "Experiência"]
    for job in life.jobs:
        period = span(job, "{abc} de {y}", " - ", "o momento")
        lines += [job.title, f"{job.company} · Tempo integral", f"{period} · {lasted(job)}"]
        lines += [f"{job.place.replace('/', ', ')}, Brasil", *job.bullets, ""]
    lines += ["Formação acadêmica"]
    for one in life.studies:
        told = f"{one.degree}, {one.field}" if one.field else one.degree
        lines += [one.institution, told, f"{one.start} - {one.end}", ""]
    lines += ["Licenças e certificados"]
    for course in life.courses:
        lines += [course.name, course.issuer, f"Emitido em mai de {course.year}", ""]
    lines += ["Competências", *life.skills]
    sections = "summary experience education certifications skills"
    return Made("txt", "\n".join(lines), truth(life, sections))


@habit("analyst", "developer", "designer")
def network_resume_builder(life: Life) -> Made:
    """Made by the network's own builder: title at employer, period to the right, no sidebar."""
    body = f"<h1>{e(life.name)}</h1>" + ps(
        [f"{life.city}, {life.state} | {life.email} | {life.tel('+55 {a} {x}-{y}')}"]
    )
    body += f"<h2>Resumo</h2>{ps([life.objective])}<h2>Experiência</h2>"
    for job in life.jobs:
        period = span(job, "{Abc} {y}", " – ", "Presente")
        body += f"<p class=r><b>{e(job.title)}</b>, {e(job.company)}<i>{e(period)}</i></p>" + ps(job.bullets)
    body += "<h2>Formação acadêmica</h2>"
    for one in life.studies:
        body += f"<p class=r><b>{e(one.institution)}</b><i>{one.start} – {one.end}</i></p>" + ps([one.course])
    body += f"<h2>Competências</h2><p>{e(' • '.join(life.skills))}</p>"
    css = "h1,h2{font-weight:400;margin:8pt 0 2pt}h2{border-bottom:1px solid #999}i{float:right}"
    return Made("web", page(body, css), truth(life, "summary experience education skills"))
