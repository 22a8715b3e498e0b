"""Entries whose period stands in a column of its own, so narrow that it is broken over lines."""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.engine import analyze
from tests.support.analysis.files import docx, paragraph, placed

Drawn = tuple[int, int, str]

JOBS: dict[str, list[tuple[tuple[str, str], str, str, str]]] = {
    "pt": [
        (("De fevereiro de 2020", "a maio de 2023"), "Zootecnista", "Granja Sol", "Araxá - MG"),
        (("março 2016", "– janeiro 2020"), "Estagiária", "Cooperativa do Vale", "Araxá - MG"),
    ],
    "en": [
        (("October 2021 —", "present"), "Beekeeper", "Hollow Oak Farm", "Boise, ID"),
        (("May 2017 — August", "2021"), "Farm Assistant", "Green Valley Orchards", "Salem, OR"),
    ],
    "es": [
        (("De enero. 2019", "a mayo. 2022"), "Apicultora", "Mieles del Norte", "Burgos, España"),
        (("agosto 2015 –", "diciembre 2018"), "Auxiliar de campo", "Finca Los Olivos", "Jaén, España"),
    ],
}
WORDS = {
    "pt": ("Experiência", "Formação"),
    "en": ("Experience", "Education"),
    "es": ("Experiencia", "Educación"),
}
EXPECTED: dict[str, list[tuple[str, str | None]]] = {
    "pt": [("2020-02", "2023-05"), ("2016-03", "2020-01")],
    "en": [("2021-10", None), ("2017-05", "2021-08")],
    "es": [("2019-01", "2022-05"), ("2015-08", "2018-12")],
}


def page(language: str, side: str) -> bytes:
    texts: list[Drawn] = [(50, 800, "Irene Prado Reis"), (50, 785, "irene@exemplo.com")]
    texts.append((50, 750, WORDS[language][0].upper()))
    y = 730
    for broken, title, company, place in JOBS[language]:
        margin = [(50 if side == "left" else 430, y - 14 * row, part) for row, part in enumerate(broken)]
        header = [f"{title}, {company}", place] if side == "left" else [title, f"{company} ({place})"]
        body = [(180 if side == "left" else 50, y - 14 * row, text) for row, text in enumerate(header)]
        texts += [*margin, *body] if side == "left" else [*body, *margin]
        texts.append((190 if side == "left" else 60, y - 28, "• 300 kg"))
        y -= 60
    return placed([*texts, (50, y, WORDS[language][1].upper()), (50, y - 18, "SENAC, 2014")])


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("language", ["pt", "en", "es"])
def test_a_period_that_its_narrow_column_broke_is_read_whole(language: str, side: str) -> None:
    result = analyze(page(language, side))
    assert [(job["title"], job["company"]) for job in result["experience"]] == [
        (title, company) for _, title, company, _ in JOBS[language]
    ]
    assert [(job["start"], job["end"]) for job in result["experience"]] == EXPECTED[language]


def test_a_year_under_a_period_that_is_whole_is_not_drawn_into_it() -> None:
    texts = [(50, 800, "Irene Prado Reis"), (50, 785, "irene@exemplo.com"), (50, 750, "EXPERIENCE")]
    for row, period in enumerate(("2019 - 2021", "2016 - 2018", "2014 - 2015")):
        texts += [(50, 730 - 14 * row, period), (180, 730 - 14 * row, f"Nurse, Oak Clinic {'ABC'[row]}")]
    result = analyze(placed(texts))
    assert [(job["start"], job["end"]) for job in result["experience"]] == [
        ("2019", "2021"), ("2016", "2018"), ("2014", "2015"),
    ]  # fmt: skip


SIDEBARS: dict[str, tuple[str, ...]] = {
    "pt": ("Onde me encontram", "Bolsa de truques", "Por onde andei", "Bancos de escola"),
    "en": ("Find me here", "Bag of tricks", "Places so far", "School days"),
    "es": ("Me encuentran aquí", "Bolsa de trucos", "Por dónde anduve", "Bancos de escuela"),
}


@pytest.mark.parametrize("language", ["pt", "en", "es"])
def test_a_sidebar_mixed_with_the_text_by_height_is_read_apart(language: str) -> None:
    reach, tricks, past, school = (title.upper() for title in SIDEBARS[language])
    main = ["Irene Prado Reis", "", past]
    for broken, title, company, place in JOBS[language]:
        main += [title, f"{company} · {place} · {' '.join(broken)}", "• 300 kg", ""]
    main += [school, "SENAC, 2014"]
    side = ["", "", reach, "irene@exemplo.com", "+55 (34)", "98877-6655", "", tricks]
    side += ["Excel", "Python", "SQL", "Photoshop", "Power BI", "SAP"]
    texts: list[Drawn] = []
    for row in range(max(len(main), len(side))):
        for x, column in ((40, main), (450, side)):
            if row < len(column) and column[row]:
                texts.append((x, 800 - 16 * row, column[row]))
    result = analyze(placed(texts))
    assert result["profile"]["phone"] == "+5534988776655"
    assert [(job["title"], job["company"], job["start"]) for job in result["experience"]] == [
        (job[1], job[2], dates[0]) for job, dates in zip(JOBS[language], EXPECTED[language], strict=True)
    ]


@pytest.mark.parametrize(
    ("header", "company"),
    [
        ("Padaria do Zé (Remoto)", "Padaria do Zé"),
        ("Joe's Bakery (Remote)", "Joe's Bakery"),
        ("Don José, Guadalajara, Jalisco", "Don José"),
        ("Johnson, Price and Wells, Boise, ID", "Johnson, Price and Wells"),
    ],
)
def test_an_employer_is_named_without_what_stands_beside_its_name(header: str, company: str) -> None:
    lines = ["Irene Prado Reis", "irene@exemplo.com", "EXPERIENCE", "Nurse", header, "2019 - 2021"]
    lines += ["• Cared for 30 patients a day in two wards", "EDUCATION", "SENAC, 2014"]
    texts = [(50, 800 - 16 * row, text) for row, text in enumerate(lines)]
    assert [job["company"] for job in analyze(placed(texts))["experience"]] == [company]


def test_a_heading_in_a_cell_opens_the_section_in_the_cell_beside_it() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    sections = [("Experience", "Nurse | Oak Clinic | 2019 - 2021"), ("Education", "BSc in Nursing, 2018")]
    rows = [
        f"<w:tr><w:tc>{bold.format(title)}</w:tc><w:tc><w:p/>{paragraph(text)}</w:tc></w:tr>"
        for title, text in sections
    ]
    head = paragraph("Irene Prado Reis") + paragraph(
        "irene@exemplo.com, a nurse who cares for people of every age and gladly works nights"
    )
    result = analyze(docx(f"{head}<w:tbl>{''.join(rows)}</w:tbl>"))
    assert [section["kind"] for section in result["sections"]] == ["experience", "education"]
    assert [job["company"] for job in result["experience"]] == ["Oak Clinic"]
