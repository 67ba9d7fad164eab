"""A file of numbers for whoever watches: Prometheus' text format, as its node exporter reads it from a folder.

It is written after each load that was published. That loads fail or stop shows as the age of the last success.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from flows.telling.summary import Summary

_NEWEST = """
    select region_level, epoch(max(coalesce(delivered_on, make_date(report_year, 1, 1))))
    from main.dim_report where region_level is not null group by all order by all
"""


def write(place: Path, summary: Summary) -> None:
    """Write the numbers of a run and of its warehouse, whole or not at all. Raises OSError, duckdb.Error."""
    part = place.with_name(f".{place.name}.part")
    place.parent.mkdir(parents=True, exist_ok=True)
    part.write_text("".join(f"{line}\n" for line in _lines(summary)), "utf-8")
    part.replace(place)


def _lines(summary: Summary) -> Iterator[str]:
    yield f"duixian_last_success_timestamp_seconds {time.time():.0f}"
    yield f"duixian_run_seconds {summary.seconds:.1f}"
    yield f"duixian_run_warnings {len(summary.warnings)}"
    yield f"duixian_run_reports {summary.run.reports}"
    yield f"duixian_run_facts {sum(summary.run.facts.values())}"
    yield f"duixian_run_new_quarantine {len(summary.new_quarantine)}"
    for outcome, number in summary.run.files.items():
        yield f'duixian_run_files{{outcome="{outcome}"}} {number}'
    yield f"duixian_reports {summary.total.reports}"
    yield f"duixian_facts {sum(summary.total.facts.values())}"
    for reason, number in summary.total.quarantine.items():
        yield f'duixian_quarantine{{reason="{reason}"}} {number}'
    with duckdb.connect(str(summary.warehouse), read_only=True) as con:
        for level, moment in con.sql(_NEWEST).fetchall():
            yield f'duixian_newest_report_timestamp_seconds{{level="{level}"}} {moment:.0f}'
