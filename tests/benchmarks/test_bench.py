"""`make bench`: corpora are the same on every machine, a load is told stage by stage, results stand side by side."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpus, figures

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def load(reports: int, seconds: float, memory: float) -> dict[str, Any]:
    held = {"reports": reports, "characters": reports * 15_000, "facts": reports * 200, "bytes": reports * 100_000}
    cost = {"wall": seconds, "processor": 2 * seconds, "peak_memory": memory, "warehouse": held}
    again = {"wall": seconds / 100, "processor": seconds / 50, "peak_memory": memory}
    return {"full": cost, "inline": cost | {"stages": {"extract": seconds}}, "again": {"0": again, "1": again}}


def results(characters: int) -> dict[str, Any]:
    machine = {"on": "2026-01-02", "cores": 2, "memory_gb": 8, "python": "3.11", "polars": "2", "duckdb": "2"}
    return {
        "machine": machine,
        "extraction": {"generated": {"characters": characters, "extract": 1.0, "re": 0.1}},
        "rivals": {"another": characters / 50},
        "loads": {"100": load(100, 10, 1e9), "10000": load(10_000, 1_000, 2e9)},
        "views": {"scorecard of a place": 0.012},
    }


@pytest.mark.parametrize("number", [0, 17, 49_999])
def test_report_is_the_same_whenever_it_is_made(number: int) -> None:
    name, text = corpus.report(number)
    assert (name, text) == corpus.report(number)
    assert text != corpus.report(number, seed=2)[1]
    assert 15_000 <= len(text) < 16_500  # the last paragraph is whole
    assert text.splitlines()[0].endswith("人民政府工作报告")


def test_reports_of_a_corpus_are_distinct(tmp_path: Path) -> None:
    assert corpus.write(tmp_path, 20) > 300_000
    texts = [file.read_text("utf-8") for file in tmp_path.rglob("*.txt")]
    assert len(set(texts)) == 20


def test_tables_have_speeds_and_exponents() -> None:
    page = figures.markdown(results(1_000_000))
    assert "2 cores, 8 GB of memory" in page
    assert "| another | generated | 20,000 | 500.0 | 50.0 |" in page
    # a hundred times the reports in a hundred times the seconds, and in twice the memory
    assert "| exponent 100 → 10,000 |  | 1.00 |  | 1.00 | 0.15 |  |" in page
    assert "| 10,000 | nothing | 10.0 | 20.0 | 1.0% | 2.00 GB |" in page
    assert "| scorecard of a place | 12.0 |" in page


def test_two_results_stand_side_by_side() -> None:
    told = figures.beside(results(1_000_000), results(2_000_000))
    assert "1,000,000 → 2,000,000" in told
    assert "→" not in told.split("Processor seconds")[1]


def test_tables_take_the_place_of_those_in_a_page() -> None:
    begin, end = figures.MARKS
    page = f"# Title\n{begin}\nold\n{end}\nrest\n"
    assert figures.put_into(page, "new\n") == f"# Title\n{begin}\n\nnew\n\n{end}\nrest\n"


def test_load_is_told_stage_by_stage(tmp_path: Path) -> None:
    corpus.write(tmp_path / "texts", 2)
    line = [sys.executable, "-m", "benchmarks.ingest", tmp_path / "texts", tmp_path / "w.duckdb", "--runner", "inline"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    told = json.loads(done.stdout)
    assert told["warehouse"]["reports"] == 2
    assert set(told["stages"]) == set(figures.STAGES)
    assert sum(told["stages"].values()) == pytest.approx(told["processor"])
    assert told["peak_memory"] > 50e6
