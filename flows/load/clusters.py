"""Batches on the workers of a Dask or a Ray cluster, through the engines' own clients.

Workers read the kept bytes themselves: from `raw`, where that is a folder that all machines see under one path, or from
shared storage (`shared.py`). Only the process that loads writes the warehouse. A batch of a worker that dies is given
to another one, three times. Prefect records batches as ever (docs/decisions/0006-engines-behind-our-seam.md).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, TypeVar

from flows.errors import SettingsError
from flows.load.runners import LostWorkerError, Result, Runner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A = TypeVar("A")
R = TypeVar("R")

TRIES: Final = 3
_SECONDS_TO_ANSWER: Final = 60
_ONE_THREAD: Final = {"POLARS_MAX_THREADS": "1"}
"""A worker a core: Polars must not start threads for all of them."""


class DaskRunner(Runner):
    """The workers of a Dask scheduler (tcp://host:8786), or of one that starts here and ends with the load."""

    name = "dask"

    def __init__(self, workers: int, address: str) -> None:
        """Connect, or start `workers` processes."""
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise SettingsError('the runner dask needs its package: pip install "duixian[dask]"') from error
        dask.config.set({
            "distributed.nanny.pre-spawn-environ": _environment(),
            "distributed.scheduler.allowed-failures": TRIES,
        })  # fmt: skip
        self._cluster = (
            None
            if address
            else LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
        )
        try:
            self._client = Client(address or self._cluster, timeout=_SECONDS_TO_ANSWER)
        except (OSError, ValueError) as error:
            raise SettingsError(f"no Dask scheduler answers at {address}: {error}") from error
        self.width = max(1, sum(self._client.nthreads().values()))

    def submit(self, function: Callable[[A], R], argument: A, /) -> Result[R]:
        """Hand the batch to the scheduler."""
        return _DaskResult(self._client.submit(function, argument, pure=False))

    def __exit__(self, *_error: object) -> None:
        """Let go of what is under way; end the cluster that started here."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


class _DaskResult(Result[R]):
    def __init__(self, future: Any) -> None:
        self._future = future

    def result(self) -> R:
        """Wait for the batch, wherever it is run."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        try:
            found: R = self._future.result()
        except (KilledWorker, FutureCancelledError) as error:
            raise LostWorkerError(str(error)) from error
        self._future.release()
        return found


class RayRunner(Runner):
    """The workers of a Ray cluster (host:6379 or ray://host:10001), or of one that lives as long as the load."""

    name = "ray"

    def __init__(self, workers: int, address: str) -> None:
        """Connect, or start `workers` processes."""
        try:
            import ray
        except ImportError as error:
            raise SettingsError('the runner ray needs its package: pip install "duixian[ray]"') from error
        self._ray = ray
        own = {"num_cpus": workers, "include_dashboard": False}
        environment = _environment() if address else _environment() | {"PYTHONPATH": os.pathsep.join(sys.path)}
        settings = {
            **({"address": address} if address else own),
            "runtime_env": {"env_vars": environment},
            "log_to_driver": False,
            "logging_level": "error",
        }
        try:
            with _signals_as_they_were():
                _open(ray, settings, tries=1 if address else TRIES)
        except (ConnectionError, ValueError) as error:
            raise SettingsError(f"no Ray cluster answers at {address}: {error}") from error
        self.width = max(1, int(ray.cluster_resources().get("CPU", 1)))

    def submit(self, function: Callable[[A], R], argument: A, /) -> Result[R]:
        """Hand the batch to the cluster."""
        remote = self._ray.remote(function).options(max_retries=TRIES)
        return _RayResult(self._ray, remote.remote(argument))

    def __exit__(self, *_error: object) -> None:
        """Let go of the cluster; one that started here ends."""
        self._ray.shutdown()


def _open(ray: Any, settings: dict[str, Any], tries: int) -> None:
    """Connect or start; a node of one's own is started again where it gave up on itself.

    On a busy machine Ray ends its node where the agents need more than 15 seconds to start, a time that no setting
    changes (ray-project/ray issue 65983), and says so in an exception of no kind.
    """
    for left in reversed(range(tries)):
        try:
            ray.init(**settings)
        except (ConnectionError, ValueError):
            raise
        except Exception:
            ray.shutdown()
            if not left:
                raise
        else:
            return


@contextlib.contextmanager
def _signals_as_they_were() -> Iterator[None]:
    """Ray hears SIGTERM itself once it is open; it is for the command, which ends in good order."""
    heard = signal.getsignal(signal.SIGTERM)
    yield
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, heard)


class _RayResult(Result[R]):
    def __init__(self, ray: Any, reference: Any) -> None:
        self._ray, self._reference = ray, reference

    def result(self) -> R:
        """Wait for the batch, wherever it is run."""
        try:
            found: R = self._ray.get(self._reference)
        except (self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.NodeDiedError) as error:
            raise LostWorkerError(str(error)) from error
        return found


def _environment() -> dict[str, str]:
    """What workers are told: one thread, and where seeds of one's own lie."""
    return _ONE_THREAD | {name: value for name, value in os.environ.items() if name in {"DUIXIAN_SEEDS", "PYTHONPATH"}}


RUNNERS: Final[dict[str, Callable[[int, str], Runner]]] = {"dask": DaskRunner, "ray": RayRunner}
