"""Text of strangers made fit to be shown: file names and reports may hold what a terminal obeys."""

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SIGNS = str.maketrans("\n\t", "␊␉")
_LONGEST_WORD = 300
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")


def plain(text: str) -> str:
    r"""The text with control characters, marks that turn the direction of writing, and lone surrogates as escapes.

    Line feeds and tabs stay. What is stored is not touched: this is for where it is shown.

    >>> plain("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return _OBEYED.sub(_escaped, text)


def plain_line(text: str) -> str:
    r"""The text as one line, with words that no line holds cut in their middle.

    >>> plain_line("one\ntwo"), len(plain_line("d/" * 2000))
    ('one two', 301)
    """
    return _LONG_WORD.sub(_shortened, plain(" ".join(text.split())))


def plain_cell(text: str) -> str:
    r"""The text as it stands on one line: a line feed and a tab become signs.

    >>> plain_cell("one\n\ttwo")
    'one␊␉two'
    """
    return plain(text).translate(_SIGNS)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 (what two digits hold)


def _shortened(found: re.Match[str]) -> str:
    half = _LONGEST_WORD // 2
    return f"{found[0][:half]}…{found[0][-half:]}"
