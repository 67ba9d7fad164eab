"""The signals that end a process, heard in good order: one line, and what is open closes first."""

import os
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

from flows.errors import StoppedError

HEARD: list[int] = []
"""Signals that asked this process to end."""
GRACE_SECONDS = 10.0
"""So long may what is open take to close after a signal; then the process ends, as it may at any moment."""


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def end_at_once(number: int) -> NoReturn:
    """Say so and end, without waiting for threads that wait for a worker or a server."""
    sys.stderr.write(f"duixian: stopped by {signal.Signals(number).name}; the warehouse is as it was\n")
    sys.stderr.flush()
    os._exit(128 + number)


def hear() -> None:
    """End in good order on the signals that end a process; those that somebody had ignored (nohup) stay so."""
    HEARD.clear()

    def stop(number: int, frame: FrameType | None) -> None:
        if _is_importing(frame):
            # an extension module that is half made ends the process in its own way; nothing is open yet
            end_at_once(number)
        # a library that calls back may forget what is raised here, and work on
        reminder = threading.Timer(GRACE_SECONDS, end_at_once, [number])
        reminder.daemon = True
        reminder.start()
        HEARD.append(number)
        raise StoppedError

    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, stop)
