"""The names of files in an export, which every system can unpack."""

from __future__ import annotations

import pytest

from recoloca.privacy.archive import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT¹.pdf", "_LPT¹.pdf"),
        ("aux .pdf", "_aux .pdf"),
        ("/CON.txt", "_CON.txt"),
        ("console.pdf", "console.pdf"),
        ("currículo.pdf", "currículo.pdf"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
        ("CON." + "x" * 200, "x" * 120),
        ("a\u202egnp.pdf", "a_gnp.pdf"),
        ("...", "cv"),
    ],
)
def test_a_name_is_no_device_and_no_path(name: str, safe: str) -> None:
    assert safe_name(name) == safe
