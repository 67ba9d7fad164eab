"""What the warehouse as a whole holds."""

import duckdb

from bi.site.queries import UNPLACED, Row, ask


def code_labels(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Chinese and English labels of all closed lists."""
    return ask(con, "select code_list, code, label_zh, label_en from dim_code")


def last_run(con: duckdb.DuckDBPyConnection) -> Row:
    """The run that made the warehouse as it is; empty where there was none."""
    found = ask(con, "select * from load_run where state = 'completed' order by started_at desc limit 1")
    return found[0] if found else {}


def held(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """How many reports and places there are of each level and year."""
    return ask(
        con,
        """
        select region_level, report_year, count(distinct coalesce(part_of_report_id, report_id)) as reports,
            count(distinct current_code) as places
        from bi.reports
        group by all
        order by all
        """,
    )


def findings(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """All contradictions between numbers, the gravest first, with the place in the text that each is about."""
    return ask(
        con,
        """
        select b.* replace (coalesce(p.current_code, b.region_code, ?) as region_code), f.char_start,
            o.char_start as other_char_start
        from bi.findings b
        left join mart_place p on p.region_code = b.region_code
        left join fact_quantity f on f.fact_id = b.fact_id
        left join fact_quantity o on o.fact_id = b.other_fact_id
        order by array_position(['high', 'medium', 'low'], b.severity), b.kind, b.region_code, b.report_year,
            b.finding_id
        """,
        UNPLACED,
    )
