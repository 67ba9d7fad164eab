"""The memory of a load is shared out: the database first, then as much text for each worker as fits."""

import polars as pl
import pytest

from flows.load.batches import _portions
from flows.load.memory import MOST_CHARACTERS, batch_bytes, default_limit, share_out

GB, MB = 1 << 30, 1 << 20


# a process takes 300 MB, a character 100 bytes; 65.25 MB are (8 GB - 2 GB - 300 MB) / 16 - 300 MB
@pytest.mark.parametrize(
    ("limit", "workers", "database", "alone", "characters"),
    [
        pytest.param(8 * GB, 2, 2 * GB, 6 * GB, 12_000_000, id="no more than makes it faster"),
        pytest.param(8 * GB, 16, 2 * GB, 6 * GB, int(65.25 * MB) // 100, id="many workers have little each"),
        pytest.param(1 * GB, 1, 256 * MB, 768 * MB, (1024 - 256 - 300 - 300) * MB // 100, id="a small machine"),
        pytest.param(100 * MB, 1, 256 * MB, 256 * MB, 50_000, id="never less than some reports"),
    ],
)
def test_shares_of_a_limit(limit: int, workers: int, database: int, alone: int, characters: int) -> None:
    assert share_out(limit, workers) == (database, alone, characters)


def test_half_of_the_machine_is_more_than_nothing() -> None:
    assert default_limit() > 100 * MB


def test_a_batch_of_plain_text_is_one_portion() -> None:
    """A batch of a little more was two, and the small one cost as much before it read anything."""
    text = "全市建成碧道20公里，公共服务更加优质均衡。" * 500
    reports = pl.DataFrame({"text": [text] * (batch_bytes(MOST_CHARACTERS) // len(text.encode()))})
    assert len(_portions(reports, MOST_CHARACTERS)) == 1


@pytest.mark.parametrize(
    ("lengths", "limit", "portions"),
    [
        pytest.param([10] * 10, 100, [100], id="what fits is one"),
        pytest.param([10] * 10, 99, [50, 50], id="what does not is halved, not cut at the limit"),
        pytest.param([5, 100, 5], 20, [5, 105], id="one text is never cut"),
    ],
)
def test_portions_are_of_a_size(lengths: list[int], limit: int, portions: list[int]) -> None:
    reports = pl.DataFrame({"text": ["字" * length for length in lengths]})
    assert [portion["text"].str.len_chars().sum() for portion in _portions(reports, limit)] == portions
