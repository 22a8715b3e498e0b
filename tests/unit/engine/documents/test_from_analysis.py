"""The document of an analysed CV holds all that the engine read."""

from __future__ import annotations

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.documents import plain
from recoloca.engine.documents.from_analysis import to_resume
from recoloca.engine.documents.outline import outline
from recoloca.engine.documents.resume import Resume
from tests.support.cvs import CV
from tests.support.resumes import FULL

MORE = """
Competências
Linguagens: Python, SQL; TypeScript
Excel avançado, Power BI
Gosto por dados

Disponibilidade
• Início imediato, e mudança para outra
cidade se for preciso
• Viagens curtas

Prêmios
Melhor projeto de 2019
"""


def resume_of(text: str) -> Resume:
    return to_resume(analyze(text.encode()))


def test_fields_of_the_profile_become_fields_of_the_document() -> None:
    resume = resume_of(CV.decode())
    assert resume["basics"] == {
        "name": "Ana Souza",
        "email": "ana.souza@example.com",
        "phone": "+55 11 98765-4321",
        "summary": "Engenheira de software com 8 anos de experiência em Python e PostgreSQL.",
        "location": {"city": "São Paulo", "region": "SP"},
    }
    assert resume["work"] == [
        {
            "position": "Engenheira de Software Sênior",
            "name": "Banco Azul",
            "startDate": "2021-03",
            "highlights": [
                "Liderei a migração de 12 serviços para AWS Lambda, reduzindo o custo mensal em 38%."
            ],
        }
    ]
    assert resume["languages"] == [{"language": "Inglês", "fluency": "Avançado"}]


def test_skills_without_a_section_come_in_groups_by_kind() -> None:
    assert resume_of(CV.decode())["skills"] == [
        {"name": "Técnicas", "keywords": ["Python", "PostgreSQL", "AWS Lambda"]}
    ]


def test_a_section_of_skills_keeps_its_own_words() -> None:
    assert resume_of(CV.decode() + MORE)["skills"] == [
        {"name": "Linguagens", "keywords": ["Python", "SQL", "TypeScript"]},
        {"keywords": ["Excel avançado", "Power BI"]},
        {"name": "Gosto por dados"},
    ]


def test_a_section_without_fields_keeps_its_lines() -> None:
    assert resume_of(CV.decode() + MORE)["meta"]["recoloca"]["custom"] == [
        {
            "title": "Disponibilidade",
            "items": ["Início imediato, e mudança para outra cidade se for preciso", "Viagens curtas"],
        },
        {"title": "Prêmios", "items": ["Melhor projeto de 2019"]},
    ]


def test_the_order_of_the_cv_is_kept() -> None:
    order = resume_of(CV.decode() + MORE)["meta"]["recoloca"]["sections"]
    assert order == ["summary", "work", "education", "languages", "skills", "custom"]


def test_an_ended_job_with_one_date_does_not_go_on() -> None:
    (job,) = resume_of(CV.decode().replace("mar/2021 – atual", "2019"))["work"]
    assert (job["startDate"], job["endDate"]) == ("2019", "2019")


def test_links_become_profiles_with_their_network() -> None:
    links = CV.decode().replace(
        "São Paulo, SP", "São Paulo, SP | linkedin.com/in/anasouza | ana.example.com.br"
    )
    assert resume_of(links)["basics"]["profiles"][0] == {
        "network": "LinkedIn",
        "url": "https://linkedin.com/in/anasouza",
    }


def test_a_link_that_is_no_address_stays_in_the_document() -> None:
    result = analyze(CV)
    result["profile"]["links"] = ["https://[ana.example"]
    assert to_resume(result)["basics"]["profiles"] == [{"network": "", "url": "https://[ana.example"}]


def test_reading_the_document_again_gives_the_same_document() -> None:
    first = resume_of(plain.render(outline(FULL, "pt")))
    again = resume_of(plain.render(outline(first, "pt")))
    assert {key: again[key] for key in ("basics", "work", "education", "languages", "skills")} == {
        key: first[key] for key in ("basics", "work", "education", "languages", "skills")
    }
