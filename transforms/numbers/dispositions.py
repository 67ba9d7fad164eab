"""What each number-like run is: a quantity of the world, a date, an ordinal, a heading, a name, an idiom, a class.

Every run gets one disposition, by the first rule that fits; the ledger keeps them all.
"""

from typing import Final

import polars as pl

from transforms.language.patterns import pattern, words
from transforms.numbers import grammar

_SLOT: Final = pl.col("slot")
_TEXT: Final = pl.col("text")
_BEFORE: Final = pl.col("before")
_AFTER: Final = pl.col("after")
_NUMBER: Final = pl.col("number")
_UNIT: Final = pl.col("stated_unit")
_DIMENSION: Final = pl.col("dimension")
_IS_COUNT: Final = _DIMENSION.is_in(["count", "persons"])
#: 三二一, 十二, 百: a numeral in signs alone, without multiplier and low end.
_IS_HANZI: Final = (
    _NUMBER.str.contains(r"^[〇零一二三四五六七八九十百千万亿两]+$")
    & pl.col("low").is_null()
    & pl.col("multiplier").is_null()
)
_IS_ONE_SIGN: Final = _IS_HANZI & (_NUMBER.str.len_chars() == 1)
#: Headings count few things (抓好以下八个方面的工作); more than this is a quantity, and in digits even fewer.
_FEW: Final = 30
_FEW_IN_DIGITS: Final = 12


def states_ratio() -> pl.Expr:
    """Whether a bare number is a ratio to one: 收入之比由2.45缩小到2.39."""
    return _BEFORE.str.contains(rf"{pattern('ratio_to_one')}[^，。；]{{0,10}}$")


def _of_rank() -> pl.Expr:
    """位居全省第3位 is a fact, 前三季度 an idiom, 第三产业 an ordinal."""
    is_ranked = _BEFORE.str.contains(rf"{pattern('ranked')}(?:{pattern('ranked_where')}|[^，。;、]{{0,6}})?(?:的)?$")
    goes_on = _BEFORE.str.contains(r"^(?:、|和|与|及|，)$") & (_SLOT.shift(1) == "rank")
    # 夺得总冠军 is a rank, 单项冠军企业 is none
    is_champion = _TEXT.str.contains("军$") & ~_BEFORE.str.contains("[赛夺总]")
    ends = _AFTER.str.contains(rf"^ ?(?:$|{pattern('rank_end')})")
    return (
        # 把农业放在发展国民经济的首位 ranks nothing
        pl.when(_BEFORE.str.contains(r"[放摆置][在于到][^，。]{0,12}$"))
        .then(pl.lit("idiom"))
        .when(~is_champion & (is_ranked | goes_on | _TEXT.str.contains("[位]$")) & ends)
        .then(pl.lit("fact"))
        .when(_TEXT.str.contains("^前") & ~is_ranked)
        .then(pl.lit("idiom"))
        .otherwise(pl.lit("ordinal"))
    )


def _of_part() -> pl.Expr:
    """三分之一 is a fact, 另一半 an idiom, the 1/3 of K1/3 a name."""
    return (
        pl.when(_TEXT.str.contains("^一半$") & _BEFORE.str.contains("(?:另|前|后|大|多|每|这|那|[一])$"))
        .then(pl.lit("idiom"))
        .when(_TEXT.str.contains("/") & _BEFORE.str.contains("[0-9A-Za-z(]$"))
        .then(pl.lit("name"))
        .otherwise(pl.lit("fact"))
    )


def _of_bare_number() -> pl.Expr:
    """Numbers without a unit: 2023 is a date, 十大 an idiom, 5A a name, 百强 a class, 居民消费价格指数102 a fact."""
    is_index = _NUMBER.str.contains("[0-9]") & _BEFORE.str.contains(
        rf"{pattern('index_noun')}(?:值)?[^，。;、一-龥]{{0,2}}"
        rf"(?:{pattern('index_moves')}|[提升降]?[^，。;、]{{0,6}}[到至])?$"
    )
    return (
        pl.when(_NUMBER.str.contains("[一-龥]") | _AFTER.str.contains("^ ?大"))
        .then(pl.lit("idiom"))
        .when(_BEFORE.str.contains("[A-Za-z+-]$") | _AFTER.str.contains("^[A-Za-z+]"))
        .then(pl.lit("name"))
        .when(_AFTER.str.contains("^[ ]?强"))
        .then(pl.lit("qualifier"))
        .when(is_index | (_NUMBER.str.contains(r"[0-9]\.[0-9]") & states_ratio()))
        .then(pl.lit("fact"))
        .otherwise(pl.lit("unresolved"))
    )


def _is_idiom() -> pl.Expr:
    """一个, 两手, 百家, 三五天, 抓好八个方面的工作: numbers that count nothing."""
    takes_hanzi = _UNIT.replace_strict(
        grammar.units()["alias"].to_list(),
        grammar.units()["after_hanzi"].to_list(),
        default="no",
        return_dtype=pl.String,
    )
    is_multiplier = (
        _IS_HANZI
        & _NUMBER.str.contains("^[百千万亿]")
        & pl.col("bound_before").is_null()
        # 年均增收万元以上, 保持在千亿元以上: a bound behind a measuring verb makes it a quantity
        & ~(pl.col("bound_after").is_not_null() & _BEFORE.str.contains(f"{pattern('measuring_verb')}$"))
    )
    is_pair = _IS_HANZI & _NUMBER.str.contains("^[一二三四五六七八九]{2}$")
    ends = r"(?:的?(?:工作|任务|建设|发展|要求)?[，。；;:、”’！]|的?(?:工作|任务|要求)?$|一起|上下功夫)"
    rhetoric, rhetoric_after_hanzi = (words("rhetoric", place=place) for place in ("after", "after_hanzi"))
    is_rhetoric = _AFTER.str.contains(f"^[^，。;:、的]{{0,6}}?{rhetoric}{ends}") | (
        _IS_HANZI & _AFTER.str.contains(f"^[^，。;:、]{{0,4}}?{rhetoric_after_hanzi}{ends}")
    )
    is_few = (pl.col("value") <= _FEW) & (_IS_HANZI | (pl.col("value") <= _FEW_IN_DIGITS))
    is_heading = _IS_COUNT & is_few & is_rhetoric & ~_NUMBER.str.contains("[数几上]")
    return (_IS_ONE_SIGN & (takes_hanzi == "no")) | is_multiplier | is_pair | is_heading


def _is_class() -> pl.Expr:
    """亿元企业, 千万吨级, 2000万元以上工业企业, 20人以上自然村: numbers that say which things are meant."""
    bound_before, bound_after = pl.col("bound_before").is_not_null(), pl.col("bound_after").is_not_null()
    is_money = _DIMENSION == "money"
    # 每辆1万元以上 | 2万元以下: two bounds of one class
    is_lower_bound = is_money & bound_after & (_AFTER == "") & (pl.col("row").shift(-1) == pl.col("row"))
    is_grade = _AFTER.str.contains(r"^(?:级|元级|级别|吨级)") | (_AFTER.str.contains("^大关") & ~bound_before)
    is_class_by_money = is_money & _AFTER.str.contains(f"^(?:级)?{pattern('money_class')}")
    is_round = _NUMBER.str.contains("^[百千万亿十]") | _NUMBER.str.contains("^1[0]+$")
    is_condition = _AFTER.str.contains(
        f"^(?:的[^，。,;:、]{{0,16}}?|[^，。,;:、]{{0,8}}?){words('condition_nouns', 'noun')}"
    )
    # 近千公里的黄河堤防加固工程 is a length, 3000万元以上的项目 a class
    is_bounded = ~_IS_COUNT & (bound_after | (bound_before & is_round & is_money)) & is_condition
    is_class_by_size = (
        (_DIMENSION == "persons") & bound_after & _AFTER.str.contains(f"^(?:的)?{pattern('persons_class')}")
    )
    return (
        is_lower_bound
        | is_grade
        | is_class_by_money
        | (is_bounded & ~_BEFORE.str.contains(f"{pattern('fact_verb')}$"))
        | is_class_by_size
    )


def _of_quantity() -> pl.Expr:
    """Numbers with a unit: most are facts."""
    is_age_fact = _BEFORE.str.contains(rf"{pattern('age_noun')}[^，。;]{{0,8}}$")
    is_duration = _BEFORE.str.contains(rf"{pattern('duration_verb')}[^，。;]{{0,6}}$")
    return (
        pl.when(_DIMENSION == "age")
        .then(pl.when(is_age_fact).then(pl.lit("fact")).otherwise(pl.lit("qualifier")))
        .when((_DIMENSION == "voltage") & ~_AFTER.str.contains("^[，。;、]"))
        .then(pl.lit("qualifier"))
        # 三元、元盛等企业: a firm; nobody writes three yuan so
        .when(_IS_HANZI & _NUMBER.str.contains("^[一二三四五六七八九两]$") & (_UNIT == "元"))
        .then(pl.lit("name"))
        .when(_IS_ONE_SIGN & (_NUMBER == "一") & ~_UNIT.is_in(["倍", "番", "成", "亿"]))
        .then(pl.lit("idiom"))
        .when(_UNIT.is_in(["年", "月", "个月", "周", "日"]) & ~is_duration)
        .then(pl.lit("date"))
        .when(_is_idiom())
        .then(pl.lit("idiom"))
        .when(_IS_COUNT & _AFTER.str.contains("^(?:老|地委|优势互补)"))
        .then(pl.lit("fact"))
        .when(_is_class())
        .then(pl.lit("qualifier"))
        .otherwise(pl.lit("fact"))
    )


def _of_number() -> pl.Expr:
    is_bare = _UNIT.is_null()
    # 15分钟便民生活圈 is a name; a slogan counts no minutes
    is_circle = _AFTER.str.contains(rf"^(?:刻钟)?[^，。；、]{{0,8}}?{pattern('circle')}")
    is_radius = _UNIT.is_in(["分钟", "小时", "公里", "里"]) | _AFTER.str.starts_with("刻钟")
    return (
        pl.when(is_bare & _NUMBER.str.contains("^(?:19|20)[0-9]{2}$"))
        .then(pl.lit("date"))
        .when(is_circle & is_radius)
        .then(pl.lit("name"))
        .when(is_bare)
        .then(_of_bare_number())
        .otherwise(_of_quantity())
    )


def disposition() -> pl.Expr:
    """What each token is, "fact" or why not, over the frame of `quantities.find_quantities`."""
    # 这一是 and 方案二要: the mark of a heading opens its clause
    is_inside = _BEFORE.str.contains(r"[一-龥a-zA-Z0-9]$") & _TEXT.str.contains("[是要则]$")
    return (
        pl.when(pl.col("is_boilerplate"))
        .then(pl.lit("boilerplate"))
        .when((_SLOT == "heading") & is_inside)
        .then(pl.lit("idiom"))
        .when(_SLOT.is_in(["share", "multiple"]))
        .then(pl.lit("fact"))
        .when(_SLOT == "rank")
        .then(_of_rank())
        .when(_SLOT == "part")
        .then(_of_part())
        .when(_SLOT == "number")
        .then(_of_number())
        .otherwise(_SLOT)
    )
