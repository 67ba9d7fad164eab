"""Ids of facts are hashes of report and span."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from transforms.facts.fact_ids import add_fact_ids

SPANS = {"report_id": pl.String, "char_start": pl.Int32, "char_end": pl.Int32}


def ids(*spans: tuple[str, int, int]) -> list[str]:
    return add_fact_ids(pl.DataFrame(spans, schema=SPANS, orient="row"))["fact_id"].to_list()


def test_ids_are_these_on_every_machine() -> None:
    # worked out by hand: sha256 of the report, then (x ^ part) * 0x9E3779B97F4A7C15, x ^ x >> 32, modulo 2**64
    assert ids(("a", 0, 4), ("b", 1, 5), ("a", 3, 9)) == ["0da73c2e6f19212e", "063850ef5e7c92d9", "244ae5f0a0df5138"]


def test_no_facts_have_no_ids() -> None:
    assert ids() == []


@given(st.sets(st.tuples(st.sampled_from(["a", "b", "报告"]), st.integers(0, 500), st.integers(0, 500)), max_size=200))
def test_different_spans_have_different_ids_of_16_digits(spans: set[tuple[str, int, int]]) -> None:
    made = ids(*spans)
    assert len(set(made)) == len(spans)
    assert all(len(made_id) == 16 and int(made_id, 16) >= 0 for made_id in made)


@given(st.permutations([("a", 0, 4), ("b", 1, 5), ("a", 3, 9), ("a", 3, 10)]))
def test_order_does_not_matter(spans: list[tuple[str, int, int]]) -> None:
    alone = {span: ids(span)[0] for span in spans}
    assert dict(zip(spans, ids(*spans), strict=True)) == alone
