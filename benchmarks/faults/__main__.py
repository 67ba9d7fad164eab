"""The fault suite: `make faults`. Tries to break loads, and writes what held into docs/reliability.md.

    python -m benchmarks.faults [GROUP…]

The attempts are the same in every run (their dice have a seed), and so is the table: it has no times. Exit code 1 where
an attempt neither held nor was named.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.faults import files, knowledge, operations
from benchmarks.faults.attempt import NAMED, Outcome

GROUPS: dict[str, Callable[[], Iterator[Outcome]]] = {
    "damaged files": files.damaged_files,
    "odd names": files.odd_names,
    "special files": files.special_files,
    "broken seeds": knowledge.broken_seeds,
    "broken corrections": knowledge.broken_corrections,
    "wrong settings": knowledge.wrong_settings,
    "notes of the past": knowledge.notes_of_the_past,
    "signals": operations.signals,
    "rivals": operations.rivals,
    "full disk": operations.full_disk,
    "damaged warehouses": operations.damaged_warehouses,
    "damaged archives": operations.damaged_archives,
}
TABLE = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD = """# What was tried, and what held

`make faults` wrote this table; CI runs it. A run of single groups writes their rows only.
*Held*: everything good is loaded, nothing was lost, nothing is half done.
*Named*: so it is, and what was refused was refused in words, with its own reason. What is neither is a fault.
The attempts are in `benchmarks/faults/`.

| group | what is tried | attempts | held or named | faults |
|---|---|---:|---:|---:|
"""


def main(wanted: list[str]) -> int:
    """Run the groups (all, unless some are wanted), a line each, and write what came of them into the table."""
    rows, faults = [], 0
    for name, attempt in GROUPS.items():
        if wanted and name not in wanted:
            continue
        began = time.monotonic()
        outcomes = list(attempt())
        broken = [outcome for outcome in outcomes if outcome.is_fault]
        faults += len(broken)
        named = sum(outcome.result == NAMED for outcome in outcomes)
        print(
            f"{name:<20}{len(outcomes):>5} attempts, {len(outcomes) - len(broken) - named:>4} held, {named:>4} named, "
            f"{len(broken):>3} faults  ({time.monotonic() - began:.0f} s)",
            flush=True,
        )
        for outcome in broken[:10]:
            print(f"    {outcome.attempt!r}: {' '.join(outcome.result.split())[:300]}")
        what = " ".join((attempt.__doc__ or "").split()).rstrip(".")
        rows.append((name, what, len(outcomes), len(outcomes) - len(broken), len(broken)))
    print(f"{'all':<20}{sum(row[2] for row in rows):>5} attempts, {sum(row[3] for row in rows):>4} held or named, "
          f"{faults:>3} faults")  # fmt: skip
    _write({name: (what, tried, held, bad) for name, what, tried, held, bad in rows})
    return 1 if faults else 0


def _write(results: dict[str, tuple[str, int, int, int]]) -> None:
    """Put the results into the table; a group that was not run keeps its row."""
    held = TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []
    before = {line.split(" | ")[0].removeprefix("| "): line for line in held if line.startswith("| ")}
    lines = [
        f"| {name} | {' | '.join(map(str, results[name]))} |" if name in results else before[name]
        for name in GROUPS
        if name in results or name in before
    ]
    counts = [[int(cell) for cell in line.strip("| ").split(" | ")[2:]] for line in lines]
    total = " | ".join(str(sum(column)) for column in zip(*counts, strict=True))
    TABLE.write_text(HEAD + "\n".join([*lines, f"| **all** | | {total} |"]) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
