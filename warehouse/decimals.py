"""Exact decimals as people read them."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """A decimal without the zeros that fill it up, digit for digit.

    >>> plain(Decimal("120.500")), plain(Decimal("100"))
    ('120.5', '100')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
