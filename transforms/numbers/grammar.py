"""The grammar of numbers in reports, as regular expressions built from the seeds."""

import re
from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import alternatives, pattern
from transforms.numbers import forms

NUMBER_SIGNS: Final = "0123456789" + forms.HANZI_DIGITS + "双半几数"

MORE: Final = r"[多余几+]"
DASH: Final = r" ?(?:-{1,2}|—{1,2}|~|至|到) ?"
#: Between the years of a span there stands no 到: 从2017年到 | 2020年 are two times.
_DATE_DASH: Final = r" ?(?:-{1,2}|—{1,2}|~|至) ?"
#: 2018年4月 | 起 | 至2019年6月.
_ON: Final = "(?:起|开始)?"
#: Below zero: −3.5%, 负1.1%, 零下12摄氏度.
SIGN: Final = "(?:[-+]|负|零下|零上)"
#: Between a number and its unit: 12.5[2]平方米, 12.5①平方米, 12.5(2)平方米, 276.38(不含军工)亿元.
_INSET: Final = r" ?(?:\^?\[ ?[0-9]{1,3} ?\]|[①-⑳⑴-⒇]|\([0-9]{1,2}\)|\([^()0-9]{1,10}\)) ?"
#: Between a number and the word behind that bounds it: 50万元(含)以上, 40%(不含水面)以上.
_ASIDE: Final = r"(?:\((?:[^()0-9]{1,12}|含[^()]{1,10})\))?"
#: 不得超过, 不能低于.
_MODALS: Final = "得能可应宜"
#: Behind a range: 2%到3%之间.
BETWEEN: Final = "之间"
_YEAR: Final = r"(?:[12][0-9]{3}|[12] [0-9] [0-9] [0-9]|[一二][〇零一二三四五六七八九]{3})"
_MONTH: Final = r"(?:[0-9]{1,2}|[一二三四五六七八九]|十[一二]?)"
_DAY: Final = r"(?:[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])"
#: 2026年2月9日 07时41分, as the heads of web pages have it
_CLOCK: Final = r"(?: ?[0-2]?[0-9](?:[时点][0-5]?[0-9]分|[:：][0-5][0-9]))?"
#: 2016-2020年, 2015—2017年度 | 2023年底, 2024年1月16日, 2000年以来 | 2024-01-16
_DATE: Final = (
    rf"(?:{_YEAR} ?年(?:前|上|下|第)?(?:[一二三四1-4](?:个)?季度|半年|{_MONTH}个月)"
    rf"|{_YEAR} ?年 ?{_MONTH} ?月(?:份)?{_ON}{DASH}{_YEAR} ?年 ?{_MONTH} ?月(?:份|底|末)?"
    rf"|{_YEAR} ?年 ?{_MONTH} ?月?(?:份)?{_ON}{DASH}{_MONTH} ?月(?:份|底|末)?"
    rf"|{_YEAR} ?年?(?:与|和|到|至){_YEAR} ?年(?:之间|期间|间)"
    rf"|{_YEAR} ?年?(?:、|和|与){_YEAR} ?(?:年(?:两年)?(?:合计|总计|累计|共计)|年?两年)"
    rf"|[从自]{_YEAR} ?年?{_ON}(?:到|至){_YEAR} ?年"
    rf"|{_YEAR}(?: ?年)?(?:度|起|开始)?{_DATE_DASH}{_YEAR} ?年(?:度|间|期间)?"
    rf"|{_YEAR} ?年(?:代)?(?: ?{_MONTH} ?月(?: ?{_DAY} ?[日号]{_CLOCK})?)?(?:度|底|末|初|份|以来|之前|以前|前|间)?"
    rf"|[12][0-9]{{3}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}{_CLOCK})"
)
#: （一） | 一、 | 1、 | 第一， | 第一部分 | 一是, at the head of a sentence; （三） and 二是 anywhere.
_HEADING: Final = (
    r"(?:^ *[(\[]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)\]]"
    r"|^ *[一二三四五六七八九十]{1,3} ?[、.]|^ *[0-9]{1,2}、"
    r"|^ *第[一二三四五六七八九十]{1,2}[，,、]|^ *第[一二三四五六七八九十]{1,2}(?:部分|章|节)"
    r"|[一二三四五六七八九十]{1,2}(?:是|要|则)|[(\[][一二三四五六七八九十]{1,3}[)\]])"
)
#: "1." and "1．" before a word at the head of a sentence; the word itself is no part of the mark.
_NUMBERED: Final = r"^ *[0-9]{1,2}\. ?"
#: 第3位, 前10名, 首位, 亚军
_PLACE: Final = r" ?(?:[一二三四五六七八九十百]+|[0-9]+)(?: ?[位名])?"
_RANK: Final = rf"(?:第{_PLACE}|首位|榜首|前{_PLACE}|(?:冠|亚|季)军)"
_PART_END: Final = rf"(?:{forms.HANZI}|{forms.ARABIC}|几)"
#: 三分之二, 百分之六点五, 百分之三到百分之五, 12.5/10万, 1/3, 六成五, 过半, 翻两番
_FRACTION: Final = (
    rf"(?:负?{forms.HANZI}分之{_PART_END}{MORE}?(?:{DASH}(?:{forms.HANZI}分之)?{_PART_END})?"
    r"|[0-9.]+/10 ?万|[0-9]{1,2}/[0-9]{1,3}"
    r"|[一二三四五六七八九两]成(?:[一二三四五六七八九半])?[多余]?|半数|[一]半|过半"
    r"|翻(?:了)?(?:[一两二三四五六七八九十]|[0-9.]+|近[一两]|约[一两])?番(?:半|多)?)"
)
#: 2.5:36.7:60.7
#: The parts of a ratio, also torn apart digit by digit: 1 9 ∶4 3 ∶3 8.
_RATIO_PART: Final = r"[0-9](?: ?[0-9])*(?: ?\. ?[0-9](?: ?[0-9])*)?"
_RATIO: Final = rf"(?:{_RATIO_PART}(?: ?: ?{_RATIO_PART}){{1,4}})"
#: What a quotient in words may be per: 每立方米28微克; 每年, 每人 and 每户 say how often, or for whom.
_PER: Final = ("area", "length", "volume", "mass", "energy", "time", "freight", "passenger_traffic")
#: Taken out as texts are cleaned.
_IN_NO_TEXT: Final = "\x7f"
_TIMES_OF_CALENDAR: Final = ("年", "月", "个月", "周", "个星期", "天", "日", "工作日", "个工作日")


@cache
def units() -> pl.DataFrame:
    """The units of `seeds/units.csv` with whole factors.

    Raises SeedError on a double alias, a missing dimension or a factor that is no fraction.
    """
    frame = seeds.read("units")
    for row in frame.iter_rows(named=True):
        factor = row["numerator"], row["denominator"]
        if not row["dimension"] or not all(part.isdecimal() and int(part) for part in factor):
            raise seeds.fail(
                "units", row["_line"], f"{row['alias']} needs a dimension and a factor of two whole numbers above 0"
            )
    doubled = frame.filter(pl.col("alias").is_duplicated())
    if doubled.height:
        raise seeds.fail(
            "units", doubled["_line"][-1], f"alias {doubled['alias'][-1]} stands twice; one alias, one unit"
        )
    return frame.with_columns(pl.col("numerator", "denominator").cast(pl.Int128))


@cache
def bounds(side: str) -> dict[str, str]:
    """Words before or after a number that bound it, with their meaning; 不得超过 and 不能超过 mean what 不超过 does."""
    rows = seeds.read("bounds").filter(pl.col("side") == side)
    plain = dict(rows.select("word", "bound").iter_rows())
    modal = {
        f"不{verb}{word[1:]}": meaning for word, meaning in plain.items() if word.startswith("不") for verb in _MODALS
    }
    return {word: meaning for word, meaning in modal.items() if meaning in ("at_least", "at_most")} | plain


@cache
def unit(*, led_by_multiplier: bool = False) -> str:
    """Any unit without its denominator; or only those that begin like a multiplier: 千克, 百分点."""
    aliases = units()["alias"].to_list()
    return alternatives([a for a in aliases if a[0] in "百千"] if led_by_multiplier else aliases)


@cache
def each() -> str:
    """每 with any unit that a quotient in words is per, which is its group: the 每立方米 of 每立方米28微克."""
    per = units().filter(pl.col("dimension").is_in(_PER), ~pl.col("alias").is_in(_TIMES_OF_CALENDAR))
    return f"每({alternatives(per['alias'].to_list())})"


@cache
def bound(side: str) -> str:
    """Any word that bounds a number from this side: 超过 before, 以上 after."""
    return alternatives(list(bounds(side)))


@cache
def quantity() -> str:
    """A quantity from its bound to its bound: 超3.4万家, 5%—6%, 2×35万千瓦, 10家以上."""
    # The alternation of all units is by far the largest part, and a pattern is as slow as it is large: it stands here
    # as seldom as can be, denominators are a list of their own, and the low end of a range has any short unit.
    number, one = forms.NUMERAL, unit()
    odd = "个半(?:小时|月)|个亿(?:左右|以上)?[，。；、,;)]|个?小时[0-9]{1,2}分钟?|分钟[0-9]{1,2}秒"
    half = "半个?(?:小时|钟头|亩|公里|吨)"
    counted = rf"(?:{unit(led_by_multiplier=True)}|{odd}|{forms.MULTIPLIER}? ?{MORE}? ?[万亿]?{one}?)"
    quotient = rf"(?: ?/ ?{pattern('denominator')})*"
    change = "(?:[0-9一二三四五六七八九]角(?:[0-9一二三四五六七八九]分)?)?"
    tail = rf" ?{MORE}? ?{counted}{quotient}(?:{MORE}|半)?{change} ?"
    # 22 5 60元: digits torn apart by layout, told from two numbers by the unit right behind them; and what stands
    # between a number and its unit
    torn = rf"(?:[0-9]{{1,3}}(?: [0-9]{{1,3}})+(?: ?\. ?[0-9](?: ?[0-9])*)? ?|{number}{_INSET})"
    cut = rf"{torn}{forms.MULTIPLIER}? ?{one}{quotient}"
    start = f"{forms.PROTECTED}?"
    low = (
        rf"(?:{number} ?{MORE}?{forms.MULTIPLIER}?(?:[%‰℃度个家项人名户座处所件套条辆台场次位倍岁里亩斤吨米元天年]"
        rf"|亿元|万元|亿?美元|公里|公斤|公顷|平方米|万吨|千瓦|小时|分钟|个月|个百分点|人次)?{DASH}(?:-|负|零下|零上)?{start})?"
    )
    return (
        rf"{bound('before')}? ?(?:{start}{cut}|{SIGN}?{start}{low}(?:[0-9]+ ?[×xX*] ?){{0,2}}{number}{tail}|{half})"
        rf"(?:{_ASIDE}{bound('after')}|{BETWEEN})?"
    )


@cache
def quantity_parts() -> str:
    """The parts of a text that `quantity` has matched, as named groups; units are left in the tails, to be looked up.

    No alternation of all units here: a pattern with groups is slow in proportion to its size.
    """
    # here the text is known to be one quantity, so any digits and blanks are its number
    plain = r"[0-9](?:[0-9 ,.·]*[0-9])?"
    number = rf"(?:{forms.INDEFINITE}|{forms.MIXED}|{plain}|{forms.FORMAL_NUMERAL}|{forms.HANZI}|半)"
    low = rf"(?P<low>{number})(?P<low_tail>[^0-9—~-]{{0,8}}?)(?:{DASH}|[与和])(?P<high_sign>-|负|零下|零上)?"
    return (
        rf"^(?P<bound_before>{bound('before')})? ?(?P<sign>{SIGN})? ?(?:{low})?"
        rf"(?P<times>(?:[0-9]+ ?[×xX*] ?)*)(?P<number>{number})(?:{_INSET})?(?P<tail>.*)$"
    )


@cache
def slots() -> dict[str, str]:
    """Slot → pattern of number-like runs and times, in the order that decides where two begin at one place."""
    patterns = seeds.read("number_patterns")

    def from_seed(disposition: str) -> str:
        return "|".join(f"(?:{p})" for p in patterns.filter(pl.col("disposition") == disposition)["pattern"])

    return {
        "boilerplate": from_seed("boilerplate"),
        "heading": f"{_HEADING}|{_NUMBERED}|{from_seed('heading')}",
        "date": f"{from_seed('date')}|{_DATE}",
        "ordinal": from_seed("ordinal"),
        "qualifier": from_seed("qualifier"),
        "name": from_seed("name"),
        "idiom": from_seed("idiom"),
        "rank": _RANK,
        "time": pattern("relative_time"),
        "part": rf"(?:{bound('before')} ?)?{forms.PROTECTED}?(?:{_RATIO}|{_FRACTION})(?:{bound('after')})?",
        "number": quantity(),
    }


@cache
def token(*left_out: str) -> str:
    """All number-like runs and times: the slots as one alternation, without those that are left out."""
    return "|".join(f"(?:{taken})" for slot, taken in slots().items() if slot not in left_out)


@cache
def token_without_letters(*left_out: str) -> str:
    """The same for sentences without a Latin letter: each that stands in the pattern is a sign that no text has.

    A state of an automaton has a place for each kind of byte that its pattern tells apart, in a power of two: letters
    make those 256, and without them they are 128.
    """
    return re.sub(r"(?<!\\)[A-Za-z]", _IN_NO_TEXT, token(*left_out))
