"""Take the picture of README.md: the map page of a running app, 1440 pixels wide, offline.

Run ``make run HEADLESS=1`` in one window and ``python docs/take_picture.py`` in another.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Route, sync_playwright

TARGET = Path(__file__).parent / "images" / "map.png"
SIZE = {"width": 1440, "height": 960}
#: deck.gl draws in software here, which takes a moment after the last request.
SETTLE_MS = 6_000
COLOURS = 160


def main(address: str) -> None:
    """Open the page, wait until the map is drawn, and write the picture in few colours."""

    def answer(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("SPM_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"],
        )
        page = browser.new_page(viewport=SIZE)
        page.route("**/*", answer)
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        page.locator("canvas").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLE_MS)
        taken = page.screenshot()
        browser.close()
    TARGET.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(TARGET, optimize=True)
    sys.stdout.write(f"{TARGET}: {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501")
