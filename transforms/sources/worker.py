"""The process that reads binary formats: a request comes on its standard input, lines of JSON go to its output.

`python -m transforms.sources.worker` is started by `isolation`, and ends when its input does.
"""

import json
import os
import sys
from typing import IO, Any

from transforms.sources import reader
from transforms.sources.document import Reading, Reason, SourceError
from transforms.sources.limits import Limits
from transforms.sources.mapping import Told
from transforms.sources.source import Source


def main() -> None:
    """Serve requests until the input ends: a line of JSON (size, name, limits), then the bytes of the file."""
    requests = sys.stdin.buffer
    # libraries print; what they print must not stand between the answers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while line := requests.readline():
        request = json.loads(line)
        source = Source(
            requests.read(request["size"]),
            request["name"],
            Limits(**request["limits"]),
            told=Told(**request["told"]),
            progress=lambda what: _answer(answers, {"progress": what}),
        )
        _answer(answers, read(source))


def read(source: Source) -> dict[str, Any]:
    """What became of a file, as JSON: a reading, a refusal, or an error of our own."""
    limits = source.limits
    _limit_memory(limits.memory_bytes)
    try:
        return {"reading": _as_json(reader.read_here(source))}
    except SourceError as error:
        return {"reason": error.reason, "evidence": error.evidence}
    except MemoryError:
        evidence = f"needs more memory than {limits.memory_bytes} bytes (memory_bytes)"
        return {"reason": Reason.TOO_LARGE, "evidence": evidence}
    except RecursionError:
        return {"reason": Reason.UNREADABLE_DOCUMENT, "evidence": "nested too deep"}
    except Exception as error:  # noqa: BLE001 (a library that breaks on strange bytes costs this file only)
        says = " ".join(str(error).split())[:300]
        return {"reason": Reason.UNREADABLE_DOCUMENT, "evidence": f"{type(error).__name__}: {says}"}


def _as_json(reading: Reading) -> dict[str, Any]:
    names = ("text", "source_format", "encoding", "part", "notes", "is_cut", "confidences")
    documents = [
        {name: getattr(document, name) for name in names} | {"hints": dict(document.hints)}
        for document in reading.documents
    ]
    refusals = [(refusal.part, refusal.reason, refusal.evidence) for refusal in reading.refusals]
    return {"documents": documents, "refusals": refusals}


def _answer(answers: IO[bytes], answer: dict[str, Any]) -> None:
    # half a surrogate pair is no UTF-8, but JSON can escape it
    answers.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
    answers.flush()


def _limit_memory(most: int) -> None:
    """Limit the address space, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
