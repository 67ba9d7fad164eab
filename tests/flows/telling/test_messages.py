"""Errors and findings in Chinese: the table has each that the code can raise, and nothing that it cannot."""

import ast
import csv
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from flows.telling.messages import TABLE, in_chinese
from tests.conftest import ROOT, Command

ROOMS = ("bi/site", "flows", "seeds", "transforms", "warehouse")
FAULTS_OF_OURS = {"FrameError", "StoppedError", "SourceError", "_EndedError"}
"""No user sees them, or they go into quarantine as they are: SourceError holds a reason and its evidence."""
PROBLEMS = {"problem", "advice", "said"}
"""Variables that hold a part of an error."""


def trees() -> Iterator[ast.Module]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "scripts" not in file.parts:
                yield ast.parse(file.read_text("utf-8"))


def words(node: ast.expr) -> Iterator[str]:
    """The texts of an expression, with ⟨1⟩ ⟨2⟩ … where values stand."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*words(node.body), *words(node.orelse))
    elif isinstance(node, ast.BinOp):
        yield from words(node.left)
    elif isinstance(node, ast.JoinedStr):
        pieces = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        yield "".join(str(piece) if piece is not None else f"⟨{number}⟩" for number, piece in enumerate(pieces))


def raised() -> set[str]:
    """Every text that an error or finding of the code is made of."""
    errors = {
        node.name
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    } - FAULTS_OF_OURS
    found: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in errors or name in {"OSError", "FileNotFoundError", "fail", "_fail_in"}:
                found.update(text for argument in node.args[-1:] for text in words(argument))
            elif name == "Finding":
                found.update(text for argument in node.args[1:] for text in words(argument))
            elif name == "say" and len(node.args) == 1:
                found.update(words(node.args[0]))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in PROBLEMS:
            found.update(words(node.value))
        elif isinstance(node, ast.FunctionDef) and node.name == "_problem":
            returns = [inside.value for inside in ast.walk(node) if isinstance(inside, ast.Return) and inside.value]
            found.update(text for value in returns for text in words(value))
    return found


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_words(text: str) -> bool:
    """Whether there is anything to say in another language: ⟨1⟩: ⟨2⟩ and a command have nothing."""
    return bool(re.search("[a-z]{2}", re.sub(r"⟨\d+⟩|duixian [a-z -]+(PATH…)?$", "", text)))


def test_every_error_and_finding_has_its_chinese() -> None:
    assert {text for text in raised() if in_words(text) and not re.search("[一-鿿]", in_chinese(text))} == set()


def test_what_stands_in_an_error_stands_in_its_chinese() -> None:
    def values(text: str) -> list[str]:
        return sorted(re.findall(r"⟨\d+⟩", text))

    assert [text for text in raised() if values(in_chinese(text)) != values(text)] == []


def test_both_sides_of_a_row_name_the_same_values() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, *_ in Formatter().parse(text) if name}

    assert [row["en"] for row in table() if names(row["en"]) != names(row["zh"])] == []
    assert [row for row in table() if not (row["en"] and row["zh"])] == []


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        (
            "no warehouse at w.duckdb: run `duixian ingest PATH…` first",
            "没有数据库 w.duckdb：请先运行 `duixian ingest 路径…`",
        ),
        ("report.docx: No such file or directory", "report.docx：没有这个文件或文件夹"),
        (
            "seeds/units.csv line 3: 2 cells under a header of 8: count the commas; nothing was published",
            "seeds/units.csv 第 3 行：表头 8 列，此行 2 格：请数逗号；未发布任何内容",
        ),
        ("the query failed: Parser Error: syntax error", "查询失败：Parser Error: syntax error"),
        ("nothing that the table knows", "nothing that the table knows"),
    ],
)
def test_an_error_is_told_with_its_values_and_what_it_holds(text: str, chinese: str) -> None:
    assert in_chinese(text) == chinese


@pytest.mark.parametrize(
    ("line", "chinese"),
    [
        (("sql", "select 1"), "没有数据库 data/duixian.duckdb：请先运行 `duixian ingest 路径…`"),
        (("place", "绵阳"), "没有数据库 data/duixian.duckdb"),
        (("extract", "gone.txt"), "gone.txt：没有这个文件或文件夹"),
        (("export",), "请说明导出到哪里"),
        (("ingest", "."), "无事可做：. 中没有文件"),
        (("ingest",), "PATH… 的值无效：请至少给出一个文件或文件夹"),
        (("sql",), "缺少参数 'query'"),
        (("sql", "--nope", "select 1"), "没有选项 --nope"),
        (("sql", "--format", "odd", "select 1"), "的值无效：'odd' 不在 'table', 'csv', 'jsonl' 之中"),
        (("nope",), "没有命令 'nope'"),
    ],
)
def test_the_command_speaks_the_language_of_the_locale(
    line: tuple[str, ...], chinese: str, call: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert chinese in call(*line, cwd=tmp_path).stderr
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert not re.search("[一-鿿]", call(*line, cwd=tmp_path).stderr.replace("绵阳", ""))


def test_the_errors_of_the_system_are_named_as_it_names_them() -> None:
    of_the_system = {os.strerror(number) for number in errno.errorcode}
    assert len(of_the_system & {row["en"] for row in table()}) >= 5
