"""The indicator of the catalogue that a phrase means: 全市规模以上工业增加值, 规上工业增加值 and 工业增加值 are one.

Looked up by name first, with less and less of the phrase, so that a name is found before anything is cut off it
(城镇新增就业 stays whole); then by the patterns of `seeds/indicator_patterns.csv`, in their order.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import alternatives, pattern, words
from transforms.language.searches import fits_any

#: What carries no meaning inside a phrase.
_NOISE: Final = r"[\s“”\"‘’「」《》的、（）()]"
_BRACKETS: Final = "[（(][^（()）]*[）)]"
_TIERS: Final = (1, 2, 3)
_RATIOS: Final = ["ratio", "ratio_permille", "index", "rate"]


@cache
def names() -> dict[str, str]:
    """Every name and alias without noise → indicator_id; raises SeedError where two indicators claim one name."""
    found: dict[str, str] = {}
    rows = seeds.read("indicators").select("indicator_id", "name_zh", "aliases", "_line")
    for indicator_id, name, aliases, line in rows.iter_rows():
        for alias in (name, *filter(None, aliases.split("|"))):
            key = pl.select(pl.lit(alias).str.replace_all(_NOISE, "")).item()
            if found.setdefault(key, indicator_id) != indicator_id:
                raise seeds.fail("indicators", line, f"{alias} is also a name of {found[key]}; one name, one indicator")
    return found


@cache
def _names_of_things() -> dict[str, str]:
    """The names of what is counted."""
    counted = set(seeds.read("indicators").filter(dimension="count")["indicator_id"])
    return {name: found for name, found in names().items() if found in counted}


@cache
def _prefix(tier: int) -> str:
    rows = seeds.read("indicator_prefixes").filter(pl.col("tier").cast(pl.Int8) <= tier)
    prefix = alternatives(rows["prefix"].to_list())
    return f"^{prefix}" if tier == 1 else f"^{prefix}+"


def _by_pattern(phrases: pl.DataFrame) -> pl.DataFrame:
    """Phrases that no name answers, against the patterns: the first that fits, on the phrase cut to tier 2, then 3.

    Both cuts are mostly the same, so each distinct form is asked once.
    """
    rows = seeds.read("indicator_patterns").select("pattern", "indicator_id")
    form = pl.col("form")
    matches = [pl.when(form.str.contains(fits)).then(pl.lit(found)) for fits, found in rows.iter_rows()]
    forms = pl.concat([phrases["tier_2"], phrases["tier_3"]]).unique().alias("form").to_frame()
    # one form in twenty fits a pattern
    table = forms.filter(fits_any(form, rows["pattern"].to_list())).select("form", found=pl.coalesce(*matches))
    return (
        phrases.join(table, left_on="tier_2", right_on="form", how="left", maintain_order="left")
        .join(table.rename({"found": "later"}), left_on="tier_3", right_on="form", how="left", maintain_order="left")
        .with_columns(indicator_id=pl.coalesce("found", "later"))
    )


def look_up(phrases: pl.Series) -> pl.DataFrame:
    """One row a distinct phrase: phrase and indicator_id, null where the catalogue has none.

    What stands in brackets may be part of a name, 每千人口执业（助理）医师, or say it again, 生产总值（GDP）.

    >>> look_up(pl.Series(["全市规上工业增加值"]))["indicator_id"].to_list()
    ['industrial_value_added']
    """
    frame = pl.DataFrame({"phrase": phrases.drop_nulls().unique(maintain_order=True)}, schema={"phrase": pl.String})
    whole = _by_name(frame.with_columns(form="phrase"))
    is_open = pl.col("indicator_id").is_null()
    is_bracketed = is_open & pl.col("form").str.contains(_BRACKETS)
    bare = whole.filter(is_bracketed).select("phrase", form=pl.col("form").str.replace_all(_BRACKETS, ""))
    named = pl.concat([whole.filter(~is_bracketed), _by_name(bare)])
    rest = _by_pattern(named.filter(is_open).drop("indicator_id"))
    return pl.concat([one.select("phrase", "indicator_id") for one in (named.filter(~is_open), rest)])


def _by_name(frame: pl.DataFrame) -> pl.DataFrame:
    """The phrases with the indicator that each one's form is a name of, and with what is cut off it tier by tier."""
    suffix = f"{words('indicator_suffixes', 'suffix')}$"
    phrase = pl.col("form").str.replace_all(_NOISE, "")
    frame = frame.with_columns(
        tier_0=phrase, **{f"tier_{tier}": phrase.str.replace(_prefix(tier), "") for tier in _TIERS}
    )
    forms = [pl.col(f"tier_{tier}") for tier in (0, *_TIERS)]
    forms += [form.str.replace(suffix, "") for form in forms]
    named = [form.replace_strict(names(), default=None, return_dtype=pl.String) for form in forms]
    # 国家级农民合作社 are still counted as such; 省级一般性支出 is another sum
    ungraded = pl.col("tier_3").str.replace(f"^{pattern('level')}(?:及?以上)?", "")
    graded = ungraded.replace_strict(_names_of_things(), default=None, return_dtype=pl.String)
    return frame.with_columns(indicator_id=pl.coalesce(*named, graded))


#: The indicator of a head's part of what another one measures.
_PER_HEAD: Final = {
    "gdp": "gdp_per_capita",
    "urban_disposable_income": "urban_disposable_income",
    "rural_disposable_income": "rural_disposable_income",
    "rural_net_income": "rural_net_income",
}


@cache
def _dimensions() -> pl.DataFrame:
    rows = seeds.read("indicators")
    return rows.select("indicator_id", measured_in="dimension")


def _contradicts() -> pl.Expr:
    """Whether a level or share cannot be of the indicator: 装机容量占比60% is no capacity."""
    of_id, of_fact = pl.col("measured_in"), pl.col("dimension")
    is_ratio, is_money = of_id.is_in(_RATIOS), of_id == "money"
    is_told = pl.col("measure").is_in(["level", "share"]) & of_fact.is_not_null() & (of_id != "quotient")
    return is_told & ((of_fact.is_in(_RATIOS) != is_ratio) | ((of_fact == "money") != is_money))


def assign_indicator_ids(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator_id to facts with indicator, action, subject, measure and dimension.

    Action and indicator may be a name together (新增 + 就业), and so may subject and indicator (开发区 + 主营业务收入).
    """
    frame = facts.with_columns(
        together=pl.coalesce(pl.col("action") + pl.col("indicator"), "indicator"),
        owned=pl.coalesce(pl.col("subject") + pl.col("indicator"), "indicator"),
    )
    table = look_up(pl.concat([frame["indicator"], frame["together"], frame["owned"]]))
    for phrase in ("together", "indicator", "owned"):
        found = table.select("phrase", pl.col("indicator_id").alias(f"{phrase}_id"))
        frame = frame.join(found, left_on=phrase, right_on="phrase", how="left", maintain_order="left")
    # 生产总值达110亿元、人均4.6万元: a head's part is another indicator than the whole
    per_head = pl.col("stem").str.contains("人均|每人") & ~pl.col("indicator").str.contains("均|每")
    whole_id = pl.col("indicator_id")
    frame = frame.with_columns(
        indicator_id=pl.when(per_head).then(whole_id.replace_strict(_PER_HEAD, default=None)).otherwise(whole_id),
        together_id=pl.when(~per_head).then("together_id"),
        owned_id=pl.when(~per_head).then("owned_id"),
    )
    is_named = pl.col("owned").str.replace_all(_NOISE, "").is_in(list(names()))
    return (
        frame.with_columns(
            indicator_id=pl.coalesce("together_id", pl.when(is_named).then("owned_id"), "indicator_id", "owned_id")
        )
        .join(_dimensions(), on="indicator_id", how="left", maintain_order="left")
        .with_columns(indicator_id=pl.when(~_contradicts().fill_null(value=False)).then("indicator_id"))
        .drop("together", "owned", "together_id", "owned_id", "measured_in")
    )
