"""The site as people use it, in a real Chromium and from disk: ways through it, switches, widths, print, access."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.bi.conftest import SCREENSHOTS, Visitor

Visit = Callable[[Path], Visitor]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site")]

MIANYANG = "places/510700.html"
PAGES = [
    "index.html",
    MIANYANG,
    "indicators/index.html",
    "indicators/urban_new_jobs.html",
    "findings.html",
    "method.html",
]


def report_page(site: Path) -> str:
    """A page of the reader: the one that the place's page names first."""
    return "reports/" + (site / MIANYANG).read_text("utf-8").split('href="../reports/')[1].split('"')[0].split("#")[0]


class TestWays:
    def test_from_the_start_to_a_sentence_and_back(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("index.html") as tab:
            tab.locator(".scores a", has_text="绵阳").click()
            expect(tab.locator("h1 .zh")).to_have_text("四川省绵阳市")
            met = tab.locator(".promise:has(h3:has-text('充电桩'))")
            expect(met.locator(".verdict")).to_contain_text("兑现")
            expect(met.locator(".promised a")).to_have_text("3000个")
            met.locator(".delivered a").click()
            expect(tab.locator(".n:target")).to_have_text("４２００个")
            expect(tab.locator("#details dd", has_text="实绩")).to_be_visible()
            tab.locator("#details q a", has_text="3000个").click()
            expect(tab.locator(".n:target")).to_have_text("3000个")
            for _ in range(2):
                tab.go_back()
            expect(tab.locator("h1 .zh")).to_have_text("四川省绵阳市")

    @pytest.mark.parametrize("words", ["绵阳", "510700", "mianyang", "my"])
    def test_search_finds_a_place_by_name_code_and_pinyin(self, words: str, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("method.html") as tab:
            tab.keyboard.press("/")
            tab.keyboard.type(words)
            expect(tab.get_by_role("option").first).to_contain_text("四川省绵阳市")
            tab.keyboard.press("Enter")
            expect(tab.locator("h1 .zh")).to_have_text("四川省绵阳市")

    def test_search_finds_an_indicator_by_another_of_its_names(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("index.html") as tab:
            tab.get_by_role("combobox", name="搜索").fill("国内生产总值")
            expect(tab.get_by_role("option").first).to_have_text("地区生产总值指标")

    def test_the_start_shows_promises_with_what_became_of_them(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("index.html") as tab:
            shown = tab.locator(".pairs .promise")
            assert shown.locator(".verdict").all_inner_texts() == ["✓兑现", "✗未兑现", "✓兑现"]
            expect(shown.locator(".promised a")).to_have_count(3)
            expect(shown.locator(".delivered a")).to_have_count(3)
            assert len(set(shown.locator(".where").all_inner_texts())) == 3

    def test_the_start_page_reads_no_chart_library(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("index.html") as tab:
            expect(tab.locator(".multiple svg").first).to_be_visible()
            assert tab.evaluate("typeof vegaEmbed") == "undefined"

    def test_without_scripts_promises_and_texts_are_there(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG, java_script_enabled=False) as tab:
            expect(tab.locator(".promise").first).to_be_visible()
            tab.locator(".promised a").first.click()
            expect(tab.locator(".n:target")).to_be_visible()


class TestPlace:
    def test_filters_by_verdict_and_words(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            visible, met = tab.locator(".promise:visible"), tab.locator(".promise:visible:has(.verdict.met)")
            expect(met).to_have_count(15)
            tab.locator("button[data-verdict=met]").click()
            expect(met).to_have_count(0)
            expect(visible).not_to_have_count(0)
            tab.locator("button[data-verdict=met]").click()
            tab.locator("#filter").fill("充电桩")
            expect(tab.locator(".promise:visible:not(:has-text('充电桩'))")).to_have_count(0)
            expect(visible).not_to_have_count(0)
            expect(tab.get_by_role("status")).to_contain_text("2024 年的承诺：")

    def test_sorts_by_attainment(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            tab.locator("#sort").select_option("attainment")
            expect(tab.locator(".promise .attainment").first).to_have_text("71%")

    def test_another_year_is_read_when_it_is_asked_for(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            tab.locator(".years a", has_text="2025").click()
            expect(tab.locator(".years a[aria-current]")).to_contain_text("2025")
            expect(tab.locator(".promise .verdict").first).to_contain_text("待查")

    def test_begins_with_what_became_of_the_promises_of_a_year(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            expect(tab.locator(".reckoning a")).to_have_text("2024 年的 26 项承诺", use_inner_text=True)
            told = tab.locator(".reckoning li").all_inner_texts()
            assert told == ["✓兑现 15", "✗未兑现 8", "–未提及 2", "…待查 1"]

    def test_of_a_sentence_only_the_clause_of_the_number_is_plain(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            quoted = tab.locator(".promised q", has=tab.get_by_role("link", name="7.5%以上")).first
            far = quoted.locator(".far").all_inner_texts()
            assert (quoted.inner_text().removeprefix(far[0]).removesuffix(far[1])) == "地区生产总值增长7.5%以上"

    def test_headlines_are_drawn_with_target_and_result(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            expect(tab.locator(".multiple .chart svg").first).to_be_visible()
            expect(tab.get_by_role("img", name="城镇新增就业 New urban jobs")).to_be_visible()

    def test_a_year_without_a_target_is_told_from_one_without_a_report(self, sample_site: Path) -> None:
        rows = {
            page: set(re.findall(r'<span class="none"><span class="zh">(\w+)</span>', text))
            for page in ("440105", "510700")
            for text in [(sample_site / "places" / f"{page}.html").read_text("utf-8")]
        }
        # 海珠 promises no revenue for 2023; of 绵阳 there is no report of 2023, only what that of 2024 says of it
        assert "未提出" in rows["440105"]
        assert "缺当年报告" in rows["510700"]


class TestReader:
    def test_a_click_shows_the_fields_of_a_fact(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            tab.locator(".n.fact", has_text="亿元").first.click()
            expect(tab.locator("#details dt", has_text="规则")).to_be_visible()
            assert "#c" in tab.url

    def test_beside_a_field_stands_the_rule_that_decided_it_and_its_words(
        self, sample_site: Path, visit: Visit
    ) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            tab.locator("#text .s:has-text('增长') .n.fact", has_text="%").first.click()
            measure = tab.locator("#details dt", has_text="性质").locator("xpath=following-sibling::dd[1]")
            expect(measure).to_contain_text("规则: a verb of movement")
            expect(measure.locator("q")).to_contain_text("增长")

    def test_a_click_shows_why_a_number_is_no_fact(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            tab.locator("#text .n.date").first.click()
            expect(tab.locator("#details")).to_contain_text("时间")

    def test_keys_go_from_fact_to_fact(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            tab.keyboard.press("j")
            first = tab.evaluate("document.activeElement.id")
            tab.keyboard.press("j")
            assert tab.evaluate("document.activeElement.id") != first
            tab.keyboard.press("k")
            assert tab.evaluate("document.activeElement.id") == first

    def test_an_offset_inside_a_number_leads_to_it(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            mark = tab.locator(".n.fact").nth(5)
            anchor = mark.get_attribute("id") or ""
            tab.evaluate(f"location.hash = 'c{int(anchor[1:]) + 1}'")
            expect(tab.locator(".n.chosen")).to_have_attribute("id", anchor)

    def test_every_mark_stands_at_the_offset_that_names_it(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            starts = tab.evaluate("[...document.querySelectorAll('#text [id^=c]')].map((e) => Number(e.id.slice(1)))")
            assert starts == sorted(set(starts))

    def test_marks_of_a_kind_can_be_put_away(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(report_page(sample_site)) as tab:
            fact = tab.locator("#text .n.fact").first
            before = fact.evaluate("(e) => getComputedStyle(e).boxShadow")
            tab.locator("button[data-disposition=fact]").click()
            assert before != "none"
            assert fact.evaluate("(e) => getComputedStyle(e).boxShadow") == "none"


class TestIndicator:
    def test_ranks_the_places_of_a_tier_and_downloads_what_is_shown(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("indicators/urban_new_jobs.html") as tab:
            tab.locator("button[data-tier=nation]").click()
            expect(tab.locator("#ranking tbody tr")).to_have_count(1)
            expect(tab.locator("#lines svg")).to_be_visible()
            with tab.expect_download() as loading:
                tab.locator("#download").click()
            text = Path(loading.value.path()).read_text("utf-8")
            header, row, *more = text.removeprefix("\ufeff").splitlines()
            assert header == '"region_code","region_name","year","level","unit","source"'
            assert row.startswith('"000000","中华人民共和国","2023","12440000","人","reports/')
            assert more == []

    def test_years_stand_once_on_the_axis(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("indicators/urban_new_jobs.html") as tab:
            labels = tab.locator("#lines .role-axis-label text")
            expect(labels.first).to_be_visible()
            assert [label for label in labels.all_text_contents() if re.fullmatch(r"20\d\d", label)] == ["2022", "2023"]


class TestSwitches:
    def test_english_holds_on_the_next_page(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at("index.html") as tab:
            tab.get_by_role("button", name="English").click()
            expect(tab.locator("h1 .en")).to_be_visible()
            tab.get_by_role("link", name="Indicators", exact=True).click()
            expect(tab.locator("h1 .en")).to_have_text("Indicators")
            expect(tab.locator("h1 .zh")).to_be_hidden()
            expect(tab.get_by_role("link", name="New urban jobs")).to_be_visible()

    def test_dark_is_dark_by_the_system_and_by_the_button(self, sample_site: Path, visit: Visit) -> None:
        def brightness(tab: Page) -> int:
            colour = tab.evaluate("getComputedStyle(document.body).backgroundColor")
            return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

        visitor = visit(sample_site)
        with visitor.at("index.html", scheme="dark") as tab:
            assert brightness(tab) < 150
        with visitor.at("index.html") as tab:
            assert brightness(tab) > 600
            tab.locator("#theme").click()
            assert brightness(tab) < 150
            tab.reload()
            assert brightness(tab) < 150

    def test_print_shows_the_promises_and_no_controls(self, sample_site: Path, visit: Visit) -> None:
        with visit(sample_site).at(MIANYANG) as tab:
            tab.emulate_media(media="print")
            expect(tab.locator(".top")).to_be_hidden()
            expect(tab.locator(".filters").first).to_be_hidden()
            expect(tab.locator(".promise").last).to_be_visible()
            assert tab.pdf().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(390, "zh", "light"), (390, "en", "dark"), (1440, "en", "light"), (1440, "zh", "dark")],
)
def test_pages_fit_and_are_accessible(width: int, language: str, scheme: str, sample_site: Path, visit: Visit) -> None:
    visitor = visit(sample_site)
    for page in [*PAGES, report_page(sample_site)]:
        with visitor.at(f"{page}?lang={language}", width=width, scheme=scheme, bypass_csp=True) as tab:
            tab.wait_for_load_state("load")
            assert tab.evaluate("document.documentElement.scrollWidth") == width, page
            found = Axe().run(tab, options={"preload": False}).response["violations"]
            grave = [(page, v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
            assert grave == []
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            tab.screenshot(
                path=SCREENSHOTS / f"{page.removesuffix('.html').replace('/', '-')}-{language}-{scheme}-{width}.png"
            )


@pytest.mark.corpus
@pytest.mark.parametrize("width", [390, 1440])
def test_the_real_reports_make_a_site_that_can_be_walked(width: int, corpus_site: Path, visit: Visit) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with visit(corpus_site).at("index.html", width=width) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        tab.screenshot(path=SCREENSHOTS / f"corpus-start-{width}.png", full_page=True)
        tab.locator("#tiles a", has_text="广东").click()
        expect(tab.locator("h1 .zh")).to_have_text("广东省")
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        expect(tab.locator(".multiple .chart svg").first).to_be_visible()
        tab.screenshot(path=SCREENSHOTS / f"corpus-place-{width}.png")
        tab.locator(".delivered a").first.click()
        expect(tab.locator("#details dl").first).to_be_visible()
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        tab.screenshot(path=SCREENSHOTS / f"corpus-report-{width}.png")
        tab.go_back()
        expect(tab.locator("h1 .zh")).to_have_text("广东省")
