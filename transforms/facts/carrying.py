"""What a number without a noun of its own is of: the clause before it, or what the numbers before named.

营业收入40亿元，增长7.1% carries 营业收入 on; 粮食总产再创新高，达494万吨 takes the clause before.
"""

import polars as pl

from transforms import sequences
from transforms.facts import phrases
from transforms.facts.sides import COUNTED
from transforms.language.patterns import pattern
from transforms.language.searches import only
from transforms.sequences import before, behind, former


def add_opening_noun(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds opening_noun, what the clause before names, where the number has no noun of its own."""
    frame = frame.with_columns(asked=pl.when(pl.col("full_noun").is_null()).then("opening"))
    named, verb = pl.col("named"), pl.col("verb")
    does = verb.is_not_null() & ~named.str.contains(phrases.protected()) & ~pl.col("is_name")
    openings = (
        frame.select("asked")
        .drop_nulls()
        .unique()
        .pipe(lambda asked: asked.with_columns(named=phrases.strip(asked["asked"])))
        .pipe(phrases.add_is_name, "named")
        .with_columns(verb=named.str.extract(f"^{pattern('doing')}+", 0))
        .with_columns(
            does=does, object_of=named.str.slice(verb.str.len_chars()).str.replace("^了", "").replace("", None)
        )
    )
    # 制定出台了脱贫机制，906户实现脱贫: a clause that does something names nothing
    # 积极偿还债务，全年偿还5475万元: but the same verb has the same object
    noun = pl.when(~pl.col("does")).then("named").when(pl.col("head_action") == verb).then("object_of")
    return (
        frame.join(openings, on="asked", how="left", maintain_order="left")
        .with_columns(opening_noun=noun)
        .drop("asked", "named", "is_name", "verb", "does", "object_of")
    )


def carry(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds opening_told (the clause before, where it names what the number is of), carried and carried_owner.

    What is carried is what the numbers before named.
    """
    full, verb_noun, carried = pl.col("full_noun"), pl.col("verb_noun"), pl.col("carried")
    # 粮食总产再创新高，达494万吨: a sentence whose first number has no noun takes the clause before it
    opens_part = pl.col("clause_before").is_not_null() & (pl.col("part_no") != before(pl.col("part_no"), "row"))
    # 项目总投资15亿元，零售总额稳定增长，完成94.8亿元: so does one behind a clause that tells how its noun moves
    tells = only(pl.col("opening_noun").is_not_null(), pl.col("clause_before")).str.contains(
        f"^[^占，。][^，。]+{pattern('complete_noun')}(?:{pattern('trailing')}|{pattern('manner')})*{pattern('movement')}$"
    )
    opens_part |= tells.fill_null(value=False)
    opens = ((pl.col("fact_no") == 1) | opens_part) & verb_noun.is_null() & pl.col("tail_noun").is_null()
    # 脱贫324户 | 743人: numbers that touch are of one noun, be it a verb
    touches = (pl.col("lead") == "") & ~pl.col("next_to") & ~pl.col("listed")
    named = pl.coalesce("full_noun", "opening_told", pl.when(behind(touches, "row")).then("verb_noun"))
    # 新增企业120家、增长7%: what grows is the new ones
    is_doing = pl.col("own_action").str.contains(f"^{pattern('nominal_verb')}$").fill_null(value=False)
    told = pl.when(is_doing & full.is_not_null()).then(pl.col("own_action") + full).otherwise(named)
    grows = pl.col("measure") == "growth"
    # 重点项目总投资59亿元，当年计划投资10亿元: one measure takes the place of the other
    is_measure = verb_noun.is_in(phrases.generic_nouns("measure"))
    # 生猪存栏47万头、出栏63万头: so does one stage
    is_stage = verb_noun.str.contains(f"^{pattern('stage')}+$")
    # 20个村出列、11000人脱贫: people do something of their own, and are no villages
    is_people = (pl.col("dimension") == "persons") & pl.col("tail_action").is_not_null()
    is_other = is_people & (before(pl.col("dimension"), "row") == "count") & pl.col("listed")
    counts, things = pl.col("dimension").is_in(COUNTED), pl.col("carried_count")
    # 引进10个总投资15亿元的项目，建成3个: things are counted, and no sum of them
    is_of_sum = counts & only(counts, carried).str.contains(f"{pattern('project_sum')}$")
    handed_on = pl.when(grows).then(former(told, "row")).when(~is_other).then(former(named, "row"))
    return (
        frame.with_columns(opening_told=pl.when(opens).then("opening_noun"))
        .with_columns(carried=handed_on, carried_count=sequences.carried(pl.when(counts).then(full), "row"))
        .with_columns(carried=pl.when(is_of_sum).then(pl.coalesce(things, carried)).otherwise(carried))
        .with_columns(
            carried_owner=pl.when(is_measure)
            .then(only(is_measure, carried).str.replace(f"{pattern('measure_noun')}$", ""))
            .when(is_stage)
            .then(only(is_stage, carried).str.replace(f"(.){pattern('stage')}$", "${1}"))
            .otherwise(carried),
        )
    )
