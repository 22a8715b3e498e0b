"""Photograph the sample result for the landing page: `python -m infra.landing_pictures` (needs Chromium).

A browser opens the built frontend in both languages and themes, with the size of a desktop and of a phone. Each picture
is saved in two widths as AVIF and WebP.
"""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, FloatRect, sync_playwright

FRONTEND: Final = Path(__file__).resolve().parent.parent / "frontend"
PICTURES: Final = FRONTEND / "src/features/landing/pictures"
QUALITY: Final = {"avif": 55, "webp": 72}


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture of `width` by `height` CSS pixels, from the element `first` on. The files are `widths` pixels wide."""

    width: int
    height: int
    first: str
    widths: tuple[int, ...]


SHAPES: Final = {
    "wide": Shape(1080, 810, "body", (880, 1320)),
    "narrow": Shape(412, 500, "[role=tablist]", (480, 880)),
}


class Pages(SimpleHTTPRequestHandler):
    """Serve the app's page for every path without an extension."""

    def do_GET(self) -> None:
        if "." not in self.path.rpartition("/")[2]:
            self.path = "/index.html"
        super().do_GET()

    def log_message(self, *_args: Any) -> None:
        """Log nothing: the pictures are the result."""


@contextmanager
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(FRONTEND / "dist")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def photograph(browser: Browser, url: str, language: str, scheme: str, shape: Shape) -> Image.Image:
    context = browser.new_context(
        viewport={"width": shape.width, "height": 2 * shape.height},
        device_scale_factor=max(2, max(shape.widths) / shape.width),
        locale=language,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{url}/sample", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    box = page.locator(shape.first).bounding_box()
    if box is None:
        raise RuntimeError(f"the sample result has no {shape.first}")
    shown = FloatRect(x=0, y=box["y"], width=shape.width, height=shape.height)
    picture = page.screenshot(clip=shown)
    context.close()
    return Image.open(io.BytesIO(picture)).convert("RGB")


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium")
    with site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for language, scheme, (name, shape) in product(("pt-BR", "en"), ("light", "dark"), SHAPES.items()):
            picture = photograph(browser, url, language, scheme, shape)
            keep(picture, f"result-{language}-{scheme}-{name}", shape.widths)
        browser.close()
    return 0


def keep(picture: Image.Image, name: str, widths: tuple[int, ...]) -> None:
    for width in widths:
        small = picture.resize((width, width * picture.height // picture.width), Image.Resampling.LANCZOS)
        for kind, quality in QUALITY.items():
            small.save(PICTURES / f"{name}-{width}.{kind}", kind, quality=quality)


if __name__ == "__main__":
    raise SystemExit(main())
