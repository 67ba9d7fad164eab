"""Identity on the real reports: against the truth by hand, without paths, and with the first page cut away."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from transforms.identity import identify
from transforms.sources import SourceError, discover, read

pytestmark = [pytest.mark.corpus, pytest.mark.slow]
#: Cuts away title, session, speaker and the first headings: what is left are sentences.
FIRST_PAGE = 1200


@pytest.fixture(scope="module")
def documents(corpus: Path) -> pl.DataFrame:
    """Every report of the corpus that the readers read; report_id is the path, and the part where there are several."""
    rows = []
    for file in discover([corpus]):
        path = file.relative_to(corpus).as_posix()
        try:
            documents = read(file.read_bytes(), file.name).documents
        except SourceError:
            continue
        part = len(documents) > 1
        rows += [
            (path + doc.part * part, doc.text, path, json.dumps(doc.hints, ensure_ascii=False)) for doc in documents
        ]
    return pl.DataFrame(rows, schema=["report_id", "text", "source_path", "hints"], orient="row")


@pytest.fixture(scope="module")
def truth(gold: Path) -> dict[str, dict[str, str]]:
    """The identity of files, by hand."""
    with (gold / "identity.csv").open(encoding="utf-8") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def wrong(found: pl.DataFrame, truth: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Paths by field that disagree."""
    rows = [(row, truth[row["report_id"]]) for row in found.iter_rows(named=True) if row["report_id"] in truth]
    assert len(rows) == len(truth)
    return {
        "region": [t["path"] for r, t in rows if r["region_code"] != t["code"]],
        "name": [t["path"] for r, t in rows if r["region_name"] != t["region"]],
        "year": [t["path"] for r, t in rows if str(r["report_year"]) not in t["report_year"].split("|")],
        "date": [t["path"] for r, t in rows if (str(r["delivered_on"] or "")) != t["delivered_on"]],
        "review": [
            t["path"]
            for r, t in rows
            if "/".join(dict.fromkeys([str(r["review_start"]), str(r["review_end"])])) != t["review_year"]
        ],
        "kind": [t["path"] for r, t in rows if r["kind"] != t["kind"]],
        "part": [t["path"] for r, t in rows if r["is_partial"] != (t["complete"] == "part")],
    }


def test_all_fields_agree_with_the_truth(documents: pl.DataFrame, truth: dict[str, dict[str, str]]) -> None:
    assert {field: paths for field, paths in wrong(identify(documents), truth).items() if paths} == {}


def test_text_alone_is_enough(documents: pl.DataFrame, truth: dict[str, dict[str, str]]) -> None:
    bare = documents.select("report_id", "text")
    assert {field: paths for field, paths in wrong(identify(bare), truth).items() if paths} == {}


def test_text_without_its_first_page_still_tells_place_and_year(
    documents: pl.DataFrame, truth: dict[str, dict[str, str]]
) -> None:
    found = wrong(identify(documents.select("report_id", pl.col("text").str.slice(FIRST_PAGE))), truth)
    assert len(found["region"]) <= 0.02 * len(truth)
    assert len(found["year"]) <= 0.02 * len(truth)


def test_every_report_has_place_year_and_kind(documents: pl.DataFrame) -> None:
    found = identify(documents)
    assert found.select("report_id", "region_code", "report_year", "kind").null_count().sum_horizontal().item() == 0


def test_paths_of_another_place_mislead_nobody(documents: pl.DataFrame) -> None:
    right = identify(documents.select("report_id", "text"))
    misled = identify(documents.select("report_id", "text", source_path=pl.lit("city/乌鲁木齐市/1999.txt")))
    both = right.join(misled, on="report_id", suffix="_misled")
    assert both.filter(pl.col("region_code") != pl.col("region_code_misled")).height == 0
    assert both.filter(pl.col("report_year") != pl.col("report_year_misled")).height == 0
    # a text that names its place twice may be left without one
    assert both["region_code_misled"].null_count() <= 0.01 * both.height
