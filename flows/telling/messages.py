"""Errors, findings and lines of a run in the language of who reads them.

They are English where they are made: the rooms below know no locale, and logs and records of runs read alike
everywhere. `messages.csv` has the Chinese of each. A name in braces is what stands there, a stretch without a colon or
semicolon; `problem` and `error` are anything, and are looked up themselves (`{problem}; nothing was published`). The
message with most words of its own is the one that is meant.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from flows.telling.language import is_chinese

TABLE = Path(__file__).with_name("messages.csv")
_ANYTHING = {"problem", "error"}


@dataclass(frozen=True)
class _Message:
    pattern: re.Pattern[str]
    zh: str
    weight: int


def in_their_language(text: str) -> str:
    """A text as its reader's locale wants it."""
    return in_chinese(text) if is_chinese() else text


def in_chinese(text: str) -> str:
    """The Chinese of a text; where the table has none, itself, with what stands behind its colon looked up.

    >>> in_chinese("seeds/units.csv line 3: 2 cells under a header of 8: count the commas")
    'seeds/units.csv 第 3 行：表头 8 列，此行 2 格：请数逗号'
    """
    for message in _messages():
        if found := message.pattern.fullmatch(text):
            return message.zh.format(**{name: in_chinese(part) for name, part in found.groupdict().items()})
    place, colon, problem = text.partition(": ")
    known = in_chinese(problem) if colon else problem
    return text if known == problem else f"{place}：{known}"


@cache
def _messages() -> tuple[_Message, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        made = [_message(row["en"], row["zh"]) for row in csv.DictReader(file)]
    return tuple(sorted(made, key=lambda message: -message.weight))


def _message(en: str, zh: str) -> _Message:
    parts = list(Formatter().parse(en))
    pattern = "".join(re.escape(said) + _stretch(name) for said, name, *_ in parts)
    return _Message(re.compile(pattern, re.DOTALL), zh, sum(len(said) for said, *_ in parts))


def _stretch(name: str | None) -> str:
    if name is None:
        return ""
    return f"(?P<{name}>.+?)" if name in _ANYTHING else f"(?P<{name}>(?:(?![:;] ).)+?)"
