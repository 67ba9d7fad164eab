"""Templates and the little that all pages share. Everything that a template prints is escaped unless it is markup.

Pages read lazily what is not in them: a page from disk cannot fetch, but it can add a script. `script` makes such a
file: one call that hands JSON over, with everything that could end a script element escaped.
"""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from bi.site import figures
from bi.site.queries import Row
from bi.site.regions import VERDICTS

Item = TypeVar("Item")

SIGNS = {"met": "✓", "missed": "✗", "unclear": "?", "unreported": "–", "pending": "…"}
"""A verdict is told by sign and word, never by colour alone."""

_CLAUSE_ENDS = "，；：。！？"

PENDING = {"zh": "待查", "en": "not answered yet"}


class Labels:
    """Chinese and English names of codes: `labels("verdict", "met")` is `("兑现", "met")`."""

    def __init__(self, rows: list[Row]) -> None:
        """From the rows of dim_code."""
        self._known = {(row["code_list"], row["code"]): (row["label_zh"], row["label_en"]) for row in rows}
        self._known["verdict", "pending"] = (PENDING["zh"], PENDING["en"])

    def __call__(self, code_list: str, code: str | None) -> tuple[str, str]:
        """The two names; a code that has none stands for itself."""
        return self._known.get((code_list, code or ""), (code or "", code or ""))

    def by_list(self) -> dict[str, dict[str, tuple[str, str]]]:
        """All of them, for the scripts of the pages."""
        lists: dict[str, dict[str, tuple[str, str]]] = {}
        for (code_list, code), names in self._known.items():
            lists.setdefault(code_list, {})[code] = names
        return lists


def environment(labels: Labels, **shared: object) -> Environment:
    """The templates with what they all may use."""
    made = Environment(
        loader=PackageLoader("bi.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(label=labels, signs=SIGNS, verdicts=VERDICTS, **shared)
    made.filters.update(printed=figures.printed, percent=percent, marked=marked, apart=apart)
    return made


def percent(share: float | Decimal | None) -> str:
    """A share in whole percent; a dash where there is none."""
    return "—" if share is None else f"{share:.0%}"


def marked(sentence: str, mention: str, at: int | None) -> tuple[str, str, str]:
    """A sentence cut into what stands before its mention, the mention, and what stands after it.

    `at` is where the mention begins; where that is not known, its first occurrence is taken.

    >>> marked("增长3.5%、5%", "5%", 7)
    ('增长3.5%、', '5%', '')
    """
    if at is None:
        return sentence.partition(mention)
    return sentence[:at], sentence[at : at + len(mention)], sentence[at + len(mention) :]


def apart(before: str, after: str) -> tuple[str, str, str, str]:
    """What stands around a mention, cut at its own clause: what is far, what is near; near behind it, far behind it.

    >>> apart("今年目标为：生产总值增长", "，投资增长10%。")
    ('今年目标为：', '生产总值增长', '', '，投资增长10%。')
    """
    begin = max(before.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    end = min((at for mark in _CLAUSE_ENDS if (at := after.find(mark)) >= 0), default=len(after))
    return before[:begin], before[begin:], after[:end], after[end:]


def script(name: str, payload: Any) -> str:
    r"""A file that hands a payload to the page that asked for `name`.

    >>> script("x", "</script>")
    'duixian.arrived("x","\\u003c/script>");'
    """
    return f"duixian.arrived({_json(name)},{_json(payload)});"


def _json(payload: Any) -> str:
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _plain(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Items in lists of `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
