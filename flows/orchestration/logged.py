"""The lines of the terminal, in the log of the run as well: whoever looks at its page sees what the terminal saw."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.logging import get_run_logger

from flows.telling.plain import plain_line
from flows.telling.progress import Counter, Reporter


class LoggedReporter(Reporter):
    """Tells another reporter, and the log of the flow run that it is made in."""

    def __init__(self, inner: Reporter) -> None:
        """Tell `inner` as well."""
        self._inner = inner
        self._log = get_run_logger()

    def say(self, line: str) -> None:
        """One line to both."""
        self._inner.say(line)
        self._log.log(logging.INFO, "%s", plain_line(line))

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Counter]:
        """A stage of the inner reporter; the log has what came of it."""
        done, latest = 0, ""
        with self._inner.stage(name, total) as advance:

            def count(steps: int = 1, /, note: str = "") -> None:
                nonlocal done, latest
                done, latest = done + steps, note or latest
                advance(steps, note=note)

            yield count
        self._log.log(logging.INFO, "%s %d of %d%s", name, done, total, f": {latest}" if latest else "")


def leave_out_cancelled() -> None:
    """Leave out what asyncio logs of cancelled tasks, which Prefect asks for an error when its server is gone."""
    logging.getLogger("asyncio").addFilter(_is_no_cancellation)


def _is_no_cancellation(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))
