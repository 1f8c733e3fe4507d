"""Take the pictures of README.md from a running app, 1440 pixels wide, offline.

Run ``make run HEADLESS=1`` in one window and ``python docs/take_pictures.py`` in another.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright

FOLDER = Path(__file__).parent / "images"
SIZE = {"width": 1440, "height": 960}

#: Name of the picture -> path of the page, and a heading to begin at; none: the top.
PICTURES = {
    "map": ("/", ""),
    "partners": ("/partners?urn=100013", ""),
    "context": ("/school?urn=100013", "Figures in context"),
}

#: deck.gl draws in software here, which takes a moment after the last request.
SETTLE_MS = 6_000
COLOURS = 160


def take(page: Page, address: str, heading: str) -> bytes:
    """Open a page, wait until it is drawn, and give what a person sees, from a heading on."""
    page.goto(address)
    page.get_by_text("Data as at").first.wait_for()
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")
    if heading:
        page.get_by_role("heading", name=heading, exact=True).evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(SETTLE_MS)
    return page.screenshot()


def main(address: str) -> None:
    """Write every picture in few colours."""

    def answer(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            route.abort()

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("SPM_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"],
        )
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(60_000)
        page.route("**/*", answer)
        for name, (path, heading) in PICTURES.items():
            target = FOLDER / f"{name}.png"
            taken = Image.open(io.BytesIO(take(page, address + path, heading)))
            taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
            sys.stdout.write(f"{target}: {target.stat().st_size:,} bytes\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501")
