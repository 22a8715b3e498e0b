"""The Lambda handler of every HTTP function: FastAPI the quick way, then the function through `recoloca.runtime.entry`.

`docs/adr/0503-one-entry.md` says what each step is worth.
"""

from __future__ import annotations

import gc
import os
import sys

gc.disable()
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# FastAPI asks of every annotation whether it is a model of pydantic 1, and takes an ImportError for a no.
sys.modules["pydantic.v1"] = None  # type: ignore[assignment]

from pydantic import BaseModel  # noqa: E402

# FastAPI's models of an OpenAPI document are built when first used, which in a function is never.
BaseModel.model_config["defer_build"] = True
import fastapi  # noqa: E402, F401

BaseModel.model_config["defer_build"] = False

from recoloca.runtime.entry import handler  # noqa: E402, F401
