"""Numbers as people print them: 120.5亿元, 8.7万人, 5.2%.

>>> printed(Decimal("12050000000"), "元")
('120.5亿元', '12.05 billion yuan')
>>> printed(Decimal("-3.1"), "%")
('-3.1%', '-3.1%')
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_CHINESE = ((Decimal(10**12), "万亿"), (Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_ENGLISH = ((Decimal(10**12), " trillion"), (Decimal(10**9), " billion"), (Decimal(10**6), " million"))
"""From which size on a number is printed in what: Chinese counts in 万 and 亿, English in millions."""
_STEPS_IN_ENGLISH = {"万亿": "trillion ", "亿": "100 million ", "万": "10,000 ", "": ""}

_UNITS_IN_ENGLISH = {
    "元": "yuan", "美元": "US dollars", "人": "people", "名": "people", "人次": "visits", "户": "households",
    "家": "firms", "个": "", "项": "items", "平方米": "m²", "立方米": "m³", "公里": "km", "吨": "t", "千瓦": "kW",
    "千瓦时": "kWh", "年": "years", "天": "days", "倍": "times", "位": "(rank)", "套": "homes", "百分点": "pp",
    "微克/立方米": "µg/m³", "吨标准煤": "t coal equivalent", "件": "items", "辆": "vehicles",
}  # fmt: skip
"""Units whose Chinese says nothing to an English reader; the others stay as they are."""

_NEVER_SCALED = frozenset({"%", "‰", "百分点", "位", "倍", "年", "天", "微克/立方米", "指数"})


@dataclass(frozen=True)
class Scale:
    """One way to print all numbers of a chart: divide by `factor`, write the unit (`zh`, `en`) beside it."""

    factor: Decimal
    zh: str
    en: str


def scale_for(values: Iterable[Decimal], unit: str) -> Scale:
    """The scale that the largest of some values is printed in; a chart has one axis, so English keeps the factor."""
    largest = max((abs(value) for value in values), default=Decimal(0))
    factor, step = _step(largest, unit, _CHINESE)
    return Scale(factor, step + unit, f"{_STEPS_IN_ENGLISH[step]}{_UNITS_IN_ENGLISH.get(unit, unit)}".strip())


def printed(value: Decimal, unit: str) -> tuple[str, str]:
    """A value with its unit, in Chinese and in English."""
    factor, step = _step(abs(value), unit, _CHINESE)
    zh = plain(value / factor) + step + unit
    factor, step = _step(abs(value), unit, _ENGLISH)
    english = _UNITS_IN_ENGLISH.get(unit, unit)
    return zh, plain(value / factor) + step + (english if english in ("%", "‰", "") else f" {english}")


def plain(value: Decimal) -> str:
    """A number without exponent or trailing zeros: at most six significant digits, and at most four behind the point.

    >>> plain(Decimal("1234567.000000000")), plain(Decimal("0.333333333"))
    ('1,234,567', '0.3333')
    """
    behind = max(0, min(4, 5 - value.adjusted()))
    text = f"{value:,.0f}" if value == value.to_integral() else f"{round(value, behind):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _step(size: Decimal, unit: str, steps: tuple[tuple[Decimal, str], ...]) -> tuple[Decimal, str]:
    if unit not in _NEVER_SCALED:
        for least, word in steps:
            if size >= least:
                return least, word
    return Decimal(1), ""


def exact(value: Decimal) -> str:
    """A value with all its digits.

    >>> exact(Decimal("404024000000.000000000"))
    '404024000000'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
