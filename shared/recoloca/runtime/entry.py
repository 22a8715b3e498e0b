"""The Lambda entry point of every function. It imports the function's own `handler` module with a short cold start.

`docs/adr/0503-one-entry.md` gives the time that each step saves.
"""

from __future__ import annotations

import gc
import importlib
import os
from typing import Final

LATER: Final = ("recoloca.adapters.cache", "xml.etree.ElementTree")
"""Modules that the code imports at their first use, because not every invocation needs them.

Before a SnapStart snapshot all of them are imported, so that the snapshot contains them.
"""


def _prepare() -> None:
    from recoloca.runtime import snapshot  # noqa: PLC0415

    for name in LATER:
        importlib.import_module(name)
    snapshot.prepare()


def _start_afresh() -> None:
    """Drop the snapshot's connections and credentials. Each restored environment must open its own."""
    from recoloca.runtime.dependencies import replace_dependencies  # noqa: PLC0415

    replace_dependencies(None)


if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    from snapshot_restore_py import (  # type: ignore[import-untyped]
        register_after_restore,
        register_before_snapshot,
    )

    register_before_snapshot(_prepare)
    register_after_restore(_start_afresh)

# Pydantic's search for plugins reads the metadata of every installed package, which is slow.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Imported objects are never freed. Garbage collection during the import would find nothing, and after `freeze` it
# skips them.
gc.disable()
handler = importlib.import_module("handler").handler
gc.freeze()
gc.enable()
