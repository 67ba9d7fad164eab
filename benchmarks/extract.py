"""How fast facts are extracted: characters a second on one core, by stage, beside Python's `re` on the same texts.

python -m benchmarks.extract [FOLDER…] [--runs N]

It is measured in a worker of a pool, as a load has it: with one thread of Polars, whose allocator keeps memory.

`re` only looks for numbers with a unit; `extract` also says what each number means. Seconds are the processor's, over
all threads, and the fastest of some runs counts: other work on the machine is not what is measured.
"""

import argparse
import json
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

import seeds
from benchmarks.stopwatch import Stopwatch
from flows.load.runners import ProcessRunner
from transforms import pipeline, sources
from transforms.identity import identify

Figures = dict[str, Any]


def read(paths: list[Path]) -> pl.DataFrame:
    """All documents under the paths that are reports: report_id, source_path, text."""
    rows = []
    for file in sources.discover(paths):
        try:
            documents = sources.read(file.read_bytes(), file.name).documents
        except sources.SourceError:
            continue
        rows += [
            {"report_id": f"{file}{document.part}", "source_path": str(file), "text": document.text}
            for document in documents
            if sources.judge(document.text) is None
        ]
    return pl.DataFrame(rows)


def numbers_with_units() -> re.Pattern[str]:
    """What a first script would search for: digits, a multiplier, a unit."""
    units = sorted(seeds.read("units")["alias"], key=len, reverse=True)
    return re.compile(rf"[0-9０-９][0-9０-９,.．]*\s*[百千万亿]*\s*(?:{'|'.join(map(re.escape, units))}|[%％‰])")


def run_stages(reports: pl.DataFrame) -> tuple[pipeline.Extraction, dict[str, float]]:
    """One extraction, and the seconds of each of its stages."""
    stages = {
        name: ((pipeline, name),)
        for name, thing in vars(pipeline).items()
        if callable(thing) and getattr(thing, "__module__", "").startswith("transforms") and not isinstance(thing, type)
    }
    watch = Stopwatch()
    with watch.over(stages):
        found = pipeline.extract(reports)
    return found, dict(watch.seconds)


def fastest(work: Callable[[], Any], runs: int) -> float:
    """Seconds of the fastest of some runs."""
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def measure(reports: pl.DataFrame, runs: int) -> Figures:
    """Seconds to identify and extract the reports, stage by stage, and of `re` on the same texts: the fastest runs."""
    began = time.process_time()
    known = reports.join(identify(reports), on="report_id", how="left")
    identified = time.process_time() - began
    pipeline.extract(known.head(1))  # loads seeds, compiles patterns
    timings = [run_stages(known) for _ in range(runs)]
    found, stages = min(timings, key=lambda timing: sum(timing[1].values()))
    pattern, texts = numbers_with_units(), reports["text"].to_list()
    scanned = fastest(lambda: [match.span() for text in texts for match in pattern.finditer(text)], runs)
    return {
        "reports": reports.height,
        "characters": int(reports["text"].str.len_chars().sum()),
        "facts": found.facts.height,
        "threads": pl.thread_pool_size(),
        "identify": identified,
        "re": scanned,
        "extract": sum(stages.values()),
        "stages": stages,
    }


def main() -> None:
    """Read the texts, warm up on one of them, time everything, print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("paths", nargs="*", type=Path, default=[Path("seeds/reports")])
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--json", action="store_true", help="one line of JSON in place of tables")
    options = arguments.parse_args()
    began = time.process_time()
    reports = read(options.paths)
    seconds = {"read": time.process_time() - began}
    with ProcessRunner() as runner:
        figures = runner.submit(partial(measure, runs=options.runs), reports).result()
    if options.json:
        print(json.dumps(figures | seconds))
        return
    seconds |= {name: figures[name] for name in ("identify", "re", "extract")}
    characters = figures["characters"]
    print(f"{figures['reports']:,} reports, {characters:,} characters, {figures['facts']:,} facts")
    print(f"threads of Polars: {figures['threads']}; the fastest of {options.runs} runs\n")
    for name, took in seconds.items():
        print(f"{name:<18}{took:8.2f} s{characters / took:14,.0f} characters a second")
    print(f"\nextract needs {seconds['extract'] / seconds['re']:.1f} times the time of re\n")
    for name, took in sorted(figures["stages"].items(), key=lambda stage: -stage[1]):
        print(f"  {name:<26}{took:8.2f} s{took / seconds['extract']:7.1%}")


if __name__ == "__main__":
    main()
