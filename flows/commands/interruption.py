"""A signal ends a query at once, also one that DuckDB looks up from only when it is done (a long aggregate)."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator

import duckdb


@contextlib.contextmanager
def interruptible(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what the connection is at work on when a signal comes; the signal's own handler runs right after.

    Python runs handlers between steps of its own, and a query is one step; what it writes to a file when a signal comes
    does not wait. Only the main thread hears signals: in another one, nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, written = os.pipe()
    os.set_blocking(written, False)
    before = signal.set_wakeup_fd(written, warn_on_full_buffer=False)

    def watch() -> None:
        while os.read(heard, 1):
            con.interrupt()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(written)
        watcher.join()
        os.close(heard)
