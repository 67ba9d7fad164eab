"""One attempt at breaking something, and what came of it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.errors import DuixianError
from flows.load import core
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary

REPORT = """兴安市政府工作报告

——2024年1月16日在兴安市第七届人民代表大会第四次会议上

各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。

一、2023年工作回顾
全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。城镇新增就业3.4万人，新建学校12所。

二、2024年工作安排
地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。
"""
"""A report of an invented city, with seven quantities."""


@dataclass(frozen=True)
class Outcome:
    """`held`: the good is whole and nothing is lost; `named`: so it is, and what is refused is named. Else a fault."""

    attempt: str
    result: str

    @property
    def is_fault(self) -> bool:
        """Whether it neither held nor was named."""
        return self.result not in {"held", "named"}


HELD, NAMED = "held", "named"


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder to work in, with no settings from outside; it goes afterwards."""
    before, environment = Path.cwd(), dict(os.environ)
    folder = Path(tempfile.mkdtemp(prefix="duixian-faults-"))
    for name in environment:
        if name.startswith(("DUIXIAN_", "PREFECT_")):
            del os.environ[name]
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
        shutil.rmtree(folder, ignore_errors=True)


def load(*paths: Path, rebuild: bool = False, **settings: Any) -> Summary:
    """A load without Prefect, whose lines nobody reads."""
    with open(os.devnull, "w", encoding="utf-8") as nobody:  # noqa: PTH123
        return core.run(core.Request(paths, rebuild=rebuild), Settings(**settings), LineReporter(nobody))


def refused(attempt: str, action: Callable[[], object], *errors: type[Exception], says: str = "") -> Outcome:
    """What came of an action that is to be refused with one of our own errors, whose text has `says`."""
    try:
        action()
    except (DuixianError, *errors) as error:
        text = str(error)
        return Outcome(attempt, NAMED if says in text and text else f"refused with other words: {text}")
    except Exception as error:  # noqa: BLE001 (any other error is the fault that is looked for)
        return Outcome(attempt, f"{type(error).__name__}: {error}")
    return Outcome(attempt, "taken without a word")
