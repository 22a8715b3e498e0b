"""The sentences of the advice that earns no points, in Portuguese and English."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "repeated_entries": (
        "Esta experiência já está no currículo. Repetir não conta duas vezes e cansa quem lê: deixe só uma.",
        "This position is already in the CV. A repeat does not count twice and tires the reader: keep one.",
    ),
    "gap": (
        ("Há {months} meses sem atividade antes desta experiência. Isso não tira pontos. Um intervalo explicado em uma "
        "linha (estudo, cuidado com a família, viagem, saúde, projeto próprio) evita dúvidas; diga só o que quiser."),
        ("There are {months} months without activity before this position. This costs no points. A gap explained in "
        "one line (study, family care, travel, health, own project) avoids doubts; say only what you want to."),
    ),
    "personal_data": (
        ("Tire do currículo: {found}. Esses dados não são necessários para a seleção, podem levar a discriminação e, "
        "no caso de documentos e endereço, a golpes. Basta cidade e estado."),
        ("Take out of the CV: {found}. A selection does not need them; they can lead to discrimination and, for "
        "documents and addresses, to fraud. City and state are enough."),
    ),
    "cliche": (
        "“{found}” todo mundo escreve e ninguém comprova. Troque por um fato: o que você fez e com que resultado.",
        "Everybody writes “{found}” and nobody proves it. Replace it by a fact: what you did, with which result.",
    ),
    "salary": (
        "Deixe a pretensão salarial fora do currículo: ela limita a negociação. Informe quando perguntarem.",
        "Leave salary expectations out of the CV: they limit the negotiation. Give them when you are asked.",
    ),
    "email_style": (
        "Use um e-mail com o seu nome: apelidos e números passam uma impressão menos profissional.",
        "Use an e-mail address with your name: nicknames and numbers look less professional.",
    ),
    "register": (
        ("Não encontramos o seu registro no {found}. A profissão é regulamentada e o registro costuma ser "
        "eliminatório: informe conselho, estado e número, se você tem."),
        ("We did not find your registration with the {found}. The profession is regulated and the registration is "
        "often required: give council, state and number, if you have it."),
    ),
    "contract": (
        ("Esta experiência durou pouco ({months} meses). Se foi estágio, contrato temporário ou PJ, diga isso ao lado "
        "do cargo: explica a duração."),
        ("This position was short ({months} months). If it was an internship, a temporary contract or freelance work, "
        "say so beside the title: it explains the length."),
    ),
    "language_proof": (
        "Você declara um nível alto de idioma. Um certificado, um intercâmbio ou o uso no trabalho comprova o nível.",
        "You claim a high language level. A certificate, a stay abroad or its use at work proves the level.",
    ),
    "length": (
        ("O currículo tem {pages} páginas para {years} anos de experiência; {best} costuma bastar. Corte o que não "
        "ajuda na vaga que você quer."),
        ("The CV has {pages} pages for {years} years of experience; {best} is usually enough. Cut what does not "
        "help with the job you want."),
    ),
    "person": (
        ("Parte dos itens está na primeira pessoa e parte na terceira. Escreva todos do mesmo jeito, de preferência na "
        "primeira pessoa do passado (liderei, criei)."),
        "Some bullets are in the first person and some in the third. Write all of them alike.",
    ),
    "backwards": (
        "Neste período o fim vem antes do início. Corrija as datas: sistemas descartam o período inteiro.",
        "In this period the end is before the start. Correct the dates: systems drop the whole period.",
    ),
    "overlap": (
        ("Lemos {months} meses em que esta experiência e outra aconteceram ao mesmo tempo. Se está certo, diga que "
        "uma era parcial ou paralela; se não, corrija as datas."),
        ("We read {months} months in which this position and another ran at the same time. If this is right, say that "
        "one was part-time; if not, correct the dates."),
    ),
    "date_format": (
        "As datas estão em formatos diferentes ({found}). Use um só em todo o currículo, como mar/2021 – dez/2023.",
        "The dates are written in different ways ({found}). Use one in the whole CV, such as Mar 2021 – Dec 2023.",
    ),
}  # fmt: skip
KINDS: Final[dict[str, tuple[str, str]]] = {
    "cpf": ("CPF", "CPF number"),
    "rg": ("RG", "identity card number"),
    "work_card": ("carteira de trabalho ou PIS", "work card or PIS number"),
    "marital": ("estado civil e filhos", "marital status and children"),
    "age": ("idade ou data de nascimento", "age or date of birth"),
    "religion": ("religião", "religion"),
    "race": ("cor ou raça", "colour or race"),
    "parents": ("nome dos pais", "names of your parents"),
    "address": ("endereço completo", "full address"),
    "photo": ("foto", "photo"),
}
