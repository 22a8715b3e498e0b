"""The load test's CV: a PDF with uncompressed text, so that a surname can be replaced in place."""

from __future__ import annotations

import io
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

MARK: Final = "Aaaaaaaaaa"
LINES: Final = f"""Ana Souza {MARK}
ana.souza@example.com | (11) 98765-4321 | Sao Paulo, SP

Resumo
Engenheira de software com 8 anos de experiencia em Python e PostgreSQL.

Experiencia
Engenheira de Software Senior - Banco Azul
03/2021 - atual
- Liderei a migracao de 12 servicos para AWS Lambda, reduzindo o custo mensal em 38%.
- Orientei 5 pessoas do time de pagamentos.

Engenheira de Software - Loja Verde
01/2017 - 02/2021
- Desenvolvi a API de pedidos em Django e Redis, que atende 2 milhoes de clientes.
- Automatizei testes com pytest e reduzi as falhas em producao em 60%.

Formacao
Bacharelado em Ciencia da Computacao - USP, 2013 - 2017

Habilidades
Python, Django, FastAPI, PostgreSQL, Redis, AWS, Docker, Terraform

Idiomas
Ingles avancado, espanhol intermediario"""


def pdf() -> tuple[bytes, int]:
    """The document, and the offset of the surname to replace."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, pageCompression=0, invariant=True)
    text = canvas.beginText(60, 780)
    text.setFont("Helvetica", 11)
    text.textLines(LINES, trim=0)
    canvas.drawText(text)
    canvas.save()
    document = page.getvalue()
    return document, document.index(MARK.encode())
