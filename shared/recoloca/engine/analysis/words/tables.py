"""Tables in the form they are looked up in, made once for each state of their sources rather than once a process.

As Python does with modules: what was made is kept in `__pycache__` beside the sources, and is made again when a source,
or the code that makes it, is another. Where nothing may be written, it is made each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

FOLDER: Final = "__pycache__"


def kept(name: str, sources: Sequence[Path], makers: Sequence[str], make: Callable[[], Any]) -> Any:
    """What `make` makes of `sources`, as JSON has it.

    `name` is unique beside the first source; `makers` are the `__file__` of the modules whose code makes it.
    """
    file = sources[0].parent / FOLDER / f"{name}.json"
    state = _digest([*sources, *map(Path, makers)])
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(file.read_bytes())
        if found["state"] == state:
            return found["table"]
    made = json.dumps({"state": state, "table": make()}, ensure_ascii=False, separators=(",", ":"))
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            _write(file, made)
    return json.loads(made)["table"]


def _digest(files: Sequence[Path]) -> str:
    state = hashlib.blake2b(digest_size=16)
    for file in files:
        content = file.read_bytes()
        state.update(b"%s %d " % (file.name.encode(), len(content)) + content)
    return state.hexdigest()


def _write(file: Path, text: str) -> None:
    """Whole or not at all: another process may be reading it."""
    file.parent.mkdir(exist_ok=True)
    own = file.with_name(f"{file.name}.{os.getpid()}")
    own.write_text(text, "utf-8")
    own.replace(file)
