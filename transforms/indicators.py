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
_LEADING: Final = rf"^(?:{_SIGNS}|[、的和与及并又也还再则就，]|其中|同时|另外|此外|截至|预计|据统计预测|初步核算|一年来|我们|累计|总计|共计|合计|同比|环比|分别|成功|圆满|积极|大力|加快|全面|力争|争取|确保|努力|继续|进一步|全力|着力|切实|扎实|及时|正式|顺利|率先|基本|已经?|将|要|拟|计划|以及|并且|使|让|从而|目前|当年|全年|年内|年均|每年|全市(?:共|实现|完成|新增)?|全县(?:共|实现|完成)?|全省(?:共|实现|完成)?|全区(?:共|实现|完成)?|我[市县区省州旗国]|至少|均|都|各|初步|共|由|从|到|至|按可比价计算|按可比口径|可比|预期|新的一年|经济社会发展的?主要预期目标是|主要目标是|目标是)"
_TRAILING_REPORT: Final = r"(?:总量)?(?:{report})$"
_HAS_NOUN: Final = "[一-鿿A-Za-z]{2}"
_NO_NOUN_HEAD: Final = (
    r"^(?:其中|同比|比上年.*|[比较].{1,12}|占.*|(?:位居|位列|稳居|居|列|排|排名|跃居)(?:全|世|中|同|第|东|西|省|市).*|增长|下降|提高|增加|减少|分别|均|都|为|是|达|总计|合计|同期|(?:高于|低于|快于|慢于|高出).*"
    r"|全[国省市县区州]|名义|实际|可比|总量|人均|规模|数量|总数|两项|三项|力度|速度|幅度|前者|后者|此外|同时|按.{1,8}计|(?:为|占|完成|达|达到|超额完成|超)?(?:全年|年度|年初|省定|市定|县定|省|市|目标|任务|计划|预算|调整|考核|约束性|总|的)*(?:任务|计划|目标|预算|任务数|总数|总量)(?:数)?的?|当月|当季|年度|全年|任务|全年任务|年度目标|增速|增幅|降幅|涨幅|绝对量|占比|比重|总规模)$"
)
_TAIL_STOP: Final = r"(?:，|。|完成|全部|均|都|已|顺利|成功|开工|建成|投产|投入|投运|投用|竣工|获评|获批|获得|荣获|获|入选|入围|通过|纳入|列入|落地|落户|实现|达到|达|超额|被|实施|有效|基本|正式|启动|稳步|加快|超过|同比|增长|下降|提高|得到|进入|享受|覆盖|上榜|脱贫|摘帽|进场|封顶|通车|注册|位居|取得|提前|正在|即将|有望|率先|建设|改造提升任务|实行|推行|上市|签约|申报|认定|进入|开展|办理|参与|参加|提供|组织|接受|签订|成为|进行|举办|作为|用于|创历史|创[^建新]|[、](?:增|下降|居|占|创|均|较|比|完成|建成|新增|达))"
_TAIL_REJECT: Final = r"^(?:$|[的]?(?:历史[性最新上第]|大关|速度|增速|目标|基础上|水平|规模$|好成绩|优异)|以上|左右|和|与|及|或|、|，|。|位居|居|列|占|增长|下降|提高|同比|比上年|为|用于|以|(?:后|前|内|时|间|起|来|等|期间|以来)$|由|从|到|至|达|分别|其中|实现|完成|是|在|均|各|开始|共|超|近|约|左右|上下)"
_GENERIC_VERB: Final = r"^(?:完成|实现|新增|建成|投入|增加|累计完成|发放|达到|争取|安排|获得|取得|拥有|共有|现有|设有|形成|提供|开展|组织|提高|提升|减少|降低|保持|增|减|减轻|获|有)+$"
#: 合肥居全国省会城市第2位: among whom one ranks is the scope.
_RANKED_AMONG: Final = r"(?:均|都|分别)?(?:位居|位列|稳居|跃居|高居|居|名列|排名?|位次|升至|升到|进入|前移至|保持|列)(?:全|世|同|国|省|中|东|西|县|市|[^，。、]{0,3}(?:城市|地区))[^，。、]{0,10}$|(?:全国|全省|全市|全球|世界|全区)[^，。、]{0,8}$"
#: One item of a list that differs from the next in its first word only: 城镇、农村居民…收入, 省、市重点龙头企业.
_PAIRED: Final = r"(?:城镇|农村|城市|农业|国家级|省级|市级|县级|区级|国家|省|市|县|区|镇|乡|村|第一|第二|第三|一|二|三|进口|出口|男|女)(?:级)?"
#: What a verb runs on into when it is part of a word: 生产|总值, 保障|性租赁住房, 贷款|余额, 服务|业.
_WORD_GOES_ON: Final = r"^(?:总值|总额|总量|能力|余额|率|业|性|区|费|人员|用地|量|额|度|面积|值|力|价|品|制|型|化率|房|税|期|户|员|机构|体系|水平|时限|时间|事项|人数|比|中心|网络|基金|金|款|资金|站|点)"
#: 竣工项目, 签约企业: the verb stands as an adjective before a thing.
_NAMING_VERB: Final = r"(?:新开工|开工|竣工|续建|在建|新建|建成|投产|签约|注册|入库|获批|达标|认定|申报|入驻|上市|拟建|改建|扩建|亏损|重点建设|储备|招商引资)"
_NAMED_THING: Final = r"(?:的)?(?:项目|企业|工程|单位|产品|人才|平台|公司|园区)"
_MEASURED_TAIL_REJECT: Final = (
    r"^(?:提|增|降|减|升|扩|调|压|缩|发展|上升|下降|回落|成为|建设|实施|改造|推进|开展|开工|完成|投入|突破)"
)
_LEVEL_WORDS: Final = r"^(?:国家级|省级|市级|县级|区级|国家|省|市|县|区|部级|自治区级|厅级|世界级|[AB]+级)(?:以上)?$"
_URBAN_RURAL: Final = "城乡居民"
_PLACE: Final = r"(?:区|村|镇|乡|街道|园区|片区|公司|集团|组团|新区|开发区|试验区|示范区|市|县|热线|中心|部门|学校|医院|大学|社区|港|机场|基地)$"


@cache
def _reports() -> str:
    rows = seeds.read("actions").filter(pl.col("kind") == "report")
    return grammar.alternatives(rows["word"].to_list())


@cache
def _movement() -> str:
    return grammar.alternatives(seeds.read("movements")["word"].to_list())


@cache
def _generic(kind: str | None = None) -> list[str]:
    """Nouns that say what is counted only together with whose: 总投资, 利润, 办结率 (measures), 项目 (things)."""
    rows = seeds.read("generic_nouns")
    return (rows.filter(pl.col("kind") == kind) if kind else rows)["noun"].to_list()


@cache
def _catalogue() -> list[str]:
    """Names and aliases of the catalogue: what stands there is a name as a whole, verbs in it or not."""
    rows = seeds.read("indicators")
    return sorted({*rows["name_zh"], *rows["aliases"].str.split("|").explode()} - {""})


@cache
def _long_movement() -> str:
    return grammar.alternatives([w for w in seeds.read("movements")["word"].to_list() if len(w) > 1])


def _strip_leading(text: pl.Expr) -> pl.Expr:
    """Drops what leads in and names nothing (其中, 同时, 我市), one word at a time; 到位资金 and 各项贷款 keep their first sign."""
    protected = f"^{grammar.alternatives(seeds.read('protected_words')['word'].to_list())}"
    for _ in range(4):
        text = pl.when(text.str.contains(protected)).then(text).otherwise(text.str.replace(_LEADING, ""))
    return text


def _strip_trailing(text: pl.Expr) -> pl.Expr:
    """Drops verbs of reporting and movement at the end: 公共预算支出由…增加到, 主营业务收入完成, 生产总值同比增长."""
    moved = (
        rf"(?:{_movement()}|同比|环比|比{_SIGNS}|较{_SIGNS}|由{_SIGNS}?的?|从{_SIGNS}?的?|{_SIGNS}的?|实际|名义|可比|同口径|年均|平均|分别|均|都|预期|目标"
        r"|按[^，。]{0,4}价[^，。]{0,2}|的|幅度|速度|比|较|首次|历史性|率先|再次|成功|继续|基本|稳步|顺利|有望|统一|每月|每年|每人每年|每人每月|一次性|用|也|已|将|要|共|占"
        r"|(?:位居|位列|稳居|跃居|居|列|排名?|位次)?(?:在)?(?:全国|全省|全市|全区|全县|全州|世界|全球)(?:的)?)"
    )
    keeps = r"(?:自然增长率|存活率|进出口|拉动|贡献)$"
    # 高速公路里程从…延伸到: any verb that goes to a value; 道路力争年内贯通: what is striven for is no name
    text = text.str.replace(
        r"(?:延伸|回升|扩展|拓展|跃升|攀升|降|升|增|减|扩|调整|压缩|缩短|发展|回落|优化|收窄|缩小|增长|提高|提升|下降|上升|增加|减少)(?:到|至|为)$",
        "",
    )
    # 审批时限比法定时限平均压减: what is compared with is no part of the name
    text = pl.coalesce(
        text.str.extract(
            r"^([^，。比较]{3,})(?:比|较)[^，。]{2,12}?(?:平均|总体|再|又|多|少|高|低|压减|压缩|缩短|提高|提升|下降|降低|增长|增加|减少|提前)[^，。]{0,4}$"
        ),
        text,
    )
    text = pl.coalesce(text.str.extract(r"^([^，。]{2,}?)(?:力争|确保|有望|将于|预计)[^，。]*$"), text)
    return (
        pl.when(text.str.contains(keeps))
        .then(text)
        .otherwise(text.str.replace(rf"(?:{_reports()}|{moved}|完成|实现)+$", ""))
    )


def _split_action(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """(action, noun) of 新建、改扩建酒店; action null where the phrase is a name alone: 生产总值, 竣工项目."""
    one = grammar.actions()
    groups = text.str.extract_groups(
        rf"^(?P<first>{one}(?:(?:、|和|并|及){one})*)(?P<second>{one})?(?:了|的)?(?P<noun>.*)$"
    )
    first, second, noun = (groups.struct.field(name) for name in ("first", "second", "noun"))
    # 新开工|保障|性租赁住房: a second verb that goes on into a word is the word's
    rejoined = (second.fill_null("") != "") & noun.str.contains(_WORD_GOES_ON)
    noun = pl.when(rejoined).then(second + noun).otherwise(noun)
    action = pl.when(rejoined).then(first).otherwise(first + second.fill_null(""))
    is_name = (
        text.str.contains(rf"^(?:计划|新)?{_NAMING_VERB}{_NAMED_THING}")
        | text.is_in(_catalogue())
        | (noun.str.contains(_WORD_GOES_ON) & (first.str.len_chars() <= 2) & ~first.str.contains(_GENERIC_VERB))
    )
    action = pl.when(~is_name & (action != "")).then(action)
    return action, pl.when(action.is_not_null()).then(noun).otherwise(text)


def _head_phrases(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds subject, action, noun of the stem (null or empty noun where it names none)."""
    stem = pl.col("stem").str.replace(r"^.*[（(]", "")
    stem = pl.when(pl.col("measure") == "rank").then(stem.str.replace(_RANKED_AMONG, "")).otherwise(stem)
    core = _strip_leading(_strip_trailing(stem))
    frame = frame.with_columns(core=core)
    # 在全县河道及水库周边设立监控点: what a preposition leads in is no part of the phrase; nor is the list before 等
    prepositional = pl.col("core").str.extract_groups(
        rf"^(?:在|对|为|向|从|围绕|通过|按照|以|用|针对|面向|依托|聚焦|支持|推动|引导|鼓励|组织)(?P<place>[^，。]{{2,30}}?)(?P<action>{grammar.actions()})(?:了)?(?P<noun>[^，。的]{{2,}})$"
    )
    has_place = prepositional.struct.field("action").is_not_null()
    frame = frame.with_columns(
        core=pl.when(has_place)
        .then(prepositional.struct.field("action") + prepositional.struct.field("noun"))
        .otherwise("core")
    )
    action, noun = _split_action(pl.col("core"))
    # 立案91起, 劳务输出221万人: the verb itself is what is counted
    is_verb_alone = action.is_not_null() & (noun == "")
    counted_verb = pl.col("core").str.replace(r"^(?:完成|实现|新增|累计|共|全年)+", "")
    frame = frame.with_columns(
        verb_noun=pl.when(
            is_verb_alone & ~pl.col("core").str.contains(_GENERIC_VERB) & (counted_verb.str.len_chars() >= 2)
        ).then(counted_verb)
    )
    noun = pl.coalesce(noun.str.extract(r"^[^，。]*[、][^，。]*等([一-鿿][^，。、]+)$"), noun)
    frame = frame.with_columns(head_action=action, head_noun=noun)
    # a second pass inside: 中小微企业发放贷款, 琶洲实验室部署科研项目: subject, verb, noun
    inner = pl.col("core").str.extract_groups(
        r"^(?P<subject>[^、]{2,14}?)(?P<action>部署|发放|新增|完成|建成|开工|新建|培育|引进|认定|申请|设立|入库|实现|推进|改造|实施|举办|开展|安排|受理|办理|接待|发行|获得|获评|入选)(?:了)?(?P<noun>[^，。]{2,})$"
    )
    use_inner = (
        pl.col("head_action").is_null()
        & inner.struct.field("action").is_not_null()
        & inner.struct.field("subject").str.contains(_PLACE + "|实验室|银行|企业|机构")
    )
    # 107个重点项目完成投资110.7亿元: subject and generic noun make one indicator, 重点项目投资
    joined = pl.col("core").str.extract_groups(
        r"^(?P<subject>[^、，]{2,16}?)(?:共|累计|已|全年|预计)?(?:完成|实现|创|发放)(?:了)?(?P<noun>[^，。、]{2,10})$"
    )
    is_joined = pl.col("head_action").is_null() & joined.struct.field("noun").is_in(_generic()) & ~use_inner
    return frame.with_columns(
        head_subject=pl.when(use_inner).then(inner.struct.field("subject")),
        head_action=pl.when(use_inner).then(inner.struct.field("action")).otherwise("head_action"),
        head_noun=pl.when(use_inner)
        .then(inner.struct.field("noun"))
        .when(is_joined)
        .then(joined.struct.field("subject") + joined.struct.field("noun"))
        .otherwise("head_noun"),
    )


def _tail_phrases(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds tail_noun and tail_action: 9条主次干道实现通车 → 主次干道, 实现通车."""
    trail = pl.col("trail").str.replace("^的", "")
    ok = (
        ~pl.col("trail").str.contains(_TAIL_REJECT)
        & trail.str.contains("^[“《A-Za-z一-鿿]")
        & ~trail.str.contains(f"^{_long_movement()}")
    )
    noun = trail.str.extract(rf"^([“”一-鿿A-Za-z0-9.·+（）()\-、—]{{1,}}?)(?:{_TAIL_STOP}|$)")
    # 35个计划新开工项目: the verb is part of the name
    named_by_verb = trail.str.extract(rf"^([^，。、]{{0,6}}?{_NAMING_VERB}{_NAMED_THING})")
    noun = pl.coalesce(named_by_verb, noun)
    noun = pl.coalesce(
        trail.str.extract(r"^[^，。]{1,8}?(?:被)?(?:认定为|认定|评为|评定为|命名为|授予|列为)([^，。]{3,20})$"),
        noun,
        trail,
    )
    rest = trail.str.slice(noun.str.len_chars())
    return frame.with_columns(
        tail_noun=pl.when(ok).then(noun.str.replace(r"[、和及与]$", "")),
        tail_action=pl.when(ok).then(rest.str.extract(rf"^(?:全部|均|都|已|顺利|成功)*({grammar.actions()})")),
    )


def _deal_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `dealt`: the item of a noun list that belongs to a number of a number list."""
    noun = pl.col("head_noun").str.replace("^(?:分别|各)", "")
    items = noun.str.replace_all(r"和|与|及|以及", "、").str.split("、")
    count, length, position = pl.col("chain_length"), items.list.len(), pl.col("position")
    item, last = items.list.get(position, null_on_oob=True), items.list.last()
    suffix = last.str.extract(
        r"((?:产业|工业|行业|农业|制造业)?(?:年均|平均|总|营业|主营业务|销售)?(?:产量|产值|增加值|收入|支出|浓度|排放量|排放|比例|比重|占比|投资|总额|余额|人数|人次|面积|数量|[一-鿿]{0,4}率|贷款|存款|销售额|利润|税收|价格|贷款增速|增速|重点龙头企业|龙头企业|企业|项目|均值|总量|用电量|吞吐量|周转量|平均浓度|成本|里程|指数|能力|规模))$"
    )
    paired_rest = last.str.extract(f"^{_PAIRED}(.{{2,}})$")
    is_paired = item.str.contains(f"^{_PAIRED}$") & paired_rest.is_not_null()
    is_complete = item.str.contains(
        r"(?:率|额|量|值|收入|支出|投资|面积|人数|浓度|指数|利润|税|比重|比例|入|余额|人次|价格|增速)$"
    )
    shared = (
        pl.when(is_paired)
        .then(item + paired_rest)
        .when(suffix.is_not_null() & ~item.str.ends_with(suffix) & ~is_complete)
        .then(item + suffix)
        .otherwise(item)
    )
    urban_rural = noun.str.contains(_URBAN_RURAL) & (count == 2)
    rest = noun.str.extract(f"{_URBAN_RURAL}(.*)$")
    dealt = (
        pl.when(urban_rural)
        .then(pl.when(position == 0).then(pl.lit("城镇居民")).otherwise(pl.lit("农村居民")) + rest)
        .when((length == count) & (count > 1))
        .then(shared)
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
    place_head = (
        tail_fits
        & ~is_count
        & has_head
        & noun.str.contains(_PLACE)
        & pl.col("dimension").is_in(["area", "length", "mass", "volume"])
    )
    uses_tail = measured_tail | counted_tail | place_head
    share_of = pl.col("stem").str.contains("占") & ~has_head
    own = (
        pl.when(uses_tail).then("tail_noun").when(pl.col("dealt").is_not_null()).then("dealt").when(has_head).then(noun)
    )
    frame = frame.with_columns(
        own=own,
        action=pl.when(uses_tail)
        .then(pl.coalesce("head_action", "tail_action"))
        .when(own.is_not_null())
        .then("head_action"),
        subject=pl.when(place_head | (uses_tail & has_head & noun.str.contains(_PLACE)))
        .then(noun)
        .otherwise("head_subject"),
        needs_head=own.str.contains(_LEVEL_WORDS),
        share_of=share_of,
    )
    # 分别位居全国第六和第三: a list without nouns deals the nouns of the numbers before it
    frame = frame.with_columns(chain_first=pl.col("fact_no").first().over("row", "chain"))
    dealer = frame.select("row", source_no="fact_no", source_own="own")
    frame = frame.with_columns(
        source_no=pl.when(
            pl.col("own").is_null() & (pl.col("chain_length") > 1) & pl.col("stem").str.contains("分别|各")
        ).then(pl.col("chain_first") - pl.col("chain_length") + pl.col("position"))
    )
    frame = frame.join(dealer, on=["row", "source_no"], how="left", maintain_order="left")
    in_list = pl.when(pl.col("position") > 0).then(pl.col("own").first().over("row", "chain"))
    carried = pl.col("own").forward_fill().over("row")
    before = pl.col("own").forward_fill().shift(1).over("row")
    generic = grammar.alternatives(_generic("measure"))
    is_generic = pl.col("own").is_in(_generic("measure"))
    owner = pl.when(~is_generic).then("own").forward_fill().shift(1).over("row")
    bare_owner = owner.str.replace(f"(?:{generic}|率|总值)$", "")
    # 一般预算收入29.3亿元、支出143.6亿元: the second takes the first one's name with its own noun
    spends = (pl.col("own") == "支出") & before.str.contains("收入$")
    owned = (
        pl.when(spends)
        .then(before.str.replace("收入$", "支出"))
        .when(is_generic & pl.col("subject").is_null() & (bare_owner.str.len_chars() >= 2) & (pl.col("fact_no") > 1))
        .then(bare_owner + pl.col("own"))
        .otherwise("own")
    )
    level_head = before.str.replace("^(?:国家级|省级|市级|县级|区级|国家|省|市)(?:以上)?", "")
    frame = frame.with_columns(
        full=pl.when(pl.col("needs_head") & before.is_not_null()).then(pl.col("own") + level_head).otherwise(owned)
    )
    # 均位居全国第四: one number said of all that the clause before it named
    said_of_all = pl.col("stem").str.contains("均|都|皆") & pl.col("own").is_null()
    named = pl.coalesce(pl.when(pl.col("dealt").is_not_null()).then("head_noun"), "full")
    all_named = frame.filter(pl.col("own").is_not_null()).select("row", "part", "fact_no", named=named)
    joined = (
        frame.filter(said_of_all)
        .select("row", "part", asker="fact_no")
        .join(all_named, on=["row", "part"], how="inner")
        .filter(pl.col("fact_no") < pl.col("asker"))
        .sort("row", "asker", "fact_no")
        .group_by("row", "asker", maintain_order=True)
        .agg(of_all=pl.col("named").unique(maintain_order=True).str.join("、"))
    )
    frame = frame.join(joined, left_on=["row", "fact_no"], right_on=["row", "asker"], how="left", maintain_order="left")
    carried = pl.col("full").forward_fill().over("row")
    # 中欧班列开行1.7万列、发送190万标准箱: a verb alone is what its owner does; 劳务输出 is a name of its own
    by_verb = pl.when(pl.col("position") == 0).then(
        pl.when(pl.col("verb_noun").is_in(_catalogue()))
        .then("verb_noun")
        .otherwise(pl.coalesce(carried + pl.col("verb_noun"), "verb_noun"))
    )
    in_list = pl.when(pl.col("position") > 0).then(pl.col("full").first().over("row", "chain"))
    opening = _strip_trailing(_strip_leading(pl.col("opening"))).replace("", None)
    return (
        frame.with_columns(
            indicator=pl.coalesce(
                "full", "source_own", "of_all", by_verb, in_list, carried, "tail_noun", opening, "head_action"
            )
        )
        .with_columns(
            indicator=pl.col("indicator").str.replace_all(rf"{_SIGNS}|\[[0-9]+\]", "").str.strip_chars("、，的 ")
        )
        .drop("own", "full", "source_no", "source_own", "chain_first")
    )
