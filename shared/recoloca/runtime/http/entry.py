"""The Lambda entry point of every HTTP function. It imports FastAPI quickly, then runs `recoloca.runtime.entry`.

`docs/adr/0503-one-entry.md` gives the time that each step saves.
"""

from __future__ import annotations

import gc
import os

gc.disable()
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel  # noqa: E402

# Functions never use FastAPI's models of an OpenAPI document. Deferring their build shortens the cold start.
BaseModel.model_config["defer_build"] = True
import fastapi  # noqa: E402, F401

BaseModel.model_config["defer_build"] = False

from recoloca.runtime.entry import handler  # noqa: E402, F401
