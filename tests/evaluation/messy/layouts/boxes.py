"""Pages of design tools: boxes laid anywhere and drawn in any order."""

from __future__ import annotations

from tests.evaluation.messy.draw import box, e, page, ps
from tests.evaluation.messy.habits import comma, lasted, spaced, span, tongue_lines
from tests.evaluation.messy.life import Life
from tests.evaluation.messy.made import Made, habit, truth

BIG = "font-size:26pt;font-weight:bold"
MID = "font-size:13pt;font-weight:bold;white-space:pre"


def _sheet(boxes: list[str], font: str = "DejaVu Sans", css: str = "") -> str:
    return page("".join(boxes), css, font, "9pt", "0")


@habit("designer", "photographer", "hairdresser")
def boxes_headings_first(life: Life) -> Made:
    """All headings were drawn first, then all bodies."""
    heads = ["SOBRE MIM", "EXPERIÊNCIA", "FORMAÇÃO", "CONTATO", "HABILIDADES"]
    where = [(12, 60), (75, 60), (75, 190), (12, 110), (12, 160)]
    boxes = [box(x, y, 60, head, MID) for head, (x, y) in zip(heads, where, strict=True)]
    boxes.append(
        box(12, 15, 180, e(life.name.upper()), BIG) + box(12, 30, 180, e(life.headline), "font-size:14pt")
    )
    boxes.append(box(12, 68, 55, ps([life.objective])))
    boxes.append(box(12, 118, 58, ps([life.tel(), life.email, f"{life.city} - {life.state}"])))
    boxes.append(box(12, 168, 55, ps(life.skills)))
    for number, job in enumerate(life.jobs):
        period = span(job, "{mm}/{y}", " - ", "atual")
        body = ps([job.title], "font-weight:bold") + ps([f"{job.company} | {period}", *job.bullets])
        boxes.append(box(75, 68 + number * 29, 120, body))
    for number, one in enumerate(life.studies):
        boxes.append(
            box(75, 198 + number * 16, 120, ps([one.course, f"{one.institution} | {one.start} - {one.end}"]))
        )
    return Made("sheet", _sheet(boxes), truth(life, "summary experience education skills"))


@habit("seller", "receptionist", "call_center")
def boxes_dark_sidebar_spaced(life: Life) -> Made:
    side = ps([spaced("Contato")], MID) + ps(
        ["☎ " + life.tel("{a} {x} {y}"), "✉ " + life.email, "⌂ " + life.city]
    )
    side += ps([spaced("Idiomas")], MID + ";margin-top:14pt") + ps(tongue_lines(life, ": "))
    side += ps([spaced("Skills")], MID + ";margin-top:14pt") + ps(life.skills)
    main = f"<div style='{BIG}'>{e(life.name)}</div>" + ps([life.headline.upper()])
    main += ps([spaced("Experiências")], MID + ";margin-top:12pt")
    for job in life.jobs:
        main += ps([job.company.upper()], "font-weight:bold;margin-top:6pt")
        main += ps(
            [f"{job.title} • {span(job, '{Abc}/{y}', ' a ', 'hoje')}", *("– " + one for one in job.bullets)]
        )
    main += ps([spaced("Educação")], MID + ";margin-top:12pt")
    for one in life.studies:
        main += ps([one.course], "font-weight:bold") + ps([f"{one.institution} ({one.end})"])
    boxes = [box(0, 0, 62, "", "height:297mm;background:#263238"), box(7, 20, 50, side, "color:white")]
    boxes.append(box(72, 20, 125, main))
    return Made("sheet", _sheet(boxes), truth(life, "languages skills experience education"))


@habit("intern", "receptionist", "teacher")
def boxes_grid_of_cards(life: Life) -> Made:
    """Jobs side by side as cards; the contact is at the foot of the page."""
    boxes = [box(15, 12, 180, "Currículo", "font-size:11pt;color:#888"), box(15, 20, 180, e(life.name), BIG)]
    boxes.append(box(15, 36, 180, ps(["Objetivo"], MID) + ps([life.objective])))
    boxes.append(box(15, 60, 180, "Por onde passei", MID))
    for number, job in enumerate(life.jobs):
        body = ps([job.title], "font-weight:bold") + ps(
            [job.company, span(job, "{y}", " – ", "hoje"), *job.bullets]
        )
        boxes.append(
            box(
                15 + 92 * (number % 2), 70 + 42 * (number // 2), 84, body, "border:1px solid #ccc;padding:2mm"
            )
        )
    boxes.append(box(15, 165, 180, "Estudos", MID))
    for number, one in enumerate(life.studies):
        boxes.append(
            box(15 + 92 * number, 174, 84, ps([one.course, one.institution, f"Conclusão: {one.end}"]))
        )
    boxes.append(box(15, 215, 180, ps(["O que sei fazer"], MID) + ps([comma(life.skills)])))
    boxes.append(box(15, 272, 180, e(f"{life.tel()}   |   {life.email}   |   {life.city}/{life.state}")))
    return Made("sheet", _sheet(boxes), truth(life, "objective experience education skills", "year"))


@habit("cook", "hairdresser", "guard")
def boxes_timeline_left_dates(life: Life) -> Made:
    """Years in a column of their own, drawn as one box; what happened in another one."""
    boxes = [box(20, 15, 170, e(life.name), BIG + ";text-align:center")]
    boxes.append(box(20, 30, 170, e(f"{life.tel()} · {life.email}"), "text-align:center"))
    boxes.append(box(20, 45, 170, "Histórico profissional", MID))
    for number, job in enumerate(life.jobs):
        top = 56 + number * 30
        boxes.append(box(20, top, 28, ps([span(job, "{y}", " - ", "Atual")], "color:#c55;font-weight:bold")))
        boxes.append(box(52, top, 140, ps([job.title], "font-weight:bold") + ps([job.company, *job.bullets])))
    boxes.append(box(20, 180, 170, "Escolaridade", MID))
    for number, one in enumerate(life.studies):
        boxes.append(box(20, 190 + number * 14, 28, str(one.end)))
        boxes.append(box(52, 190 + number * 14, 140, ps([one.course, one.institution])))
    boxes.append(
        box(
            20,
            222,
            170,
            ps(["Cursos"], MID) + ps([f"{c.name} – {c.issuer} ({c.hours}h)" for c in life.courses]),
        )
    )
    return Made("sheet", _sheet(boxes), truth(life, "experience education courses", "year"))


@habit("photographer", "designer", "developer")
def boxes_name_on_two_lines(life: Life) -> Made:
    """The given name above the family names; a right column drawn before the main one."""
    given, family = life.name.split(" ", 1)
    right = ps(["contato"], MID) + ps([life.email, life.tel("+55 {a} {x}-{y}"), f"{life.city}, {life.state}"])
    right += ps(["ferramentas"], MID + ";margin-top:12pt") + ps(life.skills)
    right += ps(["idiomas"], MID + ";margin-top:12pt") + ps(tongue_lines(life, " "))
    main = ps(["perfil"], MID) + ps([life.objective]) + ps(["experiência"], MID + ";margin-top:12pt")
    for job in life.jobs:
        period = span(job, "{abc} {y}", " — ", "agora")
        main += ps([period], "color:#777;margin-top:6pt") + ps(
            [f"{job.title}, {job.company}"], "font-weight:bold"
        )
        main += ps(job.bullets)
    main += ps(["formação"], MID + ";margin-top:12pt")
    for one in life.studies:
        main += ps([f"{one.start} — {one.end}"], "color:#777") + ps([one.course, one.institution])
    boxes = [box(140, 60, 60, right), box(15, 15, 150, e(given), "font-size:34pt")]
    boxes += [box(15, 30, 150, e(family), "font-size:34pt"), box(15, 60, 118, main)]
    return Made(
        "sheet",
        _sheet(boxes, "Liberation Sans"),
        truth(life, "skills languages summary experience education"),
    )


@habit("hr", "analyst", "seller")
def boxes_pills_and_icons(life: Life) -> Made:
    """Headings are icons with a word, skills pills, periods pills on the right of the employer."""
    pill = "background:#ffe0b2;border-radius:3mm;padding:0 2mm;margin-right:2mm"
    body = f"<div style='background:#ff7043;color:#fff;padding:9mm'><div style='{BIG}'>{e(life.name)}</div>"
    body += f"<p>{e(life.headline)}</p></div><div style='padding:8mm'>"
    body += ps([f"✉ {life.email}   ☎ {life.tel('({a}){x}-{y}')}   ⚑ {life.city}-{life.state}"])
    body += "<h3>★ Trajetória</h3>"
    for job in life.jobs:
        period = span(job, "{mm}/{yy}", " → ", "presente")
        body += f"<p><b>{e(job.company)}</b> <span style='{pill};float:right'>{e(period)}</span></p>"
        body += f"<p><i>{e(job.title)}</i></p>" + ps(["✓ " + one for one in job.bullets])
    body += "<h3>✎ Formação</h3>"
    for one in life.studies:
        body += f"<p><b>{e(one.institution)}</b> <span style='{pill};float:right'>{one.start} → {one.end}</span></p>"
        body += ps([one.course])
    body += "<h3>⚙ Competências</h3><p>" + "".join(f"<span style='{pill}'>{e(s)}</span>" for s in life.skills)
    return Made(
        "sheet",
        page(body + "</div>", "h3{color:#ff7043}", "DejaVu Sans", "9.5pt", "0"),
        truth(life, "experience education skills"),
    )


@habit("driver", "mechanic", "warehouse")
def boxes_labels_above_values(life: Life) -> Made:
    """A free template's small grey labels: CARGO, EMPRESA, PERÍODO above what was typed."""
    grey = "color:#999;font-size:7pt"
    boxes = [box(20, 20, 170, e(life.name), BIG), box(20, 36, 80, ps(["TELEFONE"], grey) + ps([life.tel()]))]
    boxes.append(box(105, 36, 85, ps(["E-MAIL"], grey) + ps([life.email])))
    boxes.append(box(20, 54, 170, "Experiência Profissional", MID))
    for number, job in enumerate(life.jobs):
        period = span(job, "{mm}/{y}", " até ", "o momento")
        rows = [("CARGO", job.title), ("EMPRESA", job.company), ("PERÍODO", period)]
        for column, (label, value) in enumerate(rows):
            boxes.append(box(20 + column * 60, 64 + number * 24, 56, ps([label], grey) + ps([value])))
        boxes.append(box(20, 75 + number * 24, 170, ps([" / ".join(job.bullets)])))
    boxes.append(box(20, 170, 170, "Formação", MID))
    for number, one in enumerate(life.studies):
        rows = [("CURSO", one.course), ("INSTITUIÇÃO", one.institution), ("CONCLUSÃO", str(one.end))]
        for column, (label, value) in enumerate(rows):
            boxes.append(box(20 + column * 60, 180 + number * 16, 56, ps([label], grey) + ps([value])))
    return Made("sheet", _sheet(boxes, "Liberation Sans"), truth(life, "experience education"))


@habit("barista", "marketing", language="en")
def boxes_left_sidebar_en(life: Life) -> Made:
    side = ps(["Get in touch"], MID) + ps(
        [life.tel("({a}) {x}-{y}"), life.email, f"{life.city}, {life.state}"]
    )
    side += ps(["What I'm good at"], MID + ";margin-top:10pt") + ps(life.skills)
    main = f"<div style='{BIG}'>{e(life.name)}</div>" + ps([life.objective]) + ps(["Where I've worked"], MID)
    for job in life.jobs:
        main += ps([f"{job.title} @ {job.company}"], "font-weight:bold;margin-top:5pt")
        main += ps([span(job, "{mm}/{y}", " - ", "now", "en"), *("• " + one for one in job.bullets)])
    main += ps(["School"], MID + ";margin-top:10pt")
    for one in life.studies:
        main += ps([f"{one.course}, {one.institution}, {one.end}"])
    boxes = [box(8, 20, 62, side), box(78, 20, 120, main)]
    return Made("sheet", _sheet(boxes), truth(life, "skills experience education"))


@habit("nurse", "psychologist", "pharmacist")
def boxes_durations_only(life: Life) -> Made:
    """No dates of work, only how long it lasted."""
    main = f"<div style='{BIG}'>{e(life.name)}</div>" + ps([f"{life.headline} | {life.register}"])
    main += ps([f"Telefone: {life.tel('{a} {x}-{y}')}", f"Email: {life.email}", f"{life.age} anos"])
    main += ps(["Experiência Profissional"], MID + ";margin-top:10pt")
    for job in life.jobs:
        main += ps([job.company], "font-weight:bold;margin-top:5pt")
        main += ps([job.title, f"Tempo: {lasted(job)}", *("• " + one for one in job.bullets)])
    main += ps(["Formação Acadêmica"], MID + ";margin-top:10pt")
    for one in life.studies:
        main += ps([f"{one.course} - {one.institution} - concluído em {one.end}"])
    main += ps(["Aperfeiçoamento"], MID + ";margin-top:10pt") + ps(
        [f"{c.name}, {c.issuer}" for c in life.courses]
    )
    return Made(
        "sheet", _sheet([box(20, 20, 170, main)]), truth(life, "experience education courses", "none")
    )
