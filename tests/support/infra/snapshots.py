"""The reviewed templates. `python -m tests.support.infra.snapshots` (`make snapshots`) renews them.

There is a file for each stack with different content. Those of prod have all optional settings (`named`); stacks that
differ without them have a second file. One of the stacks with the API's functions stands for all: each row of the
route table makes the same resources, and `test_functions.py` checks every row.
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
    """The template without the parts that change with the code: digests of assets, and versions named after them."""
    text = json.dumps(plain(template), indent=1, sort_keys=True, ensure_ascii=False)
    return VERSION.sub(r"\1", DIGEST.sub("<digest>", text)) + "\n"


def plain(value: Any) -> Any:
    """The value without CDK's notes and without the tags of all resources."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items() if name not in {"Metadata", "Tags"}}
    return [plain(each) for each in value] if isinstance(value, list) else value


def snapshots(stacks: Mapping[str, Template]) -> dict[str, str]:
    """The normalised templates by stack name."""
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
