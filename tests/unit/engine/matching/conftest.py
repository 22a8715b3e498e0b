"""One CV, read by the engine as users' files are."""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.result import AnalysisResult

CV = """Mariana Souza Lima
Analista de Dados
São Paulo - SP | (11) 98765-4321 | mariana.lima@exemplo.com.br

Resumo
Analista de dados com foco em indicadores e automação de relatórios para varejo e finanças.

Experiência Profissional
Analista de Dados Sênior
Varejo Norte Ltda
mar/2021 - atual
- Criei painéis em Power BI usados por 120 gerentes
- Reduzi em 35% o tempo de fechamento com rotinas em Python e SQL

Analista de BI
Banco Delta
jan/2018 - fev/2021
- Automatizei relatórios em Excel e SQL Server

Formação
Bacharelado em Estatística - Universidade de São Paulo, 2014 - 2017

Competências
Python, SQL, Power BI, Excel avançado, estatística

Idiomas
Inglês avançado, espanhol básico
"""


@pytest.fixture(scope="session")
def cv() -> AnalysisResult:
    return analyze(CV.encode())
