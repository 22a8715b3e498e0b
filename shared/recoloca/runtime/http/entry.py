"""The Lambda handler of every HTTP function: FastAPI the quick way, then the function through `recoloca.runtime.entry`.

`docs/adr/0503-one-entry.md` says what each step is worth.
"""

from __future__ import annotations

import gc
import os

gc.disable()
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel  # noqa: E402

# FastAPI's models of an OpenAPI document are built when first used, which in a function is never.
BaseModel.model_config["defer_build"] = True
import fastapi  # noqa: E402, F401

BaseModel.model_config["defer_build"] = False

from recoloca.runtime.entry import handler  # noqa: E402, F401
