"""The templates as they were reviewed: `python -m tests.infra.snapshots` (`make snapshots`) renews them.

A file for each stack that is like no other. Of the stacks that hold the API's functions one stands for all: each row
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
from infra.synthesis import Template, fresh

FOLDER: Final = Path(__file__).parent / "snapshots"
STAGES: Final = ("local", "prod")
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


def kept(stage: str) -> dict[str, str]:
    return {file.stem: file.read_text() for file in sorted((FOLDER / stage).glob("*.json"))}


def renew() -> None:
    for stage in STAGES:
        folder = FOLDER / stage
        stacks = fresh(stage)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in snapshots(stacks).items():
            (folder / f"{name}.json").write_text(text)
        if stage == "prod":
            diagram.DOCUMENT.write_text(diagram.document(stacks))


if __name__ == "__main__":
    renew()
