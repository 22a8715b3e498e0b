"""CVs that hypothesis generates: any sections in any order, with and without the parts of good CVs."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

Section = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Written:
    head: tuple[str, ...]
    sections: tuple[Section, ...]

    def text(self, without: int | None = None) -> str:
        lines = list(self.head)
        for number, (title, body) in enumerate(self.sections):
            if number != without:
                lines += ["", title, *body]
        return "\n".join(lines) + "\n"


PT = {
    "summary": ["RESUMO", "Resumo Profissional", "Perfil"],
    "experience": ["EXPERIÊNCIA PROFISSIONAL", "Experiência", "Histórico Profissional"],
    "education": ["FORMAÇÃO ACADÊMICA", "Formação", "Educação"],
    "skills": ["COMPETÊNCIAS", "Habilidades", "Conhecimentos Técnicos"],
    "languages": ["IDIOMAS", "Idiomas"],
    "courses": ["CURSOS", "Cursos Complementares"],
    "volunteering": ["VOLUNTARIADO", "Trabalho voluntário"],
}
EN = {
    "summary": ["SUMMARY", "Professional Summary", "Profile"],
    "experience": ["WORK EXPERIENCE", "Experience", "Employment History"],
    "education": ["EDUCATION", "Education"],
    "skills": ["SKILLS", "Technical Skills"],
    "languages": ["LANGUAGES", "Languages"],
    "courses": ["COURSES", "Courses"],
    "volunteering": ["VOLUNTEERING", "Volunteer Work"],
}
HEADS = [
    ("Marina Duarte Alves", "marina.alves@exemplo.com.br | (11) 98765-4321", "São Paulo - SP"),
    ("JOÃO PEDRO LIMA", "joao@exemplo.com", "linkedin.com/in/joaopedrolima"),
    ("Emily Carter", "emily.carter@example.com", "+1 415 555 0142 | Austin, TX"),
    ("Curriculum Vitae", "Nome: Carlos Souza Prado", "Telefone: (81) 3232-4455"),
]
JOBS_PT = [
    ("Analista Financeiro", "Grupo Delta Ltda", "mar/2021 - atual"),
    ("Enfermeira", "Hospital São Lucas", "02/2018 a 12/2020"),
    ("Auxiliar de cozinha | Restaurante Sabor | 2015 - 2017",),
    ("Banco Meridional", "Gerente de contas", "janeiro de 2012 até dezembro de 2014"),
]
JOBS_EN = [
    ("Software Engineer", "Cloudline Systems Inc", "Jan 2020 - Present"),
    ("Cloudline Systems", "Sales Manager", "03/2015 - 11/2019"),
    ("Teacher | Lincoln High School | 2010 - 2014",),
]
BULLETS_PT = [
    "- Reduzi em 30% o prazo de fechamento com planilhas em Excel",
    "- Responsável por conciliação bancária de 14 contas",
    "- Atendimento ao cliente e vendas",
    "- Participei da implantação do SAP em 3 unidades",
    "- Liderei equipe de 8 pessoas",
    "Fiz de tudo um pouco na empresa, sempre com dedicação e vontade de aprender coisas novas",
]
BULLETS_EN = [
    "- Reduced costs by 20% through supplier negotiation",
    "- Responsible for payroll of 120 employees",
    "- Customer service and sales",
    "- Helped with the migration to AWS",
    "- Built APIs in Python and Django used by 40 teams",
]
OTHERS = {
    "pt": {
        "summary": ["Analista com 8 anos de experiência em finanças, Excel e SAP, foco em prazos e qualidade.",
                    "Busco crescer."],
        "education": ["Bacharelado em Administração - Universidade Federal do Ceará, 2010 - 2014",
                      "Ensino médio, Escola Sol, 2009"],
        "skills": ["Excel, SAP, Power BI, conciliação bancária, comunicação",
                   "- Atendimento ao cliente\n- Vendas\n- Word"],
        "languages": ["Inglês avançado, espanhol básico", "Inglês: intermediário"],
        "courses": ["Excel avançado - SENAC, 2019", "NR-10, 2021"],
        "volunteering": ["ONG Teto: construção de casas em 2016"],
    },
    "en": {
        "summary": ["Engineer with 6 years of experience in Python, AWS and payments, focused on reliability.",
                    "Seeking a job."],
        "education": ["BSc in Computer Science - State University, 2006 - 2010", "High School, Lincoln School, 2005"],
        "skills": ["Python, AWS, PostgreSQL, Docker, communication", "- Salesforce\n- Negotiation\n- Excel"],
        "languages": ["English (native), Spanish (B2)", "French: basic"],
        "courses": ["AWS Certified Developer, 2021"],
        "volunteering": ["Food bank, 2016"],
    },
}  # fmt: skip


@st.composite
def experience(draw: st.DrawFn, language: str) -> tuple[str, ...]:
    jobs, bullets = (JOBS_PT, BULLETS_PT) if language == "pt" else (JOBS_EN, BULLETS_EN)
    lines: list[str] = []
    for job in draw(st.lists(st.sampled_from(jobs), min_size=1, max_size=4, unique=True)):
        lines += [*job, *draw(st.lists(st.sampled_from(bullets), max_size=4))]
    return tuple(lines)


@st.composite
def cvs(draw: st.DrawFn) -> Written:
    language = draw(st.sampled_from(["pt", "en"]))
    titles = PT if language == "pt" else EN
    kinds = draw(st.lists(st.sampled_from(sorted(titles)), min_size=2, max_size=7, unique=True))
    sections: list[Section] = []
    for kind in kinds:
        title = draw(st.sampled_from(titles[kind]))
        if kind == "experience":
            sections.append((title, draw(experience(language))))
        else:
            body = draw(
                st.lists(st.sampled_from(OTHERS[language][kind]), min_size=1, max_size=2, unique=True)
            )
            sections.append((title, tuple(line for text in body for line in text.split("\n"))))
    return Written(draw(st.sampled_from(HEADS)), tuple(sections))
