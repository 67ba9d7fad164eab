"""The dim tables as frames, made from seeds and enumerations.

Columns that a seed has and its table has not are left out; an empty cell is null.
"""

import re
from collections.abc import Callable, Sequence

import polars as pl

import seeds
from schemas.contract import CONTRACT_VERSION
from schemas.enums import CODE_LISTS, SUMS_BELOW
from schemas.facts import BARE_UNITS, OWN_WORD
from schemas.registry import TABLES


def regions(_used: Sequence[str] = ()) -> pl.DataFrame:
    """dim_region from seeds/regions.csv, with what became of codes that went.

    seeds/region_successors.csv has the codes that one place took over whole (徐水县 130625 became 徐水区 130609
    in 2015); districts that were merged or cut up have no successor. Its source is yescallop/areacodes (CC0).

    >>> regions().filter(region_code="132423").select("successor_code", "current_code").row(0)
    ('130625', '130609')
    """
    names = {"code": "region_code", "full_name": "region_name", "level": "region_level"}
    places = _blank_as_null(seeds.read("regions").rename(names)).with_columns(pl.col("^valid_.*$").cast(pl.Int16))
    in_force = places.filter(pl.col("valid_to").is_null())["region_code"]
    gone = seeds.read("region_successors").filter(~pl.col("code").is_in(in_force.implode()))
    successors = dict(gone.select("code", "successor_code").iter_rows())
    today = {code: _last_of(code, successors) for code in places["region_code"]}
    code = pl.col("region_code")
    return places.with_columns(
        successor_code=code.replace_strict(successors, default=None, return_dtype=pl.String),
        current_code=code.replace_strict(today, return_dtype=pl.String),
    ).select(TABLES["dim_region"].dtypes.names())


def _last_of(code: str, successors: dict[str, str]) -> str:
    """The code at the end of a chain of successors."""
    while code in successors:
        code = successors[code]
    return code


def units(used: Sequence[str] = ()) -> pl.DataFrame:
    """dim_unit from seeds/units.csv: a row for each canonical unit, and for quotients and own measure words in `used`.

    Quotients that indicators use are added, too.

    >>> units(["元/平方米"]).filter(pl.col("unit") == "元/平方米").select("dimension", "kind").row(0)
    ('money/area', 'quotient')
    """
    seed = _blank_as_null(seeds.read("units"))
    canonical = seed.group_by("unit", maintain_order=True).agg(
        pl.col("dimension").first(),
        pl.col("kind").first(),
        aliases=pl.col("alias").filter(pl.col("alias") != pl.col("unit")).str.join("、"),
        example_phrase=pl.col("example").drop_nulls().first(),
    )
    dimension = dict(canonical.select("unit", "dimension").iter_rows())
    sides = dimension | dict.fromkeys(SUMS_BELOW, "money")
    # a quotient with a side that is no unit is left out: the check units_known will name it
    made = [
        {"unit": unit, "dimension": "/".join(sides[side] for side in unit.split("/")), "kind": "quotient"}
        for unit in sorted({*used, *_units_of_indicators()})
        if unit not in dimension and sides.keys() >= set(unit.split("/"))
    ]
    words = [
        {"unit": unit, "dimension": "count", "kind": "count"}
        for unit in sorted(set(used))
        if unit not in dimension and re.match(OWN_WORD, unit)
    ]
    bare = [
        {"unit": unit, "dimension": measured, "kind": "measure"}
        for unit, measured in BARE_UNITS.items()
        if unit not in canonical["unit"]
    ]
    return _blank_as_null(pl.concat([canonical, pl.DataFrame([*made, *words, *bare], schema=canonical.schema)]))


def _units_of_indicators() -> list[str]:
    return indicators()["unit"].drop_nulls().to_list()


def indicators(_used: Sequence[str] = ()) -> pl.DataFrame:
    """dim_indicator from seeds/indicators.csv; empty while there is no such seed."""
    if not seeds.path("indicators.csv").exists():
        return TABLES["dim_indicator"].model.empty()
    return _seed("indicators", "dim_indicator", {})


def headlines(_used: Sequence[str] = ()) -> pl.DataFrame:
    """dim_headline from seeds/headlines.csv, in its order."""
    numbered = _seed("headlines", "dim_headline", {"example": "example_phrase"}).with_row_index("position", offset=1)
    return numbered.cast({"position": pl.Int32}).select(TABLES["dim_headline"].dtypes.names())


def code_labels(_used: Sequence[str] = ()) -> pl.DataFrame:
    """dim_code: the codes of all closed lists with their labels."""
    rows = [
        {"code_list": name, "code": code.value, "label_zh": code.zh, "label_en": code.en}
        for name, code_list in CODE_LISTS.items()
        for code in code_list
    ]
    return pl.DataFrame(rows, schema=TABLES["dim_code"].dtypes)


def meta(_used: Sequence[str] = ()) -> pl.DataFrame:
    """dim_meta: the version of the contract."""
    rows = [
        {
            "name": "contract_version",
            "value": CONTRACT_VERSION,
            "description": "tables, columns, views and codes: major.minor.patch, see CHANGELOG.md",
        }
    ]
    return pl.DataFrame(rows, schema=TABLES["dim_meta"].dtypes)


FRAMES: dict[str, Callable[[Sequence[str]], pl.DataFrame]] = {
    "dim_region": regions,
    "dim_unit": units,
    "dim_indicator": indicators,
    "dim_headline": headlines,
    "dim_code": code_labels,
    "dim_meta": meta,
}


def _seed(name: str, table: str, names: dict[str, str]) -> pl.DataFrame:
    frame = _blank_as_null(seeds.read(name).rename(names, strict=False))
    return frame.select(column for column in TABLES[table].dtypes.names() if column in frame.columns)


def _blank_as_null(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.String).replace("", None))
