"""What an experienced recruiter says of one requirement and one CV."""

from __future__ import annotations

from datetime import date

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.words.lexicon import skills
from recoloca.engine.matching.engine import match
from recoloca.engine.matching.result import MatchResult
from recoloca.engine.matching.terms import broader, wordings

TODAY = date(2026, 11, 30)
CV = """Caio Ramos Aguiar
Recepcionista
caio.ramos@example.com | (21) 98765-4321

Experiência profissional
Recepcionista
Hospital Mater Dei
02/2019 - atual
- Organizei a agenda de seis médicos em Excel
{bullets}

Formação acadêmica
{study}

Habilidades
Excel, atendimento ao público
{more}

Idiomas
Inglês avançado
"""
STUDYING = "Bacharelado em Administração\nCentro Universitário da Serra\n2024 - cursando"
BACHELOR = "Bacharelado em Administração\nCentro Universitário da Serra\n2014 - 2018"


def ask(
    requirement: str, *, bullets: str = "", study: str = BACHELOR, more: str = "", heading: str = "Requisitos"
) -> MatchResult:
    cv = CV.format(bullets=bullets, study=study, more=more)
    return match(analyze(cv.encode()), f"Recepcionista\n{heading}\n{requirement}", today=TODAY)


def status(requirement: str, **cv: str) -> str:
    told = ask(f"- {requirement}", **cv)["requirements"]
    return told[0]["status"] if told else "not asked"


@pytest.mark.parametrize(
    "line",
    [
        "Não é necessário conhecer SAP",
        "Não precisa ter experiência anterior",
        "No SAP experience required",
        "SAP knowledge is not necessary",
        "No se requiere experiencia en SAP",
        "Dispensa experiência com SAP",
    ],
)
def test_what_is_said_to_be_needless_is_not_asked_for(line: str) -> None:
    told = ask(f"- Excel\n- {line}")
    assert [one["text"] for one in told["requirements"]] == ["Excel"]
    assert told["missing"] == []


def test_what_stands_beside_a_denial_is_asked_for() -> None:
    told = ask("- Excel, não é necessário SAP")
    assert [(one["text"], one["status"]) for one in told["requirements"]] == [("Excel", "covered")]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Excel, desejável SAP", {"Excel": "required", "desejável SAP": "desirable"}),
        (
            "Não é obrigatório SAP, mas é um diferencial",
            {"Não é obrigatório SAP, mas é um diferencial": "desirable"},
        ),
        ("Espanhol desejável", {"Espanhol desejável": "desirable"}),
    ],
)
def test_a_wish_is_told_from_a_need(line: str, kinds: dict[str, str]) -> None:
    assert {one["text"]: one["kind"] for one in ask(f"- {line}")["requirements"]} == kinds


@pytest.mark.parametrize(
    "line",
    [
        "Somos uma rede com 4.000 colaboradores",
        "Empresa com mais de 20 anos de mercado",
        "Vale-transporte, vale-refeição e plano de saúde",
        "Endereço: Rua das Palmeiras, 120 - Recife",
        "Horário: segunda a sexta, das 9h às 18h",
        "Todas as candidaturas serão consideradas independentemente de raça ou gênero",
        "We are an equal opportunity employer",
        "Envie seu currículo para vagas@exemplo.com.br",
        "Seus dados serão tratados conforme a LGPD",
    ],
)
def test_talk_benefits_addresses_and_legal_text_ask_for_nothing(line: str) -> None:
    assert [one["text"] for one in ask(f"- Excel\n- {line}")["requirements"]] == ["Excel"]


@pytest.mark.parametrize(
    "heading",
    [
        "What we require",
        "What you will need",
        "Requisitos excluyentes",
        "O que esperamos de você",
        "Quem estamos procurando",
        "What we're after",
    ],
)
def test_a_heading_beyond_the_table_opens_its_section(heading: str) -> None:
    told = ask("- SAP", heading=heading)
    assert [(one["text"], one["kind"]) for one in told["requirements"]] == [("SAP", "required")]


def test_a_pasted_page_is_read_as_a_browser_shows_it() -> None:
    told = ask(
        "", heading="<h3>Requisitos</h3><ul><li>Excel</li><li>Power&nbsp;BI</li></ul>", more="Power BI"
    )
    assert [one["text"] for one in told["requirements"]] == ["Excel", "Power BI"]
    assert told["missing"] == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Experiência mínima de 6 meses como recepcionista", "covered"),
        ("Experiência de 18 meses como recepcionista", "covered"),
        ("Experiência de 10 anos como recepcionista", "partial"),
    ],
)
def test_months_of_experience_are_compared(line: str, right: str) -> None:
    assert status(line) == right


@pytest.mark.parametrize(
    ("line", "study", "right"),
    [
        ("Ensino superior completo", BACHELOR, "covered"),
        ("Ensino superior completo", "Tecnólogo em Logística\nFATEC\n2016 - 2018", "covered"),
        ("Bacharelado em Logística", "Tecnólogo em Logística\nFATEC\n2016 - 2018", "partial"),
        ("Graduação em Pedagogia", "Licenciatura em Pedagogia\nUFBA\n2010 - 2014", "covered"),
        ("Ensino superior completo", "Técnico em Logística\nSenai\n2016 - 2018", "partial"),
        ("Técnico em Logística", "Tecnólogo em Logística\nFATEC\n2016 - 2018", "covered"),
        ("Pós-graduação em Administração", BACHELOR, "partial"),
        ("Mestrado em Administração", BACHELOR, "missing"),
        ("MBA em Finanças", "MBA em Finanças\nFGV\n2019 - 2020", "covered"),
        ("Ensino superior completo", STUDYING, "partial"),
        ("Cursando ensino superior", STUDYING, "covered"),
        ("Ensino médio completo", STUDYING, "covered"),
        ("Bachelor degree in Business Administration", BACHELOR, "covered"),
        (
            "Bacharelado em Engenharia Elétrica",
            "Bacharelado em Engenharia Civil\nUFRJ\n2010 - 2015",
            "partial",
        ),
        ("Graduação em Engenharia", "Bacharelado em Engenharia Civil\nUFRJ\n2010 - 2015", "covered"),
        ("Graduação em Engenharia Civil", "Bacharelado em Engenharia\nUFRJ\n2010 - 2015", "partial"),
    ],
)
def test_a_degree_is_compared_by_the_brazilian_ladder(line: str, study: str, right: str) -> None:
    assert status(line, study=study) == right


def test_a_degree_that_is_met_is_no_missing_keyword() -> None:
    assert ask("- Ensino superior completo\n- Excel")["missing"] == []


@pytest.mark.parametrize(
    ("line", "more", "right"),
    [
        ("Power BI, Tableau ou Looker", "Looker", "covered"),
        ("Power BI, Tableau e Looker", "Looker", "partial"),
        ("Ferramentas como Power BI, Tableau", "Tableau", "covered"),
        ("Pelo menos uma das linguagens: Python, Java, Kotlin", "Kotlin", "covered"),
        ("Nuvem (AWS, Azure ou GCP)", "AWS", "covered"),
        ("Inglês ou espanhol", "", "covered"),
    ],
)
def test_and_and_or_in_a_line_are_told_apart(line: str, more: str, right: str) -> None:
    assert status(line, more=more) == right


@pytest.mark.parametrize(
    ("line", "more", "right"),
    [
        ("SAP EWM", "SAP WM", "missing"),
        ("SAP CO", "SAP FI", "missing"),
        ("SAP XYZ", "SAP MM", "missing"),
        ("SAP", "SAP MM", "covered"),
        ("JavaScript", "Java", "missing"),
        ("Java", "JavaScript", "missing"),
        ("Bancos de dados relacionais", "PostgreSQL", "covered"),
        ("Bancos de dados relacionais", "Oracle Database", "covered"),
        ("Meios de pagamento", "PagSeguro", "covered"),
        ("PostgreSQL", "Bancos de dados relacionais", "missing"),
        ("Pacote Office", "", "covered"),
    ],
)
def test_products_are_kept_apart_and_general_names_are_met(line: str, more: str, right: str) -> None:
    assert status(line, more=more) == right


@pytest.mark.parametrize(
    ("line", "more", "right"),
    [
        ("CNH B", "CNH AB", "covered"),
        ("CNH categoria B", "CNH D", "covered"),
        ("CNH D", "CNH AB", "missing"),
        ("Carteira de motorista", "CNH B", "covered"),
        ("CNH B", "Não possuo CNH", "missing"),
        ("CNH A ou B", "CNH B", "covered"),
        ("COREN ativo", "COREN-PE 123456", "covered"),
        ("COREN ativo", "", "missing"),
        ("COREN ativo", "COREN inativo", "missing"),
        ("Disponibilidade para viagens", "Disponibilidade para viajar", "covered"),
        ("Disponibilidade para viagens", "Disponibilidade para turnos", "missing"),
        ("Disponibilidade para trabalhar em turnos", "Disponibilidade total", "covered"),
        ("Disponibilidad para trabajar fines de semana", "Disponibilidade para finais de semana", "covered"),
        ("Veículo próprio", "Carro próprio", "covered"),
    ],
)
def test_registers_licences_and_availability_are_compared(line: str, more: str, right: str) -> None:
    assert status(line, more=more) == right


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("SAP", "Não tenho experiência com SAP"),
        ("SAP", "No experience with SAP"),
        ("SAP", "Interesse em aprender SAP"),
        ("ACLS", "ACLS (válido até 05/2021)"),
        ("NR-35", "NR-35 vencida em 2022"),
    ],
)
def test_a_denial_or_an_expired_certificate_is_no_evidence(line: str, more: str) -> None:
    assert status(line, more=more) == "missing"


def test_a_certificate_that_is_still_valid_is_evidence() -> None:
    assert status("ACLS", more="ACLS (válido até 05/2027)") == "covered"


@pytest.mark.parametrize(
    ("line", "more", "right"),
    [
        ("Power BI avançado", "Power BI básico", "missing"),
        ("Power BI avançado", "Power BI intermediário", "partial"),
        ("Conhecimento avançado em Power BI", "Power BI avançado", "covered"),
        ("Power BI básico", "Power BI avançado", "covered"),
        ("Inglês avançado", "Power BI avançado", "covered"),
        ("Inglês fluente", "", "covered"),
        ("Advanced English", "", "covered"),
    ],
)
def test_levels_are_compared(line: str, more: str, right: str) -> None:
    assert status(line, more=more) == right


def test_a_line_of_work_shows_the_skill_it_describes() -> None:
    assert status("Controle de estoque", bullets="- Controlei o estoque de 3 lojas") == "covered"


def test_the_name_of_an_employer_shows_no_skill() -> None:
    assert status("Diversidade e inclusão (DEI)") == "missing"


def test_an_acronym_that_is_a_word_counts_in_capitals_only() -> None:
    line = "Diversidade e inclusão"
    assert status(line, bullets="- Atendi pacientes do Mater Dei e dei aulas") == "missing"
    assert status(line, bullets="- Coordenei o comitê de DEI") == "covered"


def test_repeated_keywords_and_entries_raise_no_match() -> None:
    advertisement = "Recepcionista\nRequisitos\n- Excel avançado\n- SAP\n- 10 anos de experiência"
    once = CV.format(bullets="", study=BACHELOR, more="")
    job = once[once.index("Recepcionista\nHospital") : once.index("\nFormação")]
    thrice = once.replace(job, job * 3).replace("Excel, atendimento", "Excel, Excel, Excel, atendimento")
    scores = [match(analyze(cv.encode()), advertisement, today=TODAY)["score"] for cv in (once, thrice)]
    assert scores[1] <= scores[0]


def test_every_concept_of_the_table_of_general_names_exists() -> None:
    known = {concept.id for concept in skills().by_phrase.values()}
    assert {one for name, special in broader().items() for one in (name, *special)} <= known
    assert set(wordings()) <= known
