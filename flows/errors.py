"""What can go wrong around a load, with the exit code that the command answers with."""

from typing import Any, ClassVar


class DuixianError(Exception):
    """Something a person has to mend: what, where and what to do, in one line that stands for the traceback."""

    exit_code: ClassVar[int] = 1
    event: dict[str, Any] | None = None
    """What the run that failed says of itself, where there was a run (flows/telling/notice.py)."""


class NothingToDoError(DuixianError):
    """The paths given hold no file at all."""

    exit_code: ClassVar[int] = 2


class LoadError(DuixianError):
    """Nothing was published, and the live warehouse is as it was; the text says why."""


class StoppedError(BaseException):
    """A signal asked the command to end: what is open is closed on the way.

    No KeyboardInterrupt, which Typer takes for itself and ends without a word. `signals.HEARD` knows which one it was.
    """


class SettingsError(DuixianError):
    """duixian.toml or a DUIXIAN_ variable holds what no setting can be."""

    exit_code: ClassVar[int] = 2
