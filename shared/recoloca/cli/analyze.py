"""`recoloca analyze`: analyses CVs on this machine. No data leaves the machine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final, NotRequired

import typer
from rich.markup import escape
from rich.progress import track
from rich.table import Table
from typing_extensions import TypedDict

from recoloca.cli.console import err, out
from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.engine.analysis.explain import explain
from recoloca.engine.analysis.result import AnalysisResult, Suggestion

SUFFIXES: Final = frozenset({".pdf", ".docx", ".txt"})
PARALLEL: Final = 4
"""From this number of files on, processes on all cores share the work. For fewer files their start takes too long."""
SHOWN: Final = 5

app = typer.Typer(add_completion=False)


class Locale(StrEnum):
    PT = "pt-BR"
    EN = "en"


class Failure(TypedDict):
    code: str
    message: str


class OutputLine(TypedDict):
    """One line of the output of `--json`."""

    file: str
    status: str
    result: NotRequired[AnalysisResult]
    error: NotRequired[Failure]


TEXTS: Final = {
    Locale.PT: {
        "score": "Nota", "ats": "ATS", "file": "Arquivo", "name": "Nome", "language": "Idioma", "part": "Parte",
        "points": "Pontos", "warnings": "Avisos", "suggestions": "O que mudar primeiro", "line": "linha",
        "example": "exemplo", "failed": "Não analisados", "working": "Analisando",
        "missing": "O arquivo não existe.", "unreadable": "O arquivo não pôde ser aberto.",
        "broken": "A análise falhou por um erro nosso.", "more": "e mais {n}",
        "section": "Seção", "role": "Papel", "evidence": "Indícios", "text": "Texto",
    },
    Locale.EN: {
        "score": "Score", "ats": "ATS", "file": "File", "name": "Name", "language": "Language", "part": "Part",
        "points": "Points", "warnings": "Warnings", "suggestions": "What to change first", "line": "line",
        "example": "example", "failed": "Not analysed", "working": "Analysing",
        "missing": "There is no such file.", "unreadable": "The file could not be opened.",
        "broken": "The analysis failed because of an error in our code.", "more": "and {n} more",
        "section": "Section", "role": "Role", "evidence": "Evidence", "text": "Text",
    },
}  # fmt: skip


@app.command("analyze")
def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="PDF, DOCX or TXT files, or folders with such files."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON for each file, with the whole result.")
    ] = False,
    locale: Annotated[Locale, typer.Option(help="The language of labels and messages.")] = Locale.PT,
    explained: Annotated[
        bool, typer.Option("--explain", help="Show each line with its section, its role and the evidence.")
    ] = False,
) -> None:
    """Analyse CVs on this machine. The exit code is 1 if a CV could not be analysed."""
    paths = [path for given in files for path in expand(given)]
    if explained:
        show_lines(paths, locale)
        return
    told: list[OutputLine] = []
    for one in track(
        read_all(paths, locale),
        TEXTS[locale]["working"],
        total=len(paths),
        console=err,
        disable=len(paths) < 2,
    ):
        told.append(one)
        if as_json:
            print(json.dumps(one, ensure_ascii=False), flush=True)
    if not as_json:
        show(told, locale)
    failed = [one for one in told if "error" in one]
    if failed:
        show_failed(failed, locale)
        raise typer.Exit(1)


def show_lines(paths: list[Path], locale: Locale) -> None:
    """Print the lines of each file with the engine's reading. The exit code is 1 if a file cannot be read."""
    failed = False
    for path in paths:
        out.print(f"\n[bold]{escape(str(path))}[/]")
        try:
            lines = explain(path.read_bytes())
        except AnalysisError as reason:
            failed = True
            err.print(escape(reason.message(locale)))
            continue
        table = Table(
            "", *(TEXTS[locale][name] for name in ("section", "role", "evidence", "text")), box=None
        )
        for one in lines:
            cells = (one.section, ", ".join(one.roles), ", ".join(one.evidence), one.text)
            table.add_row(str(one.n), *map(escape, cells))
        out.print(table)
    if failed:
        raise typer.Exit(1)


def expand(given: Path) -> list[Path]:
    """A file itself, or all CVs in a folder and its subfolders, sorted by path."""
    if not given.is_dir():
        return [given]
    return sorted(path for path in given.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def read_all(paths: list[Path], locale: Locale) -> Iterator[OutputLine]:
    """Analyse the files and yield the results in the order of `paths`."""
    if len(paths) < PARALLEL:
        yield from (read(path, locale) for path in paths)
        return
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(partial(read, locale=locale), paths)


def read(path: Path, locale: Locale) -> OutputLine:
    try:
        return {"file": str(path), "status": "completed", "result": analyze(path.read_bytes(), locale=locale)}
    except AnalysisError as reason:
        error: Failure = {"code": reason.code, "message": reason.message(locale)}
    except FileNotFoundError:
        error = {"code": "FILE_MISSING", "message": TEXTS[locale]["missing"]}
    except OSError:
        error = {"code": "FILE_UNREADABLE", "message": TEXTS[locale]["unreadable"]}
    except Exception:  # noqa: BLE001 - one file that breaks the engine must not end the batch
        error = {"code": "ANALYSIS_FAILED", "message": TEXTS[locale]["broken"]}
    return {"file": str(path), "status": "failed", "error": error}


def show(told: list[OutputLine], locale: Locale) -> None:
    results = [(one["file"], one["result"]) for one in told if "result" in one]
    if len(told) == 1 and results:
        show_one(*results[0], locale)
    elif results:
        show_many(results, locale)


def show_one(file: str, result: AnalysisResult, locale: Locale) -> None:
    texts = TEXTS[locale]
    name = result["profile"]["name"] or Path(file).name
    score, ats = result["score"]["overall"], result["ats"]["score"]
    out.print(
        f"\n[bold]{escape(name)}[/]  {texts['score']} [bold {colour(score)}]{score}[/]  {texts['ats']} {ats}\n"
    )
    table = Table(texts["part"], texts["points"], "", box=None, pad_edge=False)
    for part in result["score"]["parts"]:
        lost = [rule["message"] for rule in part["rules"] if rule["points"] < rule["max"]]
        table.add_row(part["label"], f"{part['points']:g} / {part['max']:g}", escape(" ".join(lost)))
    out.print(table)
    if result["ats"]["warnings"]:
        out.print(f"\n[bold]{texts['warnings']}[/]")
        for warning in result["ats"]["warnings"]:
            out.print(f"• {escape(warning['message'])}")
    if result["suggestions"]:
        out.print(f"\n[bold]{texts['suggestions']}[/]")
        for suggestion in result["suggestions"][:SHOWN]:
            show_suggestion(suggestion, locale)
        rest = len(result["suggestions"]) - SHOWN
        if rest > 0:
            out.print(texts["more"].format(n=rest), style="dim")


def show_suggestion(suggestion: Suggestion, locale: Locale) -> None:
    texts = TEXTS[locale]
    out.print(f"• [bold]+{suggestion['gain']:g}[/]  {escape(suggestion['message'])}")
    if suggestion["quote"]:
        out.print(f"  {texts['line']} {suggestion['line']}: “{escape(suggestion['quote'])}”", style="dim")
    if suggestion["example"]:
        out.print(f"  {texts['example']}: {escape(suggestion['example'])}", style="green")


def show_many(results: list[tuple[str, AnalysisResult]], locale: Locale) -> None:
    texts = TEXTS[locale]
    table = Table(*(texts[column] for column in ("file", "name", "language", "score", "ats")), box=None)
    for file, result in results:
        score = result["score"]["overall"]
        table.add_row(
            escape(Path(file).name), escape(result["profile"]["name"] or "–"), result["language"],
            f"[{colour(score)}]{score}[/]", str(result["ats"]["score"]),
        )  # fmt: skip
    out.print(table)


def show_failed(failed: list[OutputLine], locale: Locale) -> None:
    err.print(f"\n[bold red]{TEXTS[locale]['failed']}[/]")
    for one in failed:
        if "error" in one:
            err.print(f"✗ {escape(one['file'])}: {escape(one['error']['message'])}", soft_wrap=True)


def colour(score: int) -> str:
    return "green" if score >= 80 else "yellow" if score >= 60 else "red"
