"""What there is to do: the files found, hashed and kept, against what the warehouse knows of them.

Content decides: a file is read again when its bytes, or the code and seeds that read them, are not those of last time.
Clocks and paths decide nothing, except that of two copies of the same bytes the smaller path names the report.
"""

import hashlib
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import DuixianError

Digest = tuple[str | None, str | None]
"""Of the code and of the seeds that read a file."""


@dataclass(frozen=True)
class Found:
    """A file of this run; `name_parts` of its path make its name; `folder` is "" where the file itself was given."""

    path: Path
    name_parts: int
    folder: str


@dataclass(frozen=True)
class SeenFile:
    """A file as it was found: `name` is its path in the warehouse. Without a sha256, `problem` says why."""

    path: Path
    name: str
    size: int
    mtime_ns: int
    sha256: str | None
    problem: str = ""


@dataclass(frozen=True)
class KnownFile:
    """What the warehouse says of a file (a row of `source_file`): which bytes, and how they were last read."""

    name: str
    origin: str | None
    sha256: str | None
    mtime_ns: int
    digest: Digest
    report_count: int
    first_seen_run_id: str
    is_present: bool


@dataclass(frozen=True)
class Content:
    """Bytes to read, once for all the files that hold them; `name` is the smallest of their names."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True)
class Plan:
    """What a run will do. Every seen file is in exactly one of: to read, unchanged, still quarantined, unreadable."""

    seen: list[SeenFile]
    to_read: list[Content]
    unchanged: list[SeenFile] = field(default_factory=list)
    still_quarantined: list[SeenFile] = field(default_factory=list)
    unreadable: list[SeenFile] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)


def report_id(sha256: str, row: int | None) -> str:
    """The id of a report: the same bytes give the same id on every machine.

    >>> report_id("0" * 64, 1) == report_id("0" * 64, 2)
    False
    """
    return hashlib.sha256(f"{sha256}#{'' if row is None else row}".encode()).hexdigest()[:16]


def find_files(roots: Sequence[Path], discover: Callable[[Sequence[Path]], list[Path]]) -> list[Found]:
    """The files under `roots`, each once, in order of their paths."""
    found: dict[Path, Found] = {}
    for root in roots:
        base = root.absolute() if root.name not in ("", "..") else root.resolve()
        folder = base.name if base.is_dir() else ""
        for path in discover([base]):
            within = len(path.parts) - len(base.parts)
            # a file given alone is named with its folder
            found.setdefault(path.resolve(), Found(path, max(within + 1, 2), folder))
    return sorted(found.values(), key=lambda file: file.path)


def name_files(found: Sequence[Found], known: Mapping[str, KnownFile]) -> list[tuple[Path, str]]:
    """Each file with the name that it has in the warehouse: its path from the parent of the folder that was given.

    `reports/city/苏州/2024.txt` thus depends on no machine. A name grows to the left where it would clash: with another
    file of this run, or with one that an earlier run read from another place, where it still lies.
    """
    taken: set[str] = set()
    named = []
    for file in found:
        name = _free_name(file.path, file.name_parts, taken, known)
        taken.add(name)
        named.append((file.path, name))
    return named


def _free_name(path: Path, length: int, taken: AbstractSet[str], known: Mapping[str, KnownFile]) -> str:
    """The last `length` parts of the path, or as many more as make a name that no other file bears."""
    parts = path.parts[1:]  # without the root of the file system
    for count in range(min(length, len(parts)), len(parts)):
        name = "/".join(parts[-count:])
        origin = known[name].origin if name in known else None
        is_elsewhere = origin not in (None, str(path)) and os.path.lexists(str(origin))
        if name not in taken and not is_elsewhere:
            return name
    return "/".join(parts)


def hash_and_keep(
    files: Sequence[tuple[Path, str]], raw_folder: Path, advance: Callable[[int], None] = lambda _count: None
) -> list[SeenFile]:
    """Read every file, keep its bytes as raw_folder/<sha256> and say what was seen; `advance` hears of each file."""
    try:
        raw_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DuixianError(f"no folder for the raw bytes at {raw_folder}: {error.strerror}") from error
    seen = []
    with ThreadPoolExecutor(max_workers=4) as threads:
        for file in threads.map(lambda found: _hash_one(found[0], found[1], raw_folder), files):
            seen.append(file)
            advance(1)
    return seen


def _hash_one(path: Path, name: str, raw_folder: Path) -> SeenFile:
    try:
        data = path.read_bytes()
        status = path.stat()
    except OSError as error:
        return SeenFile(path, name, 0, 0, None, error.strerror or type(error).__name__)
    sha256 = hashlib.sha256(data).hexdigest()
    _keep(data, raw_folder / sha256)
    return SeenFile(path, name, len(data), status.st_mtime_ns, sha256)


def _keep(data: bytes, place: Path) -> None:
    """Write once and whole: a run that is killed leaves no half file under a full name."""
    if place.exists() and place.stat().st_size == len(data):
        return
    # copies of a file are kept by several threads at once
    part = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        part.write_bytes(data)
        part.replace(place)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DuixianError(f"cannot keep raw bytes in {place.parent}: {error.strerror}") from error


def plan(
    seen: Sequence[SeenFile],
    known: Mapping[str, KnownFile],
    digest: Digest,
    *,
    folders: Iterable[str] = (),
    rebuild: bool = False,
) -> Plan:
    """Compare what was seen with what is known.

    `digest` is that of the code and seeds now, `folders` are the name prefixes that were searched whole: a known file
    under one of them that was not seen has vanished. With `rebuild` nothing counts as unchanged.
    """
    seen_names = {file.name for file in seen}
    prefixes = tuple(folders)
    vanished = sorted(
        name for name, file in known.items() if file.is_present and name.startswith(prefixes) and name not in seen_names
    )
    holders = _holders(seen, known, gone={*vanished, *seen_names})
    last_read = {file.sha256: file for file in known.values() if file.sha256 and file.digest == digest}
    named_by = _named_by(known)

    result = Plan([*seen], [], vanished=vanished)
    to_read: dict[str, Content] = {}
    for file in seen:
        if file.sha256 is None:
            result.unreadable.append(file)
            continue
        name = min(holders[file.sha256])
        before = last_read.get(file.sha256)
        if rebuild or before is None or named_by.get(file.sha256) != name:
            to_read[file.sha256] = Content(file.sha256, name, file.size)
        elif before.report_count == 0:
            result.still_quarantined.append(file)
        else:
            result.unchanged.append(file)
    result.to_read.extend(sorted(to_read.values(), key=lambda content: content.name))

    # a file that cannot be read at the moment has not changed
    changed = {known[file.name].sha256 for file in seen if file.sha256 and file.name in known}
    result.superseded.extend(sorted(sha256 for sha256 in changed if sha256 and sha256 not in holders))
    return result


def _holders(seen: Iterable[SeenFile], known: Mapping[str, KnownFile], gone: set[str]) -> dict[str, set[str]]:
    """The names that hold each content after this run: those seen now, and those known that were not looked at."""
    holders: dict[str, set[str]] = defaultdict(set)
    for file in seen:
        if file.sha256:
            holders[file.sha256].add(file.name)
    for name, known_file in known.items():
        if known_file.sha256 and known_file.is_present and name not in gone:
            holders[known_file.sha256].add(name)
    return holders


def _named_by(known: Mapping[str, KnownFile]) -> dict[str, str]:
    """The name that each known content's reports bear: the smallest of those present, else the smallest."""
    names: dict[str, str] = {}
    for name, file in sorted(known.items(), key=lambda item: (not item[1].is_present, item[0])):
        if file.sha256:
            names.setdefault(file.sha256, name)
    return names


def batches(contents: Sequence[Content], limit: int) -> list[tuple[Content, ...]]:
    """Neighbours in batches of at most `limit` bytes, or of one content where that is bigger alone."""
    result: list[tuple[Content, ...]] = []
    batch: list[Content] = []
    size = 0
    for content in contents:
        if batch and size + content.size > limit:
            result.append(tuple(batch))
            batch, size = [], 0
        batch.append(content)
        size += content.size
    return [*result, tuple(batch)] if batch else result
