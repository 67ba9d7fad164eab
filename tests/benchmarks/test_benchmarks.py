"""The scripts behind `make bench` and `make score` run and print what they promise."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.quality import plain, source_key

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> str:
    line = [sys.executable, *map(str, arguments)]
    return subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout


def test_quality_report_of_the_samples(sample_warehouse: Path) -> None:
    report = run("-m", "benchmarks.quality", sample_warehouse, ROOT / "tests" / "golden", "--cases", "2")
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
    printed = run("-m", "benchmarks.extract", "seeds/reports", "--runs", "1")
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


def compared(before: Path, after: Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "benchmarks.compare", before, after, "--cases", "2"]
    return subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_warehouse_does_not_differ_from_itself(sample_warehouse: Path) -> None:
    done = compared(sample_warehouse, sample_warehouse)
    assert done.returncode == 0, done.stderr
    assert "nothing differs" in done.stdout


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        pytest.param(
            "update fact_quantity set measure = 'share' where mention = '1244万人'",
            "1  fact_quantity.measure: level → share",
            id="a code",
        ),
        pytest.param(
            "update fact_quantity set indicator = null where mention = '1244万人'",
            "1  fact_quantity.indicator: went",
            id="free text that goes",
        ),
        pytest.param("delete from report_section where section_no = 1", "6  report_section.row: went", id="rows"),
    ],
)
def test_what_differs_is_counted_by_kind(sample_warehouse: Path, tmp_path: Path, change: str, kind: str) -> None:
    after = tmp_path / "after.duckdb"
    after.write_bytes(sample_warehouse.read_bytes())
    with duckdb.connect(after) as con:
        con.execute(change)
    done = compared(sample_warehouse, after)
    assert done.returncode == 1, done.stderr
    assert kind in done.stdout
