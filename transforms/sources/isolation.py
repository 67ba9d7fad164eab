"""Binary formats are read in a process of their own, which can be hung or broken without harm to the run.

One such process serves all files of a process that reads, as starting one takes as long as reading some reports. It is
ended where a file takes too long, and started anew for the next.
"""

import atexit
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import Any

from transforms.sources.document import Confidence, Document, Reading, Reason, Refusal, SourceError
from transforms.sources.source import Source

_FILES_A_PROCESS = 500  # a library that forgets to free memory does not do so for ever
_READ_AT_ONCE = 1 << 20


def read_apart(source: Source) -> Reading:
    """What `reader.read_here` gives, from the process for binary formats.

    Raises SourceError: timed_out, reader_failed where the process ended, and whatever the reader raises.
    """
    with _lock:
        process = _process()
        try:
            answer = process.ask(source)
        except _EndedError as error:
            process.close()
            raise SourceError(error.reason, error.evidence) from None
    if "reading" in answer:
        return _reading(answer["reading"])
    raise SourceError(Reason(answer["reason"]), answer["evidence"])


class _EndedError(Exception):
    """The process gave no answer."""

    def __init__(self, reason: Reason, evidence: str) -> None:
        super().__init__(evidence)
        self.reason, self.evidence = reason, evidence


class _Process:
    """A running `transforms.sources.worker`."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.files = 0
        command = [sys.executable, "-m", "transforms.sources.worker"]
        # one thread for each library: the runner has a process a core already
        environment = os.environ | {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONPATH": _search_path()}
        self._process = subprocess.Popen(  # noqa: S603 (our own module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._rest = b""

    @property
    def is_usable(self) -> bool:
        return self.owner == os.getpid() and self.files < _FILES_A_PROCESS and self._process.poll() is None

    def ask(self, source: Source) -> dict[str, Any]:
        """The answer for one file, with `source.progress` told of what comes before."""
        self.files += 1
        request = {
            "size": len(source.data),
            "name": source.name,
            "limits": asdict(source.limits),
            "told": asdict(source.told),
        }
        requests = self._process.stdin
        assert requests is not None, "opened as a pipe"  # noqa: S101
        try:
            requests.write(json.dumps(request).encode() + b"\n" + source.data)
            requests.flush()
        except BrokenPipeError:
            raise self._failure() from None
        while True:
            answer: dict[str, Any] = json.loads(self._line(source.limits.seconds))
            if "progress" not in answer:
                return answer
            source.progress(answer["progress"])

    def _line(self, seconds: float) -> bytes:
        """The next line of output, if it comes in time."""
        answers = self._process.stdout
        assert answers is not None, "opened as a pipe"  # noqa: S101
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(answers, selectors.EVENT_READ)
            while b"\n" not in self._rest:
                if not selector.select(max(until - time.monotonic(), 0)):
                    raise _EndedError(Reason.TIMED_OUT, f"no progress for {seconds:g} s (seconds)")
                block = os.read(answers.fileno(), _READ_AT_ONCE)
                if not block:
                    raise self._failure()
                self._rest += block
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _failure(self) -> _EndedError:
        code = self._process.wait()
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        return _EndedError(Reason.READER_FAILED, f"the process that read it ended {how}")

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue


_lock = threading.Lock()
_running: list[_Process] = []


def _process() -> _Process:
    if _running and not _running[-1].is_usable:
        _close()
    if not _running:
        _running.append(_Process())
    return _running[-1]


def _close() -> None:
    while _running:
        _running.pop().close()


atexit.register(_close)


def _search_path() -> str:
    """Where this process finds the project's modules, for the other one."""
    return os.pathsep.join(filter(None, sys.path))


def _reading(answer: dict[str, Any]) -> Reading:
    documents = [
        Document(
            **{name: value for name, value in document.items() if name not in ("notes", "confidences")},
            notes=tuple(document["notes"]),
            confidences=tuple(Confidence(*confidence) for confidence in document["confidences"]),
        )
        for document in answer["documents"]
    ]
    refusals = [Refusal(part, Reason(reason), evidence) for part, reason, evidence in answer["refusals"]]
    return Reading(documents, refusals)
