"""Whether a text is a report that can be loaded. Generous: what merely might be one is."""

import math
import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

import seeds
from transforms.sources.document import Reason, SourceError

#: The high bytes of the code points of Chinese characters, U+3400 to U+9FFF.
_HAN = bytes(range(0x34, 0xA0))
_VISIBLE = re.compile(r"\S+")
_DIGIT = re.compile(r"[0-9０-９]")
# Numerals in Chinese characters that state a quantity: 三十二万, 百分之六, 九成. A single 一 or 千 is part of a word.
_NUMERAL = re.compile(
    r"[零〇一二两兩三四五六七八九十百千]+[万萬亿億]|百分之|千分之|[一二两兩三四五六七八九][十百千][零〇一二三四五六七八九]?|"
    r"[二两兩三四五六七八九十][个個项項家户戶座条條亿億倍成年]|翻[一两兩]番"
)
# A title, a file's path or a row of an index has none: `云南省国民经济和社会发展第十个五年计划纲要.txt`.
_SENTENCE = re.compile(r"[\u4e00-\u9fff\d%％”）)] ?[，。；！,;]")
_SOFTWARE = re.compile(
    r"^\s*```|^\s*(?:import|from) [\w.]+|^\s*(?:def|class|function|public|private|const|let|var|#include)\b|"
    r"^[^\u4e00-\u9fff\n]*[;{}]$|"
    r"(?:pip|npm|uv|apt|brew) install|https?://\S*git\S*",
    re.MULTILINE,
)
_HAN_SHARE = 0.25  # of the visible characters; reports lie above 0.6, also in pages with menus and links
_SOFTWARE_LINES = 3
_SOFTWARE_SCORE = 20  # scripts left over in the copy of a page do not make a report software
_SCORE = 4  # weights of the different cues found
_DENSITY = 6.0  # cues a thousand Chinese characters; reports lie above 25, novels below 2
_SHORT = 200  # Chinese characters; a short text has room for few cues
_SHORT_SCORE = 3
_EXCERPT = 30
#: A report's own words; a paper that quotes them does so later.
_OWN = re.compile(r"各位代表|我谨?代表[^。\n]{0,24}(?:政府|国务院|國務院|行署|公署)|请予审议|請予審議")
_OWN_WITHIN = 6000
_OPENS = re.compile(
    r"统计公报|統計公報|规划纲要|规划\(草案\)|计划纲要|五年(?:规划|计划)|决议|预算草案|计划草案|工作回顾"
)
_OPENS_WITHIN = 200
_GENRE_SCORE = 4


def judge(text: str) -> Reason | None:
    """Why a text is not loaded, or None where it is: `examine` without the evidence.

    >>> judge("锄禾日当午，汗滴禾下土。谁知盘中餐，粒粒皆辛苦。") is Reason.NO_NUMBER
    True
    """
    refusal = examine(text)
    return refusal.reason if refusal else None


def examine(text: str) -> SourceError | None:
    """The refusal of a text, with its evidence, or None where the text is a report or may be one.

    Loaded are government work reports, statistical bulletins, plans and parts of them, with or without a title; refused
    are texts without a number, texts not mainly in Chinese, those without the vocabulary of the genre
    (seeds/report_cues.csv), and papers, news, policies and notes about it (seeds/other_genres.csv).
    """
    if not text or text.isspace():
        return SourceError(Reason.EMPTY_FILE, "no text, or nothing but white space")
    if not (_DIGIT.search(text) or _NUMERAL.search(text)):
        return SourceError(Reason.NO_NUMBER, f"no number in {len(text)} characters that begin {_opening(text)!r}")
    otherness = _otherness(text)
    return SourceError(Reason.NOT_A_REPORT, f"{otherness}; begins {_opening(text)!r}") if otherness else None


def _opening(text: str) -> str:
    return " ".join(text.split())[:_EXCERPT]


def _otherness(text: str) -> str:
    """What shows that a text with numbers is of another genre; empty where nothing does."""
    han = count_han(text)
    # white space counts for neither, and does not matter where there are enough with it
    if han < _HAN_SHARE * len(text) and (share := han / sum(map(len, _VISIBLE.findall(text)))) < _HAN_SHARE:
        return f"only {share:.0%} of the characters are Chinese"
    if not _SENTENCE.search(text):
        return f"no sentence in {len(text)} characters"
    hits = _find_cues(text, math.ceil(_DENSITY * han / 1000))
    found = set(hits)
    score, density = _score(found), len(hits) * 1000 / han
    if score < _SOFTWARE_SCORE and len(_SOFTWARE.findall(text)) >= _SOFTWARE_LINES:
        return "lines of code or of a software's documentation"
    if density >= _DENSITY and score >= (_SCORE if han > _SHORT else _SHORT_SCORE):
        return _genre(text)
    return f"too few words of a report in {han} Chinese characters ({'、'.join(sorted(found)[:5]) or 'none'})"


def _find_cues(text: str, enough: int) -> list[str]:
    """The words of a report in a text: the first that are `enough`, where these say so much that no other matters."""
    pattern, _ = _cues()
    first = [match[0] for match in islice(pattern.finditer(text), enough)]
    return first if _score(set(first)) >= _SOFTWARE_SCORE else pattern.findall(text)


def _score(found: Iterable[str]) -> int:
    return sum(map(_cues()[1].__getitem__, found))


def _genre(text: str) -> str:
    """The genre that speaks the words of a report and is none, with what shows it: papers, news, policies, notes.

    A text that addresses the congress, or opens as a bulletin, a plan or a resolution does, is what it says, whatever
    page it was printed on.
    """
    if _OWN.search(text, 0, _OWN_WITHIN) or _OPENS.search(text, 0, _OPENS_WITHIN):
        return ""
    shown: dict[str, dict[str, int]] = {}
    for genre, pattern, weight in _genres():
        if match := pattern.search(text):
            shown.setdefault(genre, {})[" ".join(match[0].split())[:_EXCERPT]] = weight
    genre, marks = max(shown.items(), key=lambda item: sum(item[1].values()), default=("", {}))
    return f"a {genre}: {'、'.join(marks)}" if sum(marks.values()) >= _GENRE_SCORE else ""


@cache
def _genres() -> list[tuple[str, re.Pattern[str], int]]:
    """The marks of other genres, from seeds/other_genres.csv."""
    found = []
    for line, genre, pattern, weight in seeds.read("other_genres").select("_line", "genre", "pattern", "weight").rows():
        if weight not in ("1", "2", "3", "4"):
            raise seeds.fail("other_genres", line, f"weight {weight!r} is none of 1, 2, 3, 4")
        found.append((genre, re.compile(pattern), int(weight)))
    return found


def count_han(text: str) -> int:
    """How many Chinese characters a text has.

    >>> count_han("𠮷 GDP增长6%，㐀")
    3
    """
    high_bytes = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(high_bytes) - len(high_bytes.translate(None, _HAN))


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, int]]:
    """One pattern of all cues, longest first, and the weight of each."""
    frame = seeds.read("report_cues")
    weights: dict[str, int] = {}
    for line, weight, *forms in frame.select("_line", "weight", "cue", "traditional").iter_rows():
        if weight not in ("1", "2", "3"):
            raise seeds.fail("report_cues", line, f"weight {weight!r} is none of 1, 2, 3")
        for form in filter(None, dict.fromkeys(forms)):
            if form in weights:
                raise seeds.fail("report_cues", line, f"cue {form} stands there twice: remove one")
            weights[form] = int(weight)
    return re.compile("|".join(map(re.escape, sorted(weights, key=len, reverse=True)))), weights
