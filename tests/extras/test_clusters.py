"""A cluster reads what one process reads: the same rows, also where a worker is killed in the middle."""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import seeds
from flows.load import core
from flows.load.batches import Batch, BatchResult
from flows.load.runners import Result, Runner, open_runner
from flows.settings import Settings
from flows.telling.progress import LineReporter
from schemas.registry import TABLES

pytestmark = [pytest.mark.extras, pytest.mark.slow]

COMPARED = [name for name, spec in TABLES.items() if spec.scope in {"report", "derived", "mart"}]
NEVER_THE_SAME = ("run_id", "loaded_at")


def load(warehouse: Path, runner: str, **options: Any) -> dict[str, pl.DataFrame]:
    """Load the samples in batches of one file; the rows of every table of reports."""
    settings = Settings(warehouse=warehouse, runner=runner, batch_bytes=1, **options)
    summary = core.run(core.Request((seeds.path("reports"),)), settings, LineReporter())
    assert (summary.runner, summary.run.reports) == (runner, 6)
    return tables(warehouse)


def tables(warehouse: Path) -> dict[str, pl.DataFrame]:
    with duckdb.connect(warehouse, read_only=True) as con:
        found = {name: con.sql(f"from main.{name}").pl().drop(NEVER_THE_SAME, strict=False) for name in COMPARED}
    return {name: rows.sort(rows.columns) for name, rows in found.items()}


@pytest.fixture(scope="module")
def inline(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    folder = tmp_path_factory.mktemp("inline")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("DUIXIAN_", "PREFECT_"))]:
            patch.delenv(name)
        patch.chdir(folder)
        return load(folder / "w.duckdb", "inline")


@pytest.fixture(params=["dask", "ray"])
def engine(request: pytest.FixtureRequest, place: Path) -> str:
    pytest.importorskip({"dask": "distributed", "ray": "ray"}[request.param])
    return request.param


@pytest.mark.filterwarnings("default")  # the engines warn of their own parts
def test_two_workers_read_what_one_process_reads(engine: str, place: Path, inline: dict[str, pl.DataFrame]) -> None:
    for name, rows in load(place / "w.duckdb", engine, workers=2).items():
        assert_frame_equal(rows, inline[name])


@pytest.mark.filterwarnings("default")
def test_workers_without_the_kept_bytes_read_by_way_of_shared_storage(
    engine: str, place: Path, inline: dict[str, pl.DataFrame]
) -> None:
    """Their `raw_folder` does not exist, nor do the files: all that they see is the storage."""
    handed: list[Batch] = []

    def submit(runner: Runner, batch: Batch) -> Result[BatchResult]:
        contents = tuple(replace(content, origin=None) for content in batch.contents)
        handed.append(replace(batch, contents=contents, raw_folder=Path("/nowhere")))
        return core.submit_directly(runner, handed[-1])

    share = place / "share"
    settings = Settings(warehouse=place / "w.duckdb", runner=engine, workers=2, batch_bytes=1, shared=share.as_uri())
    core.run(core.Request((seeds.path("reports"),)), settings, LineReporter(), submit=submit)
    assert len(handed) == 6
    for name, rows in tables(place / "w.duckdb").items():
        assert_frame_equal(rows, inline[name])
    assert [*(share / "parts").iterdir()] == []


def process_of(folder: Path, number: int) -> Callable[[int], int]:
    """A function for workers: its square, and the worker's process in a file; the first to get 3 dies of it."""

    def work(value: int) -> int:
        (folder / f"{os.getpid()}").touch()
        died = folder / "died"
        if value == number and not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return value * value

    return work


@pytest.mark.filterwarnings("default")
def test_batch_of_a_killed_worker_is_run_by_another(engine: str, place: Path) -> None:
    with open_runner(engine, workers=2, work=1) as runner:
        assert runner.width == 2
        results = [runner.submit(process_of(place, 3), value) for value in range(6)]
        assert [result.result() for result in results] == [0, 1, 4, 9, 16, 25]
    assert (place / "died").exists()


@pytest.mark.filterwarnings("default")
def test_load_goes_on_where_a_worker_is_killed(
    engine: str, place: Path, inline: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = threading.Event()

    def submit(runner: Runner, batch: Any) -> Any:
        """Hand over the batch, and kill the worker that has the second one."""
        if not killed.is_set():
            killed.set()
            victim = runner.submit(_own_process, 0).result()
            future = core.submit_directly(runner, batch)
            os.kill(victim, signal.SIGKILL)
            return future
        return core.submit_directly(runner, batch)

    settings = Settings(warehouse=place / "w.duckdb", runner=engine, workers=2, batch_bytes=1)
    summary = core.run(core.Request((seeds.path("reports"),)), settings, LineReporter(), submit=submit)
    assert killed.is_set()
    assert summary.run.files["loaded"] == 6
    for name, rows in tables(place / "w.duckdb").items():
        assert_frame_equal(rows, inline[name])


def _own_process(_nothing: int) -> int:
    return os.getpid()


@pytest.mark.filterwarnings("default")
def test_error_of_a_batch_reaches_whoever_asks(engine: str, place: Path) -> None:
    with open_runner(engine, workers=1, work=1) as runner, pytest.raises(ZeroDivisionError):
        runner.submit(_divide, 0).result()


def _divide(value: int) -> float:
    return 1 / value
