"""What each number of a list shares with the others, and what its sentence said so far."""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts.clauses import continues_former
from transforms.language.patterns import DATE, STOP, TIMES, pattern
from transforms.language.searches import add, add_where, only
from transforms.sequences import before, carried, first, starts

_SIGNS: Final = f"{DATE}-{STOP}"
#: 进一步提高到: a verb that says where to, and no noun.
_GOES_TO: Final = rf"^[{_SIGNS}，、]*(?:又|再|已|进一步)?[一-龥]{{1,2}}[到至]$"
_LINE: Final = ("report_id", "line")
#: A stem with fewer signs than this names nothing.
_SHORTEST_NAME: Final = 2


@cache
def _line_topic() -> str:
    lead, place, end = pattern("line_topic_lead"), pattern("line_topic_place"), pattern("line_topic_end")
    return rf"^[ \u3000]*(?:（?[一二三四五六七八九十]+(?:）|、|是))?{lead}*([一-鿿]{{2,4}}{place}){end}"


def _opening(so_far: pl.Expr) -> pl.Expr:
    """The last clause with a noun before the number."""
    last = "[，,：:][^，,：:；;。]*$"
    return so_far.str.extract(f"[一-鿿A-Za-z0-9.%“”（）()、]+{last}", 0).str.replace(last, "")


def _drop_number(frame: pl.DataFrame) -> pl.DataFrame:
    """The opening without a number that it ends in: 生产总值 | 98.1亿元，增长…"""
    opening = pl.col("opening")
    number = "([^第0-9.])[0-9][0-9.]*[余多十百千万亿]*(?:元|户|个|家|吨|亩|标准量)(?:大关)?$|([^第0-9.])[0-9]+亿大关$"
    ends_so = opening.str.contains("[0-9.余多十百千万亿](?:元|户|个|家|吨|亩|标准量)$|大关$")
    return (
        add_where(frame, ends_so, bare_opening=opening.str.replace(number, "${1}${2}"))
        .with_columns(opening=pl.coalesce("bare_opening", opening))
        .drop("bare_opening")
    )


def _line_topics(sentences: pl.DataFrame) -> pl.DataFrame:
    """The place that the first sentence of each line names, all of which is about it: 推进滨江新区建设。…"""
    topic = pl.col("topic")
    return (
        sentences.filter(starts(*_LINE))
        .select(topic=pl.col("text").str.extract(_line_topic()))
        # 加快新区建设。 names none
        .select(pl.when(~topic.str.contains(f"^{pattern('line_topic_lead')}")).then(topic))
    )


def _names_something(stem: pl.Expr) -> pl.Expr:
    bare = stem.str.replace_all(f"(?:{pattern('bare')}|[{_SIGNS}])", "")
    return (bare.str.len_chars() >= _SHORTEST_NAME) & ~stem.str.contains(_GOES_TO)


def situate(facts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds to the frame of `clauses.frame_facts`

    stem           the lead of the list that the number is part of (its own lead outside a list)
    clause_so_far  the sentence from its last ，or ；to the number
    part_so_far    the same from the last ；on
    opening        the last clause with a noun before the number, for 固定资产投资，同比增长10%
    line_topic     the place that the first sentence of the paragraph names, as in 推进滨江新区建设。
    said_of        the stem with the noun that it lacks: 占比由46.9% | 提高到 → 占比提高到
    """
    line_no = starts(*_LINE).cum_sum() - 1
    sentence = sentences.select("start", sentence_text="text", line_no=line_no)[facts["row"]]
    topics = pl.lit(_line_topics(sentences).to_series())
    so_far = pl.col("sentence_text").str.slice(0, pl.col("char_start") - pl.col("start")).str.replace_all(" ", "")
    stem, lead = pl.col("stem"), pl.col("lead")
    # 的产业园和总投资 | 5亿元, 座水库、 | 3座: up to the joint the words belong to the number before
    # 8个泊位、总数达 | 23个: and so does what touches that number, up to the first 、
    # but not 投资12亿元 | 建成了东花园、西花园等 | 11个小区
    touching = only(continues_former(), lead)
    own_lead = (
        pl.when("listed")
        .then(only(pl.col("listed"), lead).str.replace("^(?:的.*[和、及与]|[^、].*[和、及与]$)", ""))
        .when((touching != "") & ~touching.str.contains(f"^{pattern('doing')}了"))
        .then(touching.str.replace("^[^、（(“《]+、", ""))
        .otherwise(lead)
    )
    # 总产值的增长速度，2022年计划为3.7%，实际达到 | 4.6%: what opens the sentence goes on to be spoken of
    opens = pl.col("fact_no") == 1
    # 全市占比由21.8% | 增至24%: a share is told of, where it names nothing else
    is_share = only(~pl.col("is_name"), stem).str.contains(f"{pattern('part_noun')}(?:[由从]|{TIMES}|的)+$")
    last_name = carried(
        pl.when(pl.col("is_name") | is_share.fill_null(value=False)).then(stem).when(opens).then("opening"), "row"
    )
    lacking = pl.coalesce(last_name, "opening", pl.lit("")).str.replace(rf"{pattern('moved')}[^，。]{{0,4}}$", "")
    # 分别增长3.2%和 | 下降 | 8.3%: a later number of the list may have a verb of its own
    own_verb = only(pl.col("position") > 0, lead).str.extract(f"({pattern('movement')})了?$")
    # 引进资金、技术，分别增长29%、23%: the list of nouns stands in the clause before
    nouns_before = first(pl.col("clause_before"), "row", "chain")
    dealt = only((pl.col("chain_length") > 1) & nouns_before.is_not_null(), stem)
    dealt = only(dealt.str.contains("分别|各"), dealt)
    of_list = first(own_lead, "row", "chain")
    # 下降14.5%（目标 | 13.5%）: what was aimed at is said of what was reached
    said = pl.col("so_far")
    is_aim = only(pl.col("chain") > 1, said).str.contains(f"{pattern('aim_beside')}$")
    has_parts = said.str.contains("[；;。]")
    return (
        facts.hstack(sentence)
        .with_columns(so_far=so_far)
        .pipe(add, stem=of_list, own_verb=own_verb, line_topic=topics.gather(pl.col("line_no")))
        .with_columns(
            stem=pl.when(pl.col("own_verb").is_not_null())
            .then(
                only(pl.col("own_verb").is_not_null(), stem).str.replace(f"{pattern('movement')}了?$", "")
                + pl.col("own_verb")
            )
            .otherwise(stem)
        )
        .with_columns(stem=pl.when(is_aim).then(before(stem, "row")).otherwise(stem))
        .pipe(add, stem=pl.when((dealt != "") & ~_names_something(dealt)).then(nouns_before + dealt).otherwise(stem))
        .pipe(
            add,
            part_so_far=pl.when(has_parts).then(only(has_parts, said).str.extract("[^；;。]*$", 0)).otherwise(said),
            opening=_opening(said),
            is_name=_names_something(stem),
        )
        .pipe(_drop_number)
        .with_columns(
            clause_so_far=pl.col("part_so_far").str.extract("[^，,]*$", 0),
            said_of=pl.when("is_name").then(stem).otherwise(lacking + stem),
        )
        .drop("sentence_text", "start", "line_no", "so_far", "is_name", "own_verb")
    )
