"""What to change, ordered by the points it would gain; every example is made of the CV's own facts."""

from __future__ import annotations

from typing import Final

from ..cv.understand import Cv
from ..result import Priority, Score, Suggestion
from ..scoring.evidence import Evidence
from ..scoring.score import CLEAR, DIGITS, FIGURES, OUTCOMES, VERBS, WEIGHTS
from ..scoring.texts import pick
from ..words.text import sentence
from . import rewrite
from .cautions import cautions

MOST_BULLETS: Final = 6
ORDER: Final = ("high", "medium", "low")
HIGH: Final = 3.0
MEDIUM: Final = 1.5

ADVICE: Final[dict[str, tuple[str, str]]] = {
    "name": ("Ponha o seu nome completo sozinho na primeira linha.", "Put your full name alone on the first line."),
    "email": ("Escreva o seu e-mail como texto, logo abaixo do nome.",
              "Write your e-mail as text, right below the name."),
    "phone": ("Escreva o seu telefone com DDD, como texto, logo abaixo do nome.",
              "Write your phone number with its area code, as text, right below the name."),
    "location": ("Informe cidade e estado; vagas são filtradas por eles.",
                 "Give your city and state; openings are filtered by them."),
    "links": ("Inclua o endereço do seu LinkedIn ou portfólio.",
              "Add the address of your LinkedIn profile or portfolio."),
    "summary_present": ("Abra o currículo com um resumo de três ou quatro linhas: profissão, experiência, resultados.",
                        "Open the CV with a summary of three or four lines: occupation, experience, what you deliver."),
    "summary_length": ("Deixe o resumo com 30 a 130 palavras: o bastante para convencer, pouco para cansar.",
                       "Bring the summary to between 30 and 130 words: enough to convince, short enough to be read."),
    "summary_role": ("Comece o resumo pela sua profissão, com o nome que as vagas usam.",
                     "Begin the summary with your occupation, by the name that openings use."),
    "summary_evidence": ("Ponha um número no resumo: anos de experiência, tamanho da equipe ou um resultado.",
                         "Put a figure in the summary: years of experience, size of the team or a result."),
    "entries_complete": ("Escreva cargo, empresa e período de cada experiência, em uma ou duas linhas próprias.",
                         "Write title, employer and dates of each position, on a line or two of their own."),
    "work_described": ("Descreva cada experiência em três a cinco itens: o que fez, como e com que resultado.",
                       "Describe each position in three to five bullets: what you did, how, with what result."),
    "months": ("Escreva mês e ano em cada período, como mar/2021 – dez/2023.",
               "Write month and year in each period, such as Mar 2021 – Dec 2023."),
    "skills_section": ("Crie uma seção de competências com os termos das vagas que você quer.",
                       "Create a skills section with the terms of the openings you want."),
    "skills_count": ("Liste mais competências técnicas que você domina: ferramentas, métodos, normas, sistemas.",
                     "List more of the hard skills you have: tools, methods, standards, systems."),
    "skills_shown": ("Cite as competências da lista também na experiência, onde você as usou.",
                     "Name the listed skills in the experience too, where you used them."),
    "spoken_languages": ("Informe os idiomas que você fala e o nível de cada um.",
                         "Give the languages you speak and the level of each."),
    "education_present": ("Inclua a sua formação: curso, instituição e ano.",
                          "Add your education: course, institution and year."),
    "education_complete": ("Escreva curso e instituição juntos, por extenso.",
                           "Write course and institution together, in full."),
    "education_year": ("Informe o ano de conclusão da formação (ou a previsão).",
                       "Give the year you finished (or will finish) your education."),
    "further_training": ("Inclua um curso ou certificação recente da sua área.",
                         "Add a recent course or certification of your field."),
    "headings_known": ("Dê a cada parte um título usual: Resumo, Experiência, Formação, Competências, Idiomas.",
                       "Give each part a usual heading: Summary, Experience, Education, Skills, Languages."),
    "core_headings": ("Use os títulos Experiência, Formação e Competências, cada um em sua linha.",
                      "Use the headings Experience, Education and Skills, each on its own line."),
    "contact_as_text": ("Escreva e-mail e telefone como texto; ícones e links não são lidos por todos os sistemas.",
                        "Write e-mail and phone as text; not every system reads icons and links."),
    "text_readable": ("Há pouco texto: conte mais sobre o que você fez.",
                      "There is little text: say more about what you did."),
    "dates_readable": ("Escreva os períodos como mar/2021 – dez/2023.", "Write the dates as Mar 2021 – Dec 2023."),
}  # fmt: skip
"""By rule. Rules about bullets have suggestions of their own, one a bullet."""

BULLETS: Final[dict[str, tuple[str, str]]] = {
    "weak_opening": ("“{phrase}” esconde o que você fez. Comece pelo verbo da sua ação e diga o que mudou.",
                     "“{phrase}” hides what you did. Begin with the verb of your action and say what changed."),
    "no_verb": ("Comece com um verbo de ação no passado (liderei, criei, reduzi): mostra o que você fez.",
                "Begin with an action verb in the past (led, built, cut): it shows what you did."),
    "no_figure": ("Falta o tamanho do resultado: acrescente um número que você possa comprovar.",
                  "The size of the result is missing: add a figure you can back."),
    "too_long": ("O item é longo demais para ser lido de relance; divida em dois.",
                 "The bullet is too long to read at a glance; split it in two."),
    "too_short": ("O item diz pouco: conte como fez e com que resultado.",
                  "The bullet says little: tell how you did it and with what result."),
}  # fmt: skip


def suggest(cv: Cv, score: Score, evidence: list[Evidence], locale: str) -> list[Suggestion]:
    """Ordered by gain, then by priority, then in reading order; advice without points comes last."""
    found = [*from_rules(cv, score, locale), *from_bullets(cv, score, evidence, locale)]
    found += cautions(cv, evidence, locale)
    return sorted(found, key=lambda s: (-s["gain"], ORDER.index(s["priority"]), s["line"] or 0, s["id"]))


def priority(gain: float) -> Priority:
    return "high" if gain >= HIGH else "medium" if gain >= MEDIUM else "low"


def from_rules(cv: Cv, score: Score, locale: str) -> list[Suggestion]:
    found: list[Suggestion] = []
    for part in score["parts"]:
        for rule in part["rules"]:
            gain = round(rule["max"] - rule["points"], DIGITS)
            if gain <= 0 or rule["id"] not in ADVICE or covered(cv, rule["id"]):
                continue
            line = target_line(cv, rule["id"])
            found.append({
                "id": rule["id"], "section": part["id"], "priority": priority(gain), "gain": gain, "line": line,
                "quote": quote(cv, line), "message": pick(ADVICE[rule["id"]], locale),
                "example": own_example(cv, rule["id"]),
            })  # fmt: skip
    return found


def covered(cv: Cv, rule: str) -> bool:
    """Whether another suggestion already says it."""
    if rule.startswith("summary_") and rule != "summary_present":
        return cv.profile["summary"] is None
    if rule in {"education_complete", "education_year"}:
        return not cv.studies
    if rule in {"months", "dates_readable"}:
        return not cv.entries
    return False


def target_line(cv: Cv, rule: str) -> int | None:
    """The line a rule's advice is about, where there is one."""
    if rule.startswith("summary_") and cv.summary_lines:
        return cv.summary_lines[0]
    if rule == "months":
        return next(
            (
                entry.header[0]
                for entry in cv.entries
                if entry.period and "-" not in (entry.period.start or "-")
            ),
            None,
        )
    if rule == "entries_complete":
        return next(
            (entry.header[0] for entry in cv.entries if not (entry.title and entry.company and entry.period)),
            None,
        )
    if rule in {"education_year", "education_complete"} and cv.studies:
        return cv.studies[0].lines[0]
    if rule in {"skills_count", "skills_shown"}:
        return next((block.lines[0].n for block in cv.of_kind("skills") if block.lines), None)
    return None


def quote(cv: Cv, line: int | None) -> str | None:
    return cv.lines[line - 1].text if line else None


def own_example(cv: Cv, rule: str) -> str | None:
    """An example built of names and words that stand in the CV, or none."""
    names = [skill["label"] for skill in cv.skills if skill["kind"] != "soft"]
    title = cv.profile["headline"] or next((entry.title for entry in cv.entries if entry.title), None)
    joint = {"pt": "com experiência em", "en": "with experience in", "es": "con experiencia en"}[cv.language]
    if rule == "summary_present" and title and names:
        own = sentence(f"{title} {joint} {', '.join(names[:4])}")
        return f"{own} {rewrite.RESULT[cv.language]}"
    if rule == "summary_role" and title and cv.profile["summary"]:
        first = cv.profile["summary"].split(". ")[0]
        return f"{sentence(title)} {sentence(first)}"
    if rule == "skills_section" and len(names) >= 2:
        heading = {"pt": "Competências", "en": "Skills", "es": "Competencias"}[cv.language]
        return f"{heading}: {', '.join(names[:10])}"
    return None


def from_bullets(cv: Cv, score: Score, evidence: list[Evidence], locale: str) -> list[Suggestion]:
    """The bullets that would gain most, each with the share of the rules' room its rewriting would use."""
    rules = {rule["id"]: rule for part in score["parts"] for rule in part["rules"]}
    room = {
        rule: rules[rule]["max"] - rules[rule]["points"]
        for rule in ("action_verbs", "figures", "outcomes", "clear_bullets")
    }
    unit = {
        "action_verbs": WEIGHTS["experience"]["action_verbs"] / VERBS,
        "figures": WEIGHTS["experience"]["figures"] / FIGURES,
        "outcomes": WEIGHTS["experience"]["outcomes"] / OUTCOMES,
        "clear_bullets": WEIGHTS["clarity"]["clear_bullets"] / CLEAR,
    }  # fmt: skip
    ranked = sorted((e for e in evidence if problem(e)), key=lambda e: (-len(misses(e)), e.line))
    found: list[Suggestion] = []
    for item in ranked[:MOST_BULLETS]:
        gain = 0.0
        for rule in misses(item):
            used = min(unit[rule], room[rule])
            room[rule] -= used
            gain += used
        found.append(bullet_suggestion(cv, item, round(gain, DIGITS), locale))
    return [suggestion for suggestion in found if suggestion["gain"] > 0]


def misses(item: Evidence) -> list[str]:
    """The rules that the bullet, rewritten as the example shows, would newly satisfy."""
    lacking = {
        "action_verbs": not item.strong, "figures": not item.figure, "outcomes": not (item.outcome and item.figure),
        "clear_bullets": not item.clear,
    }  # fmt: skip
    return [rule for rule, missing in lacking.items() if missing]


def problem(item: Evidence) -> str | None:
    """What is worst about a bullet, by the identifier of its suggestion."""
    words = len(item.item.text.split())
    if words < 3:
        return None
    if item.weak:
        return "weak_opening"
    if not item.strong and item.verb is None:
        return "no_verb"
    if not item.clear and words > 34:
        return "too_long"
    if not item.figure:
        return "too_short" if words < 6 else "no_figure"
    return None


def bullet_suggestion(cv: Cv, item: Evidence, gain: float, locale: str) -> Suggestion:
    kind = problem(item) or "no_figure"
    phrase = " ".join(item.item.text.split()[: len((item.weak or "").split())])
    example = None if kind == "too_long" else rewrite.example(item, cv.language)
    return {
        "id": f"bullet_{kind}", "section": "experience", "priority": priority(gain), "gain": gain, "line": item.line,
        "quote": quote(cv, item.line), "message": pick(BULLETS[kind], locale).format(phrase=phrase), "example": example,
    }  # fmt: skip
