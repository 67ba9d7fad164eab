"""Matching on whole reports: the sample pairs, a real pair read by hand, and the links beside the checkout."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import seeds
from transforms import sources
from transforms.identity import identify
from transforms.outcomes import match_outcomes
from transforms.pipeline import extract

GOLDEN = Path(__file__).parents[2] / "golden" / "links.jsonl"
Row = dict[str, Any]


def read(*files: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Facts and reports of files; a report is called by the last two parts of its path."""
    rows = [
        {
            "report_id": "/".join(file.parts[-2:]),
            "source_path": "/".join(file.parts[-2:]),
            "text": document.text,
            "hints": json.dumps(dict(document.hints), ensure_ascii=False),
        }
        for file in files
        for document in sources.read(file.read_bytes(), file.name).documents
    ]
    reports = pl.DataFrame(rows)
    reports = reports.join(identify(reports), on="report_id", how="left")
    return extract(reports).facts, reports


def linked(facts: pl.DataFrame, reports: pl.DataFrame) -> list[Row]:
    """Outcomes with the place and mention of both facts."""
    place = facts.select("fact_id", "report_id", "char_start", "char_end", "mention")
    frame = (
        match_outcomes(facts, reports)
        .join(place, left_on="target_fact_id", right_on="fact_id", how="left")
        .join(place, left_on="actual_fact_id", right_on="fact_id", how="left", suffix="_actual")
    )
    return frame.to_dicts()


def score(rows: list[Row], links: list[Row]) -> tuple[float, float]:
    """F1 of the links and share of right verdicts among those found; borderline and unclear links are left out."""

    def covers(row: Row, end: str, span: Row) -> bool:
        name = "/".join(Path(span["source"]).parts[-2:])
        if row[f"report_id{end}"] != name:
            return False
        return bool(row[f"char_start{end}"] < span["end"] and row[f"char_end{end}"] > span["start"])

    clear = [link for link in links if link["verdict"] != "unclear" and "borderline" not in link["note"]]
    found = right = wrong = 0
    for link in clear:
        made = [row for row in rows if row["actual_fact_id"] and covers(row, "", link["target"])]
        good = [row for row in made if any(covers(row, "_actual", span) for span in link["actuals"])]
        found += bool(good)
        wrong += bool(made) and not good
        right += link["verdict"] in [row["verdict"] for row in good]
    expected = sum(bool(link["actuals"]) for link in clear)
    return 2 * found / (found + wrong + expected), right / max(found, 1)


def links_of(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_targets_of_the_sample_reports() -> None:
    files = sorted(file for file in seeds.path("reports").iterdir() if file.stem != "README")
    f1, right = score(linked(*read(*files)), links_of(GOLDEN))
    assert f1 >= 0.9
    assert right >= 0.95


@pytest.mark.corpus
def test_links_made_by_hand(corpus: Path, gold: Path) -> None:
    county = corpus / "county" / "保定市易县"
    f1, right = score(linked(*read(county / "2021.txt", county / "2022.txt")), links_of(gold / "links.jsonl"))
    assert f1 >= 0.95
    assert right >= 0.95


# 海珠区: the plan for 2022 and the results of 2022, read by hand; every target that a careful reader finds again.
HAIZHU = [
    ("50亿元", "52.52亿元", "met"),
    ("20公里", "20.6公里", "met"),
    ("6个以上", "6个", "met"),
    ("5个以上", "6个", "met"),  # 交通堵点
    ("35个", "6个", "unclear"),  # 推动 against 微改造项目完工
    ("3条", "3条", "unclear"),  # 推动 against 推动: the plan's number again
    ("5条", "5条", "unclear"),
    ("50条", "50条", "met"),  # 推进路网工程 against 优化路网
    ("6公里", "33.6公里", "met"),
    ("10宗", "7宗", "unclear"),  # 以区为主体
    ("22宗", "5宗", "unclear"),
]
# 3个村, 9个村: not in the review; 6条 and 8条 are no metro lines, tunnels or roads; 85%以上 达标比例 is not 达标1766个.
UNREPORTED = ["74条", "85%以上", "30%以上", "40株", "6条", "8条"]


@pytest.mark.corpus
def test_a_district_and_its_next_report(corpus: Path) -> None:
    rows = linked(*read(*sorted((corpus / "seeds").glob("*.txt"))))
    plan = [row for row in rows if row["report_id"].startswith("seeds/001")]
    found = {(row["mention"], row["mention_actual"], row["verdict"]) for row in plan if row["actual_fact_id"]}
    assert set(HAIZHU) <= found
    assert [row["mention"] for row in plan if row["mention"] in UNREPORTED and row["actual_fact_id"]] == []
