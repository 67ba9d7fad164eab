"""`duixian export`: what the files hold, how they open elsewhere, and what lies beside them."""

import csv
import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from warehouse import ddl, export


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path) -> Path:
    """A warehouse of the sample reports, loaded by the command."""
    return sample_warehouse


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A warehouse whose regions have names that a spreadsheet would run, or cannot hold."""
    target = tmp_path / "hostile.duckdb"
    names = ["=1+1", "+86", "-1", "@SUM(A1)", "＝1+1", "\t=1", "1=1", "县，“甲”\n乙", "长" * 40_000]
    with duckdb.connect(target) as con:
        ddl.create_all(con)
        con.executemany(
            "insert into dim_region by name select ? as region_code, region_code as current_code, '县' as region_name, "
            "'county' as region_level, ? as name, '000000' as parent_code",
            [(f"{number:06}", name) for number, name in enumerate(names, 1)],
        )
    return target


def as_csv(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


class TestCsv:
    def test_begins_with_a_byte_order_mark_so_that_excel_reads_chinese(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["csv"], ["bi.scorecard"])
        data = (tmp_path / "bi.scorecard.csv").read_bytes()
        assert data.startswith("\ufeffregion_code,region_name,".encode())
        assert "四川省绵阳市" in data.decode("utf-8-sig")

    def test_cells_that_a_spreadsheet_would_run_begin_with_an_apostrophe(self, hostile: Path, tmp_path: Path) -> None:
        export.write(hostile, tmp_path, ["csv"], ["dim_region"])
        header, *rows = as_csv(tmp_path / "dim_region.csv")
        names = [row[header.index("name")] for row in rows]
        assert names[:8] == ["'=1+1", "'+86", "'-1", "'@SUM(A1)", "'＝1+1", "'\t=1", "1=1", "县，“甲”\n乙"]

    def test_decimals_have_no_zeros_that_say_nothing(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["csv"], ["fact_quantity"])
        header, *rows = as_csv(tmp_path / "fact_quantity.csv")
        values = {row[header.index("mention")]: row[header.index("value")] for row in rows}
        assert values["20.6公里"] == "20.6"
        assert values["600亿元"] == "60000000000"
        assert not [value for value in values.values() if re.search(r"\.\d*0$", value)]


class TestExcel:
    def test_texts_are_texts_dates_are_dates_and_numbers_are_numbers(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["xlsx"], ["bi.targets_outcomes"])
        book = openpyxl.load_workbook(tmp_path / "bi.targets_outcomes.xlsx")
        header, *rows = book.worksheets[0].iter_rows(values_only=True)
        (row,) = [dict(zip(header, row, strict=True)) for row in rows if "600亿元" in row]
        assert (row["verdict_zh"], row["target_value"], row["unit_display"]) == ("未兑现", 60_000_000_000, "亿元")
        assert row["year_on"].date() == date(2024, 1, 1)
        assert [cell.value for cell in book.worksheets[1][1]] == ["column", "unit", "含义", "meaning"]

    def test_formulas_are_not_run_and_long_texts_are_cut_and_told(self, hostile: Path, tmp_path: Path) -> None:
        made = export.write(hostile, tmp_path, ["xlsx"], ["dim_region"])
        sheet = openpyxl.load_workbook(tmp_path / "dim_region.xlsx").worksheets[0]
        cells = [cell for cell in sheet["D"] if cell.value is not None]
        assert [cell.data_type for cell in cells] == ["s"] * len(cells)
        assert [cell.value for cell in cells][1:3] == ["=1+1", "+86"]
        assert max(len(cell.value) for cell in cells) == 32_767
        assert made.notes == ["dim_region.xlsx: 1 cell(s) were cut to the 32,767 characters that a cell holds"]

    def test_more_rows_than_a_sheet_holds_are_refused_by_name(self, tmp_path: Path) -> None:
        with duckdb.connect(tmp_path / "many.duckdb") as con:
            ddl.create_all(con)
            con.execute(
                "insert into number_ledger by name select lpad(i::varchar, 16, '0') as report_id, 0 as char_start, "
                "1 as char_end, '1' as text, 'idiom' as disposition from range(1048576) as numbers(i)"
            )
        made = export.write(tmp_path / "many.duckdb", tmp_path / "out", ["xlsx"], ["number_ledger"])
        assert made.files == []
        assert made.notes == [
            "number_ledger.xlsx: not written: a sheet holds 1,048,575 rows and these are 1,048,576; take parquet or csv"
        ]


class TestStata:
    def test_variables_and_codes_have_labels(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["dta"], ["bi.targets_outcomes"])
        with pd.io.stata.StataReader(tmp_path / "bi.targets_outcomes.dta") as reader:
            frame = reader.read(convert_categoricals=False)
            labels, codes = reader.variable_labels(), reader.value_labels()
        assert labels["verdict"].startswith("结论 | What became of it")
        assert codes["verdict"] == {0: "兑现", 1: "未兑现", 2: "难判", 3: "未提及"}
        (row,) = frame[frame["target_mention"] == "600亿元"].to_dict("records")
        assert (row["verdict"], row["target_value"]) == (1, 60_000_000_000)
        assert row["year_on"] == pd.Timestamp("2024-01-01")

    def test_long_texts_are_whole(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["dta"], ["report_text"])
        with duckdb.connect(warehouse, read_only=True) as con:
            texts = con.sql("select report_id, text from report_text").fetchall()
        stored = pd.read_stata(tmp_path / "report_text.dta")
        assert dict(zip(stored["report_id"], stored["text"], strict=True)) == dict(texts)

    def test_a_name_longer_than_stata_takes_loses_its_middle(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["dta"], ["bi.headlines_wide"])
        names = list(pd.read_stata(tmp_path / "bi.headlines_wide.dta").columns)
        assert "gdp_growth_target" in names
        assert "energy_intensi__rowth_target_max" in names

    @pytest.mark.slow
    @pytest.mark.parametrize("pattern", ["bi.*", "*"])
    def test_every_view_and_table_can_be_written(self, warehouse: Path, tmp_path: Path, pattern: str) -> None:
        made = export.write(warehouse, tmp_path, ["dta"], [pattern])
        for name, rows in made.rows.items():
            assert len(pd.read_stata(tmp_path / f"{name}.dta")) == rows


def test_json_lines_keep_every_digit(warehouse: Path, tmp_path: Path) -> None:
    export.write(warehouse, tmp_path, ["jsonl"], ["fact_quantity"])
    rows = [json.loads(line) for line in (tmp_path / "fact_quantity.jsonl").read_text("utf-8").splitlines()]
    assert {row["mention"]: row["value"] for row in rows}["20.6公里"] == "20.6"


def test_parquet_is_exact_and_typed(warehouse: Path, tmp_path: Path) -> None:
    export.write(warehouse, tmp_path, ["parquet"], ["bi.facts"])
    frame = pl.read_parquet(tmp_path / "bi.facts.parquet")
    assert frame.schema["value"] == pl.Decimal(38, 9)
    assert frame.schema["period_end"] == pl.Date


class TestWhatIsWritten:
    def test_all_tables_by_default(self, warehouse: Path, tmp_path: Path) -> None:
        made = export.write(warehouse, tmp_path)
        assert set(made.rows) == set(ddl.TABLES)
        assert {file.suffix for file in made.files} == {".parquet", ".csv"}

    def test_only_what_is_named(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["csv"], ["bi.score*", "dim_unit"])
        assert sorted(file.name for file in tmp_path.iterdir()) == [
            "CITATION.cff", "bi.scorecard.csv", "datapackage.json", "dictionary.md", "dim_unit.csv",
        ]  # fmt: skip

    def test_an_unknown_name_is_answered_with_one_that_is_alike(self, warehouse: Path, tmp_path: Path) -> None:
        with pytest.raises(export.ExportError, match=r"no table or view bi\.scorcard: did you mean bi\.scorecard"):
            export.write(warehouse, tmp_path, ["csv"], ["bi.scorcard"])

    def test_the_same_warehouse_gives_the_same_bytes(self, warehouse: Path, tmp_path: Path) -> None:
        for folder in ("one", "two"):
            export.write(warehouse, tmp_path / folder, list(export.FORMATS), ["bi.facts", "bi.scorecard"])
        for file in (tmp_path / "one").iterdir():
            assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


class TestDocuments:
    def test_the_package_describes_every_file(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["csv", "parquet"], ["bi.facts", "dim_region"])
        package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
        for resource in package["resources"]:
            data = (tmp_path / resource["path"]).read_bytes()
            assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        (facts,) = [one for one in package["resources"] if one["path"] == "bi.facts.csv"]
        fields = {field["name"]: field for field in facts["schema"]["fields"]}
        header = as_csv(tmp_path / "bi.facts.csv")[0]
        assert list(fields) == header
        assert fields["status"]["constraints"] == {"enum": ["actual", "estimate", "target", "baseline"]}
        assert (fields["value"]["type"], fields["period_end"]["type"]) == ("number", "date")

    def test_the_dictionary_has_what_was_exported_and_nothing_else(self, warehouse: Path, tmp_path: Path) -> None:
        export.write(warehouse, tmp_path, ["csv"], ["bi.facts", "dim_region"])
        titles = re.findall(r"^### (.+)$", (tmp_path / "dictionary.md").read_text("utf-8"), re.MULTILINE)
        assert titles == ["dim_region", "bi.facts"]

    def test_the_citation_names_version_day_and_digest(self, warehouse: Path, tmp_path: Path) -> None:
        made = export.write(warehouse, tmp_path, ["csv"], ["bi.facts", "bi.scorecard"])
        digests = [
            f"{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}  {name}\n"
            for name in ("bi.facts.csv", "bi.scorecard.csv")
        ]
        whole = hashlib.sha256("".join(digests).encode()).hexdigest()
        with duckdb.connect(warehouse, read_only=True) as con:
            ((day,),) = con.sql("select finished_at::date::varchar from load_run").fetchall()
        assert re.search(rf"Version 0\.\d.*6 reports and \d+ facts as loaded on {day}, sha256:{whole}$", made.citation)
        cited = (tmp_path / "CITATION.cff").read_text("utf-8")
        assert f"date-released: {day}\n" in cited
        assert f'value: "sha256:{whole}"' in cited
