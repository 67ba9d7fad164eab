"""One publisher at a time: a lock file beside the warehouse that says who holds it.

The lock is the operating system's (flock through filelock), so it is gone with the process that held it, even when
that was killed. What the file says is who holds the lock. Whoever lets go in good order empties it: a name that the
next one finds there is that of a process that was killed.

>>> with hold(Path("duixian.duckdb"), timeout=0):
...     holder(Path("duixian.duckdb")).pid == os.getpid()
True
"""

import contextlib
import json
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True)
class Holder:
    """Who holds the lock: process, machine, since when (UTC, ISO 8601), and what for."""

    pid: int
    host: str
    since: str
    purpose: str
    killed: "Holder | None" = None
    """Who held the lock before and did not live to let go."""

    def __str__(self) -> str:
        purpose = f" ({self.purpose})" if self.purpose else ""
        return f"process {self.pid} on {self.host} since {self.since}{purpose}"


class WarehouseLockedError(RuntimeError):
    """Another publisher holds the lock and did not let go in time; the text says who it is."""


def lock_path(target: Path) -> Path:
    """The lock file of a warehouse: duixian.duckdb has duixian.lock."""
    return target.with_suffix(".lock")


def holder(target: Path) -> Holder | None:
    """Who holds the lock at this moment; None when nobody does."""
    path = lock_path(target)
    if not path.exists():
        return None
    with contextlib.suppress(Timeout), FileLock(path, timeout=0):
        return None
    return _read(path)


@contextlib.contextmanager
def hold(
    target: Path,
    *,
    timeout: float = -1,
    purpose: str = "",
    on_wait: Callable[[Holder | None], object] | None = None,
) -> Iterator[Holder]:
    """Hold the lock of a warehouse. A negative timeout waits for ever, else that many seconds.

    `on_wait` is called once with the present holder when there is something to wait for. Raises WarehouseLockedError.
    """
    path = lock_path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()  # the lock waits for ever where no file can be made, as in /proc
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait is not None:
            on_wait(_read(path))
        try:
            lock.acquire(timeout=timeout)
        except Timeout:
            who = _read(path) or "another process"
            raise WarehouseLockedError(
                f"{target} is being written by {who}: wait for it, or end it and try again"
            ) from None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    me = Holder(os.getpid(), socket.gethostname(), now, purpose, killed=_read(path))
    try:
        _write(path, me)
        yield me
    finally:
        with contextlib.suppress(OSError):
            os.truncate(path, 0)
        lock.release()


def _write(path: Path, me: Holder) -> None:
    """Written in place, because a renamed file would be another lock; on a full disk the lock holds without a name."""
    said = {name: value for name, value in asdict(me).items() if name != "killed"}
    with contextlib.suppress(OSError):
        path.write_text(json.dumps(said), "utf-8")


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        # between taking the lock and writing its name a holder has no name yet
        return None
