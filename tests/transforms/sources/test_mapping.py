"""What users say of their files in sources.toml: columns and hints, and what is wrong with it, by line."""

import csv
import io
from pathlib import Path

import pytest

from flows.load.fingerprint import code_digest, reading_digest
from transforms.sources import MappingError, Reason, SourceError, Told, parse_mapping, provenance, read, told_of

MAPPING = """
# the workbook of a colleague
[[source]]
files = "reports/保定/*"
text = ["上半", "下半"]
columns = { title = "T1", source_url = "U" }
hints = { province = "河北省" }

[[source]]
files = "*.csv"
text = "正文"
"""
BODY = "各位代表：\n现在，我代表县人民政府报告工作。全县生产总值增长5%，新增城镇就业5000人，建成学校12所。\n"


def table(*rows: tuple[str, ...]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


DATA = table(("T1", "U", "上半", "下半"), ("易县报告", "https://example.org/a", BODY, "二、安排"))


def test_a_mapping_names_columns_and_hints() -> None:
    told = told_of("reports/保定/all.csv", parse_mapping(MAPPING, "sources.toml"))
    (document,) = read(DATA, "all.csv", told=told).documents
    assert document.text == f"{BODY}\n二、安排"
    assert (document.hints["title"], document.hints["province"]) == ("易县报告", "河北省")
    assert provenance(document)[0] == "https://example.org/a"


def test_the_first_entry_that_fits_tells_and_others_are_told_nothing() -> None:
    mapping = parse_mapping(MAPPING, "sources.toml")
    assert told_of("elsewhere/a.csv", mapping).text == ("正文",)
    assert told_of("elsewhere/a.xlsx", mapping) == Told()


def test_a_column_that_is_not_there_is_named_with_the_line_that_names_it() -> None:
    told = told_of("a.csv", parse_mapping(MAPPING, "sources.toml"))
    with pytest.raises(SourceError) as caught:
        read(DATA, "a.csv", told=told)
    assert caught.value.reason is Reason.BAD_MAPPING
    assert caught.value.evidence == "sources.toml line 9 names the column '正文'; the table has T1, U, 上半, 下半"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param('[[source]]\ntext = "a"', "sources.toml line 1: files is missing", id="no files"),
        pytest.param('\n[[source]]\nfiles = "*"\ntxt = "a"', "sources.toml line 2: unknown txt", id="unknown key"),
        pytest.param('[[source]]\nfiles = "*"\nhints = "a"', "line 1: hints is a table", id="hints are no table"),
        pytest.param('[[source]]\nfiles = "*"\ntext = 5', "line 1: text is the name of a column", id="text is no name"),
        pytest.param("[[source]\n", "sources.toml: ", id="no toml"),
        pytest.param('[[sources]]\nfiles = "*"', "unknown sources", id="misspelt"),
    ],
)
def test_a_bad_mapping_says_where_and_what_to_do(text: str, says: str) -> None:
    with pytest.raises(MappingError, match=r"sources\.toml") as caught:
        parse_mapping(text, "sources.toml")
    assert says in str(caught.value)


def test_another_mapping_reads_files_again() -> None:
    mapping = parse_mapping(MAPPING, "sources.toml")
    assert reading_digest(()) == code_digest()
    assert len({reading_digest(()), reading_digest(mapping), reading_digest(mapping[:1])}) == 3


def test_binary_formats_are_told_too(tmp_path: Path) -> None:
    import polars as pl

    place = tmp_path / "a.parquet"
    pl.DataFrame({"a": [BODY * 3], "b": [BODY]}).write_parquet(place)
    (document,) = read(place.read_bytes(), "a.parquet", told=Told(text=("b",), hints={"year": "2023"})).documents
    assert (document.text, document.hints["year"]) == (BODY, "2023")
