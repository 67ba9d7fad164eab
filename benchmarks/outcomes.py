"""How long matching and auditing take on many facts: real facts, copied to invented places until there are enough.

python -m benchmarks.outcomes [--facts 2000000] [FOLDER…]

Prints seconds and the peak of the memory in use. Every copy is a place of its own, as in a warehouse of all counties,
and the values of each copy are a little different, so that equal rows do not make it easy.
"""

import argparse
import json
import resource
import time
from pathlib import Path

import polars as pl

from transforms import reading, sources
from transforms.audit import audit
from transforms.outcomes import match_outcomes


def read(paths: list[Path]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Facts, reports and sections (with their text) of the documents under the paths."""
    rows = []
    for file in sources.discover(paths):
        try:
            documents = sources.read(file.read_bytes(), file.name).documents
        except sources.SourceError:
            continue
        rows += [
            {
                "report_id": f"{file}#{number}",
                "source_path": str(file),
                "text": document.text,
                "hints": json.dumps(dict(document.hints), ensure_ascii=False),
            }
            for number, document in enumerate(documents)
            if sources.judge(document.text) is None
        ]
    found = reading.read(pl.DataFrame(rows))
    length = pl.col("char_end") - pl.col("char_start")
    sections = found.extraction.sections.join(found.reports.select("report_id", "text"), on="report_id")
    sections = sections.with_columns(pl.col("text").str.slice(pl.col("char_start"), length))
    return found.extraction.facts, found.reports.drop("text", "hints"), sections


def scaled(
    facts: pl.DataFrame, reports: pl.DataFrame, sections: pl.DataFrame, wanted: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """At least so many facts: copies with places and ids of their own, and the reports and sections they stand in."""
    facts = facts.join(reports.filter(pl.col("region_code").is_not_null()).select("report_id"), on="report_id")
    reports = reports.filter(pl.col("region_code").is_not_null())
    numbers = reports["region_code"].unique().sort()
    code = pl.col("region_code").replace_strict(numbers, pl.Series(range(len(numbers))), return_dtype=pl.Int64)
    copies = range(-(-wanted // facts.height))
    many_facts = [
        facts.with_columns(
            pl.format("{}-{}", "report_id", pl.lit(copy)).alias("report_id"),
            pl.format("{}-{}", "fact_id", pl.lit(copy)).alias("fact_id"),
            (pl.col("value") * pl.lit(100 + copy % 7) / pl.lit(100)).cast(pl.Decimal(38, 9)).alias("value"),
        )
        for copy in copies
    ]
    many_reports = [
        reports.with_columns(
            pl.format("{}-{}", "report_id", pl.lit(copy)).alias("report_id"),
            (code + copy * len(numbers)).cast(pl.String).str.zfill(6).alias("region_code"),
        )
        for copy in copies
    ]
    many_sections = [
        sections.with_columns(pl.format("{}-{}", "report_id", pl.lit(copy)).alias("report_id")) for copy in copies
    ]
    return pl.concat(many_facts, rechunk=True), pl.concat(many_reports, rechunk=True), pl.concat(many_sections)


def main() -> None:
    """Read, scale, match, audit; say how long and how much."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", type=Path, default=[Path("seeds/reports")])
    options.add_argument("--facts", type=int, default=2_000_000)
    chosen = options.parse_args()
    facts, reports, sections = scaled(*read(chosen.paths), chosen.facts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{facts.height:,} facts of {reports.height:,} reports; {before:.2f} GB in use at most before")
    began = time.perf_counter()
    outcomes = match_outcomes(facts, reports, sections)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"match_outcomes {seconds:8.1f} s, {outcomes.height:,} targets, {after:.2f} GB in use at most")
    began = time.perf_counter()
    findings = audit(facts, reports)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"audit          {seconds:8.1f} s, {findings.height:,} findings, {after:.2f} GB in use at most")


if __name__ == "__main__":
    main()
