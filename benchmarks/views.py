"""How long the views of schema bi take on many facts, and the marts behind them: real facts, copied to invented places.

python -m benchmarks.views [--facts 2000000] [FOLDER…]
"""

import argparse
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.outcomes import read, scaled
from schemas.registry import TABLES
from transforms.audit import audit
from transforms.outcomes import match_outcomes
from warehouse import ddl, dimensions, marts

QUESTIONS = {
    "scorecard of a place": "from bi.scorecard where region_code = '{place}' order by year",
    "scorecard by year": "select year, sum(met), sum(targets) from bi.scorecard group by year order by year",
    "promises of a place and year": "from bi.targets where region_code = '{place}' and year = {year}",
    "headlines of a place": "from bi.headlines where region_code = '{place}' order by year, position",
    "headline of a year": "from bi.headlines where headline_id = 'gdp_growth' and year = {year}",
    "headlines, wide, of a place": "from bi.headlines_wide where region_code = '{place}' order by year",
    "headlines, wide, of a year": "select region_name, gdp_growth_target, gdp_growth_result from bi.headlines_wide "
    "where year = {year}",
    "targets of a place and year": "from bi.targets_outcomes where region_code = '{place}' and year = {year}",
    "missed targets, first 100": "from bi.targets_outcomes where verdict = 'missed' limit 100",
    "panel of a place": "from bi.indicator_panel where region_code = '{place}' order by indicator_id, year",
    "panel of an indicator": "from bi.indicator_panel where indicator_id = 'gdp' and year = {year}",
    "series of a place": "from bi.series where region_code = '{place}' and indicator_id = 'gdp' order by year",
    "ranking": "from bi.rankings where indicator_id = 'gdp' and year = {year} order by level_rank limit 50",
    "findings by kind": "select kind, severity, count(*) from bi.findings group by all",
    "findings, first 100": "from bi.findings where severity = 'high' limit 100",
    "coverage": "from bi.coverage order by region_code limit 100",
    "reports of a place": "from bi.reports where region_code = '{place}'",
}
"""Each view as a dashboard asks it."""


def fill(con: duckdb.DuckDBPyConnection, facts: pl.DataFrame, reports: pl.DataFrame, sections: pl.DataFrame) -> None:
    """The tables that the marts read, as a load leaves them."""
    ddl.create_all(con)
    tables = {
        "dim_report": reports.with_columns(
            source_sha256=pl.lit(""), source_format=pl.lit("txt"), char_count=pl.lit(1), run_id=pl.lit("run"),
            loaded_at=pl.lit(0).cast(pl.Datetime("us")), is_partial=pl.lit(value=False),
            is_primary=pl.lit(value=True),
        ),
        "fact_quantity": facts.sort("report_id", "char_start"),
        "fact_outcome": match_outcomes(facts, reports, sections),
        "audit_finding": audit(facts, reports),
        **{name: build([]) for name, build in dimensions.FRAMES.items()},
    }  # fmt: skip
    for name, frame in tables.items():
        rows = frame.select(column for column in TABLES[name].dtypes.names() if column in frame.columns).to_arrow()
        con.register("rows", rows)
        con.execute(f"insert into main.{name} by name from rows")
        con.unregister("rows")
        print(f"{name:<20}{frame.height:>12,} rows")


def asked(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The questions, about the place and year with most targets."""
    place, year = con.sql("select region_code, year from bi.scorecard order by targets desc limit 1").fetchall()[0]
    return {title: question.format(place=place, year=year) for title, question in QUESTIONS.items()}


def best(con: duckdb.DuckDBPyConnection, question: str) -> tuple[float, int]:
    """Seconds of the fastest of three answers, and its rows."""
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        rows = con.sql(question).fetchall()
        seconds.append(time.perf_counter() - began)
    return min(seconds), len(rows)


def main() -> None:
    """Fill, make the marts, ask each view three times and take the best."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", type=Path, default=[Path("seeds/reports")])
    options.add_argument("--facts", type=int, default=2_000_000)
    chosen = options.parse_args()
    facts, reports, sections = scaled(*read(chosen.paths), chosen.facts)
    with tempfile.TemporaryDirectory() as folder:
        con = duckdb.connect(Path(folder) / "bench.duckdb")
        fill(con, facts, reports, sections)
        del facts, sections
        began = time.perf_counter()
        marts.refresh(con)
        print(f"marts made in {time.perf_counter() - began:.1f} s")
        for name in marts.MARTS:
            print(f"{name:<20}{con.sql(f'select count(*) from {name}').fetchall()[0][0]:>12,} rows")  # noqa: S608
        for title, question in asked(con).items():
            seconds, rows = best(con, question)
            print(f"{title:<28}{seconds * 1000:8.1f} ms {rows:>8,} rows")


if __name__ == "__main__":
    main()
