"""A runner gives the same results in the same order, whichever it is."""

import math
import os
from concurrent.futures import Future

import polars as pl
import pytest

from flows.load.runners import InlineRunner, ProcessRunner, in_order, open_runner, own_cores


@pytest.mark.parametrize("name", ["inline", "process"])
def test_results_come_in_the_order_of_the_arguments(name: str) -> None:
    with open_runner(name, workers=2, work=5) as runner:
        assert list(in_order(lambda n: runner.submit(math.isqrt, n), [81, 64, 0, 49, 1], runner.width)) == [
            9,
            8,
            0,
            7,
            1,
        ]


@pytest.mark.parametrize("name", ["inline", "process"])
def test_error_of_a_batch_reaches_whoever_asks_for_its_result(name: str) -> None:
    with open_runner(name, workers=1, work=1) as runner:
        future = runner.submit(math.isqrt, -1)
        with pytest.raises(ValueError, match="nonnegative"):
            future.result()


def test_auto_takes_a_pool_only_where_there_is_something_to_share_out() -> None:
    with open_runner("auto", 2, work=1_000_000) as one, open_runner("auto", 2, work=1_000_001) as more:
        assert (type(one), type(more)) == (InlineRunner, ProcessRunner)
        assert (one.width, more.width) == (1, 2)


def test_no_more_than_twice_the_width_is_under_way() -> None:
    under_way = most = 0

    class Job(Future[int]):
        def result(self, timeout: float | None = None) -> int:
            nonlocal under_way
            under_way -= 1
            return super().result(timeout)

    def submit(number: int) -> Job:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        job = Job()
        job.set_result(number)
        return job

    assert list(in_order(submit, range(20), 3)) == list(range(20))
    assert most == 6


def _how_polars_was_begun(_: int) -> tuple[int, str]:
    return pl.thread_pool_size(), os.environ["_RJEM_MALLOC_CONF"]


def test_workers_of_a_pool_share_the_cores_and_keep_memory_for_the_next_stage() -> None:
    cores = own_cores()
    before = dict(os.environ)
    with ProcessRunner(cores) as runner:
        threads, allocator = runner.submit(_how_polars_was_begun, 0).result()
    assert threads == 1
    assert allocator.endswith(",dirty_decay_ms:10000,muzzy_decay_ms:10000")
    # Polars puts what it finds behind its own settings: it was imported after the worker was told
    assert allocator.startswith("dirty_decay_ms:500")
    assert dict(os.environ) == before
