"""Layers: each `layers/<set>/requirements.txt` installed for Lambda's platform, without Docker.

`python -m infra.assets.layers` (`make build`) downloads wheels, so it needs the network or a warm cache. A layer is
built again only when its lock file changed. `make synth` works without built layers.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from infra.assets.target import (
    BUILD,
    PLATFORM,
    PYTHON,
    BuildError,
    clean_folder,
    compile_notice,
    compile_tree,
    compiler,
)
from infra.paths import ROOT
from infra.routes import FUNCTIONS, Layer

NEVER_IMPORTED = ("*.dist-info/RECORD", "bin", "**/__pycache__")
"""Files that an installation leaves and no function reads. RECORD also names files of the building machine."""

LARGEST_UNZIPPED: Final = 250 * 1024**2 / 1e6
"""MB: Lambda's quota for a function and its layers, unpacked (250 MiB)."""


def lock_file(layer: Layer) -> Path:
    return ROOT / "layers" / layer.value / "requirements.txt"


def layer_digest(layer: Layer) -> str:
    """A digest of the content of a built layer: its lock file, the platform, and whether it was compiled.

    The lock file pins the wheels by hash, so the digest covers their bytes.
    """
    facts = f"{PYTHON} {PLATFORM} compiled={compiler() is not None}\n".encode()
    return hashlib.sha256(facts + lock_file(layer).read_bytes()).hexdigest()


def layer_folder(layer: Layer) -> Path:
    return BUILD / "layers" / layer.value


def _stamp(layer: Layer) -> Path:
    return BUILD / "layers" / f".{layer.value}"


def layer_is_built(layer: Layer) -> bool:
    stamp = _stamp(layer)
    return stamp.is_file() and stamp.read_text() == layer_digest(layer)


def build_layer(layer: Layer) -> None:
    """Install the layer's wheels under `build/layers/<set>/python`.

    Raises:
        BuildError: a wheel does not exist for Lambda's platform, or the network is not available.
    """
    target = clean_folder(layer_folder(layer)) / "python"
    done = subprocess.run(
        [str(ROOT / ".venv/bin/uv"), "pip", "install", "--quiet", "--no-deps", "--require-hashes",
         "--only-binary", ":all:", "--python-platform", PLATFORM, "--python-version", PYTHON,
         "--target", str(target), "-r", str(lock_file(layer))],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"},
    )  # fmt: skip
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-6:])
        raise BuildError(
            f"The layer `{layer.value}` could not be built (it needs the package index):\n{tail}"
        )
    for pattern in NEVER_IMPORTED:
        for path in sorted(target.glob(pattern), reverse=True):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    compile_tree(target)
    _stamp(layer).write_text(layer_digest(layer))


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def too_large(sizes: Mapping[Layer, float]) -> list[str]:
    """A sentence for each function whose layers (MB) exceed what Lambda unpacks."""
    totals = {row.slug: sum(sizes[layer] for layer in row.layers) for row in FUNCTIONS}
    return [
        f"the layers of `{slug}` have {total:.0f} MB unzipped; Lambda allows {LARGEST_UNZIPPED:.0f} with the code"
        for slug, total in totals.items()
        if total > LARGEST_UNZIPPED
    ]


def main() -> int:
    try:
        for layer in Layer:
            if not layer_is_built(layer):
                build_layer(layer)
            print(f"  layer {layer.value:<14} {megabytes(layer_folder(layer)):6.1f} MB unzipped")
        if found := too_large({layer: megabytes(layer_folder(layer)) for layer in Layer}):
            raise BuildError("\n".join(found))
    except BuildError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    if notice := compile_notice():
        print(f"! {notice}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
