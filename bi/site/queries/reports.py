"""Reports for the reader: text, sections, numbers, and what ties them to other reports."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from bi.site.queries import UNPLACED, Row, ask

if TYPE_CHECKING:
    import polars as pl


def report_ids(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The ids of all reports that count, sorted: a copy has no page."""
    return [row["report_id"] for row in ask(con, "select report_id from bi.reports order by report_id")]


def reports(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """Some reports with their texts."""
    return ask(
        con,
        """
        select r.* replace (coalesce(r.current_code, r.region_code, ?) as region_code), t.text
        from bi.reports r
        join report_text t on t.report_id = r.report_id
        where r.report_id in (select unnest(?))
        order by r.report_id
        """,
        UNPLACED,
        list(ids),
    )


def texts(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> "pl.DataFrame":
    """Some reports as extraction takes them: all of dim_report with the text."""
    found: pl.DataFrame = con.sql(
        """select r.*, t.text from dim_report r join report_text t using (report_id)
           where r.report_id in (select unnest(?)) order by r.report_id""",
        params=[list(ids)],
    ).pl()
    return found


def sections(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """The sections of some reports in reading order."""
    return ask(
        con,
        "select * from report_section where report_id in (select unnest(?)) order by report_id, section_no",
        list(ids),
    )


def numbers(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """Every number of some reports with its disposition, in reading order; facts with their fields and outcome."""
    return ask(
        con,
        """
        select
            l.report_id, coalesce(f.char_start, l.char_start) as char_start,
            coalesce(f.char_end, l.char_end) as char_end,
            l.disposition, l.reason as rule,
            f.fact_id, f.mention, f.value, f.value_max, f.unit, f.bound, f.measure, f.basis, f.scope, f.status,
            f.period, f.indicator, f.indicator_id, i.name_zh, i.name_en, f.action, f.subject, o.verdict
        from number_ledger l
        left join fact_quantity f on f.fact_id = l.fact_id
        left join dim_indicator i on i.indicator_id = f.indicator_id
        left join fact_outcome o on o.target_fact_id = f.fact_id
        where l.report_id in (select unnest(?))
        order by l.report_id, char_start, char_end desc
        """,
        list(ids),
    )


def links(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """What ties the facts of some reports to others: outcomes from either end, and findings from either end."""
    return ask(
        con,
        """
        with tie as (
            select target_fact_id as fact_id, actual_fact_id as other_fact_id, 'answer' as tie, verdict, attainment,
                reason
            from fact_outcome
            union all
            select actual_fact_id, target_fact_id, 'promise', verdict, attainment, reason
            from fact_outcome where actual_fact_id is not null
            union all
            select fact_id, other_fact_id, 'finding', kind, null, explanation from audit_finding where is_shown
            union all
            select other_fact_id, fact_id, 'finding', kind, null, explanation
            from audit_finding where is_shown and other_fact_id is not null
        )
        select f.report_id, tie.*, other.mention as other_mention, other.sentence as other_sentence,
            other.char_start as other_char_start, other.report_id as other_report_id, r.report_year as other_report_year
        from fact_quantity f
        join tie on tie.fact_id = f.fact_id
        left join fact_quantity other on other.fact_id = tie.other_fact_id
        left join dim_report r on r.report_id = other.report_id
        where f.report_id in (select unnest(?))
        order by f.report_id, f.char_start, tie.tie, other_fact_id
        """,
        list(ids),
    )


def mention_offsets(con: duckdb.DuckDBPyConnection, fact_ids: Sequence[str]) -> dict[str, int]:
    """Where in its sentence each fact's mention begins: a sentence may hold the same words twice."""
    found = ask(
        con,
        """
        with place as (
            select f.fact_id, f.char_start, f.sentence, t.text,
                greatest(f.char_end - length(f.sentence), 0) as earliest
            from fact_quantity f
            join report_text t on t.report_id = f.report_id
            where f.fact_id in (select unnest(?))
        ),
        begun as (
            select fact_id, char_start, earliest,
                strpos(substr(text, earliest + 1, 2 * length(sentence)), sentence) as position
            from place
        )
        select fact_id, char_start - earliest - position + 1 as mention_at from begun where position > 0
        """,
        list(fact_ids),
    )
    return {row["fact_id"]: row["mention_at"] for row in found}
