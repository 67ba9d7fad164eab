"""The wording of a report's first page in a form that patterns can read: one style of digits, years and spaces.

Identity needs no offsets, so nothing here keeps length. Patterns about dates and sessions live beside it.
"""

import datetime as dt
import re
from collections.abc import Iterator

#: Each for itself: a pattern that begins with one sign is found in a tenth of the time of one with several.
_ARTEFACTS = tuple(map(re.compile, (r"<U\+[0-9A-F]{4}>", "&[a-z]{2,6};", r"\?\?+")))
_UNSEEN = ("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\ufeff", "\u00ad")
_ESCAPED_NEWLINE = re.compile(r"\\r\\n|\\n|\\r")
_WIDE = "（），．：；！？－／％［］｜～Ｏ"
_HALF_WIDTH = tuple((c, chr(ord(c) - 0xFEE0)) for c in [*map(chr, range(0xFF10, 0xFF1A)), *_WIDE])
#: The line end that cuts a year: 20 / 16年. What would begin with looking behind is tried at every character.
_CUT_IN_YEAR = re.compile(
    r"\n(?:(?<=(?<!\d)[12]\n)(?=[09]\d{2}年)|(?<=(?<!\d)(?:19|20)\n)(?=\d{2}年)|(?<=(?<!\d)(?:19|20)\d\n)(?=\d年))"
)
_CHINESE_YEAR = re.compile(r"[一二1-2][〇零○O0oΟ九十九9][〇零○O0oΟ一二三四五六七八九\d]{2}(?=年)")
#: The end of such a year with a sign in it that is no digit yet.
_END_OF_CHINESE_YEAR = re.compile(r"年(?<=[一二1-2][〇零○O0oΟ九十九9][〇零○O0oΟ一二三四五六七八九\d]{2}年)(?<!\d{4}年)")
_DIGIT = str.maketrans("〇零○OoΟ一二三四五六七八九", "000000123456789")
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|元(?=月))"
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
DATE = re.compile(rf"(?P<year>{YEAR})[年./-](?P<month>{_NUMERAL})[月./-](?P<day>{_NUMERAL})(?:日|号|(?!\d))")
#: 在徐水县第十五届人民代表大会第一次会议上; 十一届人大五次会议.
SESSION = re.compile(
    rf"(?:第?{_NUMERAL}届(?P<national>全国)?人(?:民代表大会|大)|(?P<congress>人民代表大会|人大)第?{_NUMERAL}届)"
    rf"(?:常务委员会|常委会)?(?:第?{_NUMERAL}次(?:全体)?会议)?"
)
_TENS = "十"


def number(numeral: str) -> int:
    """A day or month or count in digits or in characters up to 99.

    >>> [number(x) for x in ("7", "十", "十四", "二十", "三十一")]
    [7, 10, 14, 20, 31]
    """
    if numeral.isascii():
        return int(numeral)
    if numeral == "元":  # 元月十六日
        return 1
    if _TENS not in numeral:
        return int(numeral.translate(_DIGIT))
    tens, ones = numeral.split(_TENS, 1)
    return int(tens.translate(_DIGIT) or 1) * 10 + int(ones.translate(_DIGIT) or 0)


def lines(text: str) -> Iterator[str]:
    """The lines of a text, artefacts gone, everything else as printed."""
    return map(_without_artefacts, _ESCAPED_NEWLINE.sub("\n", text).split("\n"))


def normalise(text: str) -> str:
    r"""Half-width digits, years in digits, no space inside a line, artefacts gone; line ends stay.

    >>> normalise("政 府 工 作 报 告\r\n二○一四年２月")
    '政府工作报告\n2014年2月'
    """
    text = _without_artefacts(_ESCAPED_NEWLINE.sub("\n", text))
    for wide, narrow in _HALF_WIDTH:
        text = text.replace(wide, narrow)
    text = "\n".join("".join(line.split()) for line in text.split("\n"))
    text = _CUT_IN_YEAR.sub("", text)
    return _CHINESE_YEAR.sub(lambda m: m[0].translate(_DIGIT), text) if _END_OF_CHINESE_YEAR.search(text) else text


def _without_artefacts(text: str) -> str:
    for artefact in _ARTEFACTS:
        text = artefact.sub(" ", text)
    for unseen in _UNSEEN:
        text = text.replace(unseen, " ")
    return text


def one_line(text: str) -> str:
    """A normalised text without its line ends."""
    return text.replace("\n", "")


def date_of(match: re.Match[str]) -> dt.date | None:
    """The date of a DATE match; None where the calendar has no such day."""
    try:
        return dt.date(int(match["year"]), number(match["month"]), number(match["day"]))
    except ValueError:
        return None
