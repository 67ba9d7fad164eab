"""A backup is restored row for row, and an archive that was touched or cut off is refused as a whole."""

import shutil
from pathlib import Path

import pytest

from flows.commands.archive import backup, restore
from flows.errors import DuixianError
from flows.load import core
from flows.settings import Settings
from flows.telling.progress import LineReporter
from tests.conftest import Rows

pytestmark = pytest.mark.slow

FACTS = "select * from fact_quantity order by fact_id"


@pytest.fixture
def archive(place: Path, report_text: str) -> Path:
    """The backup of a warehouse of one report."""
    (place / "in").mkdir()
    (place / "in" / "good.txt").write_text(report_text, encoding="utf-8")
    core.run(core.Request((place / "in",)), Settings(), LineReporter())
    backup(Settings(), place / "all.tar")
    return place / "all.tar"


def test_what_was_backed_up_comes_back_and_loads_on(archive: Path, place: Path, rows: Rows) -> None:
    before = rows(FACTS)
    shutil.rmtree(place / "data")
    assert restore(Settings(), archive) == (4, None)
    assert rows(FACTS) == before
    summary = core.run(core.Request((place / "in",)), Settings(), LineReporter())
    assert summary.run.files == {"loaded": 0, "unchanged": 1, "quarantined": 0}
    shutil.rmtree(place / "in")
    core.run(core.Request((), rebuild=True), Settings(), LineReporter())
    assert rows(FACTS) == before


def test_a_warehouse_that_is_there_is_not_overwritten(archive: Path) -> None:
    with pytest.raises(DuixianError, match="there is a warehouse at"):
        restore(Settings(), archive)


def test_an_archive_that_was_touched_or_cut_is_refused(archive: Path, place: Path) -> None:
    shutil.rmtree(place / "data")
    whole = archive.read_bytes()
    middle = whole.index("城镇新增就业".encode())
    for damaged in (whole[: len(whole) // 2], whole[:middle] + b"\0" + whole[middle + 1 :], b"no archive", b""):
        archive.write_bytes(damaged)
        with pytest.raises(DuixianError, match=r"is damaged|is cut off"):
            restore(Settings(), archive)
        assert not (place / "data" / "duixian.duckdb").exists()
        assert not list(place.glob("data/raw/*"))


def test_an_archive_with_other_members_is_refused(archive: Path, place: Path) -> None:
    shutil.rmtree(place / "data")
    archive.write_bytes(archive.read_bytes().replace(b"files.parquet\0\0\0", b"../../etc/cron\0\0"))
    with pytest.raises(DuixianError, match=r"damaged or no archive|it holds"):
        restore(Settings(), archive)
