"""Figures of tables: what stands in a cell is said by the head of its column, the name of its row and the caption.

Bulletins keep most of their figures there, and annexes their targets.

    产品名称    计量单位    产量      较上年±%
    饮料酒      千升        15767     18.64
"""

from typing import Final

import polars as pl

from transforms.facts.catalogue import look_up
from transforms.facts.fact_ids import add_fact_ids
from transforms.facts.tables.heads import STATED_YEAR, find_figures
from transforms.facts.tables.rows import find_rows, head_words
from transforms.facts.tables.values import add_values
from transforms.language.searches import in_memory
from transforms.positions import position

WHY: Final = "a figure in a table"
#: A unit of a head, a name or a caption: 产量（万吨）, 单位：亿元.
_UNIT_IN_BRACKETS: Final = r"[（(]\s*(?:单位\s*[:：]\s*)?([^（）()\d]{1,12}|[‰%])\s*[）)]$"
_UNIT_AT_END: Final = r"[,，/:：]([^（）()\d,，/:：]{1,8}|%)$"
_CAPTION: Final = r"单位\s*[:：]\s*([^\s，。、）)；]{1,10})"
_LONGEST_NAME: Final = 40


def find_table_facts(reports: pl.DataFrame, sections: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The figures in the tables of reports, as rows like those of `facts` and in its columns.

    Takes report_id, text, review_end and plan_year; sections have report_id, section_no and char_start. A figure whose
    unit neither its head nor its row nor the caption names is left out.
    """
    rows = find_rows(reports)
    if rows.is_empty():
        return facts.clear()
    said = _say(find_figures(rows).join(reports.select("report_id", "review_end", "plan_year"), on="report_id"))
    valued = _worded(add_values(said, facts), reports)
    names = valued["indicator"]
    found = valued.join(look_up(names), left_on="indicator", right_on="phrase", how="left", maintain_order="left")
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


def put_into(frame: pl.DataFrame, table_rows: pl.DataFrame, order: pl.Enum) -> pl.DataFrame:
    """Facts or ledger with the rows of tables in place of all that overlaps them, in the order of reports and text."""
    begins, ends = position(order, "char_start"), position(order, "char_end")
    if not table_rows.is_empty():
        spans = table_rows.select(begins=begins, ends=ends).sort("begins")
        # the last position where one ends that begins before the row's end; that of another report is before the row
        former = spans["begins"].search_sorted(frame.select(ends).to_series(), side="left")
        reached = pl.concat([pl.Series([0]), spans["ends"].cum_max()])[former]
        frame = pl.concat([frame.filter(begins >= reached), table_rows], how="diagonal")
    return frame.sort(begins)


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


def _say(figures: pl.DataFrame) -> pl.DataFrame:
    """What each figure says by its heads: stated_unit, measure, basis, status, year, indicator and subject."""
    head, name, caption = pl.col("head"), pl.col("name"), pl.col("caption").fill_null("")
    is_of_level = head.str.contains(head_words("growth", "share"))
    own_head, level_head = _bare_head(head), _bare_head(pl.col("level_head").fill_null(""))
    counted = pl.when(is_of_level & (own_head == "")).then(level_head).otherwise(own_head)
    sign_unit = pl.col("cell").str.extract("([%‰])$")
    level_unit = pl.coalesce(
        sign_unit,
        head.str.extract(_UNIT_IN_BRACKETS),
        head.str.extract(_UNIT_AT_END),
        pl.col("unit_cell"),
        name.str.extract(_UNIT_IN_BRACKETS),
        name.str.extract(_UNIT_AT_END),
        head.str.extract("([%‰])"),
        caption.str.extract(_CAPTION),
    ).str.replace_all(r"[（(].*?[）)]|\s|^(?:个|亿|万)?(?:百分点)$", "")  # 万只（片、套）
    name_said = name.str.replace_all(_UNIT_IN_BRACKETS, "")
    speaks_of = pl.when(own_head == "").then(caption)
    is_percent = level_unit.is_in(["%", "‰"])
    in_name = ~is_of_level & is_percent
    is_fall = in_name & name_said.str.contains(f"(?:{head_words('fall')})率?$")
    is_growth = head.str.contains(head_words("growth")) | (
        in_name & (name_said.str.contains(f"(?:{head_words('growth')})率?$") | is_fall)
    )
    is_growth = is_growth | (in_name & speaks_of.str.contains(head_words("growth")).fill_null(value=False))
    is_share = head.str.contains(head_words("share")) | (
        in_name & name_said.str.contains(f"(?:{head_words('share')})$")
    )
    is_points = head.str.contains(head_words("points")) | (is_of_level & (pl.col("unit_cell") == "百分点"))
    measure = (
        pl.when(is_points)
        .then(pl.lit("change"))
        .when(is_growth)
        .then(pl.lit("growth"))
        .when(is_share)
        .then(pl.lit("share"))
        .otherwise(pl.lit("level"))
    )
    bare_name = (
        pl.when(in_name & (measure == "growth"))
        .then(name_said.str.replace(f"(?:年均)?(?:{head_words('growth', 'fall')})率?$", ""))
        .otherwise(name_said)
    )
    is_whole = bare_name.str.contains(head_words("whole")) & (counted != "")
    parent = pl.col("parent").fill_null("").str.replace_all(_UNIT_IN_BRACKETS, "")
    is_place = pl.col("is_place").fill_null(value=False) & (counted != "")
    head_year, caption_year = (said.str.extract(STATED_YEAR).cast(pl.Int32) for said in (head, caption))
    coming = pl.coalesce(pl.col("plan_year"), pl.col("review_end") + 1).cast(pl.Int32)
    is_done = head.str.contains(head_words("done"))
    says_target = head.str.contains(head_words("target")) | (
        caption.str.contains(head_words("target")) & ~is_done & head_year.is_null()
    )
    is_target = (says_target & ~is_done) | (head_year >= coming).fill_null(value=False)
    # lazily: what several columns ask is worked out once
    return (
        figures.lazy()
        .with_columns(
            stated_unit=pl.when(is_points)
            .then(pl.lit("百分点"))
            .when(is_of_level)
            .then(pl.coalesce(sign_unit, pl.lit("%")))
            .otherwise(level_unit),
            measure=measure,
            is_fall=is_fall,
            basis=pl.when(is_growth & (head + name).str.contains(head_words("yearly"))).then(pl.lit("annual_average")),
            indicator=pl.when(is_whole | is_place).then(counted).otherwise(bare_name + parent + counted),
            subject=pl.when(is_place & ~is_whole).then(bare_name),
            status=pl.when(is_target)
            .then(pl.lit("target"))
            .when(head.str.contains(head_words("estimate")))
            .then(pl.lit("estimate"))
            .otherwise(pl.lit("actual")),
            year=pl.coalesce(
                head_year,
                pl.when(is_target).then(coming),
                caption_year,
                "table_year",
                pl.col("review_end").cast(pl.Int32),
            ),
        )
        .filter(pl.col("indicator").str.len_chars().is_between(1, _LONGEST_NAME))
        .pipe(in_memory)
    )


def _bare_head(head: pl.Expr) -> pl.Expr:
    """What a head says is counted: nothing for 绝对数（亿元） and 2023年, 出口 for 2023年出口绝对额（亿元）."""
    without = head.str.replace_all(_UNIT_IN_BRACKETS, "").str.replace(_UNIT_AT_END, "")
    plain = without.str.replace_all(r"[（(].*?[）)]|(?:19|20)\d\d年?度?|[%‰\s]", "")
    return plain.str.replace_all(
        head_words("growth", "share", "target", "done", "estimate", "yearly", "points", "bare"), ""
    )


def _worded(said: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Adds mention, sentence and period: the text's own characters, and the year's days."""
    row = pl.col("row")
    length = row.str.strip_chars_end().str.len_chars()
    lead = row.str.len_chars() - row.str.strip_chars_start().str.len_chars()
    start = pl.col("row_start") + lead
    return (
        said.join(reports.select("report_id", "text"), on="report_id", how="left", maintain_order="left")
        .with_columns(
            mention=pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")),
            sentence=pl.col("text").str.slice(start, length - lead),
            sentence_start=start.cast(pl.Int32),
            period=pl.col("year").cast(pl.String),
            period_start=pl.date("year", 1, 1),
            period_end=pl.date("year", 12, 31),
        )
        .drop("text")
    )
