"""The steps of CONTRIBUTING.md, taken in a copy: each addition is what its row says, with the effect that it names."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

ROOMS = ("flows", "schemas", "seeds", "transforms", "warehouse")
Ask = Callable[[str], Any]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code and the seeds, to be changed."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "reports"))
    return tmp_path


@pytest.fixture
def facts(copy: Path) -> Ask:
    """What the copy says of a sentence of a review of 2023: a list of facts."""

    def ask(sentence: str) -> Any:
        code = (
            "import json, polars as pl; from transforms.pipeline import extract\n"
            f"text = '一、2023年工作回顾\\n' + {sentence!r}\n"
            "report = pl.DataFrame({'report_id': ['a'], 'text': [text], 'review_start': [2023],"
            " 'review_end': [2023], 'plan_year': [2024]})\n"
            "columns = ['mention', 'unit', 'indicator', 'indicator_id', 'action', 'measure']\n"
            "print(json.dumps(extract(report).facts.select(*columns, value=pl.col('value').cast(float)).to_dicts()))"
        )
        return answer(copy, code)

    return ask


def answer(copy: Path, code: str) -> Any:
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def add_row(copy: Path, seed: str, row: str) -> None:
    with (copy / "seeds" / f"{seed}.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")


def test_a_unit_is_one_row(copy: Path, facts: Ask) -> None:
    sentence = "建成共享花房12花房间。"
    assert [fact["unit"] for fact in facts(sentence)] != ["花房间"]
    add_row(copy, "units", "花房间,花房间,count,1,1,classifier,yes,建成共享花房12花房间")
    (fact,) = facts(sentence)
    assert (fact["value"], fact["unit"]) == (12, "花房间")


def test_an_indicator_is_one_row(copy: Path, facts: Ask) -> None:
    sentence = "新增星光驿馆3家。"
    assert facts(sentence)[0]["indicator_id"] is None
    add_row(copy, "indicators", "starlight_inns,星光驿馆,Starlight inns,tourism,count,家,higher,,新增星光驿馆3家")
    assert facts(sentence)[0]["indicator_id"] == "starlight_inns"


def test_a_word_is_one_row_and_reads_like_its_class(copy: Path, facts: Ask) -> None:
    sentence = "产值同比蹿跃8%。"
    assert facts(sentence)[0]["measure"] != "growth"
    add_row(copy, "lexicon", "蹿跃,up,产值蹿跃8%,")
    (fact,) = facts(sentence)
    assert (fact["measure"], fact["value"], fact["indicator"]) == ("growth", 8, "产值")


def test_a_column_of_a_table_is_one_line_of_its_model(copy: Path) -> None:
    model = copy / "schemas" / "reports.py"
    text = model.read_text("utf-8")
    before = "    is_partial: bool = column("
    assert before in text
    added = '    mood: str = column("语气", "Its mood", nullable=True, not_empty=True)\n'
    model.write_text(text.replace(before, added + before), encoding="utf-8")
    code = (
        "import duckdb, json; from warehouse import ddl, dictionary\n"
        "con = duckdb.connect(); ddl.create_all(con)\n"
        'found = con.execute("select data_type, comment from duckdb_columns()'
        " where table_name = 'dim_report' and column_name = 'mood'\").fetchall()\n"
        "print(json.dumps([*found, '| mood | VARCHAR | yes |' in dictionary.render()]))"
    )
    assert answer(copy, code) == [["VARCHAR", "语气 | Its mood"], True]


FORMAT = '''"""Texts in capitals of a courier."""

from transforms.sources.document import Document, Reading
from transforms.sources.source import Reader, Source


def _read(source: Source) -> Reading:
    return Reading([Document(source.data[8:].decode(), "courier", "utf-8")])


READER = Reader("courier", lambda source: source.data.startswith(b"COURIER\\n"), _read)
'''


def test_a_source_format_is_a_module_and_a_line_of_the_list(copy: Path) -> None:
    code = (
        "import json; from transforms import sources\n"
        "data = 'COURIER\\n易县人民政府工作报告：新建公园5个。'.encode()\n"
        "document = sources.read(data, 'a.txt').documents[0]\n"
        "print(json.dumps([document.source_format, document.text]))"
    )
    assert answer(copy, code)[0] == "txt"
    (copy / "transforms" / "sources" / "documents" / "courier.py").write_text(FORMAT, encoding="utf-8")
    readers = copy / "transforms" / "sources" / "readers.py"
    text = readers.read_text("utf-8")
    text = text.replace("    pdf.READER,\n", "    courier.READER,\n    pdf.READER,\n")
    readers.write_text(text.replace("    epub,\n", "    courier,\n    epub,\n", 1), encoding="utf-8")
    assert answer(copy, code) == ["courier", "易县人民政府工作报告：新建公园5个。"]
