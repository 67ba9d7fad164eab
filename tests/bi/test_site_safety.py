"""A site from reports that mean harm, the sizes of its files, and the folder that it lives in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.bi.conftest import MakeSite, Visitor
from tests.conftest import Command

Visit = Callable[[Path], Visitor]

pytestmark = pytest.mark.xdist_group("site")

EVIL = (
    """"><img src=x onerror=alert(1)>市政府工作报告

一、2023年工作回顾
全市<script>alert(2)</script>地区生产总值增长6.1%，</script><script>alert(3)</script>新建" onerror="alert(4)学校12所。
城镇新增就业<svg onload=alert(5)>3.4万人。

二、2024年工作安排
地区生产总值增长5.5%左右，<b onmouseover=alert(6)>新建</b>公园5个，建成${alert(7)}{{ 7*7 }}道路6公里。
"""
    + "各位代表，我们要把各项工作做细做实，让群众得到看得见的好处，把好事办好，把实事办实。" * 12
)
NAME = '<img src=x onerror=alert(8)>" onerror="alert(9)'


@pytest.fixture(scope="module")
def evil_site(make_site: MakeSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two reports of a real city, and of a table's row, whose texts, titles and file names hold markup."""
    folder = tmp_path_factory.mktemp("evil")
    (folder / "in").mkdir()
    for later in (0, 1):
        text = "绵阳市" + EVIL.replace("2024", str(2024 + later)).replace("2023", str(2023 + later))
        (folder / "in" / f"{NAME}绵阳市{2024 + later}年政府工作报告.txt").write_text(text, encoding="utf-8")
    row = {"title": "<script>alert(10)</script>", "place": '"><script>alert(11)</script>', "text": EVIL}
    (folder / "in" / "rows.json").write_text(json.dumps([row]), encoding="utf-8")
    return make_site(folder / "in", folder)


@pytest.mark.slow
def test_markup_in_reports_stays_text(evil_site: Path, visit: Visit) -> None:
    visitor = visit(evil_site)
    pages = [str(page.relative_to(evil_site)) for page in evil_site.rglob("*.html") if page.parent.name != "indicators"]
    assert len(pages) > 6
    for page in pages:
        with visitor.at(page, bypass_csp=True) as tab:  # not even where the policy of the page is taken away
            assert tab.locator("main img, main script:not([type='application/json']), main svg[onload]").count() == 0
            assert tab.evaluate("document.querySelectorAll('[onerror], [onmouseover]').length") == 0


@pytest.mark.slow
def test_markup_in_reports_is_shown_as_it_stands(evil_site: Path, visit: Visit) -> None:
    page = next(page for page in (evil_site / "reports").glob("*.html") if "新建" in page.read_text("utf-8"))
    with visit(evil_site).at(f"reports/{page.name}", bypass_csp=True) as tab:
        expect(tab.locator("#text")).to_contain_text("全市<script>alert(2)</script>地区生产总值增长6.1%")
        expect(tab.locator("#text")).to_contain_text("{{ 7*7 }}")
        for mark in tab.locator("#text .n.fact").all():
            mark.click()
            expect(tab.locator("#details h2")).to_have_text(mark.inner_text())


@pytest.mark.slow
def test_no_file_of_the_samples_is_too_large(sample_site: Path) -> None:
    check_sizes(sample_site)


@pytest.mark.corpus
@pytest.mark.slow
def test_no_file_of_the_real_reports_is_too_large(corpus_site: Path) -> None:
    check_sizes(corpus_site)


def check_sizes(site: Path) -> None:
    """No file above a megabyte, and the start page with its styles and scripts within 300 kB."""
    too_large = [file.name for file in site.rglob("*") if file.is_file() and file.stat().st_size > 1_000_000]
    assert too_large == []
    start = [
        "index.html",
        *(f"assets/{name}" for name in ("site.css", "parts.css", "settings.js", "site.js", "map.js")),
    ]
    assert sum((site / name).stat().st_size for name in start) < 300_000


def test_a_folder_with_other_things_is_left_alone(sample_warehouse: Path, call: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = call("site", tmp_path, "--warehouse", sample_warehouse, cwd=tmp_path)
    assert done.returncode == 1
    assert "holds files that are no site: name an empty folder or a new one" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_without_a_warehouse_it_says_what_to_do(call: Command, tmp_path: Path) -> None:
    done = call("site", tmp_path / "site", cwd=tmp_path)
    assert (done.returncode, "run `duixian ingest PATH…` first" in done.stderr) == (1, True)


@pytest.fixture
def mianyang(report_text: str) -> str:
    """A short report of a real city."""
    return report_text.replace("兴安市", "四川省绵阳市")


def contents(site: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.mark.slow
def test_a_renewed_site_is_the_same_and_holds_nothing_old(
    make_site: MakeSite, command: Command, tmp_path: Path, mianyang: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(mianyang, encoding="utf-8")
    site = make_site(tmp_path / "in", tmp_path)
    first = contents(site)
    (old,) = (site / "reports").glob("*.html")

    done = command("site", site, "--warehouse", tmp_path / "w.duckdb")
    assert done.returncode == 0, done.stderr
    assert contents(site) == first

    (tmp_path / "in" / "a.txt").write_text(mianyang.replace("6.1", "6.2"), encoding="utf-8")
    make_site(tmp_path / "in", tmp_path)
    (new,) = (site / "reports").glob("*.html")
    assert new != old


@pytest.mark.slow
def test_a_load_renews_the_site_where_a_folder_is_set(command: Command, place: Path, mianyang: str) -> None:
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text(mianyang, encoding="utf-8")
    (place / "duixian.toml").write_text('site_folder = "pages"\n', encoding="utf-8")
    done = command("ingest", "in", "--no-prefect", cwd=place)
    assert done.returncode == 0, done.stderr
    assert (place / "pages" / "places" / "510700.html").exists()
