"""What is taken from the rows beside is what Polars takes with `.over()`, wherever rows of one key stand together."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import sequences

VALUE, KEYS = pl.col("value"), ("row", "chain")
SAME = {
    "carried": (sequences.carried(VALUE, *KEYS), VALUE.forward_fill().over(KEYS)),
    "carried back": (sequences.carried_back(VALUE, *KEYS), VALUE.backward_fill().over(KEYS)),
    "before": (sequences.before(VALUE, *KEYS), VALUE.shift(1).over(KEYS)),
    "behind": (sequences.behind(VALUE, *KEYS), VALUE.shift(-1).over(KEYS)),
    "first": (sequences.first(VALUE, *KEYS), VALUE.first().over(KEYS)),
    "running": (sequences.running(pl.col("number"), *KEYS), pl.col("number").cum_sum().over(KEYS)),
    "position": (sequences.position(*KEYS), pl.int_range(pl.len(), dtype=pl.Int32).over(KEYS)),
    "in a sentence": (sequences.carried(VALUE, "row"), VALUE.forward_fill().over("row")),
}
ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 2), st.sampled_from(["企业", "公园", None]), st.integers(0, 2))
)


@pytest.mark.parametrize("name", SAME)
@given(rows=ROWS)
def test_same_as_over(name: str, rows: list[tuple[int, int, str | None, int]]) -> None:
    columns = {"row": pl.Int64, "chain": pl.Int64, "value": pl.String, "number": pl.Int32}
    frame = pl.DataFrame(rows, schema=columns, orient="row").sort("row", "chain", maintain_order=True)
    ours, polars = SAME[name]
    found = frame.select(ours=ours, polars=polars)
    assert found["ours"].to_list() == found["polars"].to_list()


def test_first_row_of_each_list() -> None:
    frame = pl.DataFrame({"row": [0, 0, 0, 1], "chain": [1, 1, 2, 2]})
    assert frame.select(begins=sequences.starts("row", "chain"))["begins"].to_list() == [True, False, True, True]
