"""The pictures of the README and the docs: pages of the site of the sample reports, as Debian's Chromium shows them.

`make pictures` writes them into docs/images; it needs `apt-get install chromium fonts-noto-cjk`.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = ROOT / "docs" / "images"
COLOURS: Final = 256
"""So many colours are enough for pages of text, and make the file a third as large."""


def make_site(folder: Path) -> Path:
    """Load the samples and make their site, both by the command; the folder of its pages."""
    warehouse, pages = folder / "w.duckdb", folder / "site"
    for line in (("ingest", ROOT / "seeds" / "reports", "--no-prefect"), ("site", pages)):
        program = [sys.executable, "-m", "flows.cli", *map(str, line), "--warehouse", str(warehouse)]
        subprocess.run(program, cwd=folder, check=True, capture_output=True)  # noqa: S603 (our own command)
    return pages


def take(pages: Path) -> None:
    """The start, a place with what it promised, and a report with a number that was clicked at."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN").new_page()
        tab.goto((pages / "index.html").as_uri())
        _save(tab.screenshot(), "start.png")
        tab.goto((pages / "places" / "510700.html").as_uri())
        tab.locator(".promise").first.scroll_into_view_if_needed()
        tab.evaluate("document.querySelector('.years').scrollIntoView(); scrollBy(0, -120)")
        _save(tab.screenshot(), "place.png")
        tab.locator(".promise .delivered a").first.click()
        tab.locator("#details dt").first.wait_for()
        _save(tab.screenshot(), "reader.png")
        browser.close()


def _save(picture: bytes, name: str) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    # the few pixels of a verdict keep their colour, too
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        take(make_site(Path(made)))
