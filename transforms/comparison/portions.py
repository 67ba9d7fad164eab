"""Work over many places in portions, so that memory stays bounded however large the warehouse is."""

from collections.abc import Iterator
from typing import Final

import polars as pl

#: So many facts are worked on at once; a place is never cut in two.
FACTS_AT_ONCE: Final = 100_000


def by_place(facts: pl.DataFrame, reports: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Facts and reports of some places at a time, in the order of their region codes; reports of no place are left out.

    `facts` needs report_id, `reports` report_id and region_code.
    """
    placed = reports.filter(pl.col("region_code").is_not_null())
    sizes = (
        facts.group_by("report_id")
        .len()
        .join(placed.select("report_id", "region_code"), on="report_id")
        .group_by("region_code")
        .agg(pl.col("len").sum())
        .sort("region_code")
        .with_columns(portion=(pl.col("len").cum_sum() - pl.col("len")) // FACTS_AT_ONCE)
    )
    for _, places in sizes.group_by("portion", maintain_order=True):
        here = placed.join(places.select("region_code"), on="region_code", how="semi", maintain_order="left")
        of_these = facts.join(here.select("report_id"), on="report_id", how="semi", maintain_order="left")
        yield of_these, here
