"""Folders of this checkout that several tools need."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
NODE: Final = ROOT / "infra/node_modules/.bin"
"""The pinned Node and its tools. The machine's own Node is not used."""
