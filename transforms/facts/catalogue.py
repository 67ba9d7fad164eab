"""The indicator of the catalogue that a phrase means: 全市规模以上工业增加值, 规上工业增加值 and 工业增加值 are one.

Looked up by name first, with less and less of the phrase, so that a name is found before anything is cut off it
(城镇新增就业 stays whole); then by the patterns of `seeds/indicator_patterns.csv`, in their order.
"""

import itertools
from collections.abc import Callable
from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import alternatives, words
from transforms.language.searches import add, first_fit, only

#: What carries no meaning inside a phrase.
NOISE: Final = r"[\s“”\"‘’「」《》的、（）()—–·?？★]"
_BRACKETS: Final = "[（(][^（()）]*[）)]"
_TIERS: Final = (1, 2, 3)
#: 省级示范性普惠幼儿园 has three.
_MOST_ATTRIBUTES: Final = 3
#: “乐购全川”系列促消费活动 are events of a name.
_BRAND: Final = '^[^“"]{0,8}[“"][^”"]+[”"]'
#: 体育公园等健身设施 are of the kind behind 等; 高等学校 and 一等奖 are words.
_SAMPLES: Final = "^.+[^高中初平同一二三四五]等(?:一批)?"
#: Shorter than that, words are too general for synonyms: 投资 and 投资总额.
_SHORTEST_KEY: Final = 4
_THINGS: Final = ("count", "persons", "area", "length")


@cache
def names() -> dict[str, str]:
    """Every name and alias without noise → indicator_id; raises SeedError where two indicators claim one name."""
    found: dict[str, str] = {}
    alias = pl.col("alias")
    each = pl.concat_list("name_zh", pl.col("aliases").str.split("|"))
    rows = seeds.read("indicators").select("indicator_id", "_line", alias=each).explode("alias").filter(alias != "")
    for indicator_id, line, name, key in rows.with_columns(key=alias.str.replace_all(NOISE, "")).iter_rows():
        if found.setdefault(key, indicator_id) != indicator_id:
            raise seeds.fail("indicators", line, f"{name} is also a name of {found[key]}; one name, one indicator")
    return found


@cache
def _names_of_things() -> dict[str, str]:
    """The names of what is built, made or counted; 农村人口 are another population than 人口."""
    of_things = pl.col("dimension").is_in(_THINGS) & (pl.col("domain") != "population")
    things = set(seeds.read("indicators").filter(of_things)["indicator_id"])
    return {name: found for name, found in names().items() if found in things}


@cache
def as_series(table: Callable[[], dict[str, str]]) -> tuple[pl.Series, pl.Series]:
    """Names and ids as Polars holds them: thousands of them are not turned into that at each look."""
    return pl.Series(list(table()), dtype=pl.String), pl.Series(list(table().values()), dtype=pl.String)


@cache
def _prefix(tier: int) -> str:
    rows = seeds.read("indicator_prefixes").filter(pl.col("tier").cast(pl.Int8) <= tier)
    prefix = alternatives(rows["prefix"].to_list())
    return f"^{prefix}" if tier == 1 else f"^{prefix}+"


@cache
def _suffix() -> str:
    return f"{words('indicator_suffixes', 'suffix')}$"


@cache
def _attribute() -> str:
    """What says how good, of which level or where a thing is, and leaves it such a thing: 省级以上, 示范性, 城区."""
    rows = seeds.read("indicator_prefixes").filter(tier="4")
    return f"^{alternatives(rows['prefix'].to_list())}(?:及?以上)?"


def _by_pattern(phrases: pl.DataFrame) -> pl.DataFrame:
    """Phrases that no name answers, against the patterns: the first that fits, on the phrase cut to tier 2, then 3.

    Both cuts are mostly the same, so each distinct form is asked once.
    """
    rows = seeds.read("indicator_patterns")
    forms = pl.concat([phrases["tier_2"], phrases["tier_3"]])
    table = first_fit(forms, rows["pattern"].to_list(), rows["indicator_id"].to_list()).rename({"text": "form"})
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
    plain = _without_attributes(rest.filter(is_open).drop("indicator_id"))
    alike = _by_synonyms(plain.filter(is_open).drop("indicator_id"))
    found = (named.filter(~is_open), rest.filter(~is_open), plain.filter(~is_open), alike)
    return pl.concat([one.select("phrase", "indicator_id") for one in found])


def _by_name(frame: pl.DataFrame) -> pl.DataFrame:
    """The phrases with the indicator that each one's form is a name of, and with what is cut off it tier by tier."""
    # a reader of scanned pages takes 收入 for 收人
    phrase = pl.col("form").str.replace_all(NOISE, "").str.replace("收人$", "收入")
    tiers = {f"tier_{tier}": phrase.str.replace(_prefix(tier), "") for tier in _TIERS}
    frame = add(frame, tier_0=phrase, **tiers)
    forms = _each_cut("tier_0", *tiers)
    forms += [form.str.replace(_suffix(), "") for form in forms]
    named = [form.replace_strict(*as_series(names), default=None) for form in forms]
    return add(frame, indicator_id=pl.coalesce(*named))


def _each_cut(*columns: str) -> list[pl.Expr]:
    """The columns, each emptied where it holds what the one before it does: most phrases have nothing to cut off."""
    cuts = [only(pl.col(cut) != pl.col(former), pl.col(cut)) for former, cut in itertools.pairwise(columns)]
    return [pl.col(columns[0]), *cuts]


def _name_thing(frame: pl.DataFrame, thing: pl.Expr) -> pl.DataFrame:
    """The phrases with the thing that each names, with less and less of its attributes, with and without a suffix."""
    frame = frame.with_columns(thing_0=thing)
    for cut in range(_MOST_ATTRIBUTES):
        frame = frame.with_columns(pl.col(f"thing_{cut}").str.replace(_attribute(), "").alias(f"thing_{cut + 1}"))
    forms = _each_cut(*(f"thing_{cut}" for cut in range(_MOST_ATTRIBUTES + 1)))
    forms = [form for bare in forms for form in (bare, bare.str.replace(_suffix(), ""))]
    named = [form.replace_strict(*as_series(_names_of_things), default=None) for form in forms]
    return add(frame, indicator_id=pl.coalesce(*named)).drop(pl.selectors.starts_with("thing_"))


def _without_attributes(frame: pl.DataFrame) -> pl.DataFrame:
    """The phrases with the thing that each names.

    国家级农民合作社 are still counted as such; 省级一般性支出 is another sum.
    """
    thing, form = pl.col("tier_3"), pl.col("form")
    bare = only(form.str.contains(_BRAND), form).str.replace(_BRAND, "")
    branded = bare.str.replace_all(NOISE, "").str.replace(_prefix(_TIERS[-1]), "")
    of_kind = only(thing.str.contains("等", literal=True), thing).str.replace(_SAMPLES, "")
    named = _name_thing(frame, thing)
    for other in (branded, of_kind):
        # few begin otherwise
        asks = pl.col("indicator_id").is_null() & (other != "") & (other != thing)
        named = pl.concat([named.filter(~asks), _name_thing(named.filter(asks), other)])
    return named


def _with_synonyms(name: pl.Expr) -> pl.Expr:
    """A name with one word for all that mean the same in names: 研究与试验发展 and R&D are 研发."""
    rows = seeds.read("indicator_synonyms")
    return name.str.replace_many(rows["word"].to_list(), rows["same_as"].to_list(), leftmost=True)


@cache
def _names_by_synonyms() -> pl.DataFrame:
    """One row a name in that form which is of one indicator only: key and indicator_id."""
    frame = pl.DataFrame(list(names().items()), schema=["name", "indicator_id"], orient="row")
    keys = frame.group_by(key=_with_synonyms(pl.col("name"))).agg(pl.col("indicator_id").unique())
    is_one = (pl.col("indicator_id").list.len() == 1) & (pl.col("key").str.len_chars() >= _SHORTEST_KEY)
    return keys.filter(is_one).with_columns(pl.col("indicator_id").list.first())


def _by_synonyms(frame: pl.DataFrame) -> pl.DataFrame:
    """The phrases with the indicator that has the same name in other words: 全社会R&D投入 is 全社会研发经费支出."""
    forms = (pl.col("tier_2"), pl.col("tier_3"), pl.col("tier_3").str.replace(_suffix(), ""))
    for place, form in enumerate(forms):
        table = _names_by_synonyms().rename({"indicator_id": f"found_{place}"})
        keyed = frame.with_columns(key=_with_synonyms(form))
        frame = keyed.join(table, on="key", how="left", maintain_order="left").drop("key")
    return frame.with_columns(indicator_id=pl.coalesce("found_0", "found_1", "found_2"))
