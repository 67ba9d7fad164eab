"""The scripts behind `make bench` and `make score` run and print what they promise."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.quality import plain, source_key

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> str:
    line = [sys.executable, *map(str, arguments)]
    return subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout


def test_quality_report_of_the_samples(
    tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    warehouse = tmp_path / "samples.duckdb"
    done = command("ingest", ROOT / "seeds" / "reports", "--warehouse", warehouse, "--no-prefect", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = run("-m", "benchmarks.quality", warehouse, ROOT / "tests" / "golden", "--cases", "2")
    titles = [
        "Agreement with facts made by hand (F1)",
        "By field, of the pairs",
        "Ledger: every number-like run",
        "Facts with an unknown unit",
        "Behind unresolved numbers",
        "Fewest facts per 1,000 characters",
        "Most unresolved",
    ]
    places = [report.find(title) for title in titles]
    assert min(places) >= 0, report
    assert places == sorted(places)
    (of_all,) = (line for line in report.splitlines() if line.startswith("│ all "))
    assert all(float(cell) > 0.9 for cell in of_all.split("│")[2:6]), of_all


def test_benchmark_of_extraction_prints_speed_and_stages() -> None:
    printed = run("benchmarks/extract.py", "seeds/reports", "--runs", "1")
    assert "6 reports" in printed
    for name in ("read", "identify", "re", "extract", "clean", "structure", "tokenise", "find_quantities"):
        assert any(line.split()[0] == name for line in printed.splitlines() if line.strip()), name


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("reports/city/苏州/2024.txt", "苏州/2024.txt"),
        ("province/北京市/2026.csv#1", "北京市/2026.csv"),
        ("2024.txt", "2024.txt"),
    ],
)
def test_key_of_a_source(path: str, key: str) -> None:
    assert source_key(path) == key


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), ("20.600000000", "20.6"), ("120", "120"), ("5.000000000", "5"), ("碧道", "碧道")]
)
def test_value_of_a_case(value: str | None, text: str) -> None:
    assert plain(value) == text
