"""Real files in the forms that people have them in: each ends as the list beside them says."""

import json
from pathlib import Path

import polars as pl
import pytest

from transforms import reading
from transforms.sources import Document, SourceError, discover, examine, read

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

NATION = "000000"


@pytest.fixture(scope="module")
def documents(wild: Path) -> dict[str, list[Document]]:
    """The documents of each file that may be reports, by its path."""
    found: dict[str, list[Document]] = {}
    for file in discover([wild]):
        try:
            read_from = read(file.read_bytes(), file.name).documents
        except SourceError:
            read_from = []
        found[file.relative_to(wild).as_posix()] = [doc for doc in read_from if examine(doc.text) is None]
    return found


@pytest.fixture(scope="module")
def loaded(documents: dict[str, list[Document]]) -> reading.Reading:
    """The reports of all files with their identity, and what they say."""
    rows = [
        (f"{name}{doc.part}", doc.text, f"{name}{doc.part}", json.dumps(dict(doc.hints), ensure_ascii=False))
        for name, found in documents.items()
        for doc in found
    ]
    frame = pl.DataFrame(rows, schema=["report_id", "text", "source_path", "hints"], orient="row")
    return reading.read(frame)


def reports(loaded: reading.Reading, name: str, *columns: str) -> list[tuple[object, ...]]:
    return loaded.reports.filter(pl.col("report_id").str.starts_with(name)).select(columns).rows()


def refusal(wild: Path, name: str) -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        read((wild / name).read_bytes(), name)
    return caught.value.reason.value, caught.value.evidence


def test_a_report_a_line_is_a_report_each(loaded: reading.Reading) -> None:
    found = reports(loaded, "one-report-a-line.txt", "region_code", "kind", "report_year")
    years = [2018, 2014, 2010, 1999, 1985, 1982, 1978, 1964, 1959, 1960, 1957, 1956, 1955, 1954]
    assert found == [(NATION, "government_work_report", year) for year in years]


def test_plans_are_plans_and_speak_of_their_years(loaded: reading.Reading) -> None:
    found = reports(loaded, "plans.zip", "report_id", "region_code", "kind", "plan_start")
    starts = {"1": 1953, "2": 1958, "7": 1986, "9": 1996, "10": 2001, "11": 2006, "12": 2011}
    assert sorted(found) == sorted(
        (f"plans.zip/{number}.pdf.txt", NATION, "development_plan", start) for number, start in starts.items()
    )
    facts = loaded.extraction.facts.filter(pl.col("report_id").str.starts_with("plans.zip"))
    assert facts.filter(pl.col("status") == "target").height > facts.height / 2


def test_a_workbook_of_reports(wild: Path, loaded: reading.Reading) -> None:
    name = "保定市各县政府工作报告.xlsx"
    (refused,) = read((wild / name).read_bytes(), name).refusals
    assert (refused.part, refused.reason) == ("", "no_text")
    assert refused.evidence.startswith("92 of 121 rows have no text")
    found = reports(loaded, name, "region_code", "report_year")
    assert len(found) == 29
    assert all(code is not None and code.startswith("1306") and year for code, year in found)
    # the label says 徐水区 2010, the text 徐水县
    assert found[0] == ("130625", 2010)


def test_names_in_an_archive_are_readable(loaded: reading.Reading) -> None:
    found = reports(loaded, "省政府工作报告-gbk-names.zip", "source_path", "region_code", "report_year")
    codes = {
        "北京市": "110000",
        "四川省": "510000",
        "广东省": "440000",
        "新疆": "650000",
        "河北省": "130000",
        "浙江省": "330000",
        "湖北省": "420000",
        "贵州省": "520000",
    }
    expected = {
        (f"省政府工作报告-gbk-names.zip/2025年{place}政府工作报告.docx", code, 2025) for place, code in codes.items()
    }
    assert set(found) == expected


def test_a_saved_page_is_a_bulletin_and_its_frames_are_nothing(
    documents: dict[str, list[Document]], loaded: reading.Reading
) -> None:
    folder = "saved-page/万载县2015年国民经济和社会发展统计公报"
    assert reports(loaded, folder, "region_code", "kind", "review_end") == [("360922", "statistical_bulletin", 2015)]
    (page,) = documents[f"{folder}.html"]
    assert page.hints["source_url"].startswith("http://www.wanzai.gov.cn/")
    assert [documents[f"{folder}_files/{frame}"] for frame in ("index.html", "stat.php")] == [[], []]


def test_a_stata_table(loaded: reading.Reading) -> None:
    found = reports(loaded, "shanghai_reports.dta", "region_code", "kind", "report_year")
    assert found == [("310000", "government_work_report", year) for year in (2020, 2021, 2022, 2023)]


def test_resolutions_are_told_from_reports(loaded: reading.Reading) -> None:
    found = reports(loaded, "government_work_reports.jsonl", "kind", "report_year", "region_code")
    years = {year for kind, year, _ in found if kind == "government_work_report"}
    assert years == {1955, 1978, 1983, 1988, 2003}
    assert [kind for kind, _, _ in found].count("resolution") == 20
    assert {code for _, _, code in found} == {NATION}


@pytest.mark.parametrize(
    ("name", "year", "begins", "ends"),
    [
        pytest.param("2024.zh-en.csv", 2024, "现在，我代表国务院，", "民族复兴伟业不懈奋斗！", id="a sentence a row"),
        pytest.param("GR2010.tmx", 2010, "在第十一届全国人民代表大会第三次会议上", "新胜利！", id="tmx"),
    ],
)
def test_a_report_in_pieces_is_one(  # noqa: PLR0913, PLR0917 (a case and two fixtures)
    name: str, year: int, begins: str, ends: str, documents: dict[str, list[Document]], loaded: reading.Reading
) -> None:
    assert reports(loaded, name, "region_code", "kind", "report_year") == [(NATION, "government_work_report", year)]
    (document,) = documents[name]
    assert document.text.startswith(begins)
    assert ends in document.text[-100:]


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("云南省计划情况表.xls", "of the cells are numbers: a series of figures"),
        ("10月.xls", "xls table of 38 rows and 5 columns"),
    ],
)
def test_tables_without_reports_are_set_aside(wild: Path, name: str, evidence: str) -> None:
    reason, found = refusal(wild, name)
    assert reason == "not_a_report"
    assert evidence in found


def test_statistics_in_a_pdf_promise_nothing(loaded: reading.Reading) -> None:
    assert reports(loaded, "性别数据.pdf", "kind", "region_code") == [("other", "440300")]
