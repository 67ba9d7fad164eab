"""What each number-like run is: a quantity of the world, or a date, an ordinal, a heading, a name, an idiom, a condition.

Every run gets one disposition, by the first rule that fits; the ledger keeps them all.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms import grammar

_HANZI_ONLY: Final = r"^[〇零一二三四五六七八九十百千万亿两]+$"
#: 15分钟便民生活圈 is a name; a slogan counts no minutes.
_CIRCLE: Final = r"^(?:刻钟)?[^，。；、]{0,8}?(?:圈|服务半径|通勤)"
_DURATION_VERB: Final = (
    r"(?:缩短|压缩|延长|提前|压减|减少|节省|达到?|降至|减至|缩减|工期|周期|期限|时限|时间|寿命|为|平均)[^，。;]{0,6}$"
)
_AGE_FACT: Final = r"(?:寿命|平均年龄|年龄)[^，。;]{0,8}$"
_RANK_MOVE: Final = r"(?:提升|上升|前移|跃升|提高|前进|跃居|进位|下降|后移|晋升|攀升|位次|晋位|提前|前挪|跃进|跨越|进步|递进)[^，。;]{0,5}$"
_RANKED: Final = r"(?:(?:排名|位次|名次)[^，。；]{0,14}$|[居列位排]|排名|名列|位次|保持|稳居|升至|跃居|跃升|升到|前移至|进入|跻身|荣获|夺得|取得|获得?|蝉联|[国省市区县州盟旗界球])(?:了|全国|全省|全市|全区|全县|世界|全球|同类|中西部|中部|西部|东部|地区|城市|[^，。;、]{0,6})?(?:的)?$"
_RANK_END: Final = r"^ ?(?:$|升|上升|提升|前移|跃升|降|下降|[，。;、,)”’！和及与的]|位次|地?位|水平|名|，|左右|方阵)"

#: 收入之比由2.45缩小到2.39: a ratio to one, written without unit.
RATIO_TO_ONE: Final = r"(?:之比|收入比|倍差|比值|比例)[^，。；]{0,10}$"


@cache
def _words(seed: str, column: str) -> str:
    return grammar.alternatives(seeds.read(seed)[column].to_list())


@cache
def _rhetoric(place: str) -> str:
    rows = seeds.read("rhetoric").filter(pl.col("place") == place)
    return grammar.alternatives(rows["word"].to_list())


def disposition() -> pl.Expr:
    """What each token is: "fact", or why not. The first rule that fits decides."""
    slot, before, after, number = pl.col("slot"), pl.col("before"), pl.col("after"), pl.col("number")
    unit, dim = pl.col("stated_unit"), pl.col("dimension")
    is_number = slot == "number"
    hanzi = number.str.contains(_HANZI_ONLY) & pl.col("low").is_null() & pl.col("multiplier").is_null()
    one_sign = hanzi & (number.str.len_chars() == 1)
    unit_after_hanzi = unit.replace_strict(
        grammar.units()["alias"].to_list(),
        grammar.units()["after_hanzi"].to_list(),
        default="no",
        return_dtype=pl.String,
    )
    multiplier_alone = hanzi & number.str.contains("^[百千万亿]") & pl.col("bound_before").is_null()
    is_count = dim.is_in(["count", "persons"])
    ends = r"(?:的?(?:工作|任务|建设|发展|要求)?[，。；;:、”’！]|的?(?:工作|任务|要求)?$|一起|上下功夫)"
    rhetoric = after.str.contains(f"^[^，。;:、]{{0,6}}?{_rhetoric('after')}{ends}") | (
        hanzi & after.str.contains(f"^[^，。;:、]{{0,4}}?{_rhetoric('after_hanzi')}{ends}")
    )
    small = pl.col("value") <= 30
    condition = after.str.contains(
        f"^(?:的[^，。;:、]{{0,16}}?|[^，。;:、]{{0,8}}?){_words('condition_nouns', 'noun')}"
    )
    bounded_class = pl.col("bound_after").is_not_null() | (
        pl.col("bound_before").is_not_null() & (number.str.contains("^[百千万亿十]") | number.str.contains("^1[0]+$"))
    )
    grade = after.str.contains(r"^(?:级|元级|级别|吨级)") | (
        after.str.contains("^大关") & pl.col("bound_before").is_null()
    )
    heading_mark = before.str.contains(r"[一-龥a-zA-Z0-9]$")
    return (
        pl.when(pl.col("is_boilerplate"))
        .then(pl.lit("boilerplate"))
        .when((slot == "heading") & heading_mark & pl.col("text").str.contains("[是要则]$"))
        .then(pl.lit("idiom"))
        .when(slot == "heading")
        .then(pl.lit("heading"))
        .when(slot == "time")
        .then(pl.lit("time"))
        .when(slot == "share")
        .then(pl.lit("fact"))
        .when(slot == "rank")
        .then(
            pl.when(
                ~(pl.col("text").str.contains("军$") & ~before.str.contains("[赛夺总]"))
                & (
                    before.str.contains(_RANKED)
                    | (before.str.contains(r"^(?:、|和|与|及|，)$") & (slot.shift(1) == "rank"))
                    | pl.col("text").str.contains("[位]$")
                )
                & after.str.contains(_RANK_END)
            )
            .then(pl.lit("fact"))
            .when(pl.col("text").str.contains("^前") & ~before.str.contains(_RANKED))
            .then(pl.lit("idiom"))
            .otherwise(pl.lit("ordinal"))
        )
        .when(slot == "part")
        .then(
            pl.when(pl.col("text").str.contains("^一半$") & before.str.contains("(?:另|前|后|大|多|每|这|那|[一])$"))
            .then(pl.lit("idiom"))
            .when(pl.col("text").str.contains("/") & before.str.contains("[0-9A-Za-z(]$"))
            .then(pl.lit("name"))
            .otherwise(pl.lit("fact"))
        )
        .when(~is_number)
        .then(slot)
        # numbers
        .when(unit.is_null() & number.str.contains("^(?:19|20)[0-9]{2}$"))
        .then(pl.lit("date"))
        .when(
            after.str.contains(_CIRCLE) & (unit.is_in(["分钟", "小时", "公里", "里"]) | after.str.starts_with("刻钟"))
        )
        .then(pl.lit("name"))
        .when(unit.is_null() & number.str.contains("[一-龥]"))
        .then(pl.lit("idiom"))
        .when(unit.is_null() & after.str.contains("^ ?大"))
        .then(pl.lit("idiom"))
        .when(unit.is_null() & (before.str.contains("[A-Za-z+-]$") | after.str.contains("^[A-Za-z+]")))
        .then(pl.lit("name"))
        .when(unit.is_null() & after.str.contains("^[ ]?强"))
        .then(pl.lit("qualifier"))
        .when(
            unit.is_null()
            & number.str.contains("[0-9]")
            & before.str.contains(
                "(?:指数|系数)(?:值)?[^，。;、一-龥]{0,2}(?:为|达到?|降至|升至|至|提高|下降|上升|降低|[提升降]?[^，。;、]{0,6}[到至])?$"
            )
        )
        .then(pl.lit("fact"))
        .when(unit.is_null() & number.str.contains(r"[0-9]\.[0-9]") & before.str.contains(RATIO_TO_ONE))
        .then(pl.lit("fact"))
        .when(unit.is_null())
        .then(pl.lit("unresolved"))
        .when(dim == "age")
        .then(pl.when(before.str.contains(_AGE_FACT)).then(pl.lit("fact")).otherwise(pl.lit("qualifier")))
        .when((dim == "voltage") & ~after.str.contains("^[，。;、]"))
        .then(pl.lit("qualifier"))
        .when(one_sign & (number == "一") & ~unit.is_in(["倍", "番", "成", "亿"]))
        .then(pl.lit("idiom"))
        .when(unit.is_in(["年", "月", "个月", "周", "日"]) & ~before.str.contains(_DURATION_VERB))
        .then(pl.lit("date"))
        .when(one_sign & (unit_after_hanzi == "no"))
        .then(pl.lit("idiom"))
        .when(multiplier_alone)
        .then(pl.lit("idiom"))
        .when(hanzi & number.str.contains("^[一二三四五六七八九]{2}$"))
        .then(pl.lit("idiom"))
        .when(is_count & small & rhetoric & ~number.str.contains("[数几上]") & (hanzi | (pl.col("value") <= 12)))
        .then(pl.lit("idiom"))
        .when(is_count & after.str.contains("^(?:老|地委|优势互补)"))
        .then(pl.lit("fact"))
        .when(
            (dim == "money")
            & pl.col("bound_after").is_not_null()
            & (after == "")
            & (pl.col("row").shift(-1) == pl.col("row"))
        )
        .then(pl.lit("qualifier"))
        .when(grade)
        .then(pl.lit("qualifier"))
        .when((dim == "money") & after.str.contains(r"^(?:级)?(?:企业|项目|产业|园区|县|镇|村|强)"))
        .then(pl.lit("qualifier"))
        .when(~is_count & bounded_class & condition & ~before.str.contains("(?:达到?|完成|实现|新增|增加)$"))
        .then(pl.lit("qualifier"))
        .when(
            (dim == "persons")
            & (pl.col("bound_after").is_not_null())
            & after.str.contains("^(?:的)?(?:城市|村|企业|单位|学校|自然村)")
        )
        .then(pl.lit("qualifier"))
        .otherwise(pl.lit("fact"))
    )
