"""Figures of tables: what stands in a cell is said by the head of its column, the name of its row and the caption.

A table in a text is what its reader made of it: a line a row, tabs between the cells. Bulletins keep most of their
figures there, and annexes their targets.

    产品名称    计量单位    产量      较上年±%
    饮料酒      千升        15767     18.64
"""

from typing import Final

import polars as pl

from transforms.facts.catalogue import look_up
from transforms.facts.fact_ids import add_fact_ids
from transforms.numbers import numerals, units

WHY: Final = "a figure in a table"
#: A unit of a head, a name or a caption: 产量（万吨）, 单位：亿元.
_UNIT_IN_BRACKETS: Final = r"[（(]\s*(?:单位\s*[:：]\s*)?([^（）()\d]{1,12}|[‰%])\s*[）)]"
_CAPTION: Final = r"单位\s*[:：]\s*([^\s，。、）)；]{1,10})"
_CAPTION_WITHIN: Final = 3  # lines above a table
_FIGURE: Final = r"^[-+−–]?\d[\d,]*(?:\.\d+)?[%‰]?$"
_STATED_YEAR: Final = r"((?:19|20)\d\d)"
_YEAR: Final = r"^(?:19|20)\d\d$"
_UNIT_HEAD: Final = r"^(?:计量)?单位$"
_SERIAL_HEAD: Final = r"^(?:序号|编号|代码|位次|排名)$"
_GROWTH: Final = r"增长|增速|比上年|较上年|同比|增幅|[±]|升降|涨跌"
_POINTS: Final = r"百分点"
_SHARE: Final = r"比重|占比|构成|占全"
_TARGET: Final = r"目标|计划|规划|预期"
_ESTIMATE: Final = r"预计|初步"
#: A head that says nothing of what is counted: the name of the row does.
_BARE_HEAD: Final = (
    r"^(?:产量|数量|数值|绝对数|绝对值|绝对量|实绩|实际|完成|完成数|完成情况|指标值|指标|总量|本年|全年|累计|合计|金额|数|值|"
    r"目标|目标值|计划|预期目标|属性|.*(?:增长|增速|比上年|较上年|同比|增幅|±|升降|比重|占比|构成).*)?$"
)
_NAME_NOISE: Final = r"^(?:\d+[.、]|[（(]?[一二三四五六七八九十]+[）)、]|[#＃*]|其中\s*[:：]|\s|　|—|-)+|\s+|\[\d+\]"
_MULTIPLIED: Final = r"^(万亿|百万|千万|十万|百亿|千亿|万|亿)?(.+)$"
_LONGEST_NAME: Final = 30
_CELL: Final = ("report_id", "table", "line_no")


def find_table_facts(reports: pl.DataFrame, sections: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The figures in the tables of reports, as rows like those of `facts` and in its columns.

    Takes report_id, text, review_end and plan_year; sections have report_id, section_no and char_start. A figure whose
    unit neither its head nor its row nor the caption names is left out.
    """
    lines = _table_lines(reports)
    if lines.is_empty():
        return facts.clear()
    figures = _with_heads(_cells(lines))
    said = _say(figures.join(reports.select("report_id", "review_end", "plan_year"), on="report_id"))
    names = said["indicator"]
    found = said.join(look_up(names), left_on="indicator", right_on="phrase", how="left", maintain_order="left")
    starts = sections.select("report_id", "section_no", at="char_start").sort("at")
    placed = found.sort("char_start").join_asof(
        starts, left_on="char_start", right_on="at", by="report_id", check_sortedness=False
    )
    missing = {name: pl.lit(None, dtype) for name, dtype in facts.schema.items() if name not in placed.columns}
    return (
        add_fact_ids(placed)
        .with_columns(**{name: value for name, value in missing.items() if name != "fact_id"})
        .select(pl.col(name).cast(dtype) for name, dtype in facts.schema.items())
        .unique(["report_id", "char_start"], keep="first", maintain_order=True)
    )


def put_into(frame: pl.DataFrame, table_rows: pl.DataFrame) -> pl.DataFrame:
    """Facts or ledger with the rows of tables in place of all that overlaps them."""
    spans = table_rows.select("report_id", start="char_start", end="char_end")
    if spans.is_empty():
        return frame
    inside = (
        frame.with_row_index("place")
        .select("place", "report_id", "char_start", "char_end")
        .join(spans, on="report_id")
        .filter((pl.col("char_start") < pl.col("end")) & (pl.col("char_end") > pl.col("start")))["place"]
    )
    kept = frame.with_row_index("place").filter(~pl.col("place").is_in(inside.implode())).drop("place")
    return pl.concat([kept, table_rows], how="diagonal").sort("report_id", "char_start")


def in_ledger(facts: pl.DataFrame) -> pl.DataFrame:
    """The rows of the ledger that account for facts of tables."""
    return facts.select(
        "report_id",
        "char_start",
        "char_end",
        "fact_id",
        text="mention",
        disposition=pl.lit("fact"),
        reason=pl.lit(WHY),
    )


def _table_lines(reports: pl.DataFrame) -> pl.DataFrame:
    """The rows of tables: report_id, table (its number), line_no, line, start, and the unit that a caption names."""
    line = pl.col("line")
    lines = (
        reports.filter(pl.col("text").str.contains("\t", literal=True))
        .select("report_id", line=pl.col("text").str.split("\n"))
        .explode("line")
        .with_columns(
            line_no=pl.int_range(pl.len()).over("report_id"),
            start=((line.str.len_chars() + 1).cum_sum() - line.str.len_chars() - 1).over("report_id").cast(pl.Int32),
            is_row=line.str.contains("\t", literal=True),
        )
        .with_columns(
            table=pl.col("is_row").rle_id().over("report_id"),
            caption=line.str.extract(_CAPTION).forward_fill(_CAPTION_WITHIN).over("report_id"),
        )
    )
    rows = lines.filter("is_row").with_columns(caption=pl.col("caption").first().over("report_id", "table"))
    return rows.filter(pl.len().over("report_id", "table") > 1)


def _cells(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a cell: its table, line, column, text without blanks, and where that begins."""
    raw = pl.col("raw")
    plain = raw.str.strip_chars()
    for place, digit in enumerate("０１２３４５６７８９"):
        plain = plain.str.replace_all(digit, str(place), literal=True)
    return (
        lines.with_columns(raw=pl.col("line").str.split("\t"))
        .explode("raw")
        .with_columns(
            column=pl.int_range(pl.len()).over(_CELL),
            at=((raw.str.len_chars() + 1).cum_sum() - raw.str.len_chars() - 1).over(_CELL),
            cell=plain.str.replace_all("％", "%", literal=True).str.replace_all("，", ",", literal=True),
            blank=raw.str.len_chars() - raw.str.strip_chars_start().str.len_chars(),
        )
        .with_columns(
            char_start=(pl.col("start") + pl.col("at") + pl.col("blank")).cast(pl.Int32),
            is_figure=pl.col("cell").str.contains(_FIGURE),
            is_year=pl.col("cell").str.contains(_YEAR),
        )
    )


def _with_heads(cells: pl.DataFrame) -> pl.DataFrame:
    """The figures, each with the head of its column, the name of its row, and the cell of the column of units."""
    is_value = pl.col("is_figure") & ~pl.col("is_year") & (pl.col("column") > 0)
    first_row = pl.col("line_no").filter(is_value).min().over("report_id", "table")
    width = pl.len().over(_CELL)
    marked = cells.with_columns(is_head=pl.col("line_no") < first_row, width=width).filter(first_row.is_not_null())
    columns = ["report_id", "table", "column"]
    body_width = pl.col("width").filter(~pl.col("is_head")).max().over("report_id", "table")
    heads = (
        marked.filter(pl.col("is_head") & (pl.col("width") == body_width))
        .group_by(columns, maintain_order=True)
        .agg(head=pl.col("cell").str.join(""))
    )
    body = marked.filter(~pl.col("is_head")).join(heads, on=columns, how="left").sort("report_id", "char_start")
    head = pl.col("head").fill_null("")
    is_name = ~pl.col("is_figure") & (pl.col("cell") != "") & ~head.str.contains(f"{_UNIT_HEAD}|{_SERIAL_HEAD}")
    return body.with_columns(
        head=head,
        name=pl.col("cell").filter(is_name).first().over(_CELL),
        unit_cell=pl.col("cell").filter(head.str.contains(_UNIT_HEAD)).first().over(_CELL),
        name_column=pl.col("column").filter(is_name).min().over(_CELL),
        # a growth is that of the level to its left, and of the latest year that the table has
        level_head=pl.when(~head.str.contains(f"{_GROWTH}|{_SHARE}")).then(head).forward_fill().over(_CELL),
        table_year=head.str.extract(_STATED_YEAR).cast(pl.Int32).max().over("report_id", "table"),
    ).filter(
        pl.col("is_figure")
        & (pl.col("column") > pl.col("name_column"))
        & pl.col("name").is_not_null()
        & (head != "")
        & ~head.str.contains(_SERIAL_HEAD)
    )


def _say(figures: pl.DataFrame) -> pl.DataFrame:
    """What each figure says, as a fact does; figures without a unit that is known are dropped."""
    head, cell = pl.col("head"), pl.col("cell")
    bare_name = pl.col("name").str.replace_all(_UNIT_IN_BRACKETS, "").str.replace_all(_NAME_NOISE, "")
    is_of_level = head.str.contains(f"{_GROWTH}|{_SHARE}")
    own_head = pl.when(is_of_level).then(pl.col("level_head")).otherwise(head).fill_null("")
    bare_head = own_head.str.replace_all(_UNIT_IN_BRACKETS, "").str.replace_all(r"(?:19|20)\d\d年?|[%‰\s]", "")
    is_growth, is_share = head.str.contains(_GROWTH), head.str.contains(_SHARE)
    sign_unit = cell.str.extract("([%‰])$")
    is_points = head.str.contains(_POINTS) | (is_growth & (pl.col("unit_cell") == "百分点"))
    level_unit = pl.coalesce(
        sign_unit,
        head.str.extract(_UNIT_IN_BRACKETS),
        pl.col("unit_cell"),
        pl.col("name").str.extract(_UNIT_IN_BRACKETS),
        head.str.extract("([%‰])"),
        "caption",
    )
    stated = (
        pl.when(is_points)
        .then(pl.lit("百分点"))
        .when(is_growth | is_share)
        .then(pl.coalesce(sign_unit, pl.lit("%")))
        .otherwise(level_unit)
        .str.replace_all(r"[（(].*?[）)]|\s", "")  # 万只（片、套）
    )
    measure = (
        pl.when(is_points)
        .then(pl.lit("change"))
        .when(is_growth)
        .then(pl.lit("growth"))
        .when(is_share)
        .then(pl.lit("share"))
    ).otherwise(pl.lit("level"))
    is_target = head.str.contains(_TARGET)
    year = pl.coalesce(
        head.str.extract(_STATED_YEAR).cast(pl.Int32),
        pl.when(is_target).then(pl.col("plan_year").cast(pl.Int32)),
        "table_year",
        pl.col("review_end").cast(pl.Int32),
    )
    said = figures.with_columns(
        stated_unit=stated,
        measure=measure,
        indicator=pl.when(bare_head.str.contains(_BARE_HEAD)).then(bare_name).otherwise(bare_name + bare_head),
        status=pl.when(is_target)
        .then(pl.lit("target"))
        .when(head.str.contains(_ESTIMATE))
        .then(pl.lit("estimate"))
        .otherwise(pl.lit("actual")),
        year=year,
        char_end=(pl.col("char_start") + cell.str.len_chars()).cast(pl.Int32),
        mention=pl.col("raw").str.strip_chars(),
        bound=pl.lit("exact"),
        stated_number=cell.str.strip_chars("+%‰"),
        sentence=pl.col("line").str.strip_chars(),
        sentence_start=(
            pl.col("start") + pl.col("line").str.len_chars() - pl.col("line").str.strip_chars_start().str.len_chars()
        ).cast(pl.Int32),
    ).filter(pl.col("indicator").str.len_chars().is_between(1, _LONGEST_NAME))
    return _with_values(said).with_columns(
        period=pl.col("year").cast(pl.String),
        period_start=pl.date("year", 1, 1),
        period_end=pl.date("year", 12, 31),
    )


def _with_values(said: pl.DataFrame) -> pl.DataFrame:
    """Adds value (exact, in the canonical unit) and unit; drops rows whose unit is not known."""
    stated = pl.col("stated_unit")
    whole, up, down = units.canonical(stated)
    rest, rest_up, rest_down = units.canonical(stated.str.extract(_MULTIPLIED, 2))
    multiplier = pl.when(whole.is_null()).then(stated.str.extract(_MULTIPLIED, 1))
    digits = pl.col("stated_number").str.replace_all("[,+−–-]", "")
    is_negative = pl.col("stated_number").str.contains("^[-−–]")
    measured = said.with_columns(
        plain=digits,
        is_negative=is_negative,
        unit=pl.coalesce(whole, rest),
        up=pl.coalesce(up, rest_up),
        down=pl.coalesce(down, rest_down),
        exponent=units.multiplier_exponent(multiplier),
    ).filter(pl.col("unit").is_not_null())
    read = numerals.parse_numerals(measured["plain"]).select("text", "digits", "places")
    amount = numerals.to_decimal(pl.col("digits"), pl.col("exponent") - pl.col("places"), pl.col("up"), pl.col("down"))
    return (
        measured.join(read, left_on="plain", right_on="text", how="left", maintain_order="left")
        .with_columns(value=amount)
        .with_columns(value=pl.when("is_negative").then(-pl.col("value")).otherwise("value"))
        .filter(pl.col("value").is_not_null())
    )
