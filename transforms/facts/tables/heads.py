"""What the heads of a table say of its figures: the head of the column, the name of the row, its unit and its place."""

from typing import Final

import polars as pl

from transforms.facts.tables.rows import FIGURE, head_words

STATED_YEAR: Final = r"((?:19|20)\d\d)"
_YEAR: Final = r"^(?:19|20)\d\d$"
_HALF_WIDTH: Final = dict(zip("０１２３４５６７８９％，", "0123456789%,", strict=True))
_ROW: Final = ("report_id", "table", "line_no")
_COLUMN: Final = ("report_id", "table", "column")
_TABLE: Final = ("report_id", "table")
_NAME_NOISE: Final = (
    r"^(?:[（(]?[一二三四五六七八九十]+[）)、]|[（(]\d+[）)]|[①-⑳]|[#＃*]|其\s*中\s*[:：]?|[\s　—–-])+"
    r"|\[\d+\]|^[\s　]+|[\s　]+$"
)
_SEQUENCE: Final = r"^(\d+[.、．])(\D)"


def find_figures(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a cell that may hold a figure: report_id, char_start, char_end, cell, is_figure, and what heads say.

    Those are head, level_head (of the level that a growth is of), name, parent, unit_cell, is_place (the name is of a
    place), table_year and caption; row and row_start are the table's row.
    """
    return _with_names(_with_heads(_cells(rows)))


def _cells(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a cell: its table, line, column, text without blanks in half width, and where that begins."""
    raw = pl.col("raw")
    return (
        rows.with_columns(raw=pl.col("row").str.split("\t"))
        .explode("raw")
        .with_columns(
            column=pl.int_range(pl.len()).over(_ROW),
            width=pl.len().over(_ROW),
            at=((raw.str.len_chars() + 1).cum_sum() - raw.str.len_chars() - 1).over(_ROW),
            cell=raw.str.strip_chars().str.replace_many(_HALF_WIDTH),
            blank=raw.str.len_chars() - raw.str.strip_chars_start().str.len_chars(),
        )
        .with_columns(
            char_start=(pl.col("start") + pl.col("at") + pl.col("blank")).cast(pl.Int32),
            is_figure=pl.col("cell").str.contains(f"^{FIGURE}$"),
        )
        .with_columns(char_end=(pl.col("char_start") + pl.col("cell").str.len_chars()).cast(pl.Int32))
    )


def _with_heads(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of the rows below the heads, each with the head of its column."""
    is_value = pl.col("is_figure") & (pl.col("column") > 0)
    # 指标 2022 2023 is a head
    is_of_years = (pl.col("cell").str.contains(_YEAR) | ~is_value).all().over(_ROW)
    first_row = pl.col("line_no").filter(is_value & ~is_of_years).min().over(_TABLE)
    body_width = pl.col("width").filter(~pl.col("is_head")).max().over(_TABLE)
    marked = cells.with_columns(is_head=pl.col("line_no") < first_row).filter(first_row.is_not_null())
    heads = marked.filter(pl.col("is_head") & (pl.col("width") == body_width))
    last = pl.col("cell").last().over(_COLUMN)
    is_last = pl.col("line_no") == pl.col("line_no").max().over(_TABLE)
    # a head over several columns stands in the first of them
    spread = pl.when((pl.col("cell") != "") | is_last | (last == "")).then("cell").forward_fill().over(_ROW)
    joined = (
        heads.with_columns(cell=spread.fill_null(""))
        .group_by(_COLUMN, maintain_order=True)
        .agg(head=pl.col("cell").unique(maintain_order=True).str.join(""))
    )
    body = marked.filter(~pl.col("is_head")).join(joined, on=_COLUMN, how="left").sort("report_id", "char_start")
    return body.with_columns(head=pl.col("head").fill_null("").str.replace_all(r"[\s　]", ""))


def _with_names(body: pl.DataFrame) -> pl.DataFrame:
    """The cells that may hold figures, each with the name of its row, and that of the rows that it belongs to."""
    head, cell = pl.col("head"), pl.col("cell")
    is_word = ~pl.col("is_figure") & (cell != "")
    says_other = head.str.contains(head_words("unit", "serial", "other"))
    says_name = head.str.contains(head_words("name", "place"))
    first_word = pl.col("column").filter(is_word & ~says_other).min().over(_TABLE)
    is_name = pl.when(says_name.any().over(_TABLE)).then(says_name).otherwise(pl.col("column") == first_word)
    unit = pl.when(head.str.contains(head_words("unit")) & (cell != "")).then(cell)
    level = pl.when(~head.str.contains(head_words("growth", "share"))).then(head)
    named = body.with_columns(
        is_name=is_name,
        name=pl.when(is_name & is_word).then(_bare_name(cell)).forward_fill().over(_ROW),
        is_place=pl.when(is_name & is_word).then(head.str.contains(head_words("place"))).forward_fill().over(_ROW),
        unit_cell=pl.coalesce(unit.forward_fill().over(_ROW), unit.first().over(_ROW)),
        level_head=pl.when(~(is_name | says_other)).then(level).forward_fill().over(_ROW),
        table_year=head.str.extract(STATED_YEAR).cast(pl.Int32).max().over(_TABLE),
    )
    return (
        named.join(_parents(named), on=[*_ROW, "name"], how="left")
        .filter(pl.col("name").is_not_null() & ~is_name & ~says_other & (head != "") & (cell != ""))
        .rename({"start": "row_start"})
    )


def _bare_name(cell: pl.Expr) -> pl.Expr:
    """其中：一般贸易 is 一般贸易, 三、居住[3] is 居住."""
    return cell.str.replace(_SEQUENCE, "$2").str.replace_all(_NAME_NOISE, "").str.replace_all(r"[\s　]", "")


def _parents(named: pl.DataFrame) -> pl.DataFrame:
    """Of the names that stand twice in a table, such as 一般贸易 below 出口额 and 进口额, the name they stand below."""
    rows = named.filter("is_name", pl.col("name") != "").unique([*_ROW, "name"], maintain_order=True)
    is_repeated = pl.len().over(*_TABLE, "name") > 1
    parent = pl.when(~is_repeated).then("name").forward_fill().over(_TABLE, order_by="line_no")
    return rows.with_columns(parent=pl.when(is_repeated).then(parent)).select(*_ROW, "name", "parent")
