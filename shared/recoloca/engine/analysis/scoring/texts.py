"""Every sentence of a result, in Portuguese and English."""

from __future__ import annotations

from typing import Final

PARTS: Final[dict[str, tuple[str, str]]] = {
    "contact": ("Contato", "Contact"),
    "summary": ("Resumo", "Summary"),
    "experience": ("Experiência", "Experience"),
    "skills": ("Competências", "Skills"),
    "education": ("Formação", "Education"),
    "clarity": ("Clareza", "Clarity"),
    "ats": ("Leitura por sistemas (ATS)", "ATS readability"),
}

RULES: Final[dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
    "name": (
        ("O nome está claro.", "", "Não encontramos o seu nome no início do currículo."),
        ("The name is clear.", "", "We did not find your name at the top of the CV."),
    ),
    "email": (
        ("Há um e-mail para contato.", "", "Não encontramos um e-mail."),
        ("There is an e-mail address.", "", "We did not find an e-mail address."),
    ),
    "phone": (
        ("Há um telefone para contato.", "", "Não encontramos um telefone."),
        ("There is a phone number.", "", "We did not find a phone number."),
    ),
    "location": (
        ("A cidade está informada.", "", "Não encontramos a sua cidade."),
        ("The city is given.", "", "We did not find your city."),
    ),
    "links": (
        ("Há um link para o seu perfil ou portfólio.", "", "Não há link para o LinkedIn ou um portfólio."),
        ("There is a link to your profile or portfolio.", "", "There is no link to LinkedIn or a portfolio."),
    ),
    "summary_present": (
        ("Há um resumo profissional.", "", "Não há um resumo profissional."),
        ("There is a professional summary.", "", "There is no professional summary."),
    ),
    "summary_length": (
        ("O resumo tem um bom tamanho ({n} palavras).", "O resumo tem {n} palavras; entre 30 e 130 é o ideal.",
         "O resumo tem {n} palavras; entre 30 e 130 é o ideal."),
        ("The summary has a good length ({n} words).", "The summary has {n} words; 30 to 130 is best.",
         "The summary has {n} words; 30 to 130 is best."),
    ),
    "summary_role": (
        ("O resumo diz a sua profissão logo no início.", "", "O resumo não começa dizendo a sua profissão."),
        ("The summary names your occupation at once.", "", "The summary does not begin by naming your occupation."),
    ),
    "summary_evidence": (
        ("O resumo traz um número que dá peso ao que diz.", "",
         "O resumo não traz nenhum número (anos, equipe, resultado)."),
        ("The summary has a figure that backs it.", "", "The summary has no figure (years, team, result)."),
    ),
    "entries_complete": (
        ("Experiências com cargo, empresa e período: {n}.",
         "Experiências com cargo, empresa e período legíveis: {n} de {total}.",
         "Nenhuma experiência com cargo, empresa e período legíveis."),
        ("Positions with title, employer and dates: {n}.",
         "Positions with readable title, employer and dates: {n} of {total}.",
         "No position with readable title, employer and dates."),
    ),
    "work_described": (
        ("O trabalho está descrito em itens suficientes.", "Itens que descrevem o seu trabalho: {n} de {enough}.",
         "Nenhum item descreve o que você fez."),
        ("The work is described in enough bullets.", "Bullets that describe your work: {n} of {enough}.",
         "No bullet describes what you did."),
    ),
    "action_verbs": (
        ("Os itens começam com verbos de ação.", "Itens que começam com um verbo de ação: {n} de {enough}.",
         "Nenhum item começa com um verbo de ação."),
        ("The bullets open with action verbs.", "Bullets that open with an action verb: {n} of {enough}.",
         "No bullet opens with an action verb."),
    ),
    "figures": (
        ("Os itens trazem números.", "Itens com números: {n} de {enough}.",
         "Nenhum item traz números."),
        ("The bullets carry figures.", "Bullets with figures: {n} of {enough}.",
         "No bullet carries a figure."),
    ),
    "outcomes": (
        ("Há resultados, não só tarefas.", "Itens que dizem o que o seu trabalho mudou: {n} de {enough}.",
         "Nenhum item diz o que o seu trabalho mudou."),
        ("There are results, not just tasks.", "Bullets that say what your work changed: {n} of {enough}.",
         "No bullet says what your work changed."),
    ),
    "months": (
        ("Os períodos têm mês e ano.", "", "Os períodos não têm o mês."),
        ("The dates have month and year.", "", "The dates have no month."),
    ),
    "skills_section": (
        ("Há uma seção de competências.", "", "Não há uma seção de competências."),
        ("There is a skills section.", "", "There is no skills section."),
    ),
    "skills_count": (
        ("Há competências técnicas suficientes.", "Competências técnicas reconhecidas: {n} de {enough}.",
         "Não reconhecemos nenhuma competência técnica."),
        ("There are enough hard skills.", "Hard skills recognised: {n} of {enough}.",
         "We recognised no hard skill."),
    ),
    "skills_shown": (
        ("As competências aparecem também na experiência.",
         "Competências que aparecem também na experiência: {n} de {enough}.",
         "Nenhuma competência listada aparece na experiência."),
        ("The skills also appear in the experience.", "Skills that also appear in the experience: {n} of {enough}.",
         "No listed skill appears in the experience."),
    ),
    "spoken_languages": (
        ("Os idiomas estão informados.", "", "Não há idiomas informados."),
        ("Spoken languages are given.", "", "No spoken language is given."),
    ),
    "education_present": (
        ("A formação está informada.", "", "Não encontramos a sua formação."),
        ("Education is given.", "", "We did not find your education."),
    ),
    "education_complete": (
        ("Curso e instituição estão claros.", "", "Não encontramos curso e instituição juntos."),
        ("Course and institution are clear.", "", "We did not find course and institution together."),
    ),
    "education_year": (
        ("A formação tem ano.", "", "A formação não tem ano."),
        ("Education has a year.", "", "Education has no year."),
    ),
    "further_training": (
        ("Há cursos ou certificações.", "", "Não há cursos ou certificações."),
        ("There are courses or certifications.", "", "There are no courses or certifications."),
    ),
    "clear_bullets": (
        ("Os itens são claros e de bom tamanho.", "Itens claros, de 5 a 34 palavras: {n} de {enough}.",
         "Nenhum item claro, de 5 a 34 palavras."),
        ("The bullets are clear and of a good length.", "Clear bullets of 5 to 34 words: {n} of {enough}.",
         "No clear bullet of 5 to 34 words."),
    ),
    "headings_known": (
        ("As seções têm títulos usuais.", "Seções com título usual: {n} de {enough}.",
         "Nenhuma seção com título usual."),
        ("The sections have usual headings.", "Sections with a usual heading: {n} of {enough}.",
         "No section with a usual heading."),
    ),
    "text_readable": (
        ("O texto pode ser lido por um sistema.", "Há pouco texto legível.", "Não há texto legível."),
        ("A system can read the text.", "There is little readable text.", "There is no readable text."),
    ),
    "core_headings": (
        ("Experiência, formação e competências têm título.", "{n} de {enough} seções essenciais têm título.",
         "Experiência, formação e competências não têm título."),
        ("Experience, education and skills have headings.", "{n} of {enough} essential sections have headings.",
         "Experience, education and skills have no headings."),
    ),
    "contact_as_text": (
        ("E-mail e telefone estão como texto.", "Contatos como texto: {n} de {enough}.",
         "Nenhum contato está como texto."),
        ("E-mail and phone are plain text.", "Contacts as plain text: {n} of {enough}.",
         "No contact is plain text."),
    ),
    "dates_readable": (
        ("Os períodos podem ser lidos por um sistema.", "", "Nenhum período pôde ser lido."),
        ("A system can read the dates.", "", "No dates could be read."),
    ),
}  # fmt: skip
"""By rule: what it says when it earned all, some or none of its points."""

RULES["plain_layout"] = (
    ("O desenho do arquivo é simples de ler.", "O desenho do arquivo atrapalha a leitura por sistemas.",
     "O desenho do arquivo impede a leitura por sistemas."),
    ("The layout of the file is simple to read.", "The layout of the file makes reading by systems harder.",
     "The layout of the file prevents reading by systems."),
)  # fmt: skip

WARNINGS: Final[dict[str, tuple[str, str]]] = {
    "columns": (
        "O texto está em duas colunas lado a lado; alguns sistemas leem as linhas misturadas. Prefira uma coluna.",
        "The text is set in two columns side by side; some systems read their lines mixed. Prefer one column.",
    ),
    "side_columns": (
        "O arquivo tem duas colunas; sistemas mais simples leem a lateral fora de ordem. Prefira uma coluna.",
        "The file has two columns; simpler systems read the sidebar out of order. Prefer one column.",
    ),
    "tables": (
        "Há tabelas; alguns sistemas perdem o que está nelas. Use texto corrido e marcadores.",
        "There are tables; some systems lose what is in them. Use plain text and bullets.",
    ),
    "text_boxes": (
        "Há caixas de texto; muitos sistemas não as leem. Traga o conteúdo para o corpo do documento.",
        "There are text boxes; many systems do not read them. Move their content into the body of the document.",
    ),
    "contact_hidden": (
        "O e-mail ou o telefone só aparece em um link ou não foi encontrado. Escreva-o como texto.",
        "The e-mail or phone stands only behind a link or was not found. Write it as text.",
    ),
    "headings_missing": (
        "Não encontramos os títulos Experiência, Formação e Competências. Use títulos usuais, cada um em sua linha.",
        "We did not find the headings Experience, Education and Skills. Use usual headings, each on its own line.",
    ),
    "dates_missing": (
        "Nenhum período de trabalho pôde ser lido. Escreva mês e ano de início e fim, como mar/2021 – dez/2023.",
        "No period of work could be read. Write month and year of start and end, such as Mar 2021 – Dec 2023.",
    ),
    "too_long": (
        "O currículo tem {pages} páginas; duas bastam para a maioria das vagas.",
        "The CV has {pages} pages; two are enough for most openings.",
    ),
    "hidden_text": (
        "Há texto invisível no arquivo. Sistemas e recrutadores tratam isso como tentativa de manipulação.",
        "There is invisible text in the file. Systems and recruiters treat that as an attempt to manipulate.",
    ),
}


def pick(pair: tuple[str, str], locale: str) -> str:
    return pair[1] if locale.startswith("en") else pair[0]


def part_label(part: str, locale: str) -> str:
    return pick(PARTS[part], locale)


def rule_message(rule: str, locale: str, *, full: bool, none: bool, **facts: object) -> str:
    variants = RULES[rule][1 if locale.startswith("en") else 0]
    text = variants[0] if full else variants[2] if none else variants[1] or variants[0]
    return text.format(**facts)


def warning_message(warning: str, locale: str, **facts: object) -> str:
    return pick(WARNINGS[warning], locale).format(**facts)
