"""The catalogue of indicators: closed lists, one owner for every name, and a look-up that finds each of them.

The look-up that the seeds are made for, in this order (`resolve` below is its plainest form):
1. blanks, quotes, brackets, 、 and 的 are taken out of the phrase;
2. the phrase, then the phrase without prefixes of tier 1 (one place), 1–2 (also time, reporting, comparability) and 1–3
   (also coverage and action), then each of these without a suffix, is looked for among the names and aliases;
3. else the patterns are tried in the order of the file, on the phrase without prefixes of tiers 1–2, then 1–3;
4. else up to three attributes (tier 4: 省级, 示范性, 城区), one after the other, are taken off the name of a thing: of
   what is counted or measured by area or length, and is no population; also without a quoted name before it and without
   what stands before 等 (“乐购全川”促消费活动, 体育公园等健身设施);
5. else one word stands for all that mean the same in names (R&D is 研发), in the phrase without prefixes of tiers 1–2,
   then 1–3, and in the names: forms of four signs or more that are of one indicator only.
A name is thus found before anything is cut off it: 城镇新增就业 and 规上企业 stay whole, 新增公办学位 becomes 公办学位.
"""

import re

import polars as pl
import pytest

import seeds
from schemas.enums import Better, codes

DOMAINS = {
    *("economy", "finance", "industry", "energy", "agriculture", "rural", "trade", "science", "digital", "employment"),
    *("income", "population", "education", "health", "welfare", "housing", "transport", "environment", "urban"),
    *("culture", "safety", "governance"),
}
NOISE = r"[\s“”\"‘’「」《》的、（）()—–·?？★]"

INDICATORS = seeds.read("indicators")
PATTERNS = seeds.read("indicator_patterns")
PREFIXES = seeds.read("indicator_prefixes")
SUFFIXES = seeds.read("indicator_suffixes")
SYNONYMS = seeds.read("indicator_synonyms")
THINGS = set(
    INDICATORS.filter(
        pl.col("dimension").is_in(["count", "persons", "area", "length"]) & (pl.col("domain") != "population")
    )["indicator_id"]
)


def names() -> pl.DataFrame:
    """One row a name or alias, without noise: alias, key, indicator_id."""
    return (
        INDICATORS.select(
            "indicator_id",
            pl.concat_list(pl.concat_list("name_zh"), pl.col("aliases").str.split("|")).alias("alias"),
        )
        .explode("alias")
        .filter(pl.col("alias") != "")
        .with_columns(pl.col("alias").str.replace_all(NOISE, "").alias("key"))
    )


NAMES = names()


def any_of(words: pl.Series) -> str:
    longest_first = sorted(words.to_list(), key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


def cut(tier: int) -> str:
    known = any_of(PREFIXES.filter(pl.col("tier").cast(pl.Int8) <= tier)["prefix"])
    return f"^(?:{known})" if tier == 1 else f"^(?:{known})+"


def resolve(phrases: list[str]) -> list[str | None]:
    """The indicator of each phrase, or None: the look-up of the module's docstring, step by step."""
    phrase = pl.col("phrase").str.replace_all(NOISE, "")
    stripped = [phrase, *(phrase.str.replace(cut(tier), "") for tier in (1, 2, 3))]
    suffix = f"(?:{any_of(SUFFIXES['suffix'])})$"
    forms = [*stripped, *(form.str.replace(suffix, "") for form in stripped)]
    known = dict(NAMES.select("key", "indicator_id").iter_rows())
    by_name = [form.replace_strict(known, default=None, return_dtype=pl.String) for form in forms]
    by_pattern = [
        pl.when(form.str.contains(pattern)).then(pl.lit(indicator_id))
        for form in (stripped[2], stripped[3])
        for pattern, indicator_id in PATTERNS.select("pattern", "indicator_id").iter_rows()
    ]
    attribute = f"^(?:{any_of(PREFIXES.filter(tier='4')['prefix'])})(?:及?以上)?"
    branded = (
        pl.col("phrase").str.replace('^[^“"]{0,8}[“"][^”"]+[”"]', "").str.replace_all(NOISE, "").str.replace(cut(3), "")
    )
    things = []
    for begin in (stripped[3], branded, stripped[3].str.replace("^.+[^高中初平同一二三四五]等(?:一批)?", "")):
        bare = begin
        for _ in range(4):
            things += [bare, bare.str.replace(suffix, "")]
            bare = bare.str.replace(attribute, "")
    of_things = {key: found for key, found in known.items() if found in THINGS}
    by_thing = [form.replace_strict(of_things, default=None, return_dtype=pl.String) for form in things]
    one_word = dict(SYNONYMS.select("word", "same_as").iter_rows())
    same = re.compile(any_of(SYNONYMS["word"]))

    def alike(name: str) -> str:
        return same.sub(lambda found: one_word[found.group()], name)

    owners: dict[str, set[str]] = {}
    for name, indicator_id in known.items():
        owners.setdefault(alike(name), set()).add(indicator_id)
    keys = {key: ids.pop() for key, ids in owners.items() if len(ids) == 1 and len(key) >= 4}
    by_synonym = [
        form.map_elements(alike, return_dtype=pl.String).replace_strict(keys, default=None, return_dtype=pl.String)
        for form in (stripped[2], stripped[3], stripped[3].str.replace(suffix, ""))
    ]
    ways = (*by_name, *by_pattern, *by_thing, *by_synonym)
    found = pl.DataFrame({"phrase": phrases}).select(pl.coalesce(*ways).alias("found"))
    return found["found"].to_list()


def missing(examples: pl.DataFrame) -> dict[str, str | None]:
    """Of rows of phrase and expected indicator_id, those that are resolved otherwise."""
    phrases, expected = examples["phrase"].to_list(), examples["indicator_id"].to_list()
    return {
        phrase: found for phrase, want, found in zip(phrases, expected, resolve(phrases), strict=True) if found != want
    }


def test_catalogue_is_large_and_its_ids_are_stable_names() -> None:
    ids = INDICATORS["indicator_id"]
    assert INDICATORS.height >= 300
    assert ids.is_unique().all()
    assert ids.str.contains(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$").all()
    assert INDICATORS["name_zh"].is_unique().all()
    assert INDICATORS["name_en"].is_unique().all()


def test_domain_direction_dimension_and_unit_are_in_closed_lists() -> None:
    assert set(INDICATORS["domain"]) == DOMAINS
    assert set(INDICATORS["better"]) == set(codes(Better))
    units = dict(seeds.read("units").select("unit", "dimension").iter_rows())
    for indicator_id, dimension, unit in INDICATORS.select("indicator_id", "dimension", "unit").iter_rows():
        if dimension == "index":
            assert unit == "指数", indicator_id
        elif dimension == "quotient":
            assert re.fullmatch(r"[^/]+/[^/]+", unit), indicator_id
        else:
            assert units.get(unit) == dimension, f"{indicator_id}: {unit} is no unit of {dimension}"


def test_a_name_belongs_to_one_indicator_only() -> None:
    shared = NAMES.group_by("key").agg(pl.col("indicator_id").unique()).filter(pl.col("indicator_id").list.len() > 1)
    assert shared.to_dicts() == []
    assert NAMES["alias"].is_unique().all(), NAMES.filter(pl.col("alias").is_duplicated()).to_dicts()


def test_every_name_is_found_also_with_a_place_before_it() -> None:
    assert missing(NAMES.select(pl.col("alias").alias("phrase"), "indicator_id")) == {}
    places = PREFIXES.filter(pl.col("kind") == "place")["prefix"]
    for place in ("全市", "我省"):
        assert place in places
        with_place = NAMES.select((pl.lit(place) + pl.col("alias")).alias("phrase"), "indicator_id")
        assert missing(with_place) == {}


def test_every_example_shows_its_indicator() -> None:
    assert INDICATORS.filter(pl.col("example") == "")["indicator_id"].to_list() == []
    shown = INDICATORS.join(NAMES.group_by("indicator_id").agg("alias"), on="indicator_id").filter(
        ~pl.struct("example", "alias").map_elements(
            lambda row: any(alias in row["example"] for alias in row["alias"]), return_dtype=pl.Boolean
        )
    )
    assert shown["example"].to_list() == []


def test_patterns_compile_are_whole_and_find_their_examples() -> None:
    assert set(PATTERNS["indicator_id"]) <= set(INDICATORS["indicator_id"])
    assert PATTERNS["pattern"].str.contains(r"^\^.*\$$").all(), "a pattern fits the whole phrase"
    assert missing(PATTERNS.select(pl.col("example").alias("phrase"), "indicator_id")) == {}
    for pattern, example in PATTERNS.select("pattern", "example").iter_rows():
        forms = pl.Series([example]).str.replace_all(NOISE, "")
        cut_forms = pl.concat([forms.str.replace(cut(2), ""), forms.str.replace(cut(3), "")])
        assert cut_forms.str.contains(pattern, strict=True).any(), f"{pattern} does not match its example {example}"


def test_no_pattern_takes_the_name_of_another_indicator() -> None:
    taken = [
        (pattern, key)
        for pattern, indicator_id in PATTERNS.select("pattern", "indicator_id").iter_rows()
        for key in NAMES.filter(pl.col("indicator_id") != indicator_id, pl.col("key").str.contains(pattern))["key"]
    ]
    assert taken == []


def test_prefixes_and_suffixes_are_cut_off_their_examples() -> None:
    assert PREFIXES["prefix"].is_unique().all()
    assert SUFFIXES["suffix"].is_unique().all()
    kinds = dict(PREFIXES.select("kind", "tier").iter_rows())
    assert kinds == {
        "place": "1",
        "time": "2",
        "reporting": "2",
        "comparability": "2",
        "coverage": "3",
        "action": "3",
        "attribute": "4",
    }
    assert PREFIXES.select(pl.col("example").str.starts_with(pl.col("prefix")).all()).item()
    assert SUFFIXES.select(pl.col("example").str.ends_with(pl.col("suffix")).all()).item()
    for seed in (PREFIXES, SUFFIXES):
        assert [
            phrase
            for phrase, found in zip(seed["example"], resolve(seed["example"].to_list()), strict=True)
            if found is None
        ] == []


def test_synonyms_are_words_of_names_and_find_their_examples() -> None:
    assert SYNONYMS["word"].is_unique().all()
    assert [one for one, example in SYNONYMS.select("word", "example").iter_rows() if one not in example] == []
    examples = SYNONYMS["example"].to_list()
    assert [one for one, found in zip(examples, resolve(examples), strict=True) if found is None] == []


@pytest.mark.parametrize(
    ("phrase", "indicator_id"),
    [
        ("全县生产总值", "gdp"),
        ("规模以上工业增加值", "industrial_value_added"),
        ("同口径一般公共预算收入", "general_budget_revenue"),
        ("固定资产投资增速", "fixed_asset_investment"),
        ("城乡居民人均可支配收入", "disposable_income"),
        ("城镇居民人均可支配收入", "urban_disposable_income"),
        ("城镇新增就业", "urban_new_jobs"),
        ("新增公办学位", "school_places"),
        ("规上企业", "enterprises_above_scale"),
        ("规上工业企业", "industrial_enterprises"),
        ("国家级专精特新“小巨人”企业", "specialized_giants"),
        ("省级以上专精特新中小企业", "specialized_smes"),
        ("单位GDP能耗", "energy_intensity"),
        ("万元GDP能耗", "energy_intensity"),
        ("PM2.5平均浓度", "pm25"),
        ("空气质量优良天数比率", "good_air_ratio"),
        ("空气质量优良天数", "good_air_days"),
        ("全市城镇老旧小区改造提升项目", "old_communities"),
        ("每千名老年人拥有养老床位", "elderly_beds_per_thousand"),
        ("家庭养老床位", "home_care_beds"),
        ("农业总产值", "agri_output"),
        ("省级示范性普惠幼儿园", "kindergartens"),
        ("中心城区停车位", "parking_spaces"),
        ("优质中小学改扩建", "schools"),
        ("全社会R&D投入", "rd_expenditure"),
        ("规模以上工业主营业务收入", "industrial_revenue"),
        ("总投资规模", "project_total_investment"),
        ("“乐享江城”系列促消费活动", "promotion_events"),
        ("文体广场等健身设施", "sports_facilities"),
        ("高等学校", "universities"),
        ("农村人口", None),
        ("省级一般性支出", None),
        ("企业", None),
        ("投资", None),
        ("项目", None),
        ("增长", None),
        ("非金融企业存款余额", None),
        ("沥滘村建筑物", None),
    ],
)
def test_phrases_of_reports(phrase: str, indicator_id: str | None) -> None:
    assert resolve([phrase]) == [indicator_id]
