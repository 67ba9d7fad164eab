"""Results of `make bench` as tables, alone or two side by side.

python -m benchmarks.figures BENCH.json [OTHER.json] [--docs docs/benchmarks.md]

With a page of docs, the tables take the place of those between its two marks.
"""

import argparse
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

Results = dict[str, Any]
Row = tuple[str, ...]
MARKS: Final = ("<!-- figures of make bench -->", "<!-- end of the figures -->")
STAGES: Final = (
    "hash", "read", "identify", "extract", "validate", "outcomes", "audit", "write", "marts", "checks", "publish",
    "other",
)  # fmt: skip
_GIGA: Final = 1e9


def tables(results: Results) -> Iterator[tuple[str, list[Row]]]:
    """The tables, each with its title; the first row of each is its head."""
    yield "Extraction on one core", list(_extraction(results))
    if len(results["loads"]) > 0:
        yield "A whole load", list(_loads(results["loads"]))
        yield "Processor seconds of a load by stage, in one process", list(_stages(results["loads"]))
        yield "Loading again", list(_again(results["loads"]))
    if results.get("views"):
        views = [(name, f"{seconds * 1000:,.1f}") for name, seconds in results["views"].items()]
        yield "Views of the largest warehouse", [("view", "ms"), *views]


def _extraction(results: Results) -> Iterator[Row]:
    yield "what reads", "texts", "characters a second", "times re's", "times as slow as ours"
    for texts, figures in results["extraction"].items():
        speeds = {name: figures["characters"] / figures[name] for name in ("extract", "re")}
        speeds |= results["rivals"] if texts == "generated" else {}
        for name, speed in speeds.items():
            if speed:
                shown = {"extract": "Duixian", "re": "Python's re, digits with a unit"}.get(name, name)
                ratios = (f"{speeds['re'] / speed:,.1f}", f"{speeds['extract'] / speed:,.1f}")
                yield shown, texts, f"{speed:,.0f}", *ratios


def _loads(loads: dict[str, Results]) -> Iterator[Row]:
    yield "reports", "facts", "wall s", "reports/s", "processor s", "peak of all processes", "warehouse"
    for figures in loads.values():
        full, held = figures["full"], figures["full"]["warehouse"]
        yield (
            f"{held['reports']:,}",
            f"{held['facts']:,}",
            f"{full['wall']:,.1f}",
            f"{held['reports'] / full['wall']:,.1f}",
            f"{full['processor']:,.1f}",
            f"{full['peak_memory'] / _GIGA:.2f} GB",
            f"{held['bytes'] / _GIGA:.3f} GB",
        )
    for (size, less), (larger, more) in _neighbours(loads):
        exponents = {
            name: math.log(more["full"][name] / less["full"][name])
            / math.log(more["full"]["warehouse"]["reports"] / less["full"]["warehouse"]["reports"])
            for name in ("wall", "processor", "peak_memory")
        }
        yield (
            f"exponent {int(size):,} → {int(larger):,}",
            "",
            f"{exponents['wall']:.2f}",
            "",
            f"{exponents['processor']:.2f}",
            f"{exponents['peak_memory']:.2f}",
            "",
        )


def _neighbours(loads: dict[str, Results]) -> Iterable[tuple[tuple[str, Results], tuple[str, Results]]]:
    return itertools.pairwise(loads.items())


def _stages(loads: dict[str, Results]) -> Iterator[Row]:
    inline = {size: figures["inline"] for size, figures in loads.items() if "inline" in figures}
    yield "stage", *(f"{int(size):,} reports" for size in inline)
    for stage in STAGES:
        yield stage, *(f"{figures['stages'].get(stage, 0):,.2f}" for figures in inline.values())
    yield "all", *(f"{figures['processor']:,.2f}" for figures in inline.values())
    yield (
        "all / extract",
        *(f"{figures['processor'] / figures['stages']['extract']:.2f}" for figures in inline.values()),
    )


def _again(loads: dict[str, Results]) -> Iterator[Row]:
    yield "reports", "changed", "wall s", "processor s", "of the first load (wall)", "peak of all processes"
    for size, figures in loads.items():
        for changed, again in figures["again"].items():
            yield (
                f"{int(size):,}",
                "nothing" if changed == "0" else f"{int(changed):,}",
                f"{again['wall']:,.1f}",
                f"{again['processor']:,.1f}",
                f"{again['wall'] / figures['full']['wall']:.1%}",
                f"{again['peak_memory'] / _GIGA:.2f} GB",
            )


def markdown(results: Results) -> str:
    """All tables, with the machine and the date above them."""
    machine = results["machine"]
    about = f"{machine['on']}, {machine['cores']} cores, {machine['memory_gb']} GB of memory"
    lines = [f"{about}, Python {machine['python']}, Polars {machine['polars']}, DuckDB {machine['duckdb']}."]
    for title, rows in tables(results):
        head, *others = ("| " + " | ".join(row) + " |" for row in rows)
        lines += ["", f"### {title}", "", head, "|---" * len(rows[0]) + "|", *others]
    return "\n".join(lines) + "\n"


def put_into(page: str, text: str) -> str:
    """The page with the text between the marks."""
    begin, end = MARKS
    return re.sub(f"{begin}.*{end}", lambda _match: f"{begin}\n\n{text}\n{end}", page, flags=re.DOTALL)


def beside(one: Results, other: Results) -> str:
    """Both results, row by row: each cell with figures as `before → after`."""
    theirs = dict(tables(other))
    lines: list[str] = []
    for title, rows in tables(one):
        now = {row[:2]: row for row in theirs.get(title, [])}
        lines += ["", title]
        for row in rows:
            after = now.get(row[:2], row)
            cells = [was if was == new else f"{was} → {new}" for was, new in zip(row, after, strict=True)]
            lines.append("  " + "  ".join(f"{cell:<22}" for cell in cells).rstrip())
    return "\n".join(lines[1:]) + "\n"


def main() -> None:
    """Print, compare, or write into the docs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("results", type=Path, nargs="+")
    options.add_argument("--docs", type=Path)
    chosen = options.parse_args()
    read = [json.loads(file.read_text("utf-8")) for file in chosen.results]
    if chosen.docs:
        chosen.docs.write_text(put_into(chosen.docs.read_text("utf-8"), markdown(read[-1])), "utf-8")
    else:
        print(markdown(read[0]) if len(read) == 1 else beside(*read[:2]))


if __name__ == "__main__":
    main()
