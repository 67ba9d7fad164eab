"""Seeds keep their own rules: patterns fit their examples, words are said once, and a broken row is named."""

import csv
from collections import Counter
from collections.abc import Callable, Generator
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

import seeds
from tests.rows import forget_seeds
from transforms.pipeline import extract
from transforms.text.clean import clean

NAMES = sorted(file.stem for file in seeds.FOLDER.glob("*.csv"))
WITH_PATTERN = [
    name for name in NAMES if "pattern" in seeds.read(name).columns and name not in {"characters", "patterns"}
]
#: Patterns over the cleaned text itself; the others speak of indicators, and their own tests know how.
OF_THE_TEXT = ["boilerplate", "number_patterns", "section_cues", "status_cues", "table_heads"]
#: Of each seed, the words that stand in its example.
WORDS = {
    "bounds": "word",
    "implied_units": "noun",
    "lexicon": "word",
}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

Seed = Callable[[str, int, str], None]


def cleaned(texts: pl.Series) -> pl.Series:
    return clean(pl.DataFrame({"report_id": "r", "text": texts}))["clean"]


@pytest.mark.parametrize("name", OF_THE_TEXT)
def test_pattern_compiles_and_fits_its_example(name: str) -> None:
    rows = seeds.read(name)
    examples = cleaned(rows["example"])
    misfits = [
        (line, pattern, example)
        for line, pattern, example in zip(rows["_line"], rows["pattern"], examples, strict=True)
        if not pl.select(pl.lit(example).str.contains(pattern)).item()
    ]
    assert misfits == []


@pytest.mark.parametrize("name", WITH_PATTERN)
def test_pattern_takes_nothing_from_an_empty_text(name: str) -> None:
    patterns = seeds.read(name)["pattern"].unique()
    assert [pattern for pattern in patterns if pl.Series([""]).str.contains(pattern).item()] == []


@pytest.mark.parametrize(("name", "column"), WORDS.items())
def test_word_stands_in_its_example(name: str, column: str) -> None:
    rows = seeds.read(name).with_columns(example=cleaned(seeds.read(name)["example"]))
    outside = rows.filter(~pl.col("example").str.contains(pl.col(column), literal=True))
    assert outside.select("_line", column, "example").rows() == []


@pytest.mark.parametrize(("name", "column"), [*WORDS.items(), ("number_words", "word"), ("units", "alias")])
def test_word_stands_once(name: str, column: str) -> None:
    keys = seeds.read(name).select([column, *({"side"} & set(seeds.read(name).columns))]).rows()
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_begins_or_ends_with_a_blank(name: str) -> None:
    rows = seeds.read(name).drop("_line")
    padded = {column for column in rows.columns if (rows[column] != rows[column].str.strip_chars(" ")).any()}
    assert padded - {"pattern", "replacement", "example"} == set()


@pytest.mark.parametrize(
    ("name", "column", "closed"),
    [
        ("bounds", "bound", {"about", "below", "above", "at_least", "at_most", "indefinite"}),
        ("bounds", "side", {"before", "after"}),
        ("number_patterns", "disposition", {"date", "ordinal", "name", "idiom", "qualifier", "boilerplate", "heading"}),
        ("section_cues", "role", {"review", "plan", "same", "other"}),
        ("status_cues", "status", {"estimate", "target", "actual", "baseline"}),
        ("units", "kind", {"measure", "count"}),
        ("units", "after_hanzi", {"yes", "no"}),
    ],
)
def test_codes_are_of_a_closed_list(name: str, column: str, closed: set[str]) -> None:
    assert set(seeds.read(name)[column]) <= closed


def test_words_with_a_numeral_sign_hold_one() -> None:
    without = seeds.read("number_words").filter(
        ~pl.col("word").str.contains("[0-9〇零一二两双三四五六七八九十百千万亿半几数首]")
    )
    assert without["word"].to_list() == []


def unit_values() -> dict[str, tuple[str, Fraction]]:
    rows = seeds.read("units").select("alias", "unit", "numerator", "denominator").rows()
    return {alias: (unit, Fraction(int(up), int(down))) for alias, unit, up, down in rows}


def test_every_unit_has_a_dimension_and_a_factor() -> None:
    assert seeds.read("units").filter(pl.col("dimension") == "")["alias"].to_list() == []
    assert [alias for alias, (_, factor) in unit_values().items() if factor <= 0] == []


def test_a_unit_has_one_dimension_and_stands_for_itself() -> None:
    rows = seeds.read("units")
    dimensions = rows.group_by("unit").agg(pl.col("dimension").unique())
    assert dimensions.filter(pl.col("dimension").list.len() > 1)["unit"].to_list() == []
    values = unit_values()
    unlike = [unit for unit, _ in values.values() if unit in values and values[unit] != (unit, 1)]
    assert sorted(set(unlike)) == []


def test_a_multiplier_and_a_unit_read_like_the_unit_they_spell() -> None:
    """1 千克 is a unit of its own and a thousand 克: both ways must give one value."""
    values = unit_values()
    two_ways = {
        alias: (whole, (values[alias[1:]][0], MULTIPLIERS[alias[0]] * values[alias[1:]][1]))
        for alias, whole in values.items()
        if alias[0] in MULTIPLIERS and alias[1:] in values
    }
    assert {alias: ways for alias, ways in two_ways.items() if ways[0] != ways[1]} == {}
    assert {"千米", "千克"} <= set(two_ways)


@pytest.fixture
def set_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Seed]:
    """Work on a copy of the seeds in which a line of a file can be replaced; 0 adds one at the end."""
    for name in NAMES:
        (tmp_path / f"{name}.csv").write_bytes(seeds.path(f"{name}.csv").read_bytes())

    def replace(name: str, number: int, line: str) -> None:
        file = tmp_path / f"{name}.csv"
        lines = file.read_text("utf-8").splitlines()
        lines[number - 1 : number] = [line]
        file.write_text("\n".join(lines) + "\n", "utf-8")
        monkeypatch.setattr(seeds, "FOLDER", tmp_path)
        forget_seeds()

    yield replace
    monkeypatch.undo()
    forget_seeds()


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        pytest.param("units", "元,元,,1,1,measure,yes,3元", "dimension", id="unit without a dimension"),
        pytest.param("units", "元,元,money,,1,measure,yes,3元", "factor", id="unit without a factor"),
        pytest.param("units", "元,元,money,1.5,1,measure,yes,3元", "factor", id="factor that is no whole number"),
        pytest.param("units", "亩,元,money,1,1,measure,yes,3亩", "twice", id="alias of two units"),
        pytest.param("characters", "％,百分,literal,5％", "length", id="replacement that moves offsets"),
        pytest.param("number_patterns", "[0-9+号,name,3号", "pattern", id="pattern that does not compile"),
        pytest.param("number_patterns", "[0-9]+号,noun,3号", "disposition", id="unknown disposition"),
        pytest.param("bounds", "约,before,abut,约5%", "bound", id="unknown bound"),
        pytest.param("lexicon", "攀登,sideways,攀登7米,", "class 'sideways'", id="unknown class"),
        pytest.param("patterns", "goes_to,{upp}到,增长到7%,", "{upp} is neither", id="pattern of an unknown class"),
        pytest.param("patterns", "goes_to,{up}(到,增长到7%,", "compile", id="pattern of classes that does not compile"),
        pytest.param("patterns", "goes_to,{goes_to}|{up},增长到7%,", "refers to itself", id="pattern of itself"),
        pytest.param("status_cues", "预计(,estimate,part,预计增长", "pattern", id="cue that does not compile"),
        pytest.param("number_patterns", "[0-9]*,name,3号", "everything", id="pattern that fits everything"),
        pytest.param("lexicon", "增加,down,增加3家,", "twice", id="word of two rows"),
        pytest.param("section_cues", "回顾,revue,review_year,工作回顾", "role", id="unknown role"),
    ],
)
def test_broken_row_is_named(name: str, line: str, problem: str, set_line: Seed) -> None:
    set_line(name, 4, line)
    line_of_it = r"\d+" if problem == "twice" else "4"  # the later of two rows is one too many
    with pytest.raises(seeds.SeedError, match=rf"seeds/{name}\.csv line {line_of_it}: .*{problem}"):
        extract(pl.DataFrame({"report_id": ["r"], "text": ["2023年全市生产总值增长6%左右，建成学校3所。"]}))


def test_row_with_too_many_cells_names_its_file(set_line: Seed) -> None:
    set_line("bounds", 4, "约,before,about,约5%,more,and more")
    with pytest.raises(seeds.SeedError, match=r"bounds\.csv line 4: 6 cells under a header of 4"):
        seeds.read("bounds")


def test_files_are_plain_csv() -> None:
    for name in NAMES:
        with seeds.path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lengths = {len(row) for row in csv.reader(file)}
        assert len(lengths) == 1, name
