"""The templates as they were reviewed: `python -m tests.support.infra.snapshots` (`make snapshots`) renews them.

A file for each stack that is like no other; of prod with everything that an operator may give (`named`), those
that differ from prod without. Of the stacks that hold the API's functions one stands for all: each row
of the table becomes the same resources, and `test_functions.py` holds every row to its own.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from infra import diagram
from infra.synthesis import COMPLETE, Template, fresh

FOLDER: Final = Path(__file__).parents[2] / "infra/snapshots"
STAGES: Final = ("local", "prod", "named")
LIKE_THE_DASHBOARD: Final = frozenset(
    {"ai", "auth", "cv", "health", "notifications", "payments", "telemetry", "users"}
)
DIGEST: Final = re.compile(r"\b[0-9a-f]{64}\b")
VERSION: Final = re.compile(r"(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}")


def normalised(template: Template) -> str:
    """Without what changes with the code that is deployed: digests of assets, and versions named after them."""
    text = json.dumps(plain(template), indent=1, sort_keys=True, ensure_ascii=False)
    return VERSION.sub(r"\1", DIGEST.sub("<digest>", text)) + "\n"


def plain(value: Any) -> Any:
    """Without CDK's own notes and the tags that everything has."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items() if name not in {"Metadata", "Tags"}}
    return [plain(each) for each in value] if isinstance(value, list) else value


def snapshots(stacks: Mapping[str, Template]) -> dict[str, str]:
    """By stack."""
    return {
        name: normalised(stack) for name, stack in sorted(stacks.items()) if name not in LIKE_THE_DASHBOARD
    }


def only_here(these: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in these.items() if others.get(name) != text}


def kept(stage: str) -> dict[str, str]:
    return {file.stem: file.read_text() for file in sorted((FOLDER / stage).glob("*.json"))}


def renew() -> None:
    local, prod, named = fresh("local"), fresh("prod"), fresh("prod", COMPLETE)
    write("local", snapshots(local))
    write("prod", snapshots(prod))
    write("named", only_here(snapshots(named), snapshots(prod)))
    diagram.DOCUMENT.write_text(diagram.document(named))


def write(stage: str, texts: Mapping[str, str]) -> None:
    folder = FOLDER / stage
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.json").write_text(text)


if __name__ == "__main__":
    renew()
