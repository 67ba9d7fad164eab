"""The memory of a load is shared out: the database first, then as much text for each worker as fits."""

import pytest

from flows.load.memory import default_limit, share_out

GB, MB = 1 << 30, 1 << 20


# a process takes 300 MB, a character 200 bytes; 65.25 MB are (8 GB - 2 GB - 300 MB) / 16 - 300 MB
@pytest.mark.parametrize(
    ("limit", "workers", "database", "alone", "characters"),
    [
        pytest.param(8 * GB, 2, 2 * GB, 6 * GB, 6_000_000, id="no more than makes it faster"),
        pytest.param(8 * GB, 16, 2 * GB, 6 * GB, int(65.25 * MB) // 200, id="many workers have little each"),
        pytest.param(1 * GB, 1, 256 * MB, 768 * MB, (1024 - 256 - 300 - 300) * MB // 200, id="a small machine"),
        pytest.param(100 * MB, 1, 256 * MB, 256 * MB, 50_000, id="never less than some reports"),
    ],
)
def test_shares_of_a_limit(limit: int, workers: int, database: int, alone: int, characters: int) -> None:
    assert share_out(limit, workers) == (database, alone, characters)


def test_half_of_the_machine_is_more_than_nothing() -> None:
    assert default_limit() > 100 * MB
