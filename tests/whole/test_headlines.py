"""Growth of GDP, promised and reached, in every real report, against a list that was made by hand.

`tests/golden/headlines.csv` has a line a report: the target for its own year (empty where it states none as a number)
and the growth that it states of the year before (empty where it states none).
"""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

BY_HAND = Path(__file__).parents[1] / "golden" / "headlines.csv"

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.xdist_group("corpus")]

Cell = tuple[str, int, str]
Said = tuple[Decimal, Decimal | None, str | None] | None


def by_hand() -> dict[Cell, Said]:
    """What a reader finds, by place, year, and target or result; None: no such number is stated."""
    found: dict[Cell, Said] = {}
    for row in csv.DictReader(BY_HAND.read_text("utf-8").splitlines()):
        place, year = row["region_code"], int(row["report_year"])
        top = Decimal(row["target_max"]) if row["target_max"] else None
        target = (Decimal(row["target"]), top, row["target_bound"]) if row["target"] else None
        found[place, year, "target"] = target
        found[place, year - 1, "result"] = (Decimal(row["result"]), None, None) if row["result"] else None
    return found


def test_every_target_and_result_of_gdp_growth_is_what_a_reader_finds(corpus_warehouse: Path) -> None:
    with duckdb.connect(corpus_warehouse, read_only=True) as con:
        rows = con.sql(
            "select region_code, year, target_value, target_value_max, target_bound, result_value from bi.headlines "
            "where headline_id = 'gdp_growth'"
        ).fetchall()
    found: dict[Cell, Said] = {}
    for place, year, target, top, bound, result in rows:
        found[place, year, "target"] = None if target is None else (target, top, bound)
        found[place, year, "result"] = None if result is None else (result, None, None)
    expected = by_hand()
    wrong = {cell: found.get(cell) for cell, said in expected.items() if found.get(cell) != said}
    assert len(expected) > 250
    assert wrong == {}


def test_one_plain_query_gives_every_target_of_gdp_growth(corpus_warehouse: Path) -> None:
    with duckdb.connect(corpus_warehouse, read_only=True) as con:
        rows = con.sql(
            "select current_code, report_year, value from bi.facts where kind = 'government_work_report' "
            "and indicator_id = 'gdp' and measure = 'growth' and status = 'target' and period = report_year::varchar"
        ).fetchall()
    found: dict[tuple[str, int], set[Decimal]] = {}
    for place, year, value in rows:
        found.setdefault((place, year), set()).add(value)
    stated = {(place, year): said[0] for (place, year, what), said in by_hand().items() if what == "target" and said}
    assert len(stated) > 130
    assert found.keys() == stated.keys()
    # 增长9%以上，力争达到10%: what is striven for beyond it is a target, too
    assert {cell: value for cell, value in stated.items() if value not in found[cell]} == {}
