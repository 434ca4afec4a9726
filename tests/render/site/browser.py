"""A real Chromium, Debian's own, that says what a page does."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Seen:
    """A page, with all that it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)

    def lay_out(self) -> None:
        """Lay out also what is not looked at."""
        self.page.evaluate(
            "for (const sheet of document.styleSheets)"
            " sheet.insertRule('* { content-visibility: visible !important }', sheet.cssRules.length)"
        )

    def violations(self) -> list[str]:
        """What axe finds wrong."""
        self.lay_out()
        self.page.evaluate(AXE)
        found: Any = self.page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
        return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]

    def sticks_out(self) -> bool:
        """Whether the page is wider than the window."""
        self.lay_out()
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


class Clock:
    """The seconds that a page keeps a processor busy: another program on the machine does not count."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = self._busy()

    def lap(self) -> float:
        """The seconds since the last lap, with the frame in which all that was asked for is shown."""
        self._page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        before, self._before = self._before, self._busy()
        return self._before - before

    def _busy(self) -> float:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "TaskDuration"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; without one, tests are skipped, and say so."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("NO BROWSER: there is no chromium; apt-get install chromium fonts-noto-core")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        found = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield found
        found.close()


@contextmanager
def opened(browser: Browser, path: Path, fragment: str = "", **settings: Any) -> Iterator[Seen]:
    """Open a page from its file."""
    context = browser.new_context(**settings)
    context.set_default_timeout(20_000)
    seen = Seen(context.new_page())
    seen.page.on("console", lambda message: seen.said.append(message.text))
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.said.append(f"dialog: {dialog.message}"))
    seen.page.on("request", lambda request: seen.asked_for.append(request.url))
    seen.page.goto(path.as_uri() + fragment)
    yield seen
    context.close()
