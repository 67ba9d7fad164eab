"""What one process hands to another arrives as it was."""

from datetime import date
from decimal import Decimal

import polars as pl

from flows.load.places import Compared
from flows.load.runners import ProcessRunner


def _same(compared: Compared) -> Compared:
    return compared


def test_frames_arrive_with_their_rows_and_types() -> None:
    copies = pl.DataFrame(
        {
            "report_id": ["a", None],
            "value": [Decimal("40402400000.000000001"), None],
            "period_end": [date(2024, 12, 31), None],
            "is_primary": [True, None],
        },
        schema_overrides={"value": pl.Decimal(38, 9)},
    )
    empty = pl.DataFrame(schema={"words_start": pl.Int32()})
    sent = Compared(copies, {"fact_outcome": empty, "audit_finding": copies})

    with ProcessRunner(1) as runner:
        arrived = runner.submit(_same, sent).result()

    assert arrived.copies.schema == copies.schema
    assert arrived.copies.equals(copies)
    assert arrived.frames["fact_outcome"].schema == empty.schema
    assert arrived.frames["audit_finding"].equals(copies)
