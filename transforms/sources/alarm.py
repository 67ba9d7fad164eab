"""A limit of time for what runs in this process; formats whose libraries may hang have a process of their own."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from transforms.sources.document import Reason, SourceError


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise SourceError (timed_out) in what is inside once it took so many seconds.

    It comes between steps of Python, and in the middle of `re`: a call of Polars ends first. Only the main thread of a
    process gets alarms, and no process of Windows: elsewhere there is no limit. Limits do not nest.

    >>> with limited(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    transforms.sources.document.SourceError: timed_out: no progress for 0.01 s (seconds)
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SourceError(Reason.TIMED_OUT, f"no progress for {seconds:g} s (seconds)")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
