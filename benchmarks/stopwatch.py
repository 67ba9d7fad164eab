"""Processor time by stage: functions are wrapped where their callers look them up, and put back afterwards."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any


class Stopwatch:
    """Seconds of the processor, over all threads, spent in each stage without the stages inside it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def time(self, name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, timed under its name."""

        @wraps(stage)
        def timed(*arguments: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            began = time.process_time()
            try:
                return stage(*arguments, **options)
            finally:
                took = time.process_time() - began
                self.seconds[name] += took - self._inner.pop()
                self._inner[-1] += took

        return timed

    @contextmanager
    def over(self, stages: Mapping[str, tuple[tuple[Any, str], ...]]) -> Iterator[None]:
        """Inside, the attributes (of a module or class, by name) of each stage are timed under the stage's name."""
        places = [(owner, name, stage) for stage, found in stages.items() for owner, name in found]
        originals = [getattr(owner, name) for owner, name, _ in places]
        try:
            for (owner, name, stage), original in zip(places, originals, strict=True):
                setattr(owner, name, self.time(stage, original))
            yield
        finally:
            for (owner, name, _), original in zip(places, originals, strict=True):
                setattr(owner, name, original)
