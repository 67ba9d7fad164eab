"""Ids of facts: 16 hexadecimal digits from the report and the span, the same on every machine and in every order."""

import hashlib

import polars as pl

_HEX = pl.Series([f"{byte:02x}" for byte in range(256)])
_ODD = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio: spreads neighbouring spans over all digits


def add_fact_ids(facts: pl.DataFrame) -> pl.DataFrame:
    """Facts (report_id, char_start, char_end) with `fact_id`, a hash of the three.

    The report's part is a sha256, taken once a report; the span is mixed in by whole-number arithmetic modulo 2**64,
    because Polars' own hashes may differ from one version to the next.

    >>> add_fact_ids(pl.DataFrame({"report_id": ["a"], "char_start": [0], "char_end": [4]}))["fact_id"].to_list()
    ['0da73c2e6f19212e']
    """
    reports = facts["report_id"].unique()
    digests = [int(hashlib.sha256(report_id.encode()).hexdigest()[:16], 16) for report_id in reports]
    by_report = pl.DataFrame({"report_id": reports, "digest": pl.Series(digests, dtype=pl.UInt64)})
    mixed = pl.col("digest")
    for part in ("char_start", "char_end"):
        mixed = (mixed ^ pl.col(part).cast(pl.UInt64)) * pl.lit(_ODD, pl.UInt64)
        mixed = mixed ^ (mixed // 2**32)
    digits = [pl.lit(_HEX).gather((pl.col("digest") // 256**place) % 256) for place in range(7, -1, -1)]
    return (
        facts.join(by_report, on="report_id", how="left", maintain_order="left")
        .with_columns(digest=mixed)
        .with_columns(fact_id=pl.concat_str(digits))
        .drop("digest")
    )
