"""The verb of doing: before the noun, behind it, or carried along the list that it opens."""

from functools import cache
from typing import Final

import polars as pl

from transforms import sequences
from transforms.facts import phrases
from transforms.facts.clauses import continues_former, continues_in_next
from transforms.facts.sides import COUNTED
from transforms.language.patterns import pattern
from transforms.language.rules import Decision, Rule, is_so, otherwise, says
from transforms.language.searches import add, add_where, only
from transforms.sequences import before, behind, carried_back, running

_USES_TAIL: Final = is_so(pl.col("uses_tail"))
#: As many signs at the end of a noun tell what kind of thing it is: 加工|能力.
_HEAD: Final = 2


def add_verbs(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds verb_before, the verb before the number, and verb_of_part, what became of a part of what stands there."""
    last_verb, trail = pl.col("last_verb"), pl.col("trail")
    # 出台服务业高质量发展 | 30条措施: what ends the phrase is a noun there
    is_noun = pl.col("head_action").is_not_null() & last_verb.str.contains(f"^{pattern('nominal_end')}$")
    # 推动每个县建设 | 2个示范村: but not behind those that are driven to it
    drives = pl.col("head_action").str.contains(f"^{pattern('driving_verb')}$")
    is_driven = only(drives, pl.col("stem")).str.contains(f"{pattern('driven_one')}[)）]?{pattern('nominal_end')}$")
    is_noun &= ~is_driven.fill_null(value=False)
    # 工业经济、农村公路建设养护3项工作: nor is the last of the names that are counted
    is_name = only(pl.col("tail_noun").str.contains(f"^{pattern('named_count')}$"), pl.col("stem")).str.contains("、")
    is_noun = (is_noun | (is_name & last_verb.str.contains(f"^(?:{pattern('nominal_end')}|养护)+$"))).fill_null(
        value=False
    )
    # 38条断头路续建和新打通 | 25条: the first verb is that of the number before
    own_last = last_verb.str.replace(f"^.*{pattern('doing')}[、和并及]", "")
    of_part = pl.coalesce(
        "tail_action",
        trail.str.extract(f"^({pattern('achieve')}了?[^，。、的]{{2,10}})$"),
        trail.str.extract(f"^{pattern('doing')}+", 0),
    )
    return (
        add_where(frame, pl.col("nested") & last_verb.is_not_null(), own_last=own_last)
        .pipe(add_where, pl.col("is_of_former"), verb_of_part=of_part)
        .with_columns(verb_before=pl.when(~is_noun.fill_null(value=False)).then(pl.coalesce("own_last", last_verb)))
        .with_columns(verb_before=pl.coalesce("verb_before", "head_action"))
        .drop("own_last")
    )


@cache
def own_action() -> Decision:
    """The verb of doing in the number's own clause; takes what `add_verbs` adds."""
    head_action = pl.col("verb_before")
    has_own = is_so(pl.col("own_noun").is_not_null())
    return Decision(
        "own_action",
        Rule(
            "a sum does nothing",
            is_so(pl.col("is_sum_of")),
            None,
            "总投资{10亿元}的新材料产业园开工。",
        ),
        Rule(
            "what is made longer",
            is_so(pl.col("measure") == "change") & says("stem", "延长$", pl.col("measure") == "change"),
            pl.lit("延长"),
            "推进土地承包到期后再延长{30年}试点。",
        ),
        Rule(
            "having is no doing",
            is_so(head_action.str.contains(f"^{pattern('have')}$")),
            None,
            "现有村级卫生室{120个}。",
        ),
        Rule(
            "what became of a part",
            is_so(pl.col("is_of_former")),
            pl.col("verb_of_part"),
            "35个续建项目中有{32个}项目开工。",
        ),
        Rule(
            "what was brought about behind the number",
            _USES_TAIL
            & is_so((head_action == "实现") & pl.col("tail_action").is_not_null())
            & ~says("trail", "(?:任务|目标|工作|建设|覆盖)$", head_action == "实现"),
            pl.col("tail_action"),
            "实现{5万}贫困人口脱贫。",
        ),
        Rule(
            "the verb before the number",
            _USES_TAIL & is_so(head_action.is_not_null()),
            head_action,
            "新建{12所}学校。",
        ),
        Rule("the predicate of what is counted", _USES_TAIL, pl.col("tail_action"), "{5家}企业入选国家级绿色工厂。"),
        Rule(
            "a predicate without a noun",
            is_so(pl.col("tail_noun").is_null() & pl.col("tail_action").is_not_null())
            & ~is_so(pl.col("dimension") == "money"),
            pl.col("tail_action"),
            "整合矿山16座，其中{14座}确定了主体。",
        ),
        Rule(
            "what became of as many",
            is_so(pl.col("became").is_not_null()),
            pl.col("became"),
            "新引进项目50个、竣工投产{25个}。",
        ),
        Rule("the verb before the noun", has_own, pl.col("head_action"), "治理河道{20.6公里}。"),
        Rule(
            "a verb alone, of what was named before",
            is_so((pl.col("measure") == "level") & (pl.col("position") == 0) & pl.col("verb_noun").is_null())
            & ~is_so(head_action == "实现"),
            head_action,
            "织机增至9000台，新增{1000台}。",
        ),
        otherwise("no noun to act on", None, "营业收入40亿元，增长{7.1%}。"),
    )


def list_no() -> pl.Expr:
    """The number of the list of a sentence that a number stands in: 建成公园5个、道路12公里 is one."""
    return running((~pl.col("listed")).cast(pl.Int32), "row")


def run_lists(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds run_no, which numbers the runs of like items of a sentence, and what `action` takes from their other items.

    That is carried_action, the verb before that is theirs, too, and driven_to, the predicate of the last of them.

    新建农村道路22公里，电力线路300公里: an item of a run is a bare noun with a number of the dimension before it.
    """
    # 新增原油加工能力35万吨，天然气加工能力2亿立方米: nouns of one head are as like
    is_like = (pl.col("dimension") == pl.col("dimension").shift(1)) | (
        pl.col("own_noun").str.slice(-_HEAD) == before(pl.col("own_noun").str.slice(-_HEAD), "row")
    )
    may_go_on = pl.col("listed") | pl.col("next_to")
    lead, noun = only(may_go_on, pl.col("lead")), only(may_go_on, pl.col("own_noun"))
    is_told = lead.str.contains(f"(?:{pattern('telling_verb')}|{pattern('goes_to')})[了约]?$") | noun.is_in(
        phrases.generic_nouns("measure")
    )
    # 5家企业上榜，“四上”单位突破3万家
    is_told |= pl.col("text").str.contains("^(?:突破|达)")
    # 举办活动13场、促进签约230亿元: nor is what was brought about
    is_told |= noun.str.contains(f"{pattern('sum_noun')}|^{pattern('causing_verb')}").fill_null(value=False)
    frame = frame.with_columns(is_told=is_told)
    # 实施5家钢铁企业治理，8家水泥企业改造: so is one counted behind the ，
    # and 三地互认71项资格 has words of its own
    names_examples = pl.col("lead").str.ends_with("等")
    is_counted_item = pl.col("uses_tail") & pl.col("tail_action").is_null() & (~pl.col("has_head") | names_examples)
    # 推进22宗土地收储，力争10宗地块出让: words of wanting begin anew
    follows_one = is_counted_item & ((pl.col("lead") == "") | names_examples) & before(is_counted_item, "row")
    # 发布45条举措，首批21个项目 | 完成投资3亿元: but not what does something to the next number
    leads_on = continues_in_next() & pl.col("tail_said").is_not_null()
    is_bare = (
        pl.col("next_to")
        & ~leads_on.fill_null(value=False)
        & (((pl.col("lead") != "") & ~pl.col("uses_tail")) | follows_one)
        & is_like
        & (pl.col("measure") == "level")
        & ~pl.col("is_told")
        # 压减开采量1.6亿立方米，力争生态补水20亿立方米: nor one that is only wanted
        & ~only(pl.col("next_to"), pl.col("lead")).str.contains(f"^{pattern('strive')}")
        # 新开工标准厂房70万平方米，园区储备不低于500亩: a bound that the item before has not is told of what is there
        & ~(
            pl.col("text").str.starts_with("不")
            & ~before(pl.col("text").str.starts_with("不"), "row")
            & ~pl.col("lead").str.starts_with("其中")
        )
        & ~only(pl.col("next_to"), pl.col("lead")).str.contains(f"{pattern('telling_verb')}|{pattern('no_item')}")
        & ~pl.col("own_noun").is_in(phrases.generic_nouns("measure"))
    )
    is_counted = pl.col("dimension").is_in(COUNTED) & pl.col("nested") & pl.col("uses_tail")
    # 抓好远航集团20万吨甲醇、明辉纸业3万吨包装纸: and what is built for so much, by or for whom
    is_built = pl.col("builder").is_not_null() & before(pl.col("builder").is_not_null(), "row") & pl.col("nested")
    goes_on = ((pl.col("listed") & ~pl.col("is_told")) | is_bare | is_counted | is_built).fill_null(value=False)
    # 小区改造开工74个、完工54个，生猪存栏4万头: what became of one thing is not said of the next
    goes_on &= before(pl.col("became"), "row").is_null()
    frame = add(frame, begins=(~goes_on).cast(pl.Int32)).with_columns(run_no=running(pl.col("begins"), "row"))
    return _add_of_others(frame.drop("is_told", "begins"))


def _add_of_others(frame: pl.DataFrame) -> pl.DataFrame:
    own = pl.col("own_action")
    # 实施5条河道治理、9个灌区建设、20座水库除险加固: the verb in front is that of all, before what is said of one
    is_said_of_one = (pl.col("uses_tail") & (own == pl.col("tail_action"))).fill_null(value=False)
    # 推动4家企业、2所高校加快建设: the predicate of the last item is that of all
    tail_action = pl.when("uses_tail").then("tail_action")
    # 省定20项工程、市定12件实事全部完成: and so it is where the items say whose they are
    goes_on = only(pl.col("nested"), pl.col("lead")).str.contains(f"[、和及与]{pattern('next_level')}$")
    return frame.with_columns(
        carried_action=pl.coalesce(
            sequences.carried(pl.when(~is_said_of_one).then(own), "row", "run_no"),
            sequences.carried(own, "row", "run_no"),
        ),
        driven_to=pl.coalesce(
            carried_back(tail_action, "row", "list_no"),
            pl.when(behind(goes_on, "row")).then(behind(carried_back(tail_action, "row"), "row")),
        ),
    )


@cache
def action() -> Decision:
    """The action, and that of 新增科技型企业60家、高新技术企业11家 carried over the list."""
    own = pl.col("own_action")
    # 50%以上的学校、90%的企业通过验收: parts of what is counted do something, too
    is_level = (pl.col("measure") == "level") | ((pl.col("measure") == "share") & pl.col("uses_tail"))
    carried, driven_to = pl.col("carried_action"), pl.col("driven_to")
    # 压减钢铁产能1400万吨、煤炭1000万吨
    is_level |= pl.col("listed") & only(pl.col("measure") == "change", carried).str.contains(
        f"^{pattern('reducing_verb')}"
    ).fill_null(value=False)
    # 实施总投资288亿元的57个项目: the verb before the sum is that of what it is of
    # so is it with the number behind: 实施了总投资22亿元的工程项目24个
    is_of_sum = (before(pl.col("trail"), "row") == "的") | (continues_former() & pl.col("dimension").is_in(COUNTED))
    of_sum = pl.when(before(pl.col("is_sum_of"), "row") & is_of_sum).then(before(pl.col("head_action"), "row"))
    causing = only(driven_to.is_not_null(), carried).str.contains(f"^{pattern('causing_verb')}+$")
    is_driven = (carried.is_null() | causing) & driven_to.is_not_null()
    # 建成球场40个，器材更新50个: what has its verb in it is not done otherwise, though a work is: 完成小区改造
    is_work = pl.col("own_noun").str.contains(f"{pattern('work')}$")
    has_own_verb = is_work & ~only(is_work, carried).str.contains(f"^{pattern('governing_verb')}")
    follows = is_so(is_level & own.is_null() & carried.is_not_null() & ~has_own_verb.fill_null(value=False))
    return Decision(
        "action",
        Rule(
            "driven to the predicate",
            is_so(is_level & pl.col("uses_tail") & is_driven),
            driven_to,
            "推动{4家}企业、2所高校加快建设。",
        ),
        Rule(
            "the verb before its sum",
            is_so(own.is_null() & of_sum.is_not_null()),
            of_sum,
            "实施总投资86亿元的{57个}项目。",
        ),
        Rule("a verb of reporting does nothing", is_so(carried == "实现"), None, "实现税收{30.5亿元}。"),
        Rule("carried along the list", follows, carried, "新增科技型企业60家、高新技术企业{11家}。"),
        otherwise("its own verb", own, "新建{12所}学校。"),
    )
