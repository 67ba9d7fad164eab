"""The commands that read a warehouse: `sql`, `find`, `place`, `report`, `diff`, `export`."""

import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from flows.telling import language, tables
from tests.conftest import Command


@pytest.fixture(scope="module")
def samples(sample_warehouse: Path) -> Path:
    """A warehouse of the sample reports, loaded by the command."""
    return sample_warehouse


@pytest.fixture
def ask(call: Command, samples: Path, tmp_path: Path) -> Command:
    """Run a command on the warehouse of the samples, in an empty folder."""

    def run(name: str, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        given = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80", **variables}
        return call(name, *arguments, "--warehouse", samples, cwd=tmp_path, env=given)

    return run


class TestSqlReachesNothingButTheWarehouse:
    @pytest.mark.parametrize(
        "query",
        [
            pytest.param("copy (select 1) to 'made.csv'", id="writing a file"),
            pytest.param("from read_text('/etc/hostname')", id="reading a file"),
            pytest.param("attach 'other.duckdb'", id="opening another database"),
            pytest.param("set enable_external_access = true", id="allowing it all"),
            pytest.param("delete from fact_quantity", id="deleting"),
            pytest.param("export database 'all'", id="copying it out"),
        ],
    )
    def test_a_query_may_not(self, ask: Command, tmp_path: Path, query: str) -> None:
        done = ask("sql", query)
        assert done.returncode == 1
        assert done.stderr.startswith("duixian: the query failed: ")
        assert "Traceback" not in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_copying_over_the_warehouse_leaves_it_as_it_was(self, ask: Command, samples: Path) -> None:
        before = samples.read_bytes()
        assert ask("sql", f"copy (select 1) to '{samples}'").returncode == 1
        assert ask("sql", f"copy (select 1) to '{samples}'", "--file", samples).returncode == 1
        assert samples.read_bytes() == before

    def test_a_file_that_is_named_may_be_read_and_written(self, ask: Command, tmp_path: Path) -> None:
        assert ask("sql", "copy (select 7 as n) to 'made.csv'", "--file", "made.csv").returncode == 0
        done = ask("sql", "select n from read_csv('made.csv')", "--file", "made.csv")
        assert (done.stdout, done.stderr) == ("n\n7\n", "")


class TestSqlPrints:
    def test_decimals_without_the_zeros_that_fill_them_up(self, ask: Command) -> None:
        done = ask("sql", "select value from bi.facts where mention in ('20.6公里', '600亿元') order by value")
        assert done.stdout.splitlines() == ["value", "20.6", "60000000000"]

    def test_amounts_as_people_say_them(self, ask: Command) -> None:
        query = "select value, value_double from bi.facts where mention = '600亿元'"
        done = ask("sql", "-f", "table", "--pretty", query)
        assert done.stdout.splitlines() == ["value  value_double", "600亿         600亿", "(1 row)"]

    def test_a_wide_row_as_a_block_that_can_be_read(self, ask: Command) -> None:
        lines = ask("sql", "-f", "table", "from bi.facts where mention = '600亿元'").stdout.splitlines()
        assert "mention            600亿元" in lines
        assert max(tables.columns_of(line) for line in lines) <= 80
        assert lines[-1] == "(1 row)"

    def test_what_a_terminal_would_obey_as_a_sign(self, ask: Command) -> None:
        done = ask("sql", "-f", "table", "select 'a' || chr(27) || '[2Jb' as text")
        assert done.stdout.splitlines() == ["text", "a\\x1b[2Jb", "(1 row)"]

    def test_in_chinese_where_the_locale_is_chinese(self, ask: Command) -> None:
        done = ask("sql", "-f", "table", "select 1 as a", LC_ALL="zh_CN.UTF-8")
        assert done.stdout.splitlines() == ["a", "1", "（1 行）"]

    def test_the_rows_of_the_last_statement(self, ask: Command) -> None:
        assert ask("sql", "select 1 as a; select 2 as b").stdout == "b\n2\n"


class TestSqlIntoAFile:
    QUERY = "select region_name, year, met, met_share from bi.scorecard order by region_code"

    def test_excel(self, ask: Command, tmp_path: Path) -> None:
        assert ask("sql", self.QUERY, "-o", "out.xlsx").returncode == 0
        rows = list(openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(values_only=True))
        assert rows[:2] == [("region_name", "year", "met", "met_share"), ("中华人民共和国", 2023, 9, 0.6429)]

    def test_parquet(self, ask: Command, tmp_path: Path) -> None:
        assert ask("sql", self.QUERY, "-o", "out.parquet").returncode == 0
        assert pl.read_parquet(tmp_path / "out.parquet").row(0) == ("中华人民共和国", 2023, 9, 0.6429)

    def test_csv_that_excel_reads_and_does_not_run(self, ask: Command, tmp_path: Path) -> None:
        assert ask("sql", "select '=1+1' as 甲, 2.50::decimal(9, 3) as b", "-o", "out.csv").returncode == 0
        assert (tmp_path / "out.csv").read_bytes() == "\ufeff甲,b\r\n'=1+1,2.5\r\n".encode()

    def test_json_lines(self, ask: Command, tmp_path: Path) -> None:
        assert ask("sql", self.QUERY, "-o", "out.jsonl").returncode == 0
        assert json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])["met"] == 9

    def test_another_suffix_is_refused_by_name(self, ask: Command) -> None:
        done = ask("sql", self.QUERY, "-o", "out.pdf")
        assert done.stderr == "duixian: out.pdf: rows go into .csv, .jsonl, .parquet, .xlsx; name the file so\n"


def start(samples: Path, query: str, **options: object) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "flows.cli", "sql", query, "--warehouse", str(samples)]
    return subprocess.Popen(line, stderr=subprocess.PIPE, encoding="utf-8", cwd=Path.cwd(), **options)  # type: ignore[call-overload]


def test_a_large_result_streams(samples: Path) -> None:
    measure = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    query = "select i, i * 2, 'a text that takes some room' from range(2000000) as n(i)"
    line = [sys.executable, "-m", "flows.cli", "sql", query, "--warehouse", str(samples)]
    done = subprocess.run([sys.executable, "-c", measure, *line], capture_output=True, encoding="utf-8", check=True)
    assert int(done.stdout) < 250  # MiB; all rows at once take over five hundred


def test_ctrl_c_ends_a_query_in_one_line(samples: Path) -> None:
    running = start(samples, "select * from range(3000000000)", stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()  # the query is at work
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert_it_stopped(running, said)


def test_a_reader_that_has_had_enough_ends_a_query_without_a_word(samples: Path) -> None:
    with start(samples, "from range(1000000)", stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs the /proc of Linux")
def test_ctrl_c_ends_a_query_that_gives_no_row_before_its_end(samples: Path) -> None:
    running = start(samples, "select max(hash(i::varchar)) from range(100000000000) as n(i)")  # hours
    before, deadline = None, time.monotonic() + 300
    while before is None or processor_seconds(running.pid) < before + 2:
        assert running.poll() is None
        assert time.monotonic() < deadline, "the file was never opened"
        if before is None and samples in map(Path.resolve, Path(f"/proc/{running.pid}/fd").iterdir()):
            before = processor_seconds(running.pid)
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert_it_stopped(running, said)


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def assert_it_stopped(running: subprocess.Popen[str], said: str) -> None:
    assert running.returncode == 130
    assert said.startswith("duixian: stopped")
    assert said.count("\n") == 1


def test_a_file_that_another_program_writes_to_is_named_as_that(command: Command, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "open.duckdb"):
        done = command("sql", "select 1", "--warehouse", "open.duckdb", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("duixian: open.duckdb is open for writing in another program: close it there")
    assert "move it aside" not in done.stderr


class TestTables:
    def test_long_texts_give_way_first(self) -> None:
        rows = [("绵阳", "建成碧道二十公里，整治河涌七十四条，排水单元达标。", 3)]
        assert list(tables.render(["place", "sentence", "n"], rows, 40)) == [
            "place  sentence                        n",
            "绵阳   建成碧道二十公里，整治河涌七…   3",
            "(1 row)",
        ]

    def test_more_rows_than_are_shown_are_told(self) -> None:
        *_, last = tables.render(["n"], ((n,) for n in range(1001)), 80)
        assert last == "(the first 1,000 rows; --format csv has all)"

    @pytest.mark.parametrize(
        ("value", "said"),
        [("0", "0"), ("9999.50", "9999.5"), ("34000", "3.4万"), ("-250000000", "-2.5亿"), ("120.500", "120.5")],
    )
    def test_amounts_in_chinese_units(self, value: str, said: str) -> None:
        assert tables.in_chinese_units(Decimal(value)) == said


@pytest.mark.parametrize(
    ("variables", "is_chinese"),
    [
        ({}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, True),
    ],
)
def test_the_locale_decides_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_chinese: bool
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    language.is_chinese.cache_clear()
    try:
        assert language.is_chinese() is is_chinese
    finally:
        language.is_chinese.cache_clear()


class TestFind:
    def test_a_sentence_with_its_facts(self, ask: Command) -> None:
        lines = ask("find", "碧道", "充电桩").stdout.splitlines()
        assert lines[0] == "广东省广州市海珠区 2023 部署"
        assert "新建碧道约5公里" in lines[1]
        assert any(line.strip().startswith("目标 2023 新建 碧道 约5公里  [") for line in lines)
        assert lines[-1] == "(1 sentence)"

    def test_of_a_place_and_a_year(self, ask: Command) -> None:
        lines = ask("find", "新增就业", "--place", "绵阳", "--year", "2025").stdout.splitlines()
        heads = {line for line in lines if not line.startswith((" ", "("))}
        assert heads == {"四川省绵阳市 2025 回顾", "四川省绵阳市 2025 部署"}

    def test_nothing_is_said_to_be_nothing(self, ask: Command) -> None:
        assert ask("find", "载人登月").stdout == "no sentence with a fact has these words\n"

    def test_the_rest_is_counted(self, ask: Command) -> None:
        assert ask("find", "增长", "--limit", "1").stdout.splitlines()[-1].startswith("(1 of ")


class TestPlace:
    def test_reports_promises_and_indicators(self, ask: Command) -> None:
        lines = ask("place", "绵阳").stdout.splitlines()
        assert lines[0] == "四川省绵阳市 · 地级 · 510700 · 四川省"
        (promises,) = [line.split() for line in lines if line.startswith("2024 ")]
        assert promises == ["2024", "25", "15", "8", "0", "2", "0.6522"]
        assert ["地区生产总值", "2024", "4343.5", "亿元", "7"] in [line.split() for line in lines]

    def test_by_its_code(self, ask: Command) -> None:
        assert ask("place", "440105").stdout.startswith("广东省广州市海珠区 · ")

    def test_an_unknown_one(self, ask: Command) -> None:
        done = ask("place", "亚特兰蒂斯")
        assert (done.returncode, done.stderr) == (1, "duixian: no report of a place called 亚特兰蒂斯\n")

    def test_a_name_of_several_asks_which(self, call: Command, samples: Path, tmp_path: Path) -> None:
        (target := tmp_path / "two.duckdb").write_bytes(samples.read_bytes())
        with duckdb.connect(target) as con:
            con.execute("update dim_report set region_code = '350102' where region_code = '440105'")
            con.execute("update dim_report set region_code = '320106' where region_code = '510700'")
        done = call("place", "鼓楼区", "--warehouse", target, cwd=tmp_path)
        assert done.returncode == 1
        assert "江苏省南京市鼓楼区 (320106), 福建省福州市鼓楼区 (350102)" in done.stderr


class TestReport:
    def test_by_the_path_of_its_source(self, ask: Command) -> None:
        lines = ask("report", "reports/mianyang-2024.docx").stdout.splitlines()
        assert "region_name   四川省绵阳市" in lines
        assert ["2024", "省市重点项目年度投资", "600亿元", "5", "8", "6.4亿元", "未兑现"] in [
            line.split() for line in lines
        ]

    def test_an_unknown_one(self, ask: Command) -> None:
        assert ask("report", "ffff").stderr == "duixian: no report ffff: `duixian place NAME` lists ids\n"


class TestDiff:
    def test_reports_facts_and_verdicts_that_the_last_load_changed(
        self, call: Command, place: Path, report_text: str
    ) -> None:
        (place / "in").mkdir()
        (place / "in" / "兴安市2024.txt").write_text(report_text, encoding="utf-8")
        call("ingest", "in", "--no-prefect", cwd=place)
        done = call("diff", cwd=place)
        assert done.returncode == 1
        assert done.stderr.startswith("duixian: nothing to compare with: ")
        (place / "in" / "兴安市2025.txt").write_text(
            report_text.replace("2024", "2025").replace("2023", "2024").replace("新建公园5个", "新建公园6个"), "utf-8"
        )
        call("ingest", "in", "--no-prefect", cwd=place)
        assert call("diff", cwd=place).stdout.splitlines()[:2] == [
            "new in/兴安市2025.txt: none -> 7 facts",
            "facts: 7 new, 0 gone, 0 altered",
        ]

    def test_before_the_first_load(self, call: Command, place: Path) -> None:
        done = call("diff", cwd=place)
        assert done.stderr == "duixian: no warehouse at data/duixian.duckdb: run `duixian ingest PATH…` first\n"


class TestExport:
    def test_formats_and_names(self, ask: Command, tmp_path: Path) -> None:
        done = ask(
            "export", "out", "--format", "xlsx", "--format", "dta", "--only", "bi.scorecard", "--only", "bi.places"
        )
        assert done.returncode == 0, done.stderr
        assert "bi.scorecard: 3 rows" in done.stdout.splitlines()
        assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
            "CITATION.cff", "bi.places.dta", "bi.places.xlsx", "bi.scorecard.dta", "bi.scorecard.xlsx",
            "datapackage.json", "dictionary.md",
        ]  # fmt: skip

    def test_an_unknown_name(self, ask: Command) -> None:
        done = ask("export", "out", "--only", "bi.scorcard")
        assert done.returncode == 1
        assert done.stderr.startswith("duixian: there is no table or view bi.scorcard: did you mean bi.scorecard")


def test_the_version_is_said(command: Command) -> None:
    assert command("--version").stdout == "duixian 0.1.0\n"


def test_a_query_imports_neither_pandera_nor_polars_nor_prefect(samples: Path) -> None:
    code = (
        "import sys; from flows.cli import main\n"
        f"try: main(['sql', 'select 1', '--warehouse', {str(samples)!r}])\n"
        "except SystemExit: print(sorted({'pandera', 'polars', 'prefect', 'pandas', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "1\n1\n[]\n"
