"""The data dictionary, docs/dictionary.md, written from the registry and the views.

Run `python -m warehouse.dictionary` after a change to a model or a view; a test fails while the file is stale.
"""

from collections.abc import Container, Iterator
from pathlib import Path

import duckdb

from schemas.enums import CODE_LISTS, Code
from schemas.registry import TABLES, TableSpec
from warehouse import ddl, views

FILE = Path(__file__).parents[1] / "docs" / "dictionary.md"

_INTRODUCTION = """\
# Data dictionary · 数据字典

Generated from `schemas/` and `warehouse/views/` by `python -m warehouse.dictionary`; do not edit.

Offsets (`char_start`, `char_end`) count Unicode code points of `report_text.text` from 0, the end exclusive. DuckDB's
`substr` counts the same way, from 1: `substr(text, char_start + 1, char_end - char_start)`. That holds for emoji, rare
characters outside the basic plane (𠮷), combining marks and line breaks, each of which is one code point or several.
Times are UTC. Values are exact decimals in the canonical unit. An empty cell is null: not applicable, or not known.

以下由程序生成，请勿手改。位置按 Unicode 码点计，自 0 起，不含末位；时间为 UTC；
数值为标准单位下的精确小数；空值表示不适用或不详。
"""

_SCOPES = {
    "report": "rows are replaced report by report",
    "derived": "computed anew from the facts",
    "mart": "written by queries for the views, whenever a build is checked",
    "seed": "from seeds and code lists",
    "log": "what the pipeline did",
}


def render() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join([_INTRODUCTION, *_contents(), *_tables(), *_views(), *_codes()])


def of_sources(names: Container[str]) -> Iterator[str]:
    """The sections of some tables and views (`bi.` before its name), and the codes: what lies beside an export."""
    yield _INTRODUCTION.replace("do not edit", "here with what was exported")
    for name, spec in TABLES.items():
        if name in names:
            yield from _table(spec)
    with duckdb.connect() as con:
        for view in ddl.create_all(con).values():
            if f"{views.SCHEMA}.{view.name}" in names:
                yield from _view(view)
    yield from _codes()


def write() -> None:
    """Write docs/dictionary.md."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(render(), "utf-8")


def _contents() -> Iterator[str]:
    yield "## Tables · 表\n"
    yield "| table | 内容 | content | key |\n|---|---|---|---|"
    for name, spec in TABLES.items():
        yield f"| [{name}](#{name}) | {spec.zh} | {spec.en} | {', '.join(f'`{part}`' for part in spec.key)} |"
    yield ""


def _tables() -> Iterator[str]:
    for spec in TABLES.values():
        yield from _table(spec)


def _table(spec: TableSpec) -> Iterator[str]:
    types = ddl.column_types(spec.name)
    yield f"### {spec.name}\n\n{spec.zh}。{spec.en} ({_SCOPES[spec.scope]}).\n"
    yield "| column | type | null | unit | 含义 | meaning |\n|---|---|---|---|---|---|"
    for column in spec.columns:
        null = "yes" if column.nullable else ""
        yield (
            f"| {column.name} | {types[column.name]} | {null} | {column.unit or ''} | {_cell(column.zh)} "
            f"| {_cell(column.en)}{_code_list(column.codes)} |"
        )
    yield ""
    if spec.row_checks:
        yield "A row goes to `quarantine` unless, besides types and codes:\n"
        yield from (f"- `{name}`: {_cell(text)}" for name, text in spec.row_checks.items())
        yield ""


def _code_list(codes: type[Code] | None) -> str:
    if codes is None:
        return ""
    name = next(name for name, code_list in CODE_LISTS.items() if code_list is codes)
    return f" ([{name}](#codes--代码))"


def _views() -> Iterator[str]:
    yield "## Views · 视图\n"
    with duckdb.connect() as con:
        for view in ddl.create_all(con).values():
            yield from _view(view)


def _view(view: views.View) -> Iterator[str]:
    yield f"### {views.SCHEMA}.{view.name}\n\n{view.zh}。{view.en}.\n"
    yield "| column | type | unit | 含义 | meaning |\n|---|---|---|---|---|"
    for column in view.columns:
        yield (
            f"| {column.name} | {column.dtype} | {column.unit or ''} | {_cell(column.zh)} "
            f"| {_cell(column.en)}{_code_list(column.codes)} |"
        )
    yield ""


def _codes() -> Iterator[str]:
    yield "## Codes · 代码\n\nThe table `dim_code` has them too.\n"
    yield "| list | code | 中文 | English |\n|---|---|---|---|"
    for name, code_list in CODE_LISTS.items():
        yield from (f"| {name} | `{code.value}` | {code.zh} | {code.en} |" for code in code_list)
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    write()
