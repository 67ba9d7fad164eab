"""How fast reports are read, identified and extracted, in one process: characters a second, stage by stage.

python benchmarks/throughput.py FOLDER [FOLDER…]
"""

import sys
import time
from pathlib import Path

import polars as pl

from transforms import sources
from transforms.identity import identify
from transforms.pipeline import extract


def read(paths: list[Path]) -> pl.DataFrame:
    """All documents under the paths that are reports."""
    rows = []
    for file in sources.discover(paths):
        try:
            documents = sources.read(file.read_bytes(), file.name)
        except sources.SourceError:
            continue
        rows += [
            {"report_id": f"{file}#{document.row}", "source_path": str(file), "text": document.text}
            for document in documents
            if sources.judge(document.text) is None
        ]
    return pl.DataFrame(rows)


def main(arguments: list[str]) -> None:
    """Time each stage once, after a small warm-up that loads seeds and compiles patterns."""
    paths = [Path(argument) for argument in arguments] or [Path("seeds/reports")]
    began = time.perf_counter()
    reports = read(paths)
    read_seconds = time.perf_counter() - began
    extract(reports.head(1).join(identify(reports.head(1)), on="report_id"))

    began = time.perf_counter()
    identity = identify(reports)
    identify_seconds = time.perf_counter() - began
    began = time.perf_counter()
    extraction = extract(reports.join(identity, on="report_id", how="left"))
    extract_seconds = time.perf_counter() - began

    characters = int(reports["text"].str.len_chars().sum())
    print(f"{reports.height:,} reports, {characters:,} characters, {extraction.facts.height:,} facts")
    for stage, seconds in (("read", read_seconds), ("identify", identify_seconds), ("extract", extract_seconds)):
        print(f"{stage:<10}{seconds:8.2f} s{characters / seconds:16,.0f} characters a second")


if __name__ == "__main__":
    main(sys.argv[1:])
