"""The forms of numerals, as regular expressions: what is one numeral, from its first sign to its last.

Nothing else may begin or end inside of one: `RUN` is what masks and names are kept out of.
"""

from typing import Final

ONES: Final = "一二三四五六七八九两"
HANZI_DIGITS: Final = f"〇零{ONES}十百千万亿廿卅"
#: Formal numerals: 壹佰贰拾万. Two of them make a numeral; alone they are words (陆地, 队伍).
FORMAL: Final = "壹贰叁肆伍陆柒捌玖拾"
_DIGIT: Final = f"[〇零{ONES}]"
_ONE: Final = f"[{ONES}]"
_HANZI_DIGIT: Final = f"[{HANZI_DIGITS}]"
#: Marks of decimals beside the point: 二·五亿, 14·1亿.
POINTS: Final = "点·.．"

#: 1,234.5 | 36.5 9 (split by layout) | 5 . 5 | 14·1 | 2 0 0 1 | 1234
ARABIC: Final = (
    r"(?:[0-9]{1,3}(?:(?:, ?[0-9]{3})+|(?: [0-9]{3})+)(?:\.[0-9]+)?|[0-9]+ ?\. ?[0-9]+ [0-9]{1,2}|[0-9]+ ?[.·] ?[0-9]+"
    r"|[0-9](?: [0-9]){2,}(?: ?\. ?[0-9](?: [0-9])*)?|[0-9]+)"
)
#: 一、六〇〇 (its 、 is cleaned to a comma) | 三千二百 | 六点五, 二·五
HANZI: Final = rf"(?:{_ONE}{{1,3}}(?:,{_DIGIT}{{3}})+|{_HANZI_DIGIT}+(?:[点·.]{_DIGIT}+)?)"
#: 壹佰贰拾, 叁佰万, 壹亿五千万: two formal signs, or a place behind one that ends no word as 伍 does in 队伍.
_PLACES: Final = "十百千万亿零"
FORMAL_NUMERAL: Final = (
    rf"(?:[{FORMAL}][{_PLACES}]{{0,3}}[{FORMAL}][{FORMAL}{_PLACES}]*"
    rf"|[壹贰叁柒捌玖][{_PLACES}]{{1,3}}[{FORMAL}{ONES}{_PLACES}]*"
    rf"|[{ONES}][{_PLACES}]{{1,3}}[壹贰叁柒捌玖拾][{FORMAL}{ONES}{_PLACES}]*)"
)
_STEPS: Final = r"(?:[0-9] ?千(?: ?[0-9] ?百)?(?: ?[0-9] ?十)?|[0-9] ?百(?: ?[0-9] ?十)?)"
#: 1亿3千多万, 1.5亿3000万, 3亿5千6百万 | 2万5千, 3万4000, 5万4千6百 | 5千6百: digits with multipliers of their own.
MIXED: Final = (
    rf"(?:[0-9]+(?:\.[0-9]+)? ?亿 ?(?:{_STEPS}|[0-9]{{1,4}}) ?[十百千]?[多余]?万(?: ?(?:{_STEPS}|[0-9]{{4}}))?"
    rf"|[0-9]+(?:\.[0-9]+)? ?万 ?(?:{_STEPS}|[0-9]{{4}})|[0-9] ?千 ?[0-9] ?百(?: ?[0-9] ?十)?)"
)
#: 数十, 上百, 几百, 十几: the order of magnitude only.
INDEFINITE: Final = r"(?:(?:好)?[数几上][十百千万亿]+|[一二三四五六七八九]?十几)"
NUMERAL: Final = rf"(?:{INDEFINITE}|{MIXED}|{ARABIC}|{FORMAL_NUMERAL}|{HANZI})"
#: 万, 百万, 千亿, 万亿, 万万, 亿亿, and 百 and 千.
MULTIPLIER: Final = r"(?:[十百千]?[万亿]{1,2}|[百千])"

_SIGN: Final = rf"[0-9{HANZI_DIGITS}壹贰叁柒捌玖拾]"
#: Before a numeral that only a number may take; part of no text, and of no length.
PROTECTED: Final = "\ue303"
#: A numeral of two signs or more, however it is read: 三十一, 618, 2.5万, 百分之六.
RUN: Final = rf"(?:{_SIGN}{{2,}}|{_SIGN}(?:[{POINTS}]|分之){_SIGN})(?:(?:[{POINTS}]|分之)?{_SIGN})*"
