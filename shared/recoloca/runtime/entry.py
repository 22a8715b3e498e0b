"""The Lambda handler of every function: loads the function's own `handler` module the quick way.

`docs/adr/0503-one-entry.md` says what each step is worth.
"""

from __future__ import annotations

import gc
import importlib
import os
from typing import Final

LATER: Final = ("recoloca.adapters.cache", "xml.etree.ElementTree")
"""Imported when first used, so that nobody who does without waits for them; a snapshot has them all."""


def _prepare() -> None:
    from recoloca.runtime import snapshot  # noqa: PLC0415

    for name in LATER:
        importlib.import_module(name)
    snapshot.prepare()


def _start_afresh() -> None:
    """Connections and credentials of the snapshot belong to one environment: each restored one makes its own."""
    from recoloca.runtime.dependencies import replace_dependencies  # noqa: PLC0415

    replace_dependencies(None)


if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    from snapshot_restore_py import (  # type: ignore[import-untyped]
        register_after_restore,
        register_before_snapshot,
    )

    register_before_snapshot(_prepare)
    register_after_restore(_start_afresh)

# Looking for plugins reads the metadata of every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Imports make objects that stay: collecting among them, now or later, is wasted time.
gc.disable()
handler = importlib.import_module("handler").handler
gc.freeze()
gc.enable()
