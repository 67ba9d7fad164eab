"""How far a run has come: a bar on a terminal, a line now and then elsewhere. Both go to standard error."""

import sys
import time
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.telling.language import say
from flows.telling.messages import in_their_language
from flows.telling.plain import plain_line

SECONDS_BETWEEN_LINES = 5.0


class Counter(Protocol):
    """Counts the steps of one stage."""

    def __call__(self, steps: int = 1, /, note: str = "") -> None:
        """So many steps more are done; `note` says what has come of them so far."""
        ...


class Reporter(Protocol):
    """What a run tells while it runs."""

    @abstractmethod
    def say(self, line: str) -> None:
        """One line for the reader, for good."""

    @abstractmethod
    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Counter]:
        """A stage of `total` steps, counted inside the with block."""
        yield NotImplemented


class BarReporter(Reporter):
    """A progress bar that goes when the stage is over; lines stay."""

    def __init__(self) -> None:
        """Write to standard error, so that standard output holds results only."""
        self._console = Console(stderr=True)

    def say(self, line: str) -> None:
        """One line above the bar."""
        self._console.print(plain_line(in_their_language(line)), markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Counter]:
        """A bar of `total` steps."""
        columns = (
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}"),
        )
        with Progress(*columns, console=self._console, transient=True) as bar:
            task = bar.add_task(_called(name), total=total, note="")

            def count(steps: int = 1, /, note: str = "") -> None:
                bar.update(task, advance=steps, note=note)

            yield count


class LineReporter(Reporter):
    """Plain lines for logs and pipes: at most one in five seconds while a stage runs, and one at its end."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`, by default standard error."""
        self._stream = stream or sys.stderr

    def say(self, line: str) -> None:
        """One line. Where nobody reads any more (a closed pipe, a full disk), the run goes on in silence."""
        with suppress(OSError):
            print(plain_line(in_their_language(line)), file=self._stream, flush=True)

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Counter]:
        """Lines such as `read 40 of 173 files: 12,345 facts`."""
        done, last, latest = 0, time.monotonic(), ""

        def count(steps: int = 1, /, note: str = "") -> None:
            nonlocal done, last, latest
            done, latest = done + steps, note or latest
            if time.monotonic() - last >= SECONDS_BETWEEN_LINES and done < total:
                last = time.monotonic()
                self.say(_line(name, done, total, latest))

        yield count
        self.say(_line(name, done, total, latest))


def _line(name: str, done: int, total: int, note: str) -> str:
    noted = f": {note}" if note else ""
    return say(f"{name} {done:,} of {total:,}{noted}", f"{_called(name)} {done:,} / {total:,}{noted}")


def _called(name: str) -> str:
    """A stage as the reader's language calls it."""
    return say(name, {"hashed": "校验", "read": "读取", "compared": "对照"}.get(name, name))


def open_reporter() -> Reporter:
    """A bar where standard error is a terminal, lines elsewhere."""
    return BarReporter() if sys.stderr.isatty() else LineReporter()
