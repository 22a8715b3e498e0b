"""`recoloca analyze` as people and scripts use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recoloca.cli.analyze import app

CV = """Ana Prado Reis
Recife - PE | (81) 99876-5432 | ana.reis@exemplo.com.br
Experiência
Vendedora
Loja Azul Ltda
jan/2020 - atual
- Responsável por atendimento a clientes
Formação
Ensino médio, Escola Estadual Sol, 2018
Competências
Excel, vendas, CRM
"""


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "ana.txt"
    path.write_text(CV, "utf-8")
    return path


def test_a_person_sees_score_parts_and_what_to_change_with_the_quoted_line(cv: Path) -> None:
    told = CliRunner().invoke(app, [str(cv)])
    assert told.exit_code == 0
    assert "Ana Prado Reis" in told.stdout
    assert "Experiência" in told.stdout
    assert "“• Responsável por atendimento a clientes”" in told.stdout


def test_english_labels_on_demand(cv: Path) -> None:
    told = CliRunner().invoke(app, [str(cv), "--locale", "en"])
    assert "What to change first" in told.stdout


def test_json_is_one_object_a_line_and_failures_do_not_stop_the_rest(cv: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    told = CliRunner().invoke(app, ["--json", str(broken), str(tmp_path / "gone.pdf"), str(cv)])
    assert told.exit_code == 1
    one, two, three = (json.loads(line) for line in told.stdout.splitlines())
    assert (one["status"], one["error"]["code"]) == ("failed", "FILE_CORRUPT")
    assert (two["status"], two["error"]["code"]) == ("failed", "FILE_MISSING")
    assert three["status"] == "completed"
    assert three["result"]["profile"]["name"] == "Ana Prado Reis"
    assert three["file"] == str(cv)


def test_a_folder_of_many_is_a_table_and_the_failed_ones_stand_at_the_end(cv: Path, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"copy{number}.txt").write_text(CV, "utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "notes.md").write_text("not a CV", "utf-8")
    told = CliRunner().invoke(app, [str(tmp_path)])
    assert told.exit_code == 1
    assert told.stdout.count("Ana Prado Reis") == 5
    assert "notes.md" not in told.output
    assert told.stderr.rstrip().endswith("O arquivo está vazio. Envie o seu currículo em PDF, DOCX ou TXT.")


def test_explain_shows_what_each_line_was_read_as(cv: Path) -> None:
    told = CliRunner().invoke(app, ["--explain", "--locale", "en", str(cv)], env={"COLUMNS": "200"})
    assert told.exit_code == 0
    lines = {line.split()[0]: line for line in told.stdout.splitlines() if line[:3].strip().isdigit()}
    assert "heading of experience" in lines["3"]
    assert "title" in lines["4"]
    assert "employer" in lines["5"]
    assert "period 2020-01 to now" in lines["6"]
    assert "school, course" in lines["9"]


def test_explain_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", "utf-8")
    assert CliRunner().invoke(app, ["--explain", str(path)]).exit_code == 1
