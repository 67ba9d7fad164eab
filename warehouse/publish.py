"""Publish by swap: build beside the live file, check, and move over it under one lock.

    with open_build(Path("data/duixian.duckdb"), purpose="ingest") as build:
        load.replace_reports(build.con, validated.valid)
        build.publish()

| file                      | what it is                                                        |
|---------------------------|-------------------------------------------------------------------|
| `duixian.duckdb`          | the live file; only ever replaced as a whole, never written       |
| `duixian.building.duckdb` | the build; what a killed run leaves of it, the next one removes   |
| `duixian.previous.duckdb` | the live file before the last publish                             |
| `duixian.lock`            | the lock; says who holds it                                       |

What else stands beside the live file is for the day when it is damaged: see warehouse/health.py.

Readers in other processes keep the version they opened, because a replaced file lives on until it is closed.
"""

import contextlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse import build_file, checks, ddl, health, load, lock, marts, touched
from warehouse.build_file import BuildError, Recovery, build_path, previous_path

__all__ = ["Build", "BuildError", "ChecksFailedError", "Recovery", "build_path", "open_build", "previous_path"]


class ChecksFailedError(BuildError):
    """Checks found rows; `failures` has them."""

    def __init__(self, failures: list[checks.Failure]) -> None:
        super().__init__("not published, the live warehouse is as it was:\n" + "\n".join(map(str, failures)))
        self.failures = failures


@dataclass
class Build:
    """An open build: load through `con`, then `publish()`.

    `con` also has two temporary tables that say how the build began: `report_before` (report_id, run_id, source_path,
    source_sha256, facts) and `quarantine_before` (quarantine_id). `is_untouched`: nobody wrote to the live file since
    it was published by these rules. `recovery`: the live file was damaged. `killed`: who held the lock before and did
    not live to let it go. `look`: what the live file looked like when it was copied.
    """

    target: Path
    con: duckdb.DuckDBPyConnection
    is_new: bool
    is_untouched: bool = False
    recovery: Recovery | None = None
    killed: lock.Holder | None = None
    look: health.Look | None = None
    is_published: bool = field(default=False, init=False)
    _is_checked: bool = field(default=False, init=False)

    def check(
        self, *, accept: Collection[str] = (), has_news: bool = True, places: Sequence[str] | None = None
    ) -> dict[str, int]:
        """Refresh what is derived and run the checks but those in `accept`; rows found by check, all 0.

        Without news in a build – the run wrote of itself and of the files it saw, and nobody else touched the live
        file – all other rows are those that passed before, and are not asked again: a load that finds nothing to do
        takes seconds in a large warehouse, too. For the same reason it is enough to look at the reports of `places`
        (region codes; "" is none known) where all that changed is theirs. Raises ChecksFailedError when a check finds
        rows. After this only what no check is about may be changed.
        """
        every = set(checks.names())
        if self.is_untouched and not has_news:
            failures = checks.run(self.con, accept=every - {"counts_add_up"})
        elif (places := self._enough(places)) is None:
            marts.refresh(self.con)
            failures = checks.run(self.con, accept=accept)
        else:
            failures = checks.run(self.con, accept=(every - checks.OF_ALL) | {*accept})
            with touched.only(self.con, places):
                marts.refresh(self.con, places)
                failures += checks.run(self.con, accept={*accept, *checks.OF_ALL}, places=places)
        if failures:
            raise ChecksFailedError(failures)
        self._is_checked = True
        return dict.fromkeys(checks.names(), 0)

    def _enough(self, places: Sequence[str] | None) -> Sequence[str] | None:
        """Refresh the dimensions; the places that are enough to be looked at, or None for all."""
        has_other_dimensions = load.refresh_dimensions(self.con)
        if (
            has_other_dimensions
            or not self.is_untouched
            or (places is not None and not touched.are_few(self.con, places))
        ):
            return None
        return places

    def publish(self, *, keep_previous: bool = True) -> None:
        """Check what is not checked yet, and move the build over the live file.

        Raises ChecksFailedError when a check finds rows; then nothing has changed. `keep_previous=False` is for a build
        with nothing new in it: the version before the last change stays the previous one.
        """
        if not self._is_checked:
            self.check()
        self.con.execute("checkpoint")
        build_file.pack(self.con, self.target)
        files = health.files_path(self.target)
        unfinished = files.with_suffix(".part")
        self.con.execute(
            f"copy (from main.source_file order by path) to {ddl.quoted_text(unfinished)} (format parquet)"
        )
        # a close alone leaves the file open as long as anything holds the connection, and a reader of the file that was
        # moved into place could see it shortened: "Could not read enough bytes"
        build_file.detach(self.con, self.target.stem)
        self.con.close()
        unfinished.replace(files)
        with _unwritten(self.target, self.look):
            _swap(build_path(self.target), self.target, keep_previous=keep_previous)
        health.seal(self.target)
        self.is_published = True


@contextlib.contextmanager
def open_build(  # noqa: PLR0913 -- how to wait for others, and what to do meanwhile
    target: Path,
    *,
    purpose: str = "publish",
    timeout: float = -1,
    rebuild: bool = False,
    on_wait: Callable[[lock.Holder | None], object] | None = None,
    meanwhile: build_file.Meanwhile | None = None,
) -> Iterator[Build]:
    """A build that starts from the live file, or from nothing, under the lock.

    Waits for another publisher (`timeout` seconds; negative: for ever; `on_wait` is told who it is). Without
    `publish()` the build is thrown away. A live file of an older shape is carried over column by column. A damaged one
    is moved aside: the build then knows files and runs and no report (`build.recovery`); so it does where a `rebuild`
    is asked for and the live file is gone. `meanwhile` is given a connection to the live file while that is copied, if
    nobody but us ever wrote to it; where `build.recovery` is set, what it found there is void. Raises
    lock.WarehouseLockedError, BuildError.
    """
    _refuse_names(target)
    with lock.hold(target, purpose=purpose, timeout=timeout, on_wait=on_wait) as me:
        _remove_leftovers(target)
        is_new, is_untouched = not target.exists(), health.is_sealed(target)
        try:
            con, look, recovery = _begin(target, rebuild=rebuild, meanwhile=meanwhile)
            try:
                yield Build(target, con, is_new, is_untouched, recovery, me.killed, look)
            except duckdb.Error as error:
                if "Corrupt database file" in str(error):
                    health.unseal(target)
                    raise BuildError(f"{target} is damaged ({error}): the next load will rebuild it") from error
                raise BuildError(f"{target} was not published: {error}; see whether disk and memory suffice") from error
            finally:
                con.close()
        finally:
            _remove_leftovers(target)


def _begin(
    target: Path, *, rebuild: bool, meanwhile: build_file.Meanwhile | None
) -> tuple[duckdb.DuckDBPyConnection, health.Look | None, Recovery | None]:
    recovery = build_file.rescue(target, wanted=rebuild)
    try:
        return *build_file.begin(target, recovery, meanwhile), recovery
    except BuildError:
        if not health.is_sealed(target):
            raise
        # nobody touched the file, so it was not examined; perhaps the disk did
        health.unseal(target)
        build_file.remove(build_path(target))
        if (recovery := build_file.rescue(target, wanted=rebuild)) is None:
            raise
        return *build_file.begin(target, recovery), recovery


def _refuse_names(target: Path) -> None:
    """Names that DuckDB or what stands beside the file takes for itself."""
    if target.stem.casefold() in _TAKEN:
        raise BuildError(
            f"{target}: DuckDB calls the database by the file's name, and {target.stem!r} is taken; rename it"
        )
    beside = (lock.lock_path(target), health.seal_path(target), Path(f"{target.with_suffix('')}.wal"))
    if target in beside:
        raise BuildError(f"{target}: the suffix {target.suffix} is taken by what stands beside a warehouse; rename it")


_TAKEN = {"main", ddl.VIEW_SCHEMA, "temp", "system", "memory", "information_schema", "pg_catalog"}


@contextlib.contextmanager
def _unwritten(target: Path, look: health.Look | None) -> Iterator[None]:
    """Keep other programs from writing to the live file while it is replaced; refuse where one has since the copy."""
    changed = BuildError(
        f"{target} was written by another program while the load ran: it stays as that left it, and nothing was "
        "published; run the load again"
    )
    now = health.look(target)
    if now is None or now[0] == 0:
        yield
        return
    if now != look:
        raise changed
    try:
        # DuckDB lets nobody write to a file that another process reads
        guard = duckdb.connect(str(target), read_only=True)
    except duckdb.Error as error:
        raise changed from error
    with guard:
        if health.look(target) != look:
            raise changed
        yield


def _remove_leftovers(target: Path) -> None:
    """What a killed run may have left; nobody else is at work, as the lock is held."""
    build_file.remove(build_path(target))
    for leftover in (previous_path(target).with_suffix(".new"), health.files_path(target).with_suffix(".part")):
        leftover.unlink(missing_ok=True)


def _swap(build: Path, target: Path, *, keep_previous: bool) -> None:
    """Move the build over the live file and keep the live one as previous. At every moment one whole file is live."""
    build_file.sync(build)
    if keep_previous and target.exists():
        kept = previous_path(target)
        spare = kept.with_suffix(".new")
        spare.unlink(missing_ok=True)
        try:
            os.link(target, spare)
        except OSError:
            # no hard links on this file system
            build_file.copy_bytes(target, spare)
        spare.replace(kept)
    build.replace(target)
    build_file.sync(target.parent)
