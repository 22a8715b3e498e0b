"""Documents of invented people: one with every field, and many made at random for the certificate."""

from __future__ import annotations

from recoloca.engine.documents.resume import Resume

FULL: Resume = {
    "basics": {
        "name": "Ana Conceição Müller",
        "label": "Engenheira de Software Sênior",
        "email": "ana.muller@example.com",
        "phone": "+55 11 98765-4321",
        "url": "https://ana.example.com/",
        "summary": "Engenheira com 8 anos de experiência em Python.\nGosto de sistemas simples e de times pequenos.",
        "location": {"city": "São Paulo", "region": "SP"},
        "profiles": [{"network": "LinkedIn", "url": "https://www.linkedin.com/in/ana-muller-0a1b2c3"}],
    },
    "work": [
        {
            "name": "Banco Azul",
            "position": "Engenheira de Software Sênior",
            "location": "São Paulo, SP",
            "startDate": "2021-03",
            "highlights": [
                "Liderei a migração de 12 serviços para AWS Lambda, reduzindo o custo mensal em 38%.",
                "Ensinei 5 pessoas do time a escrever testes de propriedade.",
            ],
        },
        {
            "name": "Loja Verde & Filhos Ltda.",
            "position": "Desenvolvedora Pleno",
            "startDate": "2017-08",
            "endDate": "2021-02",
            "summary": "Comércio eletrônico de plantas.",
            "highlights": [
                "Escrevi o carrinho de compras em Python e PostgreSQL, com 2.000 pedidos por dia."
            ],
        },
    ],
    "education": [
        {
            "institution": "USP",
            "studyType": "Bacharelado",
            "area": "Ciência da Computação",
            "startDate": "2013",
            "endDate": "2017",
        }
    ],
    "skills": [
        {"name": "Linguagens", "keywords": ["Python", "SQL", "TypeScript"]},
        {"name": "AWS Lambda", "level": "Avançado"},
    ],
    "languages": [
        {"language": "Inglês", "fluency": "Avançado"},
        {"language": "Português", "fluency": "Nativo"},
    ],
    "certificates": [{"name": "AWS Solutions Architect", "issuer": "Amazon", "date": "2022-05"}],
    "projects": [
        {
            "name": "Horta Aberta",
            "description": "Um mapa de hortas de bairro.",
            "highlights": ["Publiquei o código com licença MIT."],
            "keywords": ["Django", "PostGIS"],
            "startDate": "2020",
            "endDate": "2020",
            "url": "https://horta.example.org",
        }
    ],
    "volunteer": [
        {
            "organization": "Escola do Bairro",
            "position": "Monitora",
            "startDate": "2019",
            "endDate": "2020-06",
            "highlights": ["Dei aulas de lógica para 20 adolescentes."],
        }
    ],
    "awards": [{"title": "Prêmio Interno de Qualidade", "awarder": "Banco Azul", "date": "2023"}],
    "publications": [
        {"name": "Testes que falham primeiro", "publisher": "Revista Código", "releaseDate": "2022-11"}
    ],
    "interests": [{"name": "Jardinagem"}],
    "references": [{"name": "Bia Castro", "reference": "Trabalhou comigo por quatro anos e nunca atrasou."}],
    "meta": {
        "version": "v1.0.0",
        "recoloca": {
            "sections": ["summary", "work", "skills"],
            "custom": [{"title": "Disponibilidade", "items": ["Início imediato", "Viagens curtas"]}],
        },
    },
}
"""A document with every section and with accents, an ampersand, a percent sign and links."""
