"""CVs with common layouts. Each layout once misled the engine."""

from __future__ import annotations

NETWORK = """Contato
www.linkedin.com/in/rafael-moreira-costa (LinkedIn)
rafael.mcosta@gmail.com
Principais competências
Gestão de projetos
Metodologias ágeis
Liderança de equipes
Languages
Inglês (Full Professional)
Português (Native or Bilingual)
Certifications
Project Management Professional (PMP)®
Scrum Master Certified

Rafael Moreira Costa
Gerente de Projetos | PMP | Transformação digital
Belo Horizonte, Minas Gerais, Brasil
Resumo
Profissional com mais de 12 anos de experiência em projetos de tecnologia nos setores financeiro e de mineração.
Experiência
Vale
Gerente de Projetos
janeiro de 2020 - Present (4 anos 6 meses)
Belo Horizonte, Minas Gerais, Brasil
Lidero o portfólio de 14 projetos de automação, com orçamento de R$ 22 milhões.
Implantei escritório de projetos e reduzi atrasos em 35%.
Banco Inter
4 anos 2 meses
Coordenador de Projetos
março de 2018 - dezembro de 2019 (1 ano 10 meses)
Belo Horizonte Area, Brazil
Coordenei equipe de 9 analistas.
Analista de Projetos
novembro de 2015 - fevereiro de 2018 (2 anos 4 meses)
Mapeamento de processos e gestão de fornecedores.
Formação acadêmica
Fundação Dom Cabral
MBA, Gestão de Negócios · (2016 - 2017)
Universidade Federal de Minas Gerais
Bacharelado, Engenharia de Produção · (2008 - 2013)
Page 1 of 2
"""

PLAIN_PT = """CURRICULUM VITAE

JOSEFA APARECIDA DOS SANTOS
Brasileira, casada, 38 anos
Rua das Acácias, 120 - Jardim Primavera
Guarulhos/SP - CEP 07115-000
Tel: (11) 2443-1122 / Cel.: (11) 9 8765-4321 (recado)
E-mail: josefa.santos38@hotmail.com

OBJETIVO: Auxiliar de Limpeza / Serviços Gerais

ESCOLARIDADE
Ensino Médio Completo - E.E. Prof. João Cruz - 2003

EXPERIÊNCIA PROFISSIONAL

Empresa: Limpa Bem Serviços Ltda.
Cargo: Auxiliar de Limpeza
Período: 03/05/2018 à 10/02/2023
Atividades: limpeza e conservação de salas, banheiros e áreas comuns; reposição de materiais.

Empresa: Supermercado Bom Preço
Cargo: Repositora
Período: 01/2012 a 04/2018
Atividades: reposição de mercadorias, controle de validade.

CURSOS
Informática Básica - SENAC - 2010
Manipulação de Alimentos - 2019

INFORMAÇÕES ADICIONAIS
Disponibilidade de horário
"""

NURSE_ES = """Lucía Fernández Gómez
Enfermera
C/ Mayor 12, 28013 Madrid | 612 345 678 | lucia.fernandez@correo.es

Perfil profesional
Enfermera con 7 años de experiencia en urgencias y cuidados intensivos.

Experiencia laboral
Hospital Universitario La Paz, Madrid
Enfermera de urgencias
Septiembre 2019 - Actualidad
• Atiendo a una media de 45 pacientes por turno
• Reduje un 15% el tiempo de triaje

Clínica San Carlos — Enfermera
06/2016 – 08/2019
• Administración de medicación y curas

Educación
Grado en Enfermería, Universidad Complutense de Madrid (2012-2016)

Idiomas
Español nativo, inglés B2

Competencias
Triaje, RCP, trabajo en equipo, historia clínica electrónica
"""

ACCOUNTANT_EN = """                                   MICHAEL T. JOHNSON, CPA
            123 Main St, Columbus, OH 43215 • (614) 555-0199 • mjohnson@email.com

PROFESSIONAL EXPERIENCE

DELOITTE & TOUCHE LLP, Columbus, OH                                        June 2018 to Present
Senior Auditor
 * Led audits of 12 public companies with revenues up to $2B
 * Cut sampling time 30% by building Excel and Alteryx workflows

HUNTINGTON NATIONAL BANK, Columbus, OH                              August 2014 to May 2018
Staff Accountant (2015 - 2018)
Accounting Intern (2014 - 2015)
 * Prepared monthly financial statements

EDUCATION
The Ohio State University, Fisher College of Business, Columbus, OH
Bachelor of Science in Business Administration, Accounting, May 2014
GPA 3.8; Beta Gamma Sigma

CERTIFICATIONS & SKILLS
Certified Public Accountant (Ohio), 2016
QuickBooks, SAP, Advanced Excel, Tableau
"""

DEVELOPER_PT = """Camila Ferreira
Desenvolvedora Front-end Pleno
camila.dev@gmail.com • +55 (48) 99123-4567 • Florianópolis, SC • github.com/camilaferreira

SOBRE MIM
Desenvolvedora front-end há 5 anos, apaixonada por acessibilidade e performance.

EXPERIÊNCIAS

Desenvolvedora Front-end Pleno @ RD Station
Florianópolis, SC (híbrido) · Mai/22 – Atual
› Refatorei o design system em React e TypeScript, reduzindo o bundle em 40%
› Criei testes com Jest e Cypress
Tecnologias: React, TypeScript, Next.js, Jest, Cypress

Desenvolvedora Júnior @ Softplan
Fev/20 – Abr/22
› Desenvolvi telas em Angular para 30 tribunais

FORMAÇÃO

Análise e Desenvolvimento de Sistemas — IFSC (2017 – 2019)

HARD SKILLS
JavaScript | TypeScript | React | Angular | HTML | CSS | Git | Figma
SOFT SKILLS
Comunicação | Trabalho em equipe
IDIOMAS
Inglês — Avançado (C1)
Espanhol — Básico
"""

STUDENT_PT = """Lucas Gabriel de Oliveira Neto
20 anos - Solteiro
Fortaleza - CE
(85) 98811-2233
lucasneto@alu.ufc.br
linkedin.com/in/lucas-neto

OBJETIVO PROFISSIONAL
Estágio na área de Engenharia Civil.

FORMAÇÃO ACADÊMICA
Graduação em Engenharia Civil (cursando o 6º semestre)
Universidade Federal do Ceará - UFC
Previsão de conclusão: dezembro/2026

Técnico em Edificações
IFCE - Campus Fortaleza
Conclusão: 2021

EXPERIÊNCIA
Monitoria de Cálculo I - UFC (2023.1 a 2023.2)
Apoio a 40 alunos em listas e provas

Empresa Júnior - Consultor de projetos
Fev/2024 - Dez/2024
Elaborei 3 projetos residenciais no AutoCAD e Revit

CONHECIMENTOS
AutoCAD (avançado), Revit (intermediário), Pacote Office, MS Project

IDIOMAS
Inglês: intermediário (CCAA, 2020)
"""

UNDERLINED_PT = """BEATRIZ NOGUEIRA PINTO
Fisioterapeuta
(62) 99911-2233 - bia.pinto@exemplo.com - Goiânia/GO

Quem sou
--------
Fisioterapeuta com 8 anos de prática em ortopedia e reabilitação de atletas amadores da região.

Minha caminhada
---------------
Fisioterapeuta | Clínica Movimento | mar/2019 - hoje
- Atendo 60 pacientes por semana
Fisioterapeuta júnior | Hospital Geral | 2016 - 2019
- Reabilitei 300 pacientes

O que estudei
-------------
Graduação em Fisioterapia - PUC Goiás, 2011 - 2015

O que domino
------------
Pilates, RPG, ortopedia, liderança

Falo também
-----------
Inglês intermediário
"""
