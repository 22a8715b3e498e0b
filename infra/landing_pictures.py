"""Photograph the sample result for the landing page: `python -m infra.landing_pictures` (needs Chromium).

The built frontend is opened in both languages and themes; each picture is kept in three widths as AVIF and WebP.
"""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FRONTEND: Final = Path(__file__).resolve().parent.parent / "frontend"
PICTURES: Final = FRONTEND / "src/features/landing/pictures"
WIDTHS: Final = (480, 880, 1320)
QUALITY: Final = {"avif": 55, "webp": 72}
VIEWPORT: Final = {"width": 1080, "height": 810}


class Pages(SimpleHTTPRequestHandler):
    """Every path without an extension is a page of the app."""

    def do_GET(self) -> None:
        if "." not in self.path.rpartition("/")[2]:
            self.path = "/index.html"
        super().do_GET()

    def log_message(self, *_args: Any) -> None:
        """Nothing: what matters is in the pictures."""


@contextmanager
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(FRONTEND / "dist")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def photograph(browser: Browser, url: str, language: str, scheme: str) -> Image.Image:
    context = browser.new_context(
        viewport={"width": VIEWPORT["width"], "height": VIEWPORT["height"]},
        device_scale_factor=2,
        locale=language,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{url}/sample", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    picture = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(picture)).convert("RGB")


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium")
    with site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for language in ("pt-BR", "en"):
            for scheme in ("light", "dark"):
                picture = photograph(browser, url, language, scheme)
                for width in WIDTHS:
                    small = picture.resize(
                        (width, width * picture.height // picture.width), Image.Resampling.LANCZOS
                    )
                    for kind, quality in QUALITY.items():
                        small.save(
                            PICTURES / f"result-{language}-{scheme}-{width}.{kind}", kind, quality=quality
                        )
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
