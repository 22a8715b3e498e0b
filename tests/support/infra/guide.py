"""The policies in the deployment guide that people copy into IAM, by the names of their files."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.infra.conftest import ROOT

GUIDE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")


def document(name: str) -> dict[str, Any]:
    found = re.search(rf"`{re.escape(name)}`(?:(?!```)[\s\S])*?\n```json\n(.*?)\n```", GUIDE, re.DOTALL)
    assert found, f"docs/deploy.md does not print {name}"
    read: dict[str, Any] = json.loads(found[1])
    return read


def actions(name: str) -> set[str]:
    listed = [statement["Action"] for statement in document(name)["Statement"]]
    return {action for each in listed for action in ([each] if isinstance(each, str) else each)}
