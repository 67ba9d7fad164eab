"""The live file is replaced as a whole, only by a build that passed its checks, and one publisher at a time."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.registry import TABLES
from warehouse import build_file, connect, ddl, load, lock, publish

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXTS = {"city/保定/2024.txt": "2023年新增企业12家。", "city/易县/2024.txt": "新增企业３家，力争2024年新增5家。\n"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(folder: Path) -> list[str]:
    """What lies in a folder, but for what is kept beside a warehouse for the day when it is damaged."""
    return sorted(file.name for file in folder.iterdir() if file.suffix not in {".seal", ".parquet"})


def all_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with connect.read(path) as con:
        return {name: con.sql(f"from main.{name} order by all").fetchall() for name in TABLES}


def fact_count(path: Path) -> int:
    with connect.read(path) as con:
        return int(con.sql("select count(*) from fact_quantity").fetchall()[0][0])


@contextmanager
def python(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs a script against the warehouse package."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_first_publish_makes_a_warehouse_that_queries_by_name(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    assert names(target.parent) == ["duixian.duckdb", "duixian.lock"]
    with connect.read(target) as con:
        assert con.sql("select current_database()").fetchall() == [("duixian",)]
        assert con.sql("select count(*) from duixian.bi.facts").fetchall() == [(3,)]
        query = "select count(*) from dim_region where region_code = '130600'"
        assert con.sql(query).fetchall() == [(1,)]


def test_duckdb_1_2_can_open_the_file(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    with connect.read(target) as con:
        tags = con.sql("select tags from duckdb_databases() where database_name = 'duixian'").fetchall()[0][0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_the_version_before_is_kept(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(dict(list(TEXTS.items())[:1]))
    first = digest(target)
    publish_texts(TEXTS, "run-2")
    assert digest(publish.previous_path(target)) == first
    assert (fact_count(publish.previous_path(target)), fact_count(target)) == (1, 3)
    with connect.read(publish.previous_path(target)) as con:
        assert con.sql("select count(*) from bi.facts").fetchall() == [(1,)]


def test_a_build_that_is_not_published_leaves_nothing(target: Path) -> None:
    with publish.open_build(target) as build:
        assert build.is_new
    assert names(target.parent) == ["duixian.lock"]


def test_an_error_in_a_build_leaves_the_live_file_as_it_was(
    target: Path, publish_texts: Callable[..., None], frames_of: Callable[..., dict[str, pl.DataFrame]]
) -> None:
    publish_texts(TEXTS)
    before = digest(target)
    with pytest.raises(ZeroDivisionError), publish.open_build(target) as build:  # noqa: PT012
        load.replace_reports(build.con, frames_of({"a.txt": "新增9家"}))
        raise ZeroDivisionError
    assert digest(target) == before
    assert names(target.parent) == ["duixian.duckdb", "duixian.lock"]


def test_the_live_file_is_asked_while_it_is_copied(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    told: list[int] = []

    def ask(live: duckdb.DuckDBPyConnection) -> None:
        told.append(len(live.sql("from main.fact_quantity").fetchall()))

    with publish.open_build(target, meanwhile=ask) as build:
        assert told == [3]
        assert build.con.sql("select count(*) from main.fact_quantity").fetchall() == [(3,)]


def test_a_file_that_another_tool_wrote_to_is_not_asked_before_it_is_looked_at(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    with duckdb.connect(str(target)) as con:
        con.execute("alter table main.source_file drop column told")
    told: list[object] = []
    with publish.open_build(target, meanwhile=told.append) as build:
        assert told == []
        assert build.con.sql("select count(told) from main.source_file").fetchall() == [(0,)]


def test_an_error_of_who_asks_leaves_the_live_file_as_it_was(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    before, beside = digest(target), names(target.parent)

    def ask(_live: duckdb.DuckDBPyConnection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), publish.open_build(target, meanwhile=ask):
        pass
    assert digest(target) == before
    assert names(target.parent) == beside


@pytest.mark.parametrize("copied", [0, 10, 100_000])
def test_a_copy_is_whole_where_the_system_ends_its_own_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: int
) -> None:
    source, copy = tmp_path / "a", tmp_path / "b"
    source.write_bytes(os.urandom(200_000))
    calls = []

    def some(held: int, made: int, count: int) -> int:
        if calls:
            raise OSError(errno.EOPNOTSUPP, "Operation not supported")
        calls.append(count)
        return os.write(made, os.read(held, copied))

    monkeypatch.setattr(os, "copy_file_range", some)
    build_file.copy_bytes(source, copy)
    assert copy.read_bytes() == source.read_bytes()


def test_a_copy_on_a_full_disk_says_so(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"facts")
    with pytest.raises(OSError, match="No space left"):
        build_file.copy_bytes(source, Path("/dev/full"))


KILLED = """
import os, signal, sys
from pathlib import Path
from warehouse import load, publish
with publish.open_build(Path(sys.argv[1])) as build:
    build.con.execute("delete from main.fact_quantity")
    build.con.execute("create table big as select range as x from range(3000000)")
    print("loaded", flush=True)
    sys.stdin.read()
"""


def test_a_killed_publisher_leaves_no_lock_and_its_leftovers_are_removed(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    before = digest(target)
    with python(KILLED, target) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded\n"
        holder = lock.holder(target)
        assert holder is not None
        assert holder.pid == process.pid
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert "duixian.building.duckdb" in names(target.parent)
    assert digest(target) == before
    assert lock.holder(target) is None
    publish_texts(TEXTS, "run-2")
    assert names(target.parent) == ["duixian.duckdb", "duixian.lock", "duixian.previous.duckdb"]
    assert fact_count(target) == 3


def test_a_second_publisher_waits_for_the_first(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    told: list[lock.Holder | None] = []
    order: list[str] = []

    def second() -> None:
        with publish.open_build(target, purpose="second", on_wait=told.append) as build:
            order.append("second")
            assert build.con.sql("select count(*) from load_run where run_id = 'first'").fetchall() == [(1,)]
            build.publish()

    with publish.open_build(target, purpose="first") as build:
        thread = threading.Thread(target=second)
        thread.start()
        while not told:
            time.sleep(0.01)
        build.con.execute("insert into load_run by name select * replace ('first' as run_id) from load_run")
        order.append("first")
        build.publish()
    thread.join(timeout=30)
    assert order == ["first", "second"]
    assert told[0] is not None
    assert (told[0].pid, told[0].purpose) == (os.getpid(), "first")


def test_a_publisher_that_may_not_wait_says_who_holds_the_lock(target: Path) -> None:
    with python(KILLED, target) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with (
            pytest.raises(lock.WarehouseLockedError, match=f"process {process.pid} on .* since 20.*\\(publish\\)"),
            publish.open_build(target, timeout=0.2),
        ):
            pytest.fail("two publishers at once")


READER = """
import json, sys, time
from pathlib import Path
from warehouse import connect
seen = []
while not Path(sys.argv[2]).exists():
    with connect.read(Path(sys.argv[1])) as con:
        seen.append(con.sql('''
            select count(*), (select count(*) from fact_quantity), (select count(*) from bi.reports),
                   (select max(run_id) from load_run)
            from dim_report
        ''').fetchall()[0])
    if len(seen) == 1:
        print("reading", flush=True)
print(json.dumps(seen))
"""


def test_a_reader_in_another_process_sees_whole_states_only(
    target: Path, tmp_path: Path, publish_texts: Callable[..., None]
) -> None:
    texts = {f"city/保定/{year}.txt": "新增企业7家。" for year in range(2001, 2022)}
    publish_texts(dict(list(texts.items())[:1]), "run-01")
    with python(READER, target, tmp_path / "stop") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        for count in range(2, 22):  # twenty publishes
            publish_texts(dict(list(texts.items())[:count]), f"run-{count:02}")
        (tmp_path / "stop").touch()
        seen = json.loads(process.stdout.read())
        assert process.wait() == 0
    assert all(reports == facts == rows == int(run[-2:]) for reports, facts, rows, run in seen)
    assert [row[0] for row in seen] == sorted(row[0] for row in seen)
    assert seen[0][0] < seen[-1][0]


def test_an_open_reader_keeps_its_view(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(dict(list(TEXTS.items())[:1]))
    with connect.read(target) as con:
        publish_texts(TEXTS, "run-2")
        publish_texts(TEXTS, "run-3")
        assert con.sql("select count(*) from bi.facts").fetchall() == [(1,)]
    assert fact_count(target) == 3


def test_order_and_batching_of_the_input_change_no_row(
    tmp_path: Path,
    frames_of: Callable[..., dict[str, pl.DataFrame]],
    record_run: Callable[..., None],
) -> None:
    texts = {f"city/{name}/2024.txt": f"新增企业{n}家，其中大型{n}家。" for n, name in enumerate("甲乙丙丁戊", 1)}
    forwards, backwards = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    with publish.open_build(forwards) as build:
        load.replace_reports(build.con, frames_of(texts))
        record_run(build.con, texts)
        build.publish()
    for path in reversed(texts):
        with publish.open_build(backwards) as build:
            load.replace_reports(build.con, {n: f.reverse() for n, f in frames_of({path: texts[path]}).items()})
            record_run(build.con, texts)
            build.con.execute("update source_file set report_count = (select count(*) from dim_report r "
                              "where r.source_sha256 = source_file.sha256)")  # fmt: skip
            build.publish()
    assert all_rows(forwards) == all_rows(backwards)


@pytest.mark.parametrize("name", ["bi.duckdb", "main.duckdb"])
def test_a_file_may_not_be_named_like_a_schema(tmp_path: Path, name: str) -> None:
    with pytest.raises(publish.BuildError, match="rename it"), publish.open_build(tmp_path / name):
        pytest.fail("opened")


@pytest.mark.parametrize("name", ["it's.duckdb", "年度 报告.duckdb", "a-b.2024.duckdb", 'quo"te.duckdb'])
def test_any_other_name_will_do(tmp_path: Path, name: str) -> None:
    for _ in range(2):
        with publish.open_build(tmp_path / "在 this'folder" / name) as build:
            build.publish()
    assert fact_count(tmp_path / "在 this'folder" / name) == 0


def test_a_warehouse_of_an_older_shape_is_carried_over(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    with duckdb.connect(str(target)) as con:
        con.execute("drop schema bi cascade")
        con.execute("alter table fact_quantity drop column subject")
        con.execute("alter table dim_report add column mayor varchar")
        con.execute("drop table audit_finding")
        assert ddl.outdated_tables(con) == ["dim_report", "fact_quantity", "audit_finding"]
    with publish.open_build(target) as build:
        assert not ddl.outdated_tables(build.con)
        build.publish()
    assert fact_count(target) == 3
    with connect.read(target) as con:
        assert "mayor" not in con.table("dim_report").columns
        assert con.sql("select count(*) from bi.facts").fetchall() == [(3,)]


def test_a_file_that_is_no_warehouse_is_named_and_left_alone(target: Path) -> None:
    target.write_bytes(b"not a database" * 1000)
    before = digest(target)
    with pytest.raises(publish.BuildError, match=r"duixian\.duckdb"), publish.open_build(target):
        pytest.fail("opened")
    assert digest(target) == before
    assert names(target.parent) == ["duixian.duckdb", "duixian.lock"]


def test_what_another_tool_wrote_and_did_not_fold_in_is_not_lost(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    script = """
import duckdb, os, sys
con = duckdb.connect(sys.argv[1], config={"checkpoint_threshold": "1GB"})
con.execute("update load_run set message = 'by hand'")
os._exit(0)
"""
    with python(script, target) as process:
        process.wait()
    assert Path(f"{target}.wal").exists()
    with publish.open_build(target) as build:
        assert build.con.sql("select message from load_run").fetchall() == [("by hand",)]
        build.publish()
    assert not Path(f"{target}.wal").exists()
    with connect.read(target) as con:
        assert con.sql("select message from load_run").fetchall() == [("by hand",)]


def test_a_warehouse_that_another_tool_has_open_for_writing_is_waited_for_in_words(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    script = """
import duckdb, sys
con = duckdb.connect(sys.argv[1])
con.execute("update load_run set message = 'by hand'")
print("open", flush=True)
sys.stdin.read()
"""
    with python(script, target) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(publish.BuildError, match="being written by another tool"), publish.open_build(target):
            pytest.fail("opened")


def test_a_full_disk_is_said_in_words_and_leaves_the_live_file(
    target: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    before = digest(target)
    script = """
import resource, signal, sys
from pathlib import Path
from warehouse import publish
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = 2 * Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    with publish.open_build(Path(sys.argv[1])) as build:
        build.con.execute("create table big as select hash(range) as x, uuid() as y from range(3000000)")
        build.publish()
except publish.BuildError as error:
    print(error)
"""
    with python(script, target) as process:
        assert process.stdout is not None
        assert "duixian.duckdb was not published" in process.stdout.read()
    assert digest(target) == before
    assert names(target.parent) == ["duixian.duckdb", "duixian.lock"]


ROVING_READER = """
import sys, pathlib, duckdb
path, stop, reads = sys.argv[1], pathlib.Path(sys.argv[2]), 0
while not stop.exists():
    with duckdb.connect(path, read_only=True) as con:
        con.execute("select sum(length(region_name)) from dim_region").fetchall()
        con.execute("select sum(length(evidence)) from quarantine").fetchall()
    reads += 1
print(reads)
"""
#: Rows for a version that is larger than the next one, so that files grow and shrink in turns.
BULK = """
insert into main.quarantine by name
select lpad(n::varchar, 16, '0') as quarantine_id, 'run-1' as run_id, 'read' as stage, 'x' as reason,
    repeat(n::varchar, 40) as evidence, now()::timestamp as created_at
from range(20000) rows(n)
"""


RUN = """
insert into main.load_run by name
select 'run-1' as run_id, now()::timestamp as started_at, now()::timestamp as finished_at, 'failed' as state,
    0 as files_seen, 0 as files_loaded, 0 as files_unchanged, 0 as files_quarantined, 0 as reports_loaded,
    0 as facts_loaded, 0 as rows_quarantined
"""


def test_readers_in_other_processes_never_meet_half_a_file(target: Path, tmp_path: Path) -> None:
    """Under load a reader once got “Could not read enough bytes” while a smaller version was published."""
    with publish.open_build(target) as build:
        build.con.execute(RUN)
        build.publish()
    stop = tmp_path / "stop"
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", ROVING_READER, str(target), str(stop)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        for version in range(12):
            with publish.open_build(target) as build:
                build.con.execute("delete from main.quarantine" if version % 2 else BULK)
                build.publish()
    finally:
        stop.touch()
        told = [reader.communicate() for reader in readers]
        for burner in burners:
            burner.kill()
            burner.wait()
    assert [error for _, error in told] == ["", ""]
    assert all(int(reads) > 0 for reads, _ in told)
