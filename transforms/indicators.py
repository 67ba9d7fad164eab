"""What each number measures: indicator, action and subject, in the text's own words.

The noun stands before the number (专利37项) or after it (37项专利); where a clause names none, it is carried on from the
number before (营收4040.24亿元、增长7.1%), and a list of nouns is dealt out over a list of numbers (肉、蛋、奶产量分别达到…).
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms import grammar
from transforms.clauses import DATE, TIME

_SIGNS: Final = f"[{DATE}{TIME}]"
_LEADING: Final = (
    rf"^(?:{_SIGNS}|[、的和与及并又也还再则就，]|其中|同时|另外|此外|截至|预计|据统计预测|初步核算|一年来|我们|累计|总计|共计|合计|同比|环比|分别|成功|圆满|积极|大力|加快|全面|力争|争取|确保|努力|继续|进一步|全力|着力|切实|扎实|及时|正式|顺利|率先|基本|已经?|将|要|拟|计划|以及|并且|使|让|从而|目前|当年|全年|年内|年均|每年|全市(?:共|实现|完成|新增)?|全县(?:共|实现|完成)?|全省(?:共|实现|完成)?|全区(?:共|实现|完成)?|我[市县区省州旗国]|至少|共|由|从|到|至|按可比价计算|按可比口径|可比|预期|新的一年|经济社会发展的?主要预期目标是|主要目标是|目标是)"
)
_TRAILING_REPORT: Final = r"(?:总量)?(?:{report})$"
_HAS_NOUN: Final = "[一-鿿A-Za-z]{2}"
_NO_NOUN_HEAD: Final = r"^(?:其中|同比|比上年|比|较|占|位居|居|列|排名|增长|下降|提高|增加|减少|分别|均|为|是|达|总计|合计|同期|第|高于|低于|全[国省市县区]|名义|实际|可比)"
_TAIL_STOP: Final = r"(?:，|。|完成|全部|均|都|已|顺利|成功|开工|建成|投产|投入|投运|投用|竣工|获评|获批|获得|荣获|获|入选|入围|通过|纳入|列入|落地|落户|实现|达到|达|超额|被|有效|基本|正式|启动|稳步|加快|超过|同比|增长|下降|提高|得到|进入|享受|覆盖|上榜|脱贫|摘帽|进场|封顶|通车|注册|位居|取得|提前|正在|即将|有望|率先|建设|改造提升任务|实行|推行|上市|签约|申报|认定)"
_TAIL_REJECT: Final = r"^(?:$|[的]?(?:历史|速度|增速|目标|基础上|水平|规模$|好成绩|优异)|以上|左右|和|与|及|或|、|，|。|位居|居|列|占|增长|下降|提高|同比|比上年|为|用于|以|后|前|内|时|地|由|从|到|至|达|分别|其中|实现|完成|是|在|均|各|等|起|开始|来|间|共|超|近|约|左右|上下)"
_MEASURED_TAIL_REJECT: Final = r"^(?:提|增|降|减|升|扩|调|压|缩|发展|上升|下降|回落|成为|建设|实施|改造|推进|开展|开工|完成|投入|突破)"
_LEVEL_WORDS: Final = r"^(?:国家级|省级|市级|县级|区级|国家|省|市|县|区|部级|自治区级|厅级|世界级|[AB]+级)(?:以上)?$"
_URBAN_RURAL: Final = "城乡居民"
_PLACE: Final = r"(?:区|村|镇|乡|街道|园区|片区|公司|集团|组团|新区|开发区|试验区|示范区|市|县|热线|中心|部门|学校|医院|大学|社区|港|机场|基地)$"


@cache
def _actions() -> str:
    rows = seeds.read("actions").filter(pl.col("kind") == "action")
    return grammar.alternatives(rows["word"].to_list())


@cache
def _reports() -> str:
    rows = seeds.read("actions").filter(pl.col("kind") == "report")
    return grammar.alternatives(rows["word"].to_list())


@cache
def _movement() -> str:
    return grammar.alternatives(seeds.read("movements")["word"].to_list())


def _strip_leading(text: pl.Expr) -> pl.Expr:
    return text.str.replace(rf"{_LEADING}+", "", n=1) if False else text.str.replace(_LEADING.replace("^(?:", "^(?:(?:") + ")+", "")


def _strip_trailing(text: pl.Expr) -> pl.Expr:
    """Drops verbs of reporting and movement at the end: 公共预算支出由…增加到, 主营业务收入完成, 生产总值同比增长."""
    moved = rf"(?:{_movement()}|同比|环比|比{_SIGNS}|较{_SIGNS}|由{_SIGNS}?的?|从{_SIGNS}?的?|{_SIGNS}的?|实际|名义|可比|同口径|年均|平均|分别|均|预期|目标|按[^，。]{{0,4}}价[^，。]{{0,2}}|的|幅度|速度|比|较)"
    return text.str.replace(rf"(?:{_reports()}|{moved}|完成|实现)+$", "")


def _split_action(text: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(subject, action, noun) of 琶洲实验室部署科研项目; action and subject null where the phrase is a noun alone."""
    chain = rf"(?:{_actions()}(?:、{_actions()})*(?:和{_actions()})?)"
    first = text.str.extract_groups(rf"^(?P<action>{chain}(?:{_actions()})?)(?:了|的)?(?P<noun>.*)$")
    action, noun = first.struct.field("action"), first.struct.field("noun")
    return pl.lit(None, pl.String), action, pl.when(action.is_not_null()).then(noun).otherwise(text)


def _head_phrases(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds subject, action, noun of the stem (null or empty noun where it names none)."""
    core = _strip_leading(_strip_trailing(pl.col("stem").str.replace(r"^.*[（(]", "")))
    frame = frame.with_columns(core=core)
    subject, action, noun = _split_action(pl.col("core"))
    frame = frame.with_columns(head_subject=subject, head_action=action, head_noun=noun)
    # a second pass inside: 中小微企业发放贷款, 琶洲实验室部署科研项目: subject, verb, noun
    inner = pl.col("core").str.extract_groups(rf"^(?P<subject>[^、]{{2,14}}?)(?P<action>部署|发放|新增|完成|建成|开工|新建|培育|引进|认定|申请|设立|入库|实现|推进|改造|实施|举办|开展|安排|受理|办理|接待|发行|获得|获评|入选)(?:了)?(?P<noun>[^，。]{{2,}})$")
    use_inner = pl.col("head_action").is_null() & inner.struct.field("action").is_not_null() & inner.struct.field("subject").str.contains(_PLACE + "|实验室|银行|企业|机构")
    return frame.with_columns(
        head_subject=pl.when(use_inner).then(inner.struct.field("subject")),
        head_action=pl.when(use_inner).then(inner.struct.field("action")).otherwise("head_action"),
        head_noun=pl.when(use_inner).then(inner.struct.field("noun")).otherwise("head_noun"),
    )


def _tail_phrases(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds tail_noun and tail_action: 9条主次干道实现通车 → 主次干道, 实现通车."""
    trail = pl.col("trail").str.replace("^的", "")
    ok = ~pl.col("trail").str.contains(_TAIL_REJECT) & trail.str.contains("^[“《A-Za-z一-鿿]") & ~trail.str.contains(f"^{_movement()}")
    noun = trail.str.extract(rf"^([“”一-鿿A-Za-z0-9.·+（）()\-、—]{{1,}}?)(?:{_TAIL_STOP}|$)")
    noun = pl.coalesce(noun, trail)
    rest = trail.str.slice(noun.str.len_chars())
    return frame.with_columns(tail_noun=pl.when(ok).then(noun.str.replace(r"[、和及与]$", "")), tail_action=pl.when(ok).then(rest.str.extract(rf"^(?:全部|均|都|已|顺利|成功)*({_actions()})")))


def _deal_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `dealt`: the item of a noun list that belongs to a number of a number list."""
    noun = pl.col("head_noun").str.replace("^(?:分别|各)", "")
    items = noun.str.replace_all(r"和|与|及|以及", "、").str.split("、")
    count, length, position = pl.col("chain_length"), items.list.len(), pl.col("position")
    item, last = items.list.get(position, null_on_oob=True), items.list.last()
    suffix = last.str.extract(r"((?:年均|平均|总)?(?:产量|产值|增加值|收入|支出|浓度|排放量|排放|比例|比重|占比|投资|总额|余额|人数|人次|面积|数量|[一-鿿]{0,4}率|贷款|存款|销售额|利润|税收|价格|贷款增速|增速|重点龙头企业|龙头企业|企业|项目|均值|总量|用电量|吞吐量|周转量|平均浓度|成本|里程|指数|能力|规模))$")
    levels = last.str.extract(r"^(?:国家|省|市|县|区|镇|村|乡)(?:级)?(.{2,})$")
    is_level = item.str.contains("^(?:国家|省|市|县|区|镇|村|乡)(?:级)?$")
    shared = pl.when(is_level & levels.is_not_null()).then(item + levels).when(suffix.is_not_null() & ~item.str.ends_with(suffix) & ~item.str.contains(r"(?:率|额|量|值|收入|支出|投资|面积|人数|浓度|指数|利润|税|比重|比例|入|余额|人次|价格|增速)$")).then(item + suffix).otherwise(item)
    urban_rural = noun.str.contains(_URBAN_RURAL) & (count == 2)
    rest = noun.str.extract(f"{_URBAN_RURAL}(.*)$")
    dealt = (
        pl.when(urban_rural).then(pl.when(position == 0).then(pl.lit("城镇居民")).otherwise(pl.lit("农村居民")) + rest)
        .when((length == count) & (count > 1)).then(shared)
    )
    return frame.with_columns(dealt=dealt)


def assign_indicators(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, action and subject to the frame of `context`.

    Needs row, fact_no, chain, position, chain_length, stem, lead, trail, text, unit, dimension, measure, implied_unit.
    """
    frame = _tail_phrases(_head_phrases(facts))
    frame = _deal_out(frame)
    noun = pl.col("head_noun")
    has_head = noun.fill_null("").str.contains(_HAS_NOUN) & ~noun.str.contains(_NO_NOUN_HEAD)
    is_count = pl.col("dimension").is_in(["count", "persons"]) | pl.col("implied_unit").is_not_null()
    is_level = pl.col("measure").is_in(["level"])
    tail_fits = pl.col("tail_noun").is_not_null() & is_level
    measured_tail = tail_fits & ~is_count & ~has_head & ~pl.col("trail").str.contains(_MEASURED_TAIL_REJECT)
    counted_tail = tail_fits & is_count
    place_head = tail_fits & ~is_count & has_head & noun.str.contains(_PLACE) & pl.col("dimension").is_in(["area", "length", "mass", "volume"])
    uses_tail = measured_tail | counted_tail | place_head
    share_of = pl.col("stem").str.contains("占") & ~has_head
    own = (
        pl.when(uses_tail).then("tail_noun")
        .when(pl.col("dealt").is_not_null()).then("dealt")
        .when(has_head).then(noun)
    )
    frame = frame.with_columns(
        own=own,
        action=pl.when(uses_tail).then(pl.coalesce("head_action", "tail_action")).when(own.is_not_null()).then("head_action"),
        subject=pl.when(place_head | (uses_tail & has_head & noun.str.contains(_PLACE))).then(noun).otherwise("head_subject"),
        needs_head=own.str.contains(_LEVEL_WORDS),
        share_of=share_of,
    )
    # 分别位居全国第六和第三: a list without nouns deals the nouns of the numbers before it
    frame = frame.with_columns(chain_first=pl.col("fact_no").first().over("row", "chain"))
    dealer = frame.select("row", source_no="fact_no", source_own="own")
    frame = frame.with_columns(source_no=pl.when(pl.col("own").is_null() & (pl.col("chain_length") > 1) & pl.col("stem").str.contains("分别|各")).then(pl.col("chain_first") - pl.col("chain_length") + pl.col("position")))
    frame = frame.join(dealer, on=["row", "source_no"], how="left", maintain_order="left")
    in_list = pl.when(pl.col("position") > 0).then(pl.col("own").first().over("row", "chain"))
    carried = pl.col("own").forward_fill().over("row")
    return frame.with_columns(
        indicator=pl.coalesce(
            pl.when(pl.col("needs_head")).then(pl.col("own") + pl.col("own").shift(1).over("row").str.replace("^(?:国家级|省级|市级|县级|区级|国家|省|市)(?:以上)?", "")),
            "own", "source_own", in_list, carried, "tail_noun", "head_action",
        ),
        action=pl.col("action"),
    ).with_columns(indicator=pl.col("indicator").str.replace_all(rf"{_SIGNS}|\[[0-9]+\]", "").str.strip_chars("、，的 ")).drop("own", "source_no", "source_own", "chain_first")
