"""The frontend's files, built once for each state of its sources."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from infra.assets.builds import forget_old
from infra.assets.target import BuildError
from infra.paths import NODE, ROOT

SOURCE: Final = ROOT / "frontend"
BUILDS: Final = ROOT / "build/frontend"
INPUTS: Final = ("index.html", "package-lock.json", "vite.config.ts", "src", "public", "plugins")
COMPRESS: Final = ROOT / "infra/assets/compress.mjs"


def inputs() -> list[Path]:
    given = [SOURCE / name for name in INPUTS]
    files = [path for each in given for path in ([each] if each.is_file() else each.glob("**/*"))]
    return sorted(path for path in [*files, COMPRESS] if path.is_file() and ".test." not in path.name)


def digest() -> str:
    state = hashlib.sha256()
    for path in inputs():
        state.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:20]


def built_site() -> Path:
    """The folder of the site for the present sources. It is built if it does not exist."""
    folder = BUILDS / digest()
    if not folder.is_dir():
        build(folder)
    folder.touch()
    forget_old(BUILDS)
    return folder


def build(folder: Path) -> None:
    """Build in another folder and rename it, so that a folder with this name is always complete."""
    BUILDS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILDS, prefix=".") as scratch:
        made = Path(scratch) / "site"
        command("npx", "--no-install", "vite", "build", "--logLevel", "warn", "--outDir", str(made))
        command("node", str(COMPRESS), str(made))
        made.chmod(0o755)
        if not folder.exists():
            made.rename(folder)


def command(*arguments: str) -> None:
    done = subprocess.run(
        arguments,
        cwd=SOURCE,
        env={
            **os.environ,
            "NODE_ENV": "production",
            "PATH": os.pathsep.join([str(NODE), os.environ.get("PATH", "")]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise BuildError(f"The frontend could not be built:\n{tail}")
