"""Where batches run. One seam: a runner takes a function and one argument and hands back a future.

The result of a load is the same whoever runs the batches: this process, a pool of processes, or the workers of a
cluster (`clusters.py`).
"""

import multiprocessing
import os
import signal
import threading
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Lock
from typing import Final, Protocol, Self, TypeVar

from flows.load.intake import SMALL_BATCH

A = TypeVar("A")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Result(Protocol[R_co]):
    """What a submitted batch becomes; futures of the standard library, Prefect, Dask and Ray all answer to this."""

    def result(self) -> R_co:
        """Wait, then return the value or raise what the batch raised."""
        ...


class LostWorkerError(RuntimeError):
    """A worker went away with its batch, and so did those that tried after it."""


class Runner(AbstractContextManager["Runner"]):
    """Runs functions on single arguments while it is open (a with statement); `width` is how many run at once."""

    name: str
    width: int

    @abstractmethod
    def submit(self, function: Callable[[A], R], argument: A, /) -> Result[R]:
        """Start `function(argument)`, now or when there is room."""

    def __exit__(self, *_error: object) -> None:
        """Nothing to stop, if a runner has nothing."""


class InlineRunner(Runner):
    """Everything in this process, one batch after the other: for small loads and for debugging."""

    name = "inline"
    width = 1

    def __init__(self) -> None:
        """Prefect calls from several threads; the batches still run one by one."""
        self._turn = Lock()

    def submit(self, function: Callable[[A], R], argument: A, /) -> Future[R]:
        """Run at once; the future is done when it is handed back."""
        future: Future[R] = Future()
        try:
            with self._turn:
                future.set_result(function(argument))
        except Exception as error:  # noqa: BLE001 (whoever asks for the result gets it raised)
            future.set_exception(error)
        return future


_KEEP_MEMORY: Final = {"_RJEM_MALLOC_CONF": "dirty_decay_ms:10000,muzzy_decay_ms:10000"}
"""Polars gives memory back half a second after its use; to ask for it anew takes a twentieth of a worker's time."""


class ProcessRunner(Runner):
    """A process a core. They are spawned: Polars has threads, and a forked copy of their locks hangs."""

    name = "process"

    def __init__(self, workers: int = 0) -> None:
        """Take `workers` processes, or as many as this process may use cores."""
        cores = own_cores()
        self.width = workers or cores
        self._environment = {"POLARS_MAX_THREADS": str(max(1, cores // self.width)), **_KEEP_MEMORY}
        self._open = ExitStack()
        # made here, but it starts its processes with the first batches
        self._pool = ProcessPoolExecutor(self.width, multiprocessing.get_context("spawn"), initializer=_end_with_parent)

    def __enter__(self) -> Self:
        """Polars reads its settings when it is imported, and a worker begins by importing what the program imports."""
        self._open.enter_context(_environment(self._environment))
        return self

    def __exit__(self, *error: object) -> None:
        """Stop the pool; what has not started is dropped, and after an error what has started as well.

        The pool is waited for in both cases: a process that ends while the pool still holds its semaphores has Python's
        resource tracker warn of a leak.
        """
        with self._open:
            if error[0] is not None:
                for worker in multiprocessing.active_children():
                    worker.kill()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, function: Callable[[A], R], argument: A, /) -> Future[R]:
        """Hand the batch to a worker."""
        return self._pool.submit(function, argument)


@contextmanager
def _environment(told: Mapping[str, str]) -> Iterator[None]:
    """Inside, processes that start find these variables; they stand in place of any others."""
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def own_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """Have a worker end with the process that started it, however that ends.

    Ctrl-C reaches the whole terminal; it is for the parent, which then ends the workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_end_of_parent, daemon=True).start()


def _wait_for_end_of_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def open_runner(name: str, workers: int, work: int, cluster: str = "") -> Runner:
    """The runner of that name; `auto` takes the pool when there is more than a small batch of `work` (bytes).

    `cluster` is the address of a Dask scheduler or a Ray cluster; without it, one of `workers` starts here. Raises
    SettingsError where the engine is missing or no cluster answers.
    """
    if name == "inline" or (name == "auto" and work <= SMALL_BATCH):
        return InlineRunner()
    if name in {"auto", "process"}:
        return ProcessRunner(workers)
    if not work:
        return InlineRunner()  # no cluster is started to read nothing
    from flows.load.clusters import RUNNERS  # they bring Dask and Ray, which few have

    return RUNNERS[name](workers or own_cores(), cluster)


def in_order(submit: Callable[[A], Result[R]], arguments: Iterable[A], width: int) -> Iterator[R]:
    """The results in the order of the arguments, with at most 2 * width batches under way: memory stays bounded.

    >>> with InlineRunner() as runner:
    ...     list(in_order(lambda n: runner.submit(abs, n), [-1, 2], runner.width))
    [1, 2]
    """
    waiting: deque[Result[R]] = deque()
    for argument in arguments:
        waiting.append(submit(argument))
        if len(waiting) >= 2 * width:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
