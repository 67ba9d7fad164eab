"""Batches by way of shared storage: the rows of a load without it, whoever reads them, and nothing left behind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.errors import LoadError, SettingsError
from flows.load import core
from flows.load.batches import Batch, BatchResult
from flows.load.runners import Result, Runner
from flows.load.shared import Storage
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary
from schemas.registry import TABLES
from tests.conftest import REPORT, Rows

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]

COMPARED = [name for name, spec in TABLES.items() if spec.scope in {"report", "derived", "mart"}]
QUARANTINE = "select source_path, reason from quarantine"


def write(folder: Path) -> None:
    """Three reports of two years, and a file that is refused; a batch each, with batch_bytes=1."""
    folder.mkdir()
    (folder / "1.txt").write_text(REPORT, encoding="utf-8")
    (folder / "2.txt").write_text(REPORT.replace("2024", "2025").replace("2023", "2024"), encoding="gb18030")
    (folder / "3.txt").write_text(REPORT.replace("兴安市", "安宁市").replace("12所", "15所"), encoding="utf-8")
    (folder / "4.txt").write_bytes(b"\x00\x01\x02")


def load(place: Path, *, rebuild: bool = False, submit: core.Submit = core.submit_directly, **settings: Any) -> Summary:
    given = {"runner": "inline", "warehouse": place / "data" / "duixian.duckdb", "batch_bytes": 1} | settings
    request = core.Request((place / "in",), rebuild=rebuild)
    return core.run(request, Settings(**given), LineReporter(), submit=submit)


def tables(place: Path) -> Tables:
    """All rows of reports and of what follows from them, in the order that they lie in."""
    with duckdb.connect(place / "data" / "duixian.duckdb", read_only=True) as con:
        rows = {name: con.sql(f"from main.{name}").pl() for name in COMPARED}
    return {name: frame.drop("run_id", "loaded_at", strict=False) for name, frame in rows.items()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """What a load in one process has, without any storage."""
    folder = tmp_path_factory.mktemp("inline")
    write(folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        load(folder)
    return tables(folder)


@pytest.fixture
def share(place: Path) -> Path:
    """A folder that all see, with a blank in its name; the reports lie beside it."""
    write(place / "in")
    return place / "to share"


@pytest.fixture
def memory(share: Path) -> Iterator[str]:
    """A folder that is no folder of this machine; its address has a password, as some filesystems want it."""
    yield "memory://me:secret@host/duixian"
    fsspec.filesystem("memory").store.clear()


def without_files(runner: Runner, batch: Batch) -> Result[BatchResult]:
    """Hand a batch to a worker that has neither the kept bytes nor the files."""
    contents = tuple(replace(content, origin=None) for content in batch.contents)
    return core.submit_directly(runner, replace(batch, contents=contents, raw_folder=Path("/nowhere")))


def check_equal(found: Tables, expected: Tables) -> None:
    assert expected["fact_quantity"].height == 21
    for name, rows in expected.items():
        assert_frame_equal(found[name], rows)


def test_a_pool_reads_what_one_process_reads(share: Path, place: Path, expected: Tables) -> None:
    load(place, runner="process", workers=2, shared=share.as_uri(), submit=without_files)
    check_equal(tables(place), expected)
    assert len([file for file in share.rglob("*") if file.is_file()]) == 4  # the bytes, and no parts
    assert [*(share / "parts").iterdir()] == []


def test_workers_need_nothing_but_the_storage(memory: str, place: Path, expected: Tables) -> None:
    load(place, shared=memory, submit=without_files)
    check_equal(tables(place), expected)


def test_a_password_in_the_address_is_kept_and_shown_nowhere(
    memory: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batches: list[str] = []

    def submit(runner: Runner, batch: Batch) -> Result[BatchResult]:
        batches.append(repr(batch))
        return core.submit_directly(runner, batch)

    load(place, shared=memory, submit=submit)
    assert len(batches) == 4
    assert "secret" not in "".join([*batches, *capsys.readouterr()])
    assert [file for file in (place / "data").rglob("*") if file.is_file() and b"secret" in file.read_bytes()] == []


def test_of_a_batch_that_is_read_twice_one_reading_counts(share: Path, place: Path, expected: Tables) -> None:
    found: list[dict[str, str]] = []

    def twice(runner: Runner, batch: Batch) -> Result[BatchResult]:
        first, second = core.submit_directly(runner, batch), core.submit_directly(runner, batch)
        found.extend([first.result().parts, second.result().parts])
        return first

    load(place, shared=share.as_uri(), submit=twice)
    check_equal(tables(place), expected)
    places = [parts["fact_quantity"] for parts in found]
    assert len({*places}) == 8


def failing_after(batches: int) -> core.Submit:
    """Hand out so many batches, then fail as no batch does."""
    handed: list[Batch] = []

    def submit(runner: Runner, batch: Batch) -> Result[BatchResult]:
        if len(handed) == batches:
            assert batch.storage is not None
            raise LoadError("the cluster is gone")
        handed.append(batch)
        return core.submit_directly(runner, batch)

    return submit


def test_parts_go_where_a_load_fails(share: Path, place: Path) -> None:
    with pytest.raises(LoadError, match="the cluster is gone"):
        load(place, shared=share.as_uri(), submit=failing_after(2))
    assert [*(share / "parts").iterdir()] == []


def test_parts_of_killed_runs_go_after_a_day(share: Path, place: Path) -> None:
    def parts_of(hours: int) -> Path:
        began = datetime.now(UTC) - timedelta(hours=hours)
        return share / "parts" / f"{began:%Y%m%dT%H%M%S}-0a1b2c"

    kept = [parts_of(23), share / "parts" / "2020 notes of somebody"]
    for folder in (parts_of(25), *kept):
        (folder / "ab").mkdir(parents=True)
        (folder / "ab" / "fact_quantity.parquet").touch()
    load(place, shared=share.as_uri())
    assert {*(share / "parts").iterdir()} == {*kept}


def test_damaged_bytes_are_told_and_put_there_anew_by_the_next_rebuild(share: Path, place: Path, rows: Rows) -> None:
    load(place, shared=share.as_uri())
    facts = "select report_id, mention from fact_quantity order by all"
    before = rows(facts)
    ((sha256,),) = rows("select sha256 from source_file where path like '%1.txt'")
    raw = share / "raw" / sha256[:2] / sha256
    assert raw.read_text("utf-8") == REPORT
    raw.write_text("damaged", encoding="utf-8")

    load(place, rebuild=True, shared=share.as_uri())
    ((evidence,),) = rows("select evidence from quarantine where reason = 'lost_bytes'")
    assert f"raw/{sha256[:2]}/{sha256} in {share.as_uri()} are damaged or gone" in evidence
    assert rows(facts) == before

    load(place, rebuild=True, shared=share.as_uri())
    assert raw.read_text("utf-8") == REPORT
    assert rows(QUARANTINE) == [("in/4.txt", "binary_file")]
    assert rows(facts) == before


def test_a_load_with_nothing_to_read_asks_no_storage(share: Path, place: Path) -> None:
    load(place)
    load(place, shared="gopher://host/duixian")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("to share", "no address of fsspec", id="a path"),
        pytest.param("gopher://me:secret@host/a", "gopher://host/a cannot be used: .*not known", id="unknown scheme"),
        pytest.param("file:///proc/duixian", "file:///proc/duixian cannot be used: FileNotFound", id="no room"),
    ],
)
def test_storage_that_cannot_be_used_is_named(address: str, says: str, share: Path, place: Path) -> None:
    with pytest.raises(SettingsError, match=f"setting shared: .*{says}") as error:
        load(place, shared=address)
    assert "secret" not in str(error.value)
    assert error.value.__cause__ is None


def test_storage_that_goes_away_ends_the_load(share: Path, place: Path) -> None:
    """A worker that cannot write its rows has no report to blame."""
    broken = Storage("memory://host/duixian", "20260101T000000-0a1b2c")

    def elsewhere(runner: Runner, batch: Batch) -> Result[BatchResult]:
        return core.submit_directly(runner, replace(batch, storage=replace(broken, address="gopher://host/duixian")))

    with pytest.raises(LoadError, match=r"shared storage gopher://host/duixian: .*; nothing was published"):
        load(place, shared=share.as_uri(), submit=elsewhere)
    assert not (place / "data" / "duixian.duckdb").exists()
