"""Two CVs read by the real engine, and the contexts that the coach is given."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.coach.brain import reply
from recoloca.engine.coach.model import CoachContext, CoachReply, Locale, Topic, Turn

TODAY: Final = date(2026, 3, 4)

CV_PT: Final = """Helena Prado Queiroz
Analista de Logística
helena.queiroz@example.com | (11) 98765-4321 | Campinas - SP

Resumo
Analista de logística com oito anos em centros de distribuição, foco em estoque, transporte e indicadores.

Experiência

Analista de Logística Sênior
Transportes Araguaia Ltda
mar/2019 - jun/2025
- Reduzi o custo de frete em 18% com a consolidação de cargas e a renegociação de 12 transportadoras
- Implantei inventário cíclico e elevei a acurácia de estoque de 91% para 98,5%
- Responsável pelo acompanhamento de entregas da região Sul

Assistente de Logística
Distribuidora Monte Belo
fev/2017 - fev/2019
- Atendimento a motoristas e conferência de notas fiscais
- Organizei a expedição de 240 pedidos por dia com equipe de 6 pessoas

Formação
Tecnólogo em Logística, Fatec Campinas, 2016

Competências
Gestão de estoque, Excel avançado, SAP MM, Power BI, roteirização
"""
CV_EN: Final = """Martin Oakes
Backend Engineer
martin.oakes@example.com | +44 7700 900123 | Leeds, UK

Summary
Backend engineer with nine years in payments, focused on reliability and data stores.

Experience

Senior Backend Engineer
Quayside Payments
Mar 2020 - Present
- Cut p95 latency of the ledger service from 900 ms to 120 ms by redesigning its PostgreSQL indexes
- Led the migration of 14 services to Kubernetes without an hour of downtime
- Responsible for code reviews

Software Developer
Brightwater Retail
Jun 2016 - Feb 2020
- Built the returns API in Python, used by 300 stores
- Worked on various internal tools

Education
BSc Computer Science, University of Leeds, 2016

Skills
Python, PostgreSQL, Kubernetes, Docker, Kafka
"""
AD_PT: Final = """Coordenador de Logística
Requisitos:
- Gestão de estoque e inventário
- SAP MM e Power BI
- Gestão de frotas
- Inglês avançado
"""
AD_EN: Final = """Staff Backend Engineer
Requirements:
- Python and PostgreSQL
- Terraform and Go (Golang)
- Kafka
"""
LOCALES: Final[tuple[Locale, ...]] = ("pt-BR", "en")


@pytest.fixture(scope="session")
def analyses() -> dict[str, AnalysisResult]:
    return {
        locale: analyze(text.encode(), locale=locale) for locale, text in (("pt-BR", CV_PT), ("en", CV_EN))
    }


def context_of(
    topic: Topic,
    analysis: AnalysisResult | None = None,
    *,
    target_role: str | None = None,
    job_description: str | None = None,
    session_id: str = "019a5c3e-0000-7000-8000-000000000001",
) -> CoachContext:
    return CoachContext(session_id, topic, TODAY, analysis, target_role, job_description)


def talk(context: CoachContext, locale: Locale, *messages: str) -> list[CoachReply]:
    """The coach's replies to messages sent one after the other."""
    history: list[Turn] = []
    replies = []
    for message in messages:
        replies.append(reply(context, history, message, locale))
        history += [Turn("user", message), Turn("coach", replies[-1].reply)]
    return replies
