"""The kind of section that a heading's words tell: a trilingual lexicon, and how its nouns and qualifiers combine."""

from __future__ import annotations

import functools
import re
from typing import Final

from .lexicon import headings
from .text import key

LONGEST: Final = 60
"""Characters of the longest heading."""
NUMBERING: Final = re.compile(r"^(?:\d{1,2}\s*[.)–-]\s*|[IVX]{1,4}\s*[.)–-]\s+)")
EDGES: Final = " :–—-|_=*#•.~/\\[]<>"
ICON: Final = re.compile(r"^[^\w\s]\W*(?=\w)")
LETTER_ICON: Final = re.compile(r"^\S\s+(?=\w{3})")
"""A symbol to which its font of icons gives the code of a letter."""
JOINT: Final = re.compile(r"(?:(?<!\s)\s+)?(?:&|/|,|\||\be\b|\band\b|\by\b)\s*", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOUNS: Final[dict[str, frozenset[str]]] = {
    "experience": _words(
        "experiencia experiencias experience experiences emprego empregos empleo empleos employment trajetoria"
        " trayectoria carreira career vivencia vivencias"
        " trabalho trabalhos servicos atuacao atuei trabalhei trabajo trabajos"
    ),
    "education": _words(
        "formacao formacoes educacao educacional escolaridade escolar education educational academica academicas"
        " academico academicos academic estudos estudios studies formacion educacion graduacao graduacoes"
        " estudo estudei escola"
    ),
    "skills": _words(
        "competencia competencias habilidade habilidades skill skills conhecimento conhecimentos aptidao aptidoes"
        " tecnologia tecnologias ferramenta ferramentas herramientas conocimientos aptitudes softwares"
    ),
    "languages": _words("idioma idiomas linguas languages lenguas"),
    "courses": _words(
        "curso cursos treinamento treinamentos capacitacao capacitacoes aperfeicoamento aperfeicoamentos aprimoramento"
        " aprimoramentos cursinho cursinhos courses training trainings workshops"
    ),
    "certifications": _words(
        "certificado certificados certificacao certificacoes certificates certificate certifications certification"
        " certificaciones certificados acreditaciones licencas licencias registros registro credenciais"
    ),
    "projects": _words("projeto projetos project projects proyectos"),
    "volunteering": _words(
        "voluntariado voluntario voluntarios voluntaria voluntarias volunteering volunteer"
    ),
    "awards": _words("premio premios premiacoes awards honors conquistas"),
    "summary": _words("resumo perfil summary profile resumen apresentacao sintese mim"),
    "objective": _words("objetivo objetivos objective"),
    "references": _words("referencia referencias references"),
    "publications": _words("publicacao publicacoes publications artigos"),
}
"""Words that name a section, folded."""
QUALIFIERS: Final = _words(
    "de da do das dos e em na no a o as os and of in the my y mis mi meu meus minha minhas profissional profissionais"
    " professional professionals principal principais key main outro outra outros outras other ultimo ultima ultimos"
    " ultimas last anterior anteriores previous recente recentes recent complementar complementares complementaria"
    " pessoal pessoais personal tecnico tecnica tecnicos tecnicas technical comportamentais geral gerais general"
    " relevante relevantes relevant adicional adicionais additional extra extras extracurricular extracurriculares"
    " curricular obtido obtidos obtidas realizado realizados realizadas concluido concluidos concluidas details detail"
    " detalhes qualification qualifications qualificacao qualificacoes history historico background dados data work"
    " working laboral profesional profesionales especifico especificos especificas informatica digitais estrangeiros"
    " estrangeiras executivo executiva breve completo livre livres sobre um pouco caracteristicas"
    " onde que eu fiz ate hoje ja por vida agora"
)
"""Words that qualify a section's noun and name none themselves, folded."""
WEAKER: Final = {"summary"}
"""Kinds that yield where another noun stands beside theirs: `Resumo de experiências`."""
WEAK_NOUNS: Final = frozenset({"trabalho", "trabalhos", "servicos", "trabajo", "trabajos"})
"""Nouns of experience that yield as well: `Trabalhos voluntários`."""
MOST_WORDS: Final = 6


def bare(text: str) -> str:
    text = NUMBERING.sub("", text.strip(EDGES)).strip(EDGES)
    return ICON.sub("", text, count=1).strip(EDGES) or text


@functools.lru_cache(4096)
def listed_kind(text: str) -> str | None:
    """The kind of a heading of the lexicon; letters set apart and case do not matter."""
    if len(text) > LONGEST:
        return None
    known = headings()
    plain = bare(text)
    for one in (text, plain, LETTER_ICON.sub("", plain, count=1)):
        kind = known.get(key(one).replace(" ", ""))
        if kind:
            return kind
    return None


def title(text: str) -> str:
    """A heading as shown to people: without numbering, symbols and rules."""
    plain = bare(text)
    without = LETTER_ICON.sub("", plain, count=1)
    known = headings()
    if key(plain).replace(" ", "") not in known and key(without).replace(" ", "") in known:
        return without
    return plain


@functools.lru_cache(4096)
def heading_kind(text: str) -> str | None:
    """The kind of a heading of the lexicon, or of one whose words are all nouns and qualifiers of headings."""
    return listed_kind(text) or composed_kind(text)


CUT: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{4,})\.")


def whole_words(text: str) -> list[str]:
    """A heading's words, folded; one that a full stop cuts (`Exper. anterior`) as the first known word it begins."""
    cut = {key(word) for word in CUT.findall(text)}
    if not cut:
        return key(bare(text)).split()
    known = [noun for nouns in NOUNS.values() for noun in sorted(nouns)] + sorted(QUALIFIERS)
    return [
        next((whole for whole in known if whole.startswith(word)), word) if word in cut else word
        for word in key(bare(text)).split()
    ]


def composed_kind(text: str) -> str | None:
    """`Últimos empregos`, `Dados acadêmicos`, `Educational qualification`: the kind of the first noun."""
    words = whole_words(text) if len(text) <= LONGEST else []
    if not 1 <= len(words) <= MOST_WORDS or not bare(text)[:1].isupper():
        return None
    nouns_last = sorted(words, key=lambda word: word in WEAK_NOUNS)
    kinds = [kind for word in nouns_last for kind, nouns in NOUNS.items() if word in nouns]
    if not kinds or not all(
        word in QUALIFIERS or any(word in nouns for nouns in NOUNS.values()) for word in words
    ):
        return None
    return next((kind for kind in kinds if kind not in WEAKER), kinds[0])


FIELD: Final = re.compile(
    r"^(?P<pt>experiencias? (?:em|na|no|com|como|de) )|(?P<en> (?:work |professional )?experience)$"
)
"""A heading of experience in a field: `Experiência em desenvolvimento web`, `Retail Experience`."""


def field_kind(text: str) -> str | None:
    words = key(bare(text))
    return "experience" if len(words.split()) <= MOST_WORDS and FIELD.search(words) else None
