"""Takes the pictures of the site in docs/pictures, from the example organisation, in Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
TODAY = "2026-06-01"
PICTURES = {
    "board": ("index.html", "#board", "light", 1280, 900),
    "board-phone-dark": ("index.html", "#board", "dark", 375, 812),
}
"""Name to page, where it is scrolled to, colours, width and height."""


def main() -> None:
    """Write the site into a temporary folder, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        tool = Path(sys.executable).with_name("wecomplish")
        org = ROOT / "examples" / "org"
        subprocess.run([tool, "site", "-o", site, "-C", org, "--today", TODAY], check=True)
        with sync_playwright() as playwright:
            sandbox = [] if os.geteuid() else ["--no-sandbox"]
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)
            for name in PICTURES:
                take(browser, site, name)
            browser.close()


def take(browser: Browser, site: Path, name: str) -> None:
    """Take one picture."""
    page_name, place, colours, width, height = PICTURES[name]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((site / page_name).as_uri())
    page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
    path = ROOT / "docs" / "pictures" / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    page.screenshot(path=path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
    context.close()


if __name__ == "__main__":
    main()
