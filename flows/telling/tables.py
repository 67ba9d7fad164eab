"""Rows on a terminal or in a pipe: a table, a row a block where a table would not fit, CSV, JSON lines."""

import csv
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from flows.telling.language import say
from flows.telling.plain import plain_cell
from warehouse.decimals import plain

Row = Sequence[Any]

SHOWN = 1000
"""A table shows so many rows: its columns are as wide as these need. CSV and JSON lines stream all."""
_NARROWEST = 10
_WIDEST = 60
_GAP = 2


def write_rows(names: list[str], rows: Iterable[Row], form: str, *, pretty: bool = False) -> None:
    """Write rows to standard output as `table`, `csv` or `jsonl`; `pretty` says amounts in 亿 and 万."""
    if form == "csv":
        _write_csv(names, rows)
    elif form == "jsonl":
        _write_jsonl(names, rows)
    else:
        sys.stdout.writelines(f"{line}\n" for line in render(names, rows, width(), pretty=pretty))


def render(names: list[str], rows: Iterable[Row], width: int, *, pretty: bool = False) -> Iterator[str]:
    """The lines of a table `width` columns wide; where its columns would be too narrow to read, a row a block.

    >>> list(render(["a", "地区"], [(Decimal("6.10"), "绵阳")], 80))
    ['  a  地区', '6.1  绵阳', '(1 row)']
    """
    source = iter(rows)
    cells = [[_cell(value, pretty=pretty) for value in row] for _, row in zip(range(SHOWN), source, strict=False)]
    numeric = [bool(cells) and all(_is_number(row[index]) for row in cells) for index in range(len(names))]
    widths = _fit([max(columns_of(text) for text in column) for column in zip(names, *cells, strict=True)], width)
    if widths is None:
        yield from _blocks(names, cells, width)
    elif names:
        yield _line(names, widths, numeric)
        yield from (_line(row, widths, numeric) for row in cells)
    if names:
        more = next(source, None) is not None
        yield _count(len(cells), more=more)


def width() -> int:
    """How many columns the terminal has; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(_columns_of_character(character) for character in text)


def shortened(text: str, width: int) -> str:
    """The text in at most `width` columns; what is left out is an ellipsis."""
    if columns_of(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += _columns_of_character(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def in_chinese_units(value: Decimal) -> str:
    """An amount as people say it, exactly: 亿 from a hundred million on, 万 from ten thousand on.

    >>> in_chinese_units(Decimal(240532000000)), in_chinese_units(Decimal(9999))
    ('2405.32亿', '9999')
    """
    for least, word in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(value) >= least:
            return plain(value / least) + word
    return plain(value)


def _cell(value: Any, *, pretty: bool) -> str:
    if value is None:
        return ""
    if pretty and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return in_chinese_units(Decimal(str(value)))
    if isinstance(value, Decimal):
        return plain(value)
    return plain_cell(str(value))


def _is_number(text: str) -> bool:
    return not text or text.rstrip("亿万").replace(".", "").replace("-", "").isdecimal()


def _fit(natural: list[int], width: int) -> list[int] | None:
    """Widths of columns that fit: the widest give way first. None where they would be too narrow to read."""
    widths = [min(wanted, _WIDEST) for wanted in natural] if sum(natural) + _GAP * len(natural) > width else natural
    room = width - _GAP * (len(widths) - 1)
    least = [min(wanted, _NARROWEST) for wanted in widths]
    if sum(least) > room:
        return None
    while (excess := sum(widths) - room) > 0:
        widest = max(widths)
        next_one = max((w for w in widths if w < widest), default=_NARROWEST)
        share = max(1, min(widest - next_one, excess // widths.count(widest)))
        widths = [w - share if w == widest else w for w in widths]
    return widths


def _line(cells: Sequence[str], widths: list[int], numeric: list[bool]) -> str:
    parts = []
    for text, width, is_number in zip(cells, widths, numeric, strict=True):
        short = shortened(text, width)
        space = " " * (width - columns_of(short))
        parts.append(space + short if is_number else short + space)
    return (" " * _GAP).join(parts).rstrip()


def _blocks(names: list[str], rows: list[list[str]], width: int) -> Iterator[str]:
    """A row a block, a column a line."""
    longest = max(columns_of(name) for name in names)
    for number, row in enumerate(rows, 1):
        yield f"── {number} " + "─" * max(0, min(width, longest + _WIDEST) - len(str(number)) - 4)
        for name, text in zip(names, row, strict=True):
            if text:
                label = name + " " * (longest - columns_of(name) + _GAP)
                yield label + shortened(text, max(width - longest - _GAP, _NARROWEST))


def _count(shown: int, *, more: bool) -> str:
    if more:
        return say(f"(the first {shown:,} rows; --format csv has all)", f"（前 {shown:,} 行；--format csv 输出全部）")
    return say(f"({shown:,} row{'' if shown == 1 else 's'})", f"（{shown:,} 行）")


def _write_csv(names: list[str], rows: Iterable[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([plain(v) if isinstance(v, Decimal) else v for v in row] for row in rows)


def _write_jsonl(names: list[str], rows: Iterable[Row]) -> None:
    for row in rows:
        values = (plain(value) if isinstance(value, Decimal) else value for value in row)
        sys.stdout.write(json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, default=str) + "\n")


def _columns_of_character(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
