"""What there is to do: the files found, hashed and kept, against what the warehouse knows of them.

Content decides: a file is read again when its bytes, or the code and seeds that read them, are not those of last time.
Clocks and paths decide nothing, except that of two copies of the same bytes the smaller path names the report.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

Digest = tuple[str | None, str | None]
"""Of the code and of the seeds that read a file."""


@dataclass(frozen=True)
class Found:
    """A file of this run; `name_parts` of its path make its name; `folder` is "" where the file itself was given.

    `told` are the hints of the list that named it, as a JSON object.
    """

    path: Path
    name_parts: int
    folder: str
    told: str = ""


@dataclass(frozen=True)
class Unread:
    """What was not looked at, by its name in the warehouse: a folder that may not be read, a link that leads away."""

    name: str
    problem: str
    is_folder: bool


SMALL_BATCH = 1_000_000
"""Less is not worth being shared out: so many bytes take a worker a second, as it takes to start one."""

Discover = Callable[[Sequence[Path], Callable[[Path, str], object]], list[Path]]


@dataclass(frozen=True)
class SeenFile:
    """A file as it was found: `name` is its path in the warehouse. Without a sha256, `problem` says why."""

    path: Path
    name: str
    size: int
    mtime_ns: int
    sha256: str | None
    problem: str = ""
    ctime_ns: int | None = None
    told: str = ""


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
    size: int = 0
    ctime_ns: int | None = None
    told: str = ""


@dataclass(frozen=True)
class Content:
    """Bytes to read, once for all the files that hold them; `name` is the smallest of their names, `origin` a place.

    `told` are the hints of the list that named the file, as a JSON object.
    """

    sha256: str
    name: str
    size: int
    origin: Path | None = field(default=None, compare=False)
    told: str = field(default="", compare=False)


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


def report_id(sha256: str, part: str) -> str:
    """The id of a report, by the bytes of its file and where in it it stands: the same on every machine.

    >>> report_id("0" * 64, "#1") == report_id("0" * 64, "#2")
    False
    """
    return hashlib.sha256(f"{sha256}{part or '#'}".encode()).hexdigest()[:16]


def find_files(
    roots: Sequence[Path], discover: Discover, told: Mapping[Path, str] | None = None
) -> tuple[list[Found], list[Unread]]:
    """The files under `roots`, each once, in order of their paths, and what under them could not be looked at.

    `told` has the hints of those roots that a list names.
    """
    found: dict[str, Found] = {}
    unread: list[Unread] = []
    for root in roots:
        base = root.absolute() if root.name not in ("", "..") else Path(os.path.realpath(root))
        folder = storable(base.name) if base.is_dir() else ""

        def note(path: Path, problem: str, base: Path = base) -> None:
            name = storable("/".join(path.parts[len(base.parts) - 1 :]))
            unread.append(Unread(name, problem, is_folder=not os.path.islink(path)))  # noqa: PTH114

        for path in discover([base], note):
            within = len(path.parts) - len(base.parts)
            # a file given alone is named with its folder
            # under one root no file is found twice, and resolving takes the longest of all here
            place = os.path.realpath(path) if len(roots) > 1 else str(path)
            found.setdefault(place, Found(path, max(within + 1, 2), folder, (told or {}).get(root, "")))
    # as paths sort, without comparing them as such: that takes longer than to find them
    return sorted(found.values(), key=lambda file: file.path.parts), unread


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
        name = storable("/".join(parts[-count:]))
        origin = known[name].origin if name in known else None
        is_elsewhere = origin not in (None, str(path)) and os.path.lexists(str(origin))
        if name not in taken and not is_elsewhere:
            return name
    return storable("/".join(parts))


def storable(path: str) -> str:
    r"""A path as text that a database takes, with the names that are no UTF-8 (from an old archive) read as GBK.

    >>> storable(os.fsdecode("in/苏州".encode("gbk")))
    'in/苏州'
    >>> storable(os.fsdecode(b"in/\xff"))
    'in/\\xff'
    """
    return path if _is_storable(path) else "/".join(map(_storable_name, path.split("/")))


def _is_storable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _storable_name(name: str) -> str:
    if _is_storable(name):
        return name
    raw = os.fsencode(name)
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def plan(  # noqa: PLR0913 (what is there, what is known, and what may not be taken for granted)
    seen: Sequence[SeenFile],
    known: Mapping[str, KnownFile],
    digest: Digest,
    *,
    folders: Iterable[str] = (),
    unread: Iterable[str] = (),
    rebuild: bool = False,
    from_kept: Collection[str] = (),
    corrected: Mapping[str, Digest] | None = None,
) -> Plan:
    """Compare what was seen with what is known.

    `digest` is that of the code and seeds now (`corrected` those of contents with corrections of their own), `folders`
    are the name prefixes that were searched whole: a known file under one of them that was not seen has vanished,
    unless it lies under one of the prefixes `unread`. With `rebuild` nothing counts as unchanged. `from_kept` names the
    files among those seen that nobody looked for in their place: only their kept bytes were.
    """
    found_names = {file.name for file in seen}.difference(from_kept)
    prefixes, hidden = tuple(folders), tuple(unread)
    vanished = sorted(
        name
        for name, file in known.items()
        if file.is_present and name.startswith(prefixes) and name not in found_names and not name.startswith(hidden)
    )
    holders = _holders(seen, known, found=found_names, vanished=set(vanished))
    digests = corrected or {}
    last_read = {
        file.sha256: file for file in known.values() if file.sha256 and file.digest == digests.get(file.sha256, digest)
    }
    named_by = _named_by(known)
    told = {name: file.told for name, file in known.items()} | {file.name: file.told for file in seen}

    result = Plan([*seen], [], vanished=vanished)
    to_read: dict[str, Content] = {}
    for file in seen:
        if file.sha256 is None:
            result.unreadable.append(file)
            continue
        name = holders[file.sha256]
        before = last_read.get(file.sha256)
        if rebuild or before is None or named_by.get(file.sha256) != name:
            to_read[file.sha256] = Content(file.sha256, name, file.size, file.path, told.get(name, ""))
        elif before.report_count == 0:
            result.still_quarantined.append(file)
        else:
            result.unchanged.append(file)
    for sha256, before_name in named_by.items():
        # a report whose file was not looked at may lose its name: to a change of the file that named it
        if holders.get(sha256, before_name) != before_name and sha256 not in to_read:
            held = next(file for file in known.values() if file.sha256 == sha256)
            origin, holder = Path(held.origin) if held.origin else None, holders[sha256]
            to_read[sha256] = Content(sha256, holder, held.size, origin, told.get(holder, ""))
    result.to_read.extend(sorted(to_read.values(), key=lambda content: content.name))

    # a file that cannot be read at the moment has not changed
    changed = {known[file.name].sha256 for file in seen if file.sha256 and file.name in known}
    result.superseded.extend(sorted(sha256 for sha256 in changed if sha256 and sha256 not in holders))
    return result


def _holders(
    seen: Iterable[SeenFile], known: Mapping[str, KnownFile], found: set[str], vanished: set[str]
) -> dict[str, str]:
    """The name that each content's reports bear after this run.

    It is the smallest of the files that are there and hold it, else the smallest of those that are gone and held it.
    """
    names: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    contents = {file.name: file.sha256 for file in seen if file.sha256}
    for name, sha256 in contents.items():
        is_there = name in found or (name in known and known[name].is_present and name not in vanished)
        names[sha256].append((not is_there, name))
    for name, file in known.items():
        if file.sha256 and name not in contents:
            names[file.sha256].append((not file.is_present or name in vanished, name))
    return {sha256: min(bearers)[1] for sha256, bearers in names.items()}


def _named_by(known: Mapping[str, KnownFile]) -> dict[str, str]:
    """The name that each known content's reports bear: the smallest of those present, else the smallest."""
    names: dict[str, str] = {}
    for name, file in sorted(known.items(), key=lambda item: (not item[1].is_present, item[0])):
        if file.sha256:
            names.setdefault(file.sha256, name)
    return names


def size(contents: Iterable[Content]) -> int:
    """The bytes of contents together."""
    return sum(content.size for content in contents)


def batches(contents: Sequence[Content], limit: int, workers: int = 1) -> list[tuple[Content, ...]]:
    """Neighbours in batches of at most `limit` bytes, or of one content where that is bigger alone.

    A batch costs about a second before it reads anything, so they are as large as may be, but all of a size, and as
    many for each of the `workers`.
    """
    whole = size(contents)
    rounds = -(-whole // (limit * workers)) or 1
    # with room for one more file, since they never fill a batch just so, and the rest would be a batch of its own
    share = whole // (rounds * workers) + whole // max(len(contents), 1)
    limit = min(limit, max(share, SMALL_BATCH))
    result: list[tuple[Content, ...]] = []
    batch: list[Content] = []
    length = 0
    for content in contents:
        if batch and length + content.size > limit:
            result.append(tuple(batch))
            batch, length = [], 0
        batch.append(content)
        length += content.size
    return [*result, tuple(batch)] if batch else result
