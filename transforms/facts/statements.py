"""What each number of a list shares with the others, and what its sentence said so far."""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts.clauses import continues_former
from transforms.language.patterns import DATE, STOP, pattern
from transforms.language.searches import only
from transforms.sequences import before, carried, first, starts

_SIGNS: Final = f"{DATE}-{STOP}"
#: 进一步提高到: a verb that says where to, and no noun.
_GOES_TO: Final = rf"^[{_SIGNS}，、]*(?:又|再|已|进一步)?[一-龥]{{1,2}}[到至]$"
#: A stem with fewer signs than this names nothing.
_SHORTEST_NAME: Final = 2


@cache
def _line_topic() -> str:
    lead, place, end = pattern("line_topic_lead"), pattern("line_topic_place"), pattern("line_topic_end")
    return rf"^[ \u3000]*(?:（?[一二三四五六七八九十]+(?:）|、|是))?{lead}*([一-鿿]{{2,4}}{place}){end}"


def _opening(so_far: pl.Expr) -> pl.Expr:
    """The last clause with a noun before the number, without a number that it ends in: 生产总值 | 98.1亿元，增长…"""
    last = "[，,：:][^，,：:；;。]*$"
    opening = so_far.str.extract(f"[一-鿿A-Za-z0-9.%“”（）()、]+{last}", 0).str.replace(last, "")
    return opening.str.replace(
        "([^第0-9.])[0-9][0-9.]*[余多十百千万亿]*(?:元|户|个|家|吨|亩|标准量)(?:大关)?$|([^第0-9.])[0-9]+亿大关$",
        "${1}${2}",
    )


def situate(facts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds to the frame of `clauses.frame_facts`

    stem           the lead of the list that the number is part of (its own lead outside a list)
    clause_so_far  the sentence from its last ，or ；to the number
    part_so_far    the same from the last ；on
    opening        the last clause with a noun before the number, for 固定资产投资，同比增长10%
    line_topic     the place that the first sentence of the paragraph names, as in 推进滨江新区建设。
    said_of        the stem with the noun that it lacks: 占比由46.9% | 提高到 → 占比提高到
    """
    # 推进滨江新区建设。…: what the first sentence of a paragraph names, all of it is about
    line = ("report_id", "line")
    topic = only(starts(*line), pl.col("text")).str.extract(_line_topic())
    # 加快新区建设。 names none
    topic = pl.when(~topic.fill_null("").str.contains(f"^{pattern('line_topic_lead')}")).then(topic)
    sentence = sentences.select("row", "start", sentence_text="text", line_topic=first(topic, *line))
    so_far = pl.col("sentence_text").str.slice(0, pl.col("char_start") - pl.col("start")).str.replace_all(" ", "")
    stem = pl.col("stem")
    # 的产业园和总投资 | 5亿元, 座水库、 | 3座: up to the joint the words belong to the number before
    # 8个泊位、总数达 | 23个: and so does what touches that number, up to the first 、
    # but not 投资12亿元 | 建成了东花园、西花园等 | 11个小区
    touches = continues_former() & ~pl.col("lead").str.contains(f"^{pattern('doing')}了")
    own_lead = (
        pl.when("listed")
        .then(pl.col("lead").str.replace("^(?:的.*[和、及与]|[^、].*[和、及与]$)", ""))
        .when(touches)
        .then(pl.col("lead").str.replace("^[^、（(“《]+、", ""))
        .otherwise("lead")
    )
    bare = stem.str.replace_all(f"(?:{pattern('bare')}|[{_SIGNS}])", "")
    is_name = (bare.str.len_chars() >= _SHORTEST_NAME) & ~stem.str.contains(_GOES_TO)
    # 总产值的增长速度，2022年计划为3.7%，实际达到 | 4.6%: what opens the sentence goes on to be spoken of
    opens = pl.col("fact_no") == 1
    last_name = carried(pl.when("is_name").then(stem).when(opens).then("opening"), "row")
    lacking = pl.coalesce(last_name, "opening", pl.lit("")).str.replace(rf"{pattern('moved')}[^，。]{{0,4}}$", "")
    # 分别增长3.2%和 | 下降 | 8.3%: a later number of the list may have a verb of its own
    own_verb = pl.when(pl.col("position") > 0).then(pl.col("lead").str.extract(f"({pattern('movement')})了?$"))
    of_list = first(own_lead, "row", "chain")
    # 下降14.5%（目标 | 13.5%）: what was aimed at is said of what was reached
    is_aim = pl.col("so_far").str.contains(f"{pattern('aim_beside')}$") & (pl.col("chain") > 1)
    return (
        facts.join(sentence, on="row", how="left", maintain_order="left")
        .with_columns(so_far=so_far, stem=of_list, own_verb=own_verb)
        .with_columns(
            stem=pl.when(pl.col("own_verb").is_not_null())
            .then(stem.str.replace(f"{pattern('movement')}了?$", "") + pl.col("own_verb"))
            .otherwise(stem)
        )
        .with_columns(stem=pl.when(is_aim).then(before(stem, "row")).otherwise(stem))
        # 引进资金、技术，分别增长29%、23%: the list of nouns stands in the clause before
        .with_columns(
            stem=pl.when(
                (pl.col("chain_length") > 1)
                & ~is_name
                & stem.str.contains("分别|各")
                & first(pl.col("clause_before"), "row", "chain").is_not_null()
            )
            .then(first(pl.col("clause_before"), "row", "chain") + stem)
            .otherwise(stem)
        )
        .with_columns(
            clause_so_far=pl.col("so_far").str.extract("[^，,；;。]*$", 0),
            part_so_far=pl.col("so_far").str.extract("[^；;。]*$", 0),
            opening=_opening(pl.col("so_far")),
            is_name=is_name,
        )
        .with_columns(said_of=pl.when("is_name").then(stem).otherwise(lacking + stem))
        .drop("sentence_text", "start", "so_far", "is_name", "own_verb")
    )
