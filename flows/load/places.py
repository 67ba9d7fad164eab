"""What follows from all reports of some places. Runs in any process that a runner picks, and asks no database.

A place that changed its code is one: what 徐水县 (130625) promised, 徐水区 (130609) reviews.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from flows.load.carried import Carried
from schemas.registry import TABLES
from schemas.whole import without
from transforms.audit import audit
from transforms.comparison.copies import find_copies
from transforms.outcomes import match_outcomes
from warehouse import dimensions, load

TABLES_COMPARED: Final = ("report_text", "report_section", "fact_quantity")
"""What is known of a report beside its row in dim_report."""


@dataclass(frozen=True)
class Places(Carried):
    """The reports of places that are whole here, and their rows of TABLES_COMPARED, each table as some Arrow files.

    Files are handed on as they are: whoever sends them need not read what is in them.
    """

    reports: pl.DataFrame
    files: dict[str, tuple[bytes, ...]]

    def rows(self, table: str) -> pl.DataFrame:
        """The rows of a table, with its columns."""
        files = self.files[table]
        return pl.concat(map(pl.read_ipc, files)) if files else TABLES[table].dtypes.to_frame()


@dataclass(frozen=True)
class Compared(Carried):
    """Which reports count, and what follows from those: valid rows by table."""

    copies: pl.DataFrame
    frames: dict[str, pl.DataFrame]


def compare(places: Places) -> Compared:
    """Find copies, outcomes of targets, and contradictions between numbers. Raises InvalidRowsError."""
    texts, sections, facts = map(places.rows, TABLES_COMPARED)
    copies = find_copies(places.reports.join(texts, on="report_id"))
    uncounted = copies.filter(~pl.col("is_primary"))
    reports, texts, sections, facts = (
        without(rows, uncounted, on=["report_id"]) for rows in (places.reports, texts, sections, facts)
    )
    facts = facts.sort("report_id", "char_start")
    of_today = reports.with_columns(region_code=code_of_today(pl.col("region_code")))
    outcomes = match_outcomes(facts, of_today, _with_texts(sections, texts))
    frames = {"fact_outcome": _with_own_codes(outcomes, facts, reports), "audit_finding": audit(facts, of_today)}
    return Compared(copies, {table: load.validated(table, frame) for table, frame in frames.items()})


def code_of_today(code: pl.Expr) -> pl.Expr:
    """The code that a place has today."""
    changed = dimensions.regions().filter(pl.col("region_code") != pl.col("current_code")).unique("region_code")
    return code.replace(changed["region_code"], changed["current_code"])


def _with_texts(sections: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Sections with the text of each."""
    own = pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
    return sections.join(texts, on="report_id").sort("report_id", "section_no").with_columns(text=own)


def _with_own_codes(outcomes: pl.DataFrame, facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Outcomes under the codes that their targets' reports bear."""
    own = facts.select("report_id", target_fact_id="fact_id").join(
        reports.select("report_id", "region_code"), on="report_id"
    )
    return outcomes.drop("region_code").join(own.drop("report_id"), on="target_fact_id", maintain_order="left")
