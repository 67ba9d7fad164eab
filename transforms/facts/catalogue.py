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
def as_frame(table: Callable[[], dict[str, str]]) -> pl.DataFrame:
    """Name and indicator_id as Polars holds them: thousands of them are not turned into that at each look."""
    return pl.DataFrame({"name": list(table()), "indicator_id": list(table().values())})


def _first_named(
    frame: pl.DataFrame, forms: list[pl.Expr], table: pl.DataFrame, spelled: Callable[[pl.Expr], pl.Expr] | None = None
) -> pl.DataFrame:
    """The frame with indicator_id, of the first of the forms that is a name of the table, as that spells names.

    Empty forms are none.
    """
    numbered = frame.with_row_index("row")
    columns = {f"form_{place}": form for place, form in enumerate(forms)}
    asked = add(numbered, **columns).unpivot(list(columns), index="row", value_name="name").filter(pl.col("name") != "")
    if spelled is not None:
        asked = asked.with_columns(spelled(pl.col("name")))
    named = asked.join(table, on="name", maintain_order="left").select("row", "indicator_id")
    first = named.unique("row", keep="first", maintain_order=True)
    return numbered.join(first, on="row", how="left", maintain_order="left").drop("row")


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
    # most phrases have nothing to cut off
    each = [only(pl.col(cut) != pl.col(former), pl.col(cut)) for former, cut in itertools.pairwise(("tier_0", *tiers))]
    forms = [pl.col("tier_0"), *each]
    return _first_named(frame, [*forms, *(form.str.replace(_suffix(), "") for form in forms)], as_frame(names))


def _without_attributes(frame: pl.DataFrame) -> pl.DataFrame:
    """The phrases with the thing that each names.

    国家级农民合作社 are still counted as such; 省级一般性支出 is another sum.
    """
    thing, form = pl.col("tier_3"), pl.col("form")
    bare = only(form.str.contains(_BRAND), form).str.replace(_BRAND, "")
    branded = bare.str.replace_all(NOISE, "").str.replace(_prefix(_TIERS[-1]), "")
    of_kind = only(thing.str.contains("等", literal=True), thing).str.replace(_SAMPLES, "")
    each = add(frame, thing=thing, branded=branded, of_kind=only(of_kind != thing, of_kind)).unpivot(
        ["thing", "branded", "of_kind"], index="phrase", value_name="cut_0"
    )
    things = each.filter(pl.col("cut_0") != "").drop("variable")
    named = _name_things(things).unique("phrase", keep="first", maintain_order=True)
    return frame.join(named, on="phrase", how="left", maintain_order="left")


def _name_things(things: pl.DataFrame) -> pl.DataFrame:
    """Indicators by phrase, of the things (cut_0) that are named with less and less of their attributes."""
    cuts = [f"cut_{cut}" for cut in range(_MOST_ATTRIBUTES + 1)]
    for cut, shorter in itertools.pairwise(cuts):
        rest = pl.col(cut).str.replace(_attribute(), "")
        things = add(things, **{shorter: only(rest != pl.col(cut), rest)})
    forms = [form for cut in cuts for form in (pl.col(cut), pl.col(cut).str.replace(_suffix(), ""))]
    return _first_named(things, forms, as_frame(_names_of_things)).select("phrase", "indicator_id").drop_nulls()


def _with_synonyms(name: pl.Expr) -> pl.Expr:
    """A name with one word for all that mean the same in names: 研究与试验发展 and R&D are 研发."""
    rows = seeds.read("indicator_synonyms")
    return name.str.replace_many(rows["word"].to_list(), rows["same_as"].to_list(), leftmost=True)


@cache
def _names_by_synonyms() -> pl.DataFrame:
    """One row a name in that form which is of one indicator only: name and indicator_id."""
    keys = as_frame(names).group_by(_with_synonyms(pl.col("name"))).agg(pl.col("indicator_id").unique())
    is_one = (pl.col("indicator_id").list.len() == 1) & (pl.col("name").str.len_chars() >= _SHORTEST_KEY)
    return keys.filter(is_one).with_columns(pl.col("indicator_id").list.first())


def _by_synonyms(frame: pl.DataFrame) -> pl.DataFrame:
    """The phrases with the indicator that has the same name in other words: 全社会R&D投入 is 全社会研发经费支出."""
    forms = [pl.col("tier_2"), pl.col("tier_3"), pl.col("tier_3").str.replace(_suffix(), "")]
    return _first_named(frame, forms, _names_by_synonyms(), _with_synonyms)
