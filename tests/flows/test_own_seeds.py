"""Seeds of one's own: a folder in the settings, laid over ours, without a change in the checkout."""

from pathlib import Path

import duckdb
import pytest

from tests.conftest import Command

UNITS = "alias,unit,dimension,numerator,denominator,kind,after_hanzi,example\n"


@pytest.fixture
def own(place: Path, report_text: str) -> Path:
    """A folder of seeds that duixian.toml names, beside a report that has a unit nobody knows."""
    (place / "own").mkdir()
    (place / "duixian.toml").write_text('seeds = "own"\n')
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text(report_text.replace("新建公园5个", "新建公园5嚯嚯"), "utf-8")
    return place / "own"


def mentions(place: Path) -> set[str]:
    with duckdb.connect(place / "data" / "duixian.duckdb", read_only=True) as con:
        return {mention for (mention,) in con.sql("select mention from fact_quantity").fetchall()}


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["inline", "process"])
def test_a_unit_of_ones_own_is_read_by_every_runner(place: Path, own: Path, command: Command, runner: str) -> None:
    (own / "units.csv").write_text(UNITS + "嚯嚯,嚯嚯,count,1,1,classifier,,新建公园5嚯嚯\n", "utf-8")
    done = command("ingest", "in", "--no-prefect", "--runner", runner, cwd=place)
    assert done.returncode == 0, done.stderr
    assert "5嚯嚯" in mentions(place)


@pytest.mark.slow
def test_a_changed_row_means_that_reports_are_read_again(place: Path, own: Path, command: Command) -> None:
    assert command("ingest", "in", "--no-prefect", cwd=place).returncode == 0
    assert "5嚯嚯" not in mentions(place)
    (own / "units.csv").write_text(UNITS + "嚯嚯,嚯嚯,count,1,1,classifier,,新建公园5嚯嚯\n", "utf-8")
    assert command("ingest", "in", "--no-prefect", cwd=place).returncode == 0
    assert "5嚯嚯" in mentions(place)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("units", UNITS + "嚯嚯,嚯嚯,,1,1,classifier,,5嚯嚯\n", "own/units.csv line 2: ", id="broken row"),
        pytest.param("units", "alias,unit\n嚯嚯,嚯嚯\n", "own/units.csv: its columns have to be", id="other columns"),
        pytest.param("unit", UNITS, "own/unit.csv: there is no seed of that name", id="no such seed"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(own: Path, command: Command, name: str, text: str, said: str) -> None:
    (own / f"{name}.csv").write_text(text, "utf-8")
    done = command("ingest", "in", "--no-prefect", cwd=own.parent)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_said(place: Path, own: Path, command: Command) -> None:
    own.rmdir()
    done = command("ingest", "in", "--no-prefect", cwd=place)
    assert (done.returncode, done.stderr) == (
        2, "duixian: setting seeds = 'own': there is no such folder; make it or mend it\n",
    )  # fmt: skip
