"""The words of the Portuguese texts that the API and the mails send."""

from __future__ import annotations

import re
from pathlib import Path

import recoloca
from recoloca.runtime.problems import TYPES

PACKAGE = Path(recoloca.__path__[0])
FILES = [PACKAGE / "notifications/texts/pt-BR.toml", PACKAGE / "privacy/texts/pt-BR.txt"]


def test_portuguese_texts_say_curriculo_never_cv() -> None:
    texts = [problem.pt for problem in TYPES.values()] + [file.read_text(encoding="utf-8") for file in FILES]
    assert [text for text in texts if re.search(r"\bCVs?\b", text)] == []
