"""All measurements of one machine: extraction beside others, whole loads of growing corpora, loading again, views.

python -m benchmarks [--sizes 100 1000] [--folder build/bench] [--reports FOLDER] [--rivals .rivals]

Each load is a process of its own. Results go to FOLDER/bench.json, which `benchmarks.figures` shows and compares.
Corpora that lie in the folder from a run before are used again.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from benchmarks import corpus, figures, views

EXTRACTED = 100
"""Reports that the speed of extraction is told by."""
SPLIT_UP_TO = 1_000
"""Larger corpora are not loaded a second time in one process, to see the stages."""
CHANGES = (1, 100, 1_000)
_ONE_THREAD = {"POLARS_MAX_THREADS": "1"}


def main() -> None:
    """Measure, write JSON, print the tables."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sizes", type=int, nargs="*", default=[100, 1_000])
    options.add_argument("--folder", type=Path, default=Path("build/bench"))
    options.add_argument("--reports", type=Path, help="a folder of real reports, to extract as well")
    options.add_argument("--rivals", type=Path, default=Path(".rivals"), help="environment of benchmarks/rivals.txt")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    some = _corpus(chosen.folder, EXTRACTED)
    texts = {"generated": some} | ({"real": chosen.reports} if chosen.reports else {})
    results = {
        "machine": machine(),
        "extraction": {name: _extract(folder) for name, folder in texts.items()},
        "rivals": _ask_rivals(chosen.rivals, some),
        "loads": {str(size): _load(chosen.folder, size) for size in chosen.sizes},
    }
    if chosen.sizes:
        results["views"] = _views(chosen.folder / f"{max(chosen.sizes)}" / "duixian.duckdb")
    (chosen.folder / "bench.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(figures.markdown(results))


def machine() -> dict[str, Any]:
    """What the figures depend on, in general words."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 2**30),
        "python": platform.python_version(),
        "polars": pl.__version__,
        "duckdb": duckdb.__version__,
    }


def _corpus(folder: Path, size: int) -> Path:
    """The corpus of that size, made where it is not there; an empty file beside it says that it is whole."""
    place = folder / f"corpus-{size}"
    whole = place.with_suffix(".whole")
    if not whole.exists():
        corpus.write(place, size)
        whole.touch()
    return place


def _run(module: str, *arguments: object, **environment: str) -> Any:
    line = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(line, env=os.environ | environment, capture_output=True, check=False, encoding="utf-8")  # noqa: S603
    if done.returncode:
        raise SystemExit(f"benchmarks.{module} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def _extract(folder: Path) -> Any:
    return _run("extract", folder, "--json")


def _ask_rivals(environment: Path, folder: Path) -> Any:
    python = environment / "bin" / "python"
    if not python.exists():
        return {}
    script = Path(__file__).with_name("rivals.py")
    done = subprocess.run(  # noqa: S603
        [python, script, *sorted(folder.rglob("*.txt"))], capture_output=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout.splitlines()[-1])


def _load(folder: Path, size: int) -> dict[str, Any]:
    texts, place = _corpus(folder, size), folder / f"{size}"
    for file in place.glob("*.duckdb*"):
        file.unlink()
    found: dict[str, Any] = {}
    if size <= SPLIT_UP_TO:
        found["inline"] = _run("ingest", texts, place / "inline.duckdb", "--runner", "inline", **_ONE_THREAD)
    warehouse = place / "duixian.duckdb"
    found["full"] = _run("ingest", texts, warehouse)
    found["again"] = {"0": _run("ingest", texts, warehouse)}
    files = sorted(texts.rglob("*.txt"))
    for changed in CHANGES:
        if changed <= size:
            step = size // changed
            originals = {file: file.read_bytes() for file in files[::step][:changed]}
            try:
                for file, before in originals.items():
                    file.write_bytes(before + "全市新建公园3个。\n".encode())
                found["again"][str(changed)] = _run("ingest", texts, warehouse)
            finally:
                for file, before in originals.items():
                    file.write_bytes(before)
    return found


def _views(warehouse: Path) -> dict[str, float]:
    """Seconds of each question, the best of three."""
    with duckdb.connect(warehouse, read_only=True) as con:
        return {title: views.best(con, question)[0] for title, question in views.asked(con).items()}


if __name__ == "__main__":
    main()
