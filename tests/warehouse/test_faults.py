"""Damage, leftovers and holes: named, moved aside, packed; what is known of the files outlives the warehouse."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse import build_file, connect, health, lock, publish

pytestmark = pytest.mark.slow

TEXTS = {"city/保定/2024.txt": "2023年新增企业12家。", "city/易县/2024.txt": "新增企业３家，力争2024年新增5家。\n"}


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def randomise(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(100_000))  # noqa: S311 (not for secrets)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribble(path: Path) -> None:
    # over all of it but the two headers, and the file's size stays
    with path.open("r+b") as file:
        for start in range(12_288, path.stat().st_size, 20_000):
            file.seek(start)
            file.write(b"\xa5" * 64)


DAMAGES = [truncate, randomise, empty, scribble]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_warehouse_is_moved_aside_and_its_files_are_known(
    target: Path, publish_texts: Callable[..., None], damage: Callable[[Path], None]
) -> None:
    publish_texts(TEXTS)
    publish_texts(TEXTS, "run-2")
    damage(target)
    damaged = target.read_bytes()
    with publish.open_build(target) as build:
        assert build.recovery is not None
        assert build.recovery.moved_to is not None
        assert build.recovery.moved_to.read_bytes() == damaged
        assert "duixian.duckdb" in build.recovery.problem or "checksum" in build.recovery.problem
        assert build.con.sql("select path, report_count from source_file order by path").fetchall() == [
            ("city/保定/2024.txt", 0),
            ("city/易县/2024.txt", 0),
        ]
        assert build.con.sql("select run_id from load_run").fetchall() == [("run-1",)]
        assert build.con.sql("select count(*) from dim_report").fetchall() == [(0,)]


def test_without_the_list_of_files_the_version_before_says_what_was_there(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    publish_texts(TEXTS, "run-2")
    health.files_path(target).unlink()
    truncate(target)
    with publish.open_build(target) as build:
        assert build.con.sql("select path from source_file order by path").fetchall() == [(path,) for path in TEXTS]


def test_damage_without_any_list_is_named_and_left_alone(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    health.files_path(target).write_bytes(b"no parquet")
    truncate(target)
    before = target.read_bytes()
    with (
        pytest.raises(publish.BuildError, match=r"duixian\.duckdb.*move it aside and ingest again"),
        publish.open_build(target),
    ):
        pytest.fail("opened")
    assert target.read_bytes() == before


def test_a_sealed_file_is_not_examined_and_a_touched_one_is(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    assert health.is_sealed(target)
    assert health.examine(target) is None
    status = target.stat()
    scribble(target)
    assert not health.is_sealed(target)
    assert "checksum" in (health.examine(target) or "")
    # bytes that rot while nobody touches the file are found when they are read
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert health.is_sealed(target)
    with publish.open_build(target) as build:
        assert build.recovery is not None


def test_a_live_file_that_is_gone_is_made_anew_only_when_asked(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    target.unlink()
    with publish.open_build(target) as build:
        assert build.recovery is None
        assert build.con.sql("select count(*) from source_file").fetchall() == [(0,)]
    with publish.open_build(target, rebuild=True) as build:
        assert build.recovery == publish.Recovery(f"{target} is gone", None)
        assert build.con.sql("select count(*) from source_file").fetchall() == [(2,)]


def test_a_build_with_nothing_new_keeps_the_previous_version(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(dict(list(TEXTS.items())[:1]))
    publish_texts(TEXTS, "run-2")
    kept = publish.previous_path(target).read_bytes()
    with publish.open_build(target) as build:
        build.publish(keep_previous=False)
    assert publish.previous_path(target).read_bytes() == kept


def test_a_file_of_holes_is_packed(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    with publish.open_build(target) as build:
        build.con.execute("create table big as select uuid()::varchar as x from range(2000000)")
        build.publish()
    full = target.stat().st_size
    with publish.open_build(target) as build:
        build.con.execute("drop table big")
        build.publish()
    assert target.stat().st_size < full / 4
    with connect.read(target) as con:
        assert con.sql("select count(*) from bi.facts").fetchall() == [(3,)]
        assert con.sql("select count(*) from duckdb_columns() where comment is null and schema_name = 'main'"
                       " and database_name = 'duixian' and not internal").fetchall() == [(0,)]  # fmt: skip
    assert not list(target.parent.glob("*building*"))


def test_whoever_was_killed_holding_the_lock_is_known_to_the_next(target: Path) -> None:
    with lock.hold(target, purpose="first"):
        kept = lock.lock_path(target).read_text("utf-8")
    assert lock.lock_path(target).read_text("utf-8") == ""
    assert json.loads(kept)["purpose"] == "first"
    lock.lock_path(target).write_text(kept, "utf-8")  # as a killed process leaves it
    assert lock.holder(target) is None
    with lock.hold(target, purpose="second") as me:
        assert me.killed is not None
        assert (me.killed.purpose, me.killed.pid) == ("first", os.getpid())
    with lock.hold(target, purpose="third") as me:
        assert me.killed is None


def test_leftovers_of_a_killed_publish_are_removed(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    build, previous = build_file.build_path(target), publish.previous_path(target)
    leftovers = [build, Path(f"{build}.wal"), build.with_suffix(".holes"), previous.with_suffix(".new"),
                 health.files_path(target).with_suffix(".part")]  # fmt: skip
    for leftover in leftovers:
        leftover.write_bytes(b"half")
    Path(f"{build}.spill").mkdir()
    with publish.open_build(target):
        pass
    assert not [path for path in (*leftovers, Path(f"{build}.spill")) if path.exists()]


def test_a_copy_of_a_warehouse_is_one(target: Path, tmp_path: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(target, copy)
    with connect.read(copy) as con:
        assert con.sql("select count(*) from bi.facts").fetchall() == [(3,)]
