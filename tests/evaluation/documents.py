"""Makes a set's documents under `build/evaluation/`, each with its truth beside it, once for each change."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final, Literal

from tests.evaluation.cv import Case, Layout, truth_of
from tests.evaluation.people import Bank
from tests.evaluation.plan import Size

HERE: Final = Path(__file__).parent
BUILD: Final = HERE.parents[1] / "build" / "evaluation"
SetName = Literal["tuning", "deciding"]
DATES: Final = re.compile(rb"D:\d{14}")


@dataclass(frozen=True)
class DocumentSet:
    name: SetName
    bank: Bank
    cases: list[Case]
    paths: dict[str, Path]
    """Case id → the document; the truth lies beside it as `.json`."""


def open_set(name: SetName, size: Size | None = None, folder: Path | None = None) -> DocumentSet:
    """The set's documents, made anew only where a source has changed. `size` asks for another amount than all."""
    module = import_module(f"tests.evaluation.{name}.documents")
    cases: list[Case] = module.cases(size) if size else module.cases()
    folder = folder or BUILD / name
    paths = _make(cases, module.layouts, folder, _fingerprint(name))
    return DocumentSet(name, module.BANK, cases, paths)


def _fingerprint(name: SetName) -> str:
    digest = hashlib.sha256()
    for path in sorted([*HERE.glob("*.py"), *(HERE / name).rglob("*.py"), *(HERE / name).rglob("*.toml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _make(
    cases: list[Case],
    layouts: Callable[[], AbstractContextManager[list[Layout]]],
    folder: Path,
    fingerprint: str,
) -> dict[str, Path]:
    manifest = folder / "manifest.json"
    if manifest.exists():
        known = json.loads(manifest.read_text("utf-8"))
        if known["fingerprint"] == fingerprint and {case.id for case in cases} <= known["files"].keys():
            return {case.id: folder / known["files"][case.id] for case in cases}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    with layouts() as available:
        by_name = {layout.name: layout for layout in available}
        paths = {case.id: _write(case, by_name[case.layout], folder) for case in cases}
    files = {case_id: path.name for case_id, path in paths.items()}
    manifest.write_text(json.dumps({"fingerprint": fingerprint, "files": files}), "utf-8")
    return paths


def _write(case: Case, layout: Layout, folder: Path) -> Path:
    path = folder / f"{case.id}{layout.suffix}"
    data = layout.render(case.cv)
    path.write_bytes(DATES.sub(b"D:20250601120000", data) if layout.suffix == ".pdf" else data)
    path.with_suffix(".json").write_text(json.dumps(truth_of(case.cv), ensure_ascii=False, indent=1), "utf-8")
    return path
