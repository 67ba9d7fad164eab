"""Seeds that an editor broke stop the load with one line; no load of 0 facts ends as if all were well."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import seeds

LOAD = """
import sys
from pathlib import Path
import seeds
seeds.FOLDER = Path("seeds")
from flows.cli import main
main(["ingest", "in", "--no-prefect", "--runner", "inline"])
"""

Damage = Callable[[list[str]], list[str]]


def without_column(name: str) -> Damage:
    """The table without one of its columns; its cells hold no comma."""

    def drop(lines: list[str]) -> list[str]:
        number = lines[0].split(",").index(name)
        return [",".join(cell for at, cell in enumerate(line.split(",")) if at != number) for line in lines]

    return drop


@pytest.mark.parametrize(
    ("seed", "damage", "said"),
    [
        pytest.param("bounds", lambda lines: lines[:1], "seeds/bounds.csv line 1: no row follows", id="header only"),
        pytest.param(
            "units", lambda lines: [lines[0], lines[1].replace(",1,1,", ",0,1,"), *lines[2:]],
            "seeds/units.csv line 2: 元 needs a dimension and a factor", id="zero factor", marks=pytest.mark.slow,
        ),
        pytest.param("bounds", without_column("side"), "side", id="missing column", marks=pytest.mark.slow),
        pytest.param(
            "indicators", lambda lines: [*lines, lines[-1]], "do not fit dim_indicator",
            id="an id twice", marks=pytest.mark.slow,
        ),
    ],
)  # fmt: skip
def test_a_broken_seed_stops_the_load_in_one_line(
    place: Path, report_text: str, seed: str, damage: Damage, said: str
) -> None:
    shutil.copytree(seeds.FOLDER, place / "seeds", ignore=shutil.ignore_patterns("__pycache__", "reports"))
    file = place / "seeds" / f"{seed}.csv"
    file.write_text("\n".join(damage(file.read_text("utf-8").splitlines())) + "\n", encoding="utf-8")
    (place / "in").mkdir()
    (place / "in" / "good.txt").write_text(report_text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, encoding="utf-8", check=False)
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith("duixian: ")
    assert said in last
    assert "Traceback" not in done.stderr
    assert not (place / "data" / "duixian.duckdb").exists()
