"""Superset for real: installed, bundle imported, the dashboard opened in a browser, a publish while it is open.

Needs Debian's chromium (`.ci/run` installs it) and some minutes for the environment of Superset the first time. The
pictures of the dashboard are left in build/screenshots/.
"""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect, sync_playwright

import seeds
from bi.superset import bundle, server
from bi.superset.charts import CHARTS
from tests.conftest import Command

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / ".superset" / "bin"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 180_000
"""Milliseconds; a busy machine draws slowly."""

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("superset")]


@pytest.fixture(scope="module")
def folder(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of the sample reports."""
    made = tmp_path_factory.mktemp("dashboard")
    load(command, seeds.path("reports"), made)
    return made


def load(command: Command, reports: Path, folder: Path) -> None:
    done = command("ingest", reports, "--warehouse", "duixian.duckdb", "--no-prefect", cwd=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of a running Superset that has the bundle."""
    subprocess.run(["make", "-C", ROOT, ".superset/.installed"], check=True)
    environment = server.prepare(folder / "duixian.duckdb", folder / "superset", PROGRAMS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = server.start(environment, PROGRAMS, port)
    try:
        wait_for(port, running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=60)


def wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    """Until the port answers; who asks then waits until Superset is ready."""
    while running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            sleep(0.5)
        else:
            return
    pytest.fail(f"Superset ended with exit code {running.returncode} before it answered")


@pytest.fixture
def page(address: str, folder: Path) -> Iterator[Page]:
    """A page of a browser that is logged in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(viewport={"width": 1400, "height": 2750}, locale="zh-CN").new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/login/")
        page.fill("#username", server.USER)
        page.fill("#password", (folder / "superset" / "password").read_text())
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        yield page
        browser.close()


def open_dashboard(page: Page, address: str, picture: str) -> None:
    """Open it, wait until every chart is drawn, and keep a picture."""
    page.goto(f"{address}/superset/dashboard/{bundle.SLUG}/")
    expect(page.locator(".chart-slice")).to_have_count(len(CHARTS), timeout=PATIENCE)
    expect(page.locator(".chart-slice .slice_container")).to_have_count(len(CHARTS), timeout=PATIENCE)
    expect(page.locator(".chart-slice .loading")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    kept = ROOT / "build" / "screenshots"
    kept.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=kept / f"{picture}.png")


def rows(answers: list[Response]) -> list[dict[str, Any]]:
    """What charts were drawn from, without the cells that are empty."""
    found = [row for answer in answers for result in answer.json()["result"] for row in result["data"]]
    return [{name: cell for name, cell in row.items() if cell is not None} for row in found]


def number(page: Page, name: str) -> Any:
    """The chart of a single number."""
    return page.locator(".chart-slice", has_text=name).locator(".header-line")


def test_the_dashboard_draws_every_chart_and_shows_what_a_later_load_publishes(
    page: Page, address: str, folder: Path, command: Command, report_text: str
) -> None:
    asked: list[str] = []
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/api/v1/chart/data" in answer.url else None)
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: asked.append(request.url) if request.failure != "csp" else None)
    open_dashboard(page, address, "superset")
    assert page.title().startswith(bundle.TITLE)
    expect(page.locator(".chart-slice .ant-alert-error")).to_have_count(0)
    expect(number(page, "地区 Places")).to_have_text("3")
    expect(number(page, "承诺 Promises")).to_have_text("68")  # 29 of Haizhu, 25 of Mianyang, 14 of the nation
    expect(number(page, "兑现率 Met of decided")).to_have_text("73.5%")  # 36 of 49
    assert page.locator(".chart-slice canvas").count() >= 6
    # the growth of GDP: met by the nation in 2023, missed by Haizhu in 2022 and by Mianyang in 2024
    assert {"name_zh": "地区生产总值增长", "兑现": 1, "未兑现": 2} in rows(answers)
    expect(page.get_by_text("新建高标准农田15至18万亩").first).to_be_visible()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []

    # the dashboard stays open while two more reports of another city are published
    more = folder / "more"
    more.mkdir()
    earlier = report_text.replace("兴安市", "保定市")  # a city that has a code
    (more / "保定市2024.txt").write_text(earlier, "utf-8")
    later = earlier.replace("2024", "2025").replace("2023", "2024").replace("3.4万人", "3.6万人")
    (more / "保定市2025.txt").write_text(later, "utf-8")
    load(command, more, folder)
    open_dashboard(page, address, "superset-after-a-load")
    expect(number(page, "地区 Places")).to_have_text("4")
    expect(page.locator(".chart-slice .ant-alert-error")).to_have_count(0)


def test_the_password_is_its_owners_alone(address: str, folder: Path) -> None:
    for name in ("password", "secret_key"):
        assert (folder / "superset" / name).stat().st_mode & 0o077 == 0
    assert (folder / "superset").stat().st_mode & 0o077 == 0
