"""Answers in words: what a review says of a promise that none of its numbers answers.

淘汰黄标车指标超额完成 decides. 居民消费价格总体平稳 speaks of the very thing and decides nothing. A clause speaks of a
thing where the thing is all that it is about: before the noun stand verbs, places and other members of a list, behind
it what was done with it or how it fares.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import alternatives, pattern
from transforms.language.searches import add, only
from transforms.outcomes import phrases
from transforms.outcomes.cues import cue

#: Shorter nouns (道路, 投资) are anybody's.
SHORTEST: Final = 3
SHORTEST_NAME: Final = 2
#: Longer ones are of one kind whatever stands before them: 机动车停车位 is a kind of 停车位, 全国示范村 none of 示范村.
TELLING: Final = 4
_CLAUSE_END: Final = "[,，;；。:：！？]"
_COUNT: Final = "[0-9.]+[^0-9]{0,3}|一批"
_LIST: Final = "[、和及与等]"
#: What reviews decide comes before what they only speak of, and of equals the first.
_ORDER: Final = ("target_row", "is_decided", "report_year", "report_id", "start")

SCHEMA: Final = pl.Schema(
    {
        "target_row": pl.UInt32(),
        "verdict": pl.String(),
        "reason": pl.String(),
        "words_report_id": pl.String(),
        "words_start": pl.Int32(),
        "words": pl.String(),
    }
)


def answered(targets: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """The sentence that answers each target in words (columns of `SCHEMA`); a target without one has no row.

    `targets` has row, region_code, year, core, phrase and sentence; `sentences` is as `reviews` gives it.
    """
    nouns = _with_nouns(targets.select("phrase", "core").unique())
    wanted = targets.join(nouns.filter(pl.col("noun").is_not_null()), on=["phrase", "core"], nulls_equal=True)
    mentions = _mentions(
        wanted.select("region_code", "year", "noun", "is_name", own="sentence", target_row="row"), sentences
    )
    thing = ["noun", "is_name", "clause"]
    return (
        mentions.join(_told(mentions.select(thing).unique()), on=thing, maintain_order="left")
        .with_columns(is_decided=pl.col("verdict") != "unclear")
        .sort(*_ORDER, descending=[name == "is_decided" for name in _ORDER], maintain_order=True)
        .unique("target_row", keep="first", maintain_order=True)
        .select("target_row", "verdict", _reason(), words_report_id="report_id", words_start="start", words="sentence")
    )


def _told(clauses: pl.DataFrame) -> pl.DataFrame:
    """Of distinct clauses (noun, is_name, clause) those that speak of the noun and of nothing else, with a verdict."""
    is_telling = pl.col("is_name") | (pl.col("noun").str.len_chars() >= TELLING)
    is_of_other = pl.col("before").str.contains(f"(?:{cue('told_of_other')})$")
    return (
        clauses.with_columns(before=pl.col("clause").str.split(pl.col("noun")).list.first())
        .with_columns(behind=pl.col("clause").str.strip_prefix(pl.col("before") + pl.col("noun")))
        .with_columns(is_its_own=is_telling & ~is_of_other)
        .filter(pl.col("is_its_own") | only(~pl.col("is_its_own"), pl.col("before")).str.contains(_before()))
        .filter(pl.col("behind").str.contains(_behind()))
        .select("noun", "is_name", "clause", verdict=_verdict())
    )


def _with_nouns(things: pl.DataFrame) -> pl.DataFrame:
    """Adds noun, what to look for, and is_name, whether it is a name: whatever stands before it, 农村“双代” is 双代.

    The noun is the name in quotes (双代 of 村“双代”工作), else the core without how it is counted or grows:
    居民消费价格涨幅 is 居民消费价格. Null where it is too short to be anybody's own.
    """
    quoted, bare = pl.col("quoted"), pl.col("bare")
    # 进出口总额、实际利用外资: the last of them
    last = phrases.normalised(things["phrase"].str.extract("、([^、]+)$"))
    counted = f"{_suffixes('count', 'growth', 'work')}+$"
    things = things.with_columns(
        quoted=pl.col("phrase").str.extract(f'[“"]([^”"]{{{SHORTEST_NAME},}})[”"]'),
        bare=pl.coalesce(last, "core").str.replace(counted, ""),
    )
    named = pl.when(bare.str.len_chars() >= SHORTEST).then(bare).otherwise("core")
    noun = pl.coalesce(quoted, pl.when(named.str.len_chars() >= SHORTEST).then(named))
    return add(things, noun=noun, is_name=quoted.is_not_null()).drop("quoted", "bare")


def _mentions(wanted: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Each target with each clause of its reviews that has its noun, but for its own sentence said again."""
    place = ["region_code", "year"]
    texts = sentences.group_by(*place).agg(text=pl.col("plain").str.join("\n"))
    asked = wanted.select(*place, "noun").unique()
    spoken_of = asked.join(texts, on=place).filter(pl.col("text").str.contains(pl.col("noun"), literal=True))
    numbered = sentences.with_row_index("number")
    clauses = (
        spoken_of.drop("text")
        .join(numbered.select(*place, "number", "plain"), on=place, maintain_order="left_right")
        .filter(pl.col("plain").str.contains(pl.col("noun"), literal=True))
        .with_columns(clause=pl.col("plain").str.replace_all(_CLAUSE_END, "\n").str.split("\n"))
        .explode("clause")
        .filter(pl.col("clause").str.contains(pl.col("noun"), literal=True))
    )
    return (
        wanted.join(clauses.drop("plain"), on=[*place, "noun"], maintain_order="left_right")
        .join(numbered.drop(*place, "plain"), on="number", maintain_order="left")
        .filter(pl.col("sentence").str.strip_chars() != pl.col("own").str.strip_chars())
    )


@cache
def _suffixes(*kinds: str) -> str:
    rows = seeds.read("indicator_suffixes").filter(pl.col("kind").is_in(kinds))
    return alternatives(rows["suffix"].to_list())


@cache
def _work() -> str:
    return f"(?:{_suffixes('work')}|{cue('told_work')})*"


@cache
def _before() -> str:
    verbs = "|".join(map(pattern, ("action", "manner", "aux", "total", "connective", "place", "whole")))
    return f"^(?:.*(?:{_LIST}|{_COUNT}))?(?:{verbs}|{phrases.places()}|{cue('told_when')}|{_COUNT})*$"


@cache
def _behind() -> str:
    verbs = "|".join(map(pattern, ("action", "manner", "aux", "predicative", "up", "down", "improve")))
    fares = "|".join((*map(pattern, ("manner", "up", "down")), cue("told"), cue("failure")))
    return f"^{_work()}(?:{_LIST}.*|(?:{verbs})*(?:[0-9].*)?|(?:{fares}).*)$"


def _verdict() -> pl.Expr:
    """Said to be done or to have failed, else only spoken of; 120座水站全面完成 is of some of them."""
    before, behind = pl.col("before"), pl.col("behind")
    done = behind.str.contains(f"^{_work()}(?:{cue('told_done')})$") | (
        before.str.contains(f"(?:{cue('told_done')})$") & behind.str.contains(f"^{_work()}$")
    )
    return (
        pl.when(behind.str.contains(f"^{_work()}(?:{cue('failure')})"))
        .then(pl.lit("missed"))
        .when(done & ~before.str.contains("[0-9]"))
        .then(pl.lit("met"))
        .otherwise(pl.lit("unclear"))
    )


def _reason() -> pl.Expr:
    told = {
        "met": "后来的报告自述已经完成，没有可比的数",
        "missed": "后来的报告自述没有达到，没有可比的数",
        "unclear": "后来的报告说到这件事，没有可比的数",
    }
    return pl.col("verdict").replace_strict(told, return_dtype=pl.String).alias("reason")
