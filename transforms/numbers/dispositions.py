"""What each number-like run is: a quantity of the world, a date, an ordinal, a heading, a name, an idiom, a class.

Every run gets one disposition, by the first rule that fits; the ledger keeps them all, each with its rule.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.patterns import alternatives, pattern
from transforms.language.rules import Condition, Decision, Rule, equals, is_so, otherwise, says
from transforms.language.searches import only
from transforms.numbers import masks
from transforms.numbers.classes import is_condition, is_condition_of_count, is_grade, is_measured_in, opens_conditions
from transforms.numbers.signs import is_in_signs, is_multiplier_alone, is_one_sign, is_said_to_count, takes_no_signs
from transforms.sequences import last, running

_NUMBER: Final = pl.col("number")
#: Slots of the grammar that are dispositions by their form alone, each with a run that it takes.
_FORMS: Final = {
    "boilerplate": "入库项目{［8］}进展顺利。",
    "date": "{2022年}，营商环境改善。",
    "ordinal": "{第三产业}加快发展。",
    "qualifier": "{5A级}景区创建成功。",
    "name": "{地铁3号线}全面开工。",
    "idiom": "粮食生产实现{九连增}。",
}
#: Headings count few things (抓好以下八个方面的工作); more than this is a quantity, and in digits even fewer.
_FEW: Final = 30
_FEW_IN_DIGITS: Final = 12
#: Units of what is there and can be counted, whatever is told of it.
_COUNTED_THINGS: Final = ("座", "所", "处", "栋", "幢", "家", "户", "名", "辆", "台", "套", "艘")


def _slot(*slots: str) -> Condition:
    return is_so(pl.col("slot").is_in(slots))


def states_ratio(where: pl.Expr | None = None) -> Condition:
    """Whether a bare number is a ratio to one: 收入之比由2.45缩小到2.39."""
    return says("before", rf"{pattern('ratio_to_one')}[^，。；]{{0,10}}$", where)


@cache
def _of_rank() -> Decision:
    """位居全省第3位 is a fact, 前三季度 an idiom, 第三产业 an ordinal."""
    ranked = says("before", rf"{pattern('ranked')}[^，。;、]{{0,6}}(?:的)?$")
    goes_on = says("before", r"^(?:、|和|与|及|，)$") & is_so(pl.col("slot_before") == "rank")
    champion_of_class = says("text", "军$") & ~says("before", "[赛夺总]")
    # 获得冠军 | 61个
    is_counted = says("text", "军$") & is_so((pl.col("after") == "") & (pl.col("slot_behind") == "number"))
    ends = says("after", rf"^ ?(?:$|{pattern('rank_end')})") & ~is_counted
    return Decision(
        "rank",
        Rule(
            "put in the first place",
            says("before", r"[放摆置][在于到][^，。]{0,12}$"),
            "idiom",
            "把就业放在{首位}。",
        ),
        Rule(
            "a place among others",
            ~champion_of_class & (ranked | goes_on | says("text", "[位]$")) & ends,
            "fact",
            "总量位居全省{第3位}。",
        ),
        Rule("the first so many", says("text", "^前") & ~ranked, "idiom", "名校{前10}学科建设。"),
        otherwise("an ordinal", "ordinal", "推进{第四}使馆区建设。"),
    )


@cache
def _of_part() -> Decision:
    """三分之一 is a fact, the 1/3 of a page mark (1/3) a name."""
    return Decision(
        "part",
        Rule(
            "a stroke in a name",
            says("text", "/") & says("before", "[0-9A-Za-z(]$"),
            "name",
            "建设全面推进({1/3})。",
        ),
        otherwise("a part of a whole", "fact", "完成{三分之一}。"),
    )


@cache
def _of_bare_number() -> Decision:
    """Numbers without a unit: 十大 an idiom, 5A a name, 百强 a class, 居民消费价格指数102 a fact."""
    index = (
        says("number", "[0-9]")
        & ~says("after", "^[A-Za-z+]")
        & says(
            "before",
            rf"{pattern('index_noun')}(?:值)?[^，。;、一-龥]{{0,2}}"
            rf"(?:{pattern('index_moves')}|[提升降]?[^，。;、]{{0,6}}[到至])?$",
        )
    )
    return Decision(
        "bare number",
        Rule(
            "no number in words alone",
            says("number", "[一-龥]") | says("after", "^ ?大"),
            "idiom",
            "{百}兴路全线贯通。",
        ),
        Rule("an index", index, "fact", "商品零售价格指数为{101.4}。"),
        Rule(
            "beside letters",
            says("before", "[A-Za-z+-]$") | says("after", "^[A-Za-z+]"),
            "name",
            "机场改造达到{4}E级。",
        ),
        Rule("the best so many", says("after", "^[ ]?强"), "qualifier", "引进世界 {500}强、央企。"),
        Rule("a ratio to one", says("number", r"[0-9]\.[0-9]") & states_ratio(), "fact", "城乡收入比缩小到{1.85}。"),
        otherwise("a bare number that nothing explains", "unresolved", "代码{4711}。"),
    )


def _is_rhetorical_count() -> Condition:
    """抓好八个方面的工作: a small count of what is spoken of next."""
    value = pl.col("value")
    few = is_measured_in("count", "persons") & is_so(value <= _FEW) & (is_in_signs() | is_so(value <= _FEW_IN_DIGITS))
    ends = r"(?:的?(?:工作|任务|建设|发展|要求)?[，。；;:、”’！]|的?(?:工作|任务|要求)?$|一起|上下功夫)"
    is_rhetoric = says("after", f"^[^，。;:、的]{{0,6}}?{pattern('slogan')}{ends}", few.holds) | (
        is_in_signs() & says("after", f"^[^，。;:、]{{0,4}}?{pattern('slogan_of_few')}{ends}", few.holds)
    )
    # 滨河路、古城路等6条道路品质提升: what examples are given of is there
    is_named = says("before", "等 ?$", few.holds) & says(
        "after", f"^[^，。;:、的]{{2,6}}?{pattern('action')}", few.holds
    )
    # 完成5个老旧小区改造提升, 新建1座便民市场: nor what is done with things, or is built
    is_done = says("after", f"^[^，。;:、的]{{2,8}}?{pattern('work')}提升", few.holds) | (
        says("before", f"{pattern('building_verb')}$", few.holds)
        & says("after", f"^[^，。;:、的]{{2,}}?{pattern('slogan')}", few.holds)
    )
    # 完成两座桥梁新建工程: nor are buildings and people spoken of next
    is_real = equals("stated_unit", *_COUNTED_THINGS)
    return few & is_rhetoric & ~is_named & ~is_done & ~is_real & ~says("number", "[数几上]", few.holds)


def _is_built() -> Condition:
    """新建一座医院 and 新建变电站一座 count what is built, and 打造一座花园城市 nothing."""
    is_building = equals("stated_unit", *masks.BUILDINGS)
    return is_building & (
        says("before", f"{alternatives(masks.BUILDING)}了?$", is_building.holds)
        | says("after", "^[，。；、]", is_building.holds)
    )


@cache
def _of_quantity() -> Decision:
    """Numbers with a unit: most are facts."""
    bounded_after = is_so(pl.col("bound_after").is_not_null())
    next_touches = is_so(pl.col("touches_next"))
    is_age, is_voltage, is_money = (is_measured_in(dimension) for dimension in ("age", "voltage", "money"))
    of_many = is_measured_in("persons") & bounded_after
    time = equals("stated_unit", "年", "月", "个月", "周", "日")
    duration = says("before", rf"{pattern('duration_verb')}[^，。;]{{0,6}}$", time.holds)
    return Decision(
        "quantity",
        Rule(
            "an age that was measured",
            is_age & says("before", rf"{pattern('age_noun')}[^，。;]{{0,8}}$", is_age.holds),
            "fact",
            "人均预期寿命提高到{79岁}。",
        ),
        Rule("an age group", is_age, "qualifier", "为{65岁}老人体检。"),
        Rule(
            "a voltage before its line",
            is_voltage & ~says("after", "^[，。;、]", is_voltage.holds),
            "qualifier",
            "实施{110 千伏}城关变电站改造。",
        ),
        Rule(
            "a firm called after 元",
            is_one_sign()
            & says("number", "^[一二三四五六七八九两]$")
            & equals("stated_unit", "元")
            & ~is_said_to_count(),
            "name",
            "引进{三元}、盛达等企业。",
        ),
        Rule(
            "the article 一",
            is_one_sign()
            & equals("number", "一")
            & ~equals("stated_unit", "倍", "番", "成", "亿", "个百分点", "百分点")
            & ~is_said_to_count()
            & ~_is_built(),
            "idiom",
            "走{过一段}艰难历程。",
        ),
        Rule(
            "a time and no duration",
            time & ~duration,
            "date",
            "奋斗{20年}终有成。",
        ),
        Rule(
            "a sign of number that counts nothing",
            takes_no_signs() & ~is_said_to_count(),
            "idiom",
            "扎实办好{十件}民生实事。",
        ),
        Rule("a multiplier alone", is_multiplier_alone() & ~is_said_to_count(), "idiom", "带动{百家}企业。"),
        Rule(
            "two signs beside each other",
            is_in_signs() & says("number", "^[一二三四五六七八九]{2}$"),
            "idiom",
            "规范电动{三四轮}车停放。",
        ),
        Rule("a count of what is spoken of next", _is_rhetorical_count(), "idiom", "抓好{八个}方面工作。"),
        Rule(
            "the lower of two bounds of a class",
            is_money & bounded_after & next_touches,
            "qualifier",
            "补贴{1万元以上}2万元以下农机。",
        ),
        Rule("a grade", is_grade(), "qualifier", "推进{3000吨}级航道工程。"),
        Rule(
            "a class of things by money",
            is_money
            & says("after", f"^(?:级)?{pattern('money_class')}", is_money.holds)
            & ~says("after", f"^{pattern('money_class')}{pattern('money_for')}", is_money.holds),
            "qualifier",
            "培育{100亿元}企业。",
        ),
        Rule(
            "a condition of what is counted next",
            is_condition_of_count(),
            "qualifier",
            "投资{超5亿元}的项目已达4个。",
        ),
        Rule(
            "the first of two conditions",
            opens_conditions(),
            "qualifier",
            "营收{超10亿元}、超50亿元企业分别达9家、2家。",
        ),
        Rule("a condition of things", is_condition(), "qualifier", "{2000万元以上}工业企业复工。"),
        Rule(
            "a class of bodies by people",
            of_many & says("after", f"^(?:的)?{pattern('persons_class')}", of_many.holds),
            "qualifier",
            "{20人以上}自然村通路。",
        ),
        Rule(
            "a count in a measure word that is in no seed",
            is_so(pl.col("own_word").is_not_null()),
            "fact",
            "出口蜂蜜{600瓮}。",
        ),
        otherwise("a number with its unit", "fact", "建成公园{5个}。"),
    )


@cache
def _of_number() -> Decision:
    bare = is_so(pl.col("stated_unit").is_null())
    radius = equals("stated_unit", "分钟", "小时", "公里", "里") | is_so(pl.col("after").str.starts_with("刻钟"))
    circle = says("after", rf"^(?:刻钟)?[^，。；、]{{0,8}}?{pattern('circle')}", radius.holds)
    return Decision(
        "number",
        Rule("so many for each of which another is", says("before", "每$"), "qualifier", "每{10万人}有医生32名。"),
        Rule("a year without 年", bare & says("number", "^(?:19|20)[0-9]{2}$"), "date", "截至{2023}，成效明显。"),
        Rule("the radius of a circle", circle & radius, "name", "建设{15分钟}便民生活圈。"),
        Rule("bare number", bare, _of_bare_number()),
        otherwise("quantity", _of_quantity()),
    )


@cache
def _of_heading() -> Decision:
    """（二） is a heading, the （3） of 工业（3）增加值 a footnote mark, 六要 in a clause an idiom."""
    # 这一是 and 方案二要: the mark of a heading opens its clause
    inside = says("before", r"[一-龥a-zA-Z0-9]$") & says("text", "[是要则]$")
    # 工业（3）增加值; but （1）公园（2）学校 are the points of a list
    mark = only(pl.col("slot") == "heading", pl.col("text")).str.contains(r"^\([0-9]{1,2}\)$")
    marks = last(running(mark.cast(pl.Int32), "row"), "row")
    is_alone = is_so(mark) & (is_so(marks == 1) | says("before", "[”》]$"))
    # 中小企业（4）9户: the points of a list open no bare number behind a noun
    opens_number = is_so(mark & (pl.col("after") == "") & (pl.col("slot_behind") == "number"))
    on_noun = says("before", "[一-龥A-Za-z”》]$")
    # 中国品牌500强（5）1户: and so does a class
    on_class = is_so((pl.col("before") == "") & (pl.col("slot_before") == "qualifier") & (pl.col("token") > 1))
    footnote = (on_noun & is_alone & says("after", "^[一-龥]")) | ((on_noun | on_class) & opens_number)
    return Decision(
        "heading",
        Rule("no heading inside a clause", inside, "idiom", "打造{六要}素集聚区。"),
        Rule("a footnote mark", footnote, "boilerplate", "规上工业{（3）}增加值增长8%。"),
        otherwise("the form of heading", "heading", "plan: {（二）}着力扩大内需"),
    )


@cache
def disposition() -> Decision:
    """What each token is, "fact" or why not, over the frame of `quantities.find_quantities`."""
    return Decision(
        "disposition",
        Rule("furniture of the page", is_so(pl.col("is_boilerplate")), "boilerplate", "发布时间：{2023-01-24}\n"),
        Rule("heading", _slot("heading"), _of_heading()),
        Rule("shares of a ratio", _slot("share", "multiple"), "fact", "三次产业结构为{5.1}:40:54.9。"),
        Rule("rank", _slot("rank"), _of_rank()),
        Rule("part", _slot("part"), _of_part()),
        Rule("number", _slot("number"), _of_number()),
        *(Rule(f"the form of {slot}", _slot(slot), slot, example) for slot, example in _FORMS.items()),
        otherwise("the form of time", "time", "{去年}完成公园5个。"),
    )
