"""What one load costs: seconds of wall and processor, by stage, and the peak memory of all its processes together.

python -m benchmarks.ingest FOLDER WAREHOUSE [--runner inline|process] [--rebuild]

Prints one line of JSON. Stages are told apart where everything runs in this process (inline); elsewhere only those of
the writer are seen, and `workers` is the rest. Memory is the sum of the private and the shared share (PSS) of this
process and all that it started, looked at ten times a second, or less often where a look takes long.
"""

import argparse
import json
import resource
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from benchmarks.stopwatch import Stopwatch
from flows.load import batches, core, derived, kept, places, state, steps
from flows.settings import load_settings
from flows.telling.progress import Reporter
from transforms import reading
from warehouse import build_file, checks, load, marts, publish

STAGES: Final[Mapping[str, tuple[tuple[Any, str], ...]]] = {
    "hash": ((kept, "hash_and_keep"),),
    "read": ((batches, "read_reports"),),
    "identify": ((reading, "identify"),),
    "extract": ((reading, "clean"), (reading, "extract"), (reading, "correct")),
    "validate": ((batches, "validate_reports"),),
    "outcomes": ((places, "match_outcomes"),),
    "audit": ((places, "audit"),),
    "write": (
        (steps.Run, "_load_batch"),
        (derived, "refresh"),
        (load, "forget_derived"),
        (load, "add_derived"),
        (state, "record_files"),
    ),
    "marts": ((marts, "refresh"), (load, "refresh_dimensions")),
    "checks": ((checks, "run"),),
    "publish": ((build_file, "begin"), (publish.Build, "publish")),
}
"""Where the callers of each stage look its functions up."""
_BETWEEN_LOOKS: Final = 0.1
_SHARE_OF_LOOKS: Final = 100
"""A look at gigabytes takes tens of milliseconds of the processor: so many times that is waited before the next one."""


class Quiet(Reporter):
    """Says nothing."""

    def say(self, line: str) -> None:
        """Nothing."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Any]:  # noqa: ARG002
        """Counts nothing."""
        yield lambda *_steps, **_note: None


class PeakMemory(threading.Thread):
    """Looks at this process and its descendants until it is stopped; `bytes` is the most that they had together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._is_over = threading.Event()

    def run(self) -> None:
        """Look, and look again."""
        took = 0.0
        while not self._is_over.wait(max(_BETWEEN_LOOKS, _SHARE_OF_LOOKS * took)):
            began = time.thread_time()
            self.bytes = max(self.bytes, sum(map(_proportional_bytes, _family(Path("/proc/self").resolve()))))
            took = time.thread_time() - began

    def stop(self) -> int:
        """The peak in bytes."""
        self._is_over.set()
        self.join()
        return self.bytes


def _family(process: Path) -> Iterator[Path]:
    yield process
    try:
        children = " ".join(file.read_text() for file in process.glob("task/*/children")).split()
    except OSError:
        return
    for child in children:
        yield from _family(process.parent / child)


def _proportional_bytes(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def measure(folder: Path, warehouse: Path, *, runner: str, rebuild: bool = False) -> dict[str, Any]:
    """Load a folder; what it cost, and what the warehouse then holds."""
    watch, memory = Stopwatch(), PeakMemory()
    memory.start()
    began, used = time.perf_counter(), _processor_seconds()
    with watch.over(STAGES):
        request = core.Request((folder,), rebuild)
        summary = core.run(request, load_settings(warehouse=warehouse, runner=runner), Quiet())
    wall, processor = time.perf_counter() - began, _processor_seconds() - used
    stages = dict(watch.seconds)
    return {
        "runner": summary.runner,
        "files": dict(summary.run.files),
        "wall": wall,
        "processor": processor,
        "peak_memory": memory.stop(),
        "stages": stages | {"other" if runner == "inline" else "workers": processor - sum(stages.values())},
        "warehouse": _describe(warehouse),
    }


def _processor_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _describe(warehouse: Path) -> dict[str, int]:
    with duckdb.connect(warehouse, read_only=True) as con:
        counts = con.execute(
            "select (select count(*) from dim_report), (select sum(char_count)::bigint from dim_report), "
            "(select count(*) from fact_quantity), (select count(*) from fact_outcome), "
            "(select count(*) from audit_finding)"
        ).fetchone()
    names = ("reports", "characters", "facts", "outcomes", "findings")
    return dict(zip(names, counts or (), strict=True)) | {"bytes": warehouse.stat().st_size}


def main() -> None:
    """Load, and print what it cost."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("warehouse", type=Path)
    options.add_argument("--runner", default="process", choices=["inline", "process"])
    options.add_argument("--rebuild", action="store_true")
    chosen = options.parse_args()
    print(json.dumps(measure(chosen.folder, chosen.warehouse, runner=chosen.runner, rebuild=chosen.rebuild)))


if __name__ == "__main__":
    main()
