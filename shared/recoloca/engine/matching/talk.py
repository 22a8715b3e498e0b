"""What an advertisement says without asking for anything: the company, benefits, places, legal text, how to apply."""

from __future__ import annotations

import re
from typing import Final

from recoloca.engine.analysis.words.text import fold

COMPANY: Final = re.compile(
    r"^(?:(?:nos )?somos (?!exigent)|nascemos|acreditamos|atuamos|cuidamos|estamos (?:em|entre|presentes|crescendo)"
    r"|junte-se|venha (?:fazer|trabalhar|ser)|faca parte|nossa? (?:missao|empresa|time|historia|cultura|equipe"
    r"|proposito)"
    r"|nosso (?:time|proposito|objetivo|negocio)|a empresa\b|we are (?!looking|seeking|hiring)|we're (?!looking"
    r"|seeking|hiring)"
    r"|we (?:build|help|have|believe|serve|make|value|operate)|our (?:mission|team|company|culture|product|story"
    r"|clients?)"
    r"|join (?:us|our)|you will (?:join|be part)|the company\b|la empresa\b|trabajamos|creemos|nuestr[ao]s? "
    r"|we celebrate|we are committed|this is an? |esta e uma (?:vaga|posicao)|trata-se de|esta es una|sumate|unete"
    r"|formaras parte|founded|established in)"
    r"|\b(?:nasceu em|fundad[oa] em|founded in|nacio en|established in|desde (?:19|20)\d\d)\b"
    r"|\b\d[\d.,]{0,15} (?:mil |thousand )?(?:colaborador(?:es|as)?|funcionari[oa]s|employees|empleados|offices"
    r"|escritorios"
    r"|paises|countries)\b"
    r"|\b(?:mais de|ha|com|com mais de|over|more than|con|con mas de|mas de) \d+ (?:anos|years|anos) "
    r"(?:de |of |en |no |in )?(?:el |the )?(?:mercado|historia|history|tradicao|market|business|trayectoria)\b"
    r"|\b\d+ anos de (?:historia|mercado|tradicao)\b|\bempresa lider\b|\blider (?:de mercado|no mercado"
    r"|en el mercado)\b"
    r"|\be referencia (?:em|no|na)\b|\bmarket leader\b"
)
LABELLED: Final = re.compile(
    r"^(?:endereco|address|direccion|local(?:izacao)?|location|ubicacion|cidade|horario|schedule|jornada|salario"
    r"|salary|faixa salarial|remuneracao|regime|contrato|contratacao|tipo de (?:contrato|contratacao|vaga)|modalidade"
    r"|modalidad|modelo de trabalho|carga horaria|vagas?|numero de vagas|codigo|data|prazo|beneficios?|benefits|perks"
    r"|employment type|contract|sueldo|empresa|company|setor|departamento|department)\b[^:]{0,25}:"
)
PLACE: Final = re.compile(
    r"\b\d{5}-\d{3}\b|\b(?:rua|avenida|av\.|alameda|rodovia|calle|travessa)\s[^.;]{2,60},?\s(?:n[o.]*\s)?\d{1,5}\b"
)
BENEFITS: Final = re.compile(
    r"\bvale[ -](?:transporte|refeicao|alimentacao|cultura|combustivel)|\bplano (?:de saude|odontologico|medico"
    r"|dental)"
    r"|\bassistencia (?:medica|odontologica)|\bseguro de vida|\bgympass|\bwellhub|\btotalpass|\bplr\b"
    r"|\bparticipacao nos (?:lucros|resultados)|\bday off|\bauxilio[ -](?:creche|home|combustivel|educacao)"
    r"|\bcesta basica|\brefeitorio|\bhealth insurance|\bdental (?:plan|insurance)|\b401k|\bpaid time off"
    r"|\bdays of vacation|\bobra social|\bmedicina prepaga|\bstock options|\bconvenio (?:medico|farmacia)"
    r"|\bprevidencia privada|\bhome office allowance|\bseguro medico|\bdias de vacaciones|\bcomissao\b|\bgorjeta"
)
OFFER: Final = re.compile(
    r"^(?:(?:nos |te )?oferecemos|we (?:also )?(?:offer|provide)|(?:te )?ofrecemos|se ofrece|beneficios|benefits"
    r"|salario"
    r"|salary|remuneracao|sueldo)\b"
)
LEGAL: Final = re.compile(
    r"\bindependente(?:mente)? de (?:raca|cor|genero|sexo|idade|etnia|religiao)|\bregardless of|\bwithout regard to"
    r"|\bsin distincion|\bequal opportunit|\bdiscriminat|\bdiscriminac|\bqualified applicants"
    r"|\b(?:seus|sus) (?:dados|datos)\b|\byour (?:personal )?data\b|\bprivacy (?:policy|notice)"
    r"|\bpolitica de privacida"
    r"|\bvagas? (?:tambem )?(?:e |esta )?(?:abertas?|afirmativas?|exclusivas?|destinadas?)\b"
    r"|\bpessoas com deficiencia\b"
    r"|\bpersonas con discapacidad\b|\btodas as (?:pessoas|candidaturas)\b"
)
APPLYING: Final = re.compile(
    r"^(?:please )?(?:envi(?:e|ar)|mande|candidat(?:e|ar)-se|inscreva|cadastre|clique|interessad[oa]s|apply"
    r"|send (?:us |your)|submit"
    r"|interested|postul[aeá]|enviar|envia)\b|[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]"
)


def asks_nothing(sentence: str) -> bool:
    """Whether a sentence is company talk, a benefit, an address, legal text or how to apply."""
    folded = fold(sentence)
    return bool(
        COMPANY.search(folded)
        or LABELLED.match(folded)
        or PLACE.search(folded)
        or OFFER.match(folded)
        or len(BENEFITS.findall(folded)) > 1
        or BENEFITS.match(folded)
        or LEGAL.search(folded)
        or APPLYING.search(folded)
    )
