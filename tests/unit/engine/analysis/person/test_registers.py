"""Numbers of professional registers are read as such."""

from __future__ import annotations

import pytest

from tests.unit.engine.analysis.conftest import analyse_text

CV = """Marina Teles Duarte
{}
marina.duarte@exemplo.com | (31) 98765-4321

Experiência profissional
Clínica Vida Plena - Enfermeira
2018 - 2021
"""


@pytest.mark.parametrize(
    ("line", "register"),
    [
        ("Enfermeira | COREN-MG 123.456-ENF", ("COREN", "MG", "123.456-ENF")),
        ("Médica Pediatra, CRM/SP 123456", ("CRM", "SP", "123456")),
        ("Advogada, OAB nº 98.765/MG", ("OAB", "MG", "98.765")),
        ("Contadora, CRC-PE 012345/O-7", ("CRC", "PE", "012345/O-7")),
        ("Engenheira civil, CREA-GO 12345/D", ("CREA", "GO", "12345/D")),
        ("Psicóloga, CRP 06/123456", ("CRP", None, "06/123456")),
        ("Corretora, CRECI: 12345-F", ("CRECI", None, "12345-F")),
        ("Professora de educação física, CREF 012345-G/SP", ("CREF", "SP", "012345-G")),
    ],
)
def test_a_register_has_its_council_state_and_number(
    line: str, register: tuple[str, str | None, str]
) -> None:
    profile = analyse_text(CV.format(line))["profile"]
    assert [tuple(one.values()) for one in profile["registers"]] == [register]
    assert profile["phone"] == "+5531987654321"


def test_the_software_crm_is_no_register() -> None:
    assert analyse_text(CV.format("Vendas, curso de CRM 2019"))["profile"]["registers"] == []
