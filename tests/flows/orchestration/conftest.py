"""A port for a Prefect server."""

import signal
from collections.abc import Iterator

import pytest

from tests.flows.orchestration.serving import end_processes, free_port


@pytest.fixture
def port() -> Iterator[int]:
    """A port for a server; a server that outlives a `serve` that was killed is ended after the test."""
    free = free_port()
    yield free
    end_processes("cmdline", "\0".join(["flows.orchestration.guarded", "127.0.0.1", str(free)]), signal.SIGTERM)
