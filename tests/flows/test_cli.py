"""The command as people use it: what it prints, and how it ends."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPORT, Command, Rows, run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, call: Command) -> Path:
    """What a load of one report leaves."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "in").mkdir()
    (folder / "in" / "兴安市2024.txt").write_text(REPORT, encoding="utf-8")
    assert call("ingest", "in", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def loaded(place: Path, data: Path) -> Path:
    """A place with a warehouse of one report."""
    shutil.copytree(data, place, dirs_exist_ok=True)
    return place


class TestExtract:
    def test_prints_a_fact_a_line(self, place: Path, report_text: str, capsys: pytest.CaptureFixture[str]) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        assert run("extract", "a.txt") == 0
        facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [fact["mention"] for fact in facts] == [
            "6.1%", "120.5亿元", "3.4万人", "12所", "5.5%左右", "3万人以上", "5个",
        ]  # fmt: skip
        assert [fact["value"] for fact in facts] == ["6.1", "12050000000", "34000", "12", "5.5", "30000", "5"]
        assert [fact["status"] for fact in facts] == ["actual"] * 4 + ["target"] * 3
        assert all(report_text[fact["char_start"] : fact["char_end"]] == fact["mention"] for fact in facts)

    def test_reads_standard_input(self, place: Path, report_text: str, command: Command) -> None:
        done = command("extract", "-", input=report_text, cwd=place)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) == 7

    def test_imports_neither_prefect_nor_pandera_nor_duckdb(self, place: Path, report_text: str) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        code = (
            "import sys; from flows.commands.extraction import facts_as_lines\n"
            "list(facts_as_lines(open('a.txt', 'rb').read(), 'a.txt'))\n"
            "print(sorted({'prefect', 'pandera', 'duckdb'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
        assert done.stdout == "[]\n"

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            pytest.param(b"", "empty_file", id="empty"),
            pytest.param(b"\x00\x01\x02\xff" * 64, "binary_file", id="binary"),
            pytest.param("春眠不觉晓，处处闻啼鸟。".encode(), "no_number", id="no number"),
        ],
    )
    def test_says_in_one_line_why_a_file_has_no_facts(
        self, place: Path, data: bytes, reason: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "a.txt").write_bytes(data)
        assert run("extract", "a.txt") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"duixian: a.txt: {reason}: ")
        assert err.count("\n") == 1

    def test_says_that_a_file_is_missing(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("extract", "a.txt") == 1
        assert capsys.readouterr().err == "duixian: a.txt: No such file or directory\n"


class TestIngest:
    def test_tells_in_chinese_where_the_locale_is_chinese(
        self, place: Path, report_text: str, command: Command
    ) -> None:
        (place / "兴安市2024.txt").write_text(report_text, encoding="utf-8")
        (place / "空.txt").touch()
        environment = os.environ | {"LC_ALL": "zh_CN.UTF-8"}
        done = command("ingest", "兴安市2024.txt", "空.txt", "无.txt", "--no-prefect", cwd=place, env=environment)
        assert "没有这个文件或文件夹：无.txt" in done.stderr
        assert "/空.txt：empty_file（0 bytes）" in done.stderr
        assert "读取 2 / 2: 7 条事实" in done.stderr
        told = [" ".join(line.split()) for line in done.stdout.splitlines()]
        assert {"文件 2 2", "已入库 1 1", "隔离 1 1", "报告 1 1", "事实 7 7", "目标 3 3"} <= set(told)
        assert not any(line.startswith(("files", "warehouse:", "try:")) for line in told)
        done = command("ingest", "无", "--no-prefect", cwd=place, env=environment)
        assert done.stderr.endswith("duixian: 无事可做：无 中没有文件\n")

    def test_shows_what_came_of_the_files(
        self, place: Path, report_text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "in").mkdir()
        (place / "in" / "a.txt").write_text(report_text, encoding="utf-8")
        (place / "in" / "b.txt").write_bytes(b"")
        assert run("ingest", "in") == 0
        out, err = capsys.readouterr()
        lines = [line.split() for line in out.splitlines()]
        assert ["files", "2", "2"] in lines
        assert ["loaded", "1", "1"] in lines
        assert ["quarantined", "1", "1"] in lines
        assert ["facts", "7", "7"] in lines
        assert ["results", "4", "4"] in lines
        assert ["targets", "3", "3"] in lines
        assert ["empty_file", "1", "1"] in lines
        assert "set aside in/b.txt: empty_file (0 bytes)" in err.splitlines()

    def test_queries_that_the_summary_proposes_run(
        self, place: Path, report_text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        run("ingest", "a.txt")
        queries = [line.split('"')[1] for line in capsys.readouterr().out.splitlines() if "duixian sql" in line]
        assert len(queries) == 2
        for query in queries:
            assert run("sql", query) == 0
            assert len(capsys.readouterr().out.splitlines()) > 1

    def test_missing_path_is_said_and_the_others_load(
        self, place: Path, report_text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        assert run("ingest", "nowhere", "a.txt") == 2
        out, err = capsys.readouterr()
        assert "no such file or folder: nowhere" in err.splitlines()
        assert ["loaded", "1", "1"] in [line.split() for line in out.splitlines()]

    def test_folder_without_files_is_nothing_to_do(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (place / "in" / "sub").mkdir(parents=True)
        assert run("ingest", "in") == 2
        assert capsys.readouterr().err.splitlines()[-1] == "duixian: nothing to do: no file in in"
        assert not (place / "data").exists()

    def test_only_missing_paths_is_nothing_to_do(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("ingest", "nowhere") == 2
        assert capsys.readouterr().err.splitlines()[-2:] == [
            "no such file or folder: nowhere",
            "duixian: nothing to do: no file in nowhere",
        ]

    def test_no_path_is_a_wrong_call(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("ingest") == 2
        assert "name at least one file or folder" in capsys.readouterr().err

    def test_file_that_is_no_warehouse_is_named_and_left_alone(
        self, place: Path, report_text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        (place / "notes.duckdb").write_text("no database", encoding="utf-8")
        assert run("ingest", "a.txt", "--warehouse", "notes.duckdb") == 1
        last = capsys.readouterr().err.splitlines()[-1]
        assert last.startswith("duixian: ")
        assert "notes.duckdb" in last
        assert (place / "notes.duckdb").read_text(encoding="utf-8") == "no database"


class TestSettings:
    def test_file_is_overruled_by_the_environment_and_that_by_options(
        self, place: Path, report_text: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        (place / "duixian.toml").write_text('warehouse = "from_file.duckdb"\n', encoding="utf-8")
        assert run("ingest", "a.txt") == 0
        monkeypatch.setenv("DUIXIAN_WAREHOUSE", "from_environment.duckdb")
        assert run("ingest", "a.txt") == 0
        assert run("ingest", "a.txt", "--warehouse", "from_option.duckdb") == 0
        made = sorted(path.name for path in place.glob("from_*.duckdb"))
        assert made == ["from_environment.duckdb", "from_file.duckdb", "from_option.duckdb"]

    @pytest.mark.parametrize(
        ("toml", "says"),
        [
            pytest.param('warehose = "a.duckdb"', "setting warehose = 'a.duckdb': Extra inputs", id="unknown name"),
            pytest.param('runner = "dusk"', "setting runner = 'dusk': Input should be 'auto'", id="unknown value"),
            pytest.param("runner", "duixian.toml cannot be read", id="no TOML"),
        ],
    )
    def test_wrong_setting_is_named(
        self, place: Path, toml: str, says: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "duixian.toml").write_text(toml, encoding="utf-8")
        assert run("sql", "select 1") == 2
        err = capsys.readouterr().err
        assert err.startswith(f"duixian: {says}")
        assert err.count("\n") == 1


class TestSql:
    QUERY = "select mention, value from fact_quantity where unit = '人' order by char_start"

    def test_csv_where_there_is_no_terminal(self, loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("sql", self.QUERY) == 0
        assert capsys.readouterr().out == "mention,value\n3.4万人,34000\n3万人以上,30000\n"

    def test_json_lines(self, loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("sql", "select unit, mention from fact_quantity where unit = '所'", "-f", "jsonl") == 0
        assert capsys.readouterr().out == '{"unit": "所", "mention": "12所"}\n'

    def test_table(self, loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("sql", self.QUERY, "--format", "table") == 0
        assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
            ["mention", "value"],
            ["3.4万人", "34000"],
            ["3万人以上", "30000"],
            ["(2", "rows)"],
        ]

    def test_error_of_the_query_is_said_without_a_traceback(
        self, loaded: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("sql", "select nothing from nowhere") == 1
        err = capsys.readouterr().err
        assert err.startswith("duixian: the query failed: Catalog Error: Table with name nowhere does not exist!")
        assert "Traceback" not in err

    def test_warehouse_cannot_be_written(self, loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("sql", "delete from fact_quantity") == 1
        assert "read-only" in capsys.readouterr().err

    def test_missing_warehouse_says_what_to_do(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("sql", "select 1") == 1
        assert capsys.readouterr().err == (
            "duixian: no warehouse at data/duixian.duckdb: run `duixian ingest PATH…` first\n"
        )


def test_export_writes_every_table(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "out") == 0
    assert "fact_quantity: 7 rows" in capsys.readouterr().out.splitlines()
    header, *lines = (loaded / "out" / "fact_quantity.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("fact_id,report_id,section_no,char_start,char_end,mention,value")
    assert len(lines) == 7
    assert (loaded / "out" / "fact_quantity.parquet").read_bytes()[:4] == b"PAR1"


class TestExplain:
    def test_a_fact_of_the_warehouse(self, loaded: Path, rows: Rows, capsys: pytest.CaptureFixture[str]) -> None:
        [(fact_id,)] = rows("select fact_id from fact_quantity where mention = '6.1%'")
        assert run("explain", fact_id) == 0
        told = capsys.readouterr().out
        assert "{6.1%}" in told
        assert "report_year       2024" in told
        assert "a verb of movement" in told
        assert "seeds/lexicon.csv" in told

    def test_a_target_says_why_nothing_became_of_it(
        self, loaded: Path, rows: Rows, capsys: pytest.CaptureFixture[str]
    ) -> None:
        [(fact_id,)] = rows("select min(fact_id) from fact_quantity where status = 'target'")
        assert run("explain", fact_id) == 0
        assert "a report of no known place" in capsys.readouterr().out

    def test_a_number_of_a_file_that_is_no_fact(
        self, place: Path, report_text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "a.txt").write_text(report_text, encoding="utf-8")
        assert run("explain", "a.txt", "--at", report_text.index("2023年工作回顾")) == 0
        told = capsys.readouterr().out
        assert "{2023年}工作回顾" in told
        assert "the form of date" in told

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            pytest.param(["0123456789abcdef"], "the warehouse has no fact 0123456789abcdef", id="unknown fact"),
            pytest.param(["in/兴安市2024.txt", "--at", "0"], "no number stands at character 0", id="no number there"),
            pytest.param(["none.txt", "--at", "0"], "none.txt: No such file", id="no such file"),
        ],
    )
    def test_says_what_is_missing(
        self, loaded: Path, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("explain", *arguments) == 1
        assert problem in capsys.readouterr().err
