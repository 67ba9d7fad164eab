"""Sites made by the command, and a real browser to walk them with."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.conftest import ROOT, Command

SCREENSHOTS = ROOT / "data" / "screenshots"
"""Pictures of the pages as the tests saw them, to be looked at."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=60_000)  # a busy machine may be slow; nothing is asserted about time

MakeSite = Callable[..., Path]


@pytest.fixture(scope="session")
def make_site(command: Command) -> MakeSite:
    """Load reports and make their site, both by the command; the folder of the site."""

    def make(reports: Path, folder: Path) -> Path:
        for line in (
            ("ingest", reports, "--warehouse", folder / "w.duckdb", "--no-prefect"),
            ("site", folder / "site", "--warehouse", folder / "w.duckdb"),
        ):
            done = command(*line, cwd=folder)
            assert done.returncode == 0, done.stderr
        return folder / "site"

    return make


@pytest.fixture(scope="session")
def sample_site(sample_warehouse: Path, command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample reports."""
    folder = tmp_path_factory.mktemp("sample-site")
    done = command("site", folder / "site", "--warehouse", sample_warehouse, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def corpus_site(corpus_warehouse: Path, command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real reports."""
    folder = tmp_path_factory.mktemp("corpus-site")
    done = command("site", folder / "site", "--warehouse", corpus_warehouse, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser]:
    """Debian's Chromium without a window."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("DUIXIAN_REQUIRE_CHROMIUM"):
            pytest.fail("no chromium, but DUIXIAN_REQUIRE_CHROMIUM is set: apt-get install chromium fonts-noto-cjk")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Opens pages of a site from disk and notes all that no page may do."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self.browser = browser
        self.site = site
        self.wrongs: list[str] = []

    @contextmanager
    def at(self, page: str, *, width: int = 1440, scheme: str = "light", **options: object) -> Generator[Page]:
        """A fresh visitor's tab with a page of the site, by its name."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN", **options
        )
        tab = context.new_page()
        tab.on(
            "console", lambda said: said.type in ("error", "warning") and self.wrongs.append(f"console: {said.text}")
        )
        tab.on("pageerror", lambda error: self.wrongs.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (self.wrongs.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda asked: self._note(asked.url))
        tab.goto(f"{self.site.as_uri()}/{page}")
        yield tab
        context.close()

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.wrongs.append(f"console: {said.text}")

    def _note(self, url: str) -> None:
        if not url.startswith((self.site.as_uri(), "data:", "blob:")):
            self.wrongs.append(f"request: {url}")


@pytest.fixture
def visit(chromium: Browser) -> Generator[Callable[[Path], Visitor]]:
    """A visitor of a site; a console message, an error, a dialog or a request elsewhere fails the test at its end."""
    visitors: list[Visitor] = []

    def of(site: Path) -> Visitor:
        visitors.append(Visitor(chromium, site))
        return visitors[-1]

    yield of
    assert [wrong for visitor in visitors for wrong in visitor.wrongs] == []
