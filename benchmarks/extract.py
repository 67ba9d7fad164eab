"""How fast facts are extracted: characters a second on one core, by stage, beside Python's `re` on the same texts.

POLARS_MAX_THREADS=1 python benchmarks/extract.py [FOLDER…] [--runs N]

`re` only looks for numbers with a unit; `extract` also says what each number means. Seconds are the processor's, over
all threads, and the fastest of some runs counts: other work on the machine is not what is measured.
"""

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import polars as pl

import seeds
from transforms import pipeline, sources
from transforms.identity import identify

TARGET = 1_000_000  # characters a second


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


class Stopwatch:
    """Seconds spent in each stage: the functions that `pipeline` calls by name, without those that they call."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def time(self, name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, timed under its name."""

        @wraps(stage)
        def timed(*arguments: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            began = time.process_time()
            result = stage(*arguments, **options)
            took = time.process_time() - began
            self.seconds[name] += took - self._inner.pop()
            self._inner[-1] += took
            return result

        return timed


def run_stages(reports: pl.DataFrame) -> tuple[pipeline.Extraction, dict[str, float]]:
    """One extraction, and the seconds of each of its stages."""
    stages = {
        name: thing
        for name, thing in vars(pipeline).items()
        if callable(thing) and getattr(thing, "__module__", "").startswith("transforms") and not isinstance(thing, type)
    }
    watch = Stopwatch()
    try:
        for name, stage in stages.items():
            setattr(pipeline, name, watch.time(name, stage))
        found = pipeline.extract(reports)
    finally:
        for name, stage in stages.items():
            setattr(pipeline, name, stage)
    return found, dict(watch.seconds)


def fastest(work: Callable[[], Any], runs: int) -> float:
    """Seconds of the fastest of some runs."""
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def main() -> None:
    """Read the texts, warm up on one of them, time everything, print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("paths", nargs="*", type=Path, default=[Path("seeds/reports")])
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()

    began = time.process_time()
    reports = read(options.paths)
    seconds = {"read": time.process_time() - began}
    began = time.process_time()
    known = reports.join(identify(reports), on="report_id", how="left")
    seconds["identify"] = time.process_time() - began
    pipeline.extract(known.head(1))  # loads seeds, compiles patterns
    timings = [run_stages(known) for _ in range(options.runs)]
    found, stages = min(timings, key=lambda timing: sum(timing[1].values()))
    seconds["extract"] = sum(stages.values())
    pattern, texts = numbers_with_units(), reports["text"].to_list()
    seconds["re"] = fastest(lambda: [match.span() for text in texts for match in pattern.finditer(text)], options.runs)

    characters = int(reports["text"].str.len_chars().sum())
    print(f"{reports.height:,} reports, {characters:,} characters, {found.facts.height:,} facts")
    print(f"threads of Polars: {pl.thread_pool_size()}; the fastest of {options.runs} runs\n")
    for name in ("read", "identify", "re", "extract"):
        print(f"{name:<18}{seconds[name]:8.2f} s{characters / seconds[name]:14,.0f} characters a second")
    speed = characters / seconds["extract"]
    print(f"\nextract needs {seconds['extract'] / seconds['re']:.1f} times the time of re", end="; ")
    print(f"target {TARGET:,} characters a second: {'reached' if speed >= TARGET else 'missed'}\n")
    for name, took in sorted(stages.items(), key=lambda stage: -stage[1]):
        print(f"  {name:<26}{took:8.2f} s{took / seconds['extract']:7.1%}")


if __name__ == "__main__":
    main()
