"""The bytes of every file seen, kept as raw/<sha256>: written once and whole, and read again for a rebuild.

Size and times only save the hashing: a file that lies where it lay, with the size and the times of change (mtime and
ctime, which nobody can set back) that it had when it was hashed, has the bytes that it had.
"""

import contextlib
import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from flows.errors import DuixianError
from flows.load.intake import KnownFile, SeenFile

SETTLED_NS = 2_000_000_000
"""A file that changed less than so long before its run may change again within the same tick of the clock."""
FILE_BYTES = 512 << 20
"""No report, and no table of reports, is longer; what is (a sparse file of a terabyte) is named and not read."""


class DamagedError(Exception):
    """Kept bytes are not those of their hash, and those of their file's own place are not, either."""


def hash_and_keep(
    files: Sequence[tuple[Path, str]],
    raw_folder: Path,
    advance: Callable[[int], None] = lambda _count: None,
    known: Mapping[str, KnownFile] | None = None,
) -> list[SeenFile]:
    """Read every file, keep its bytes as raw_folder/<sha256> and say what was seen; `advance` hears of each file.

    `known` files that nobody touched since they were hashed, and whose bytes are kept, are not read.
    """
    try:
        raw_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = _kept_names(raw_folder)
    except OSError as error:
        raise DuixianError(f"no folder for the raw bytes at {raw_folder}: {error.strerror}") from error
    seen: dict[str, SeenFile] = {}
    for path, name in files if known else ():
        if (file := _untouched(path, name, (known or {}).get(name), kept)) is not None:
            seen[name] = file
            advance(1)
    with ThreadPoolExecutor(max_workers=4) as threads:
        others = [(path, name) for path, name in files if name not in seen]
        for file in threads.map(lambda found: _hash_one(found[0], found[1], raw_folder), others):
            seen[file.name] = file
            advance(1)
    return [seen[name] for _, name in files]


def _kept_names(raw_folder: Path) -> set[str]:
    """The hashes of the kept bytes; parts of files that a killed run left are removed, as one run writes at a time."""
    with os.scandir(raw_folder) as entries:
        names = {entry.name for entry in entries}
    for name in names:
        if name.endswith(".part"):
            (raw_folder / name).unlink(missing_ok=True)
    return names


def _untouched(path: Path, name: str, before: KnownFile | None, kept: AbstractSet[str]) -> SeenFile | None:
    """The file as it is known, where it lies untouched and its bytes are kept."""
    if before is None or before.ctime_ns is None or before.origin != str(path) or before.sha256 not in kept:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    if (status.st_size, status.st_mtime_ns, status.st_ctime_ns) != (before.size, before.mtime_ns, before.ctime_ns):
        return None
    return SeenFile(path, name, before.size, before.mtime_ns, before.sha256, ctime_ns=before.ctime_ns)


def _hash_one(path: Path, name: str, raw_folder: Path) -> SeenFile:
    try:
        data, status = read_settled(path)
    except OSError as error:
        return SeenFile(path, name, 0, 0, None, error.strerror or str(error))
    sha256 = keep(data, raw_folder)
    return SeenFile(path, name, len(data), status.st_mtime_ns, sha256, ctime_ns=status.st_ctime_ns)


def keep(data: bytes, raw_folder: Path) -> str:
    """Keep bytes as raw_folder/<sha256>, and say which that is."""
    sha256 = hashlib.sha256(data).hexdigest()
    _keep(data, raw_folder / sha256)
    return sha256


def read_settled(path: Path) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file, none of which changed while it was read. Raises OSError, which says why not.

    What cannot end (a device, a pipe) is not opened; a file beyond FILE_BYTES is not read.
    """
    with open(path, "rb", opener=_open_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"it is a {_KINDS.get(stat.S_IFMT(status.st_mode), 'special file')}, and no file to read")
        if status.st_size > FILE_BYTES:
            raise OSError(f"it has {status.st_size:,} bytes, more than the {FILE_BYTES:,} that a report may have")
        # one more than it has: what grows meanwhile is told; room for any file takes longer than to read one
        data = file.read(status.st_size + 1) or b""
        after = os.fstat(file.fileno())
    if (len(data), after.st_mtime_ns, after.st_ctime_ns) != (status.st_size, status.st_mtime_ns, status.st_ctime_ns):
        raise OSError("it changed while it was read: the next load reads it")
    return data, status


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for somebody at the other end of a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


_KINDS = {
    stat.S_IFIFO: "named pipe",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
    stat.S_IFSOCK: "socket",
    stat.S_IFDIR: "folder",
}


def settled(file: SeenFile, started_ns: int) -> int | None:
    """The ctime to remember of a file; None where the file has to be hashed the next time.

    That is so where it changed near to the run's start, or by a clock that is ahead of ours.
    """
    if file.ctime_ns is None or max(file.ctime_ns, file.mtime_ns) > started_ns - SETTLED_NS:
        return None
    return file.ctime_ns


def read(sha256: str, raw_folder: Path, origin: Path | None) -> bytes:
    """The kept bytes of that hash, verified; where they are damaged or gone, those of the file's place, kept anew.

    Raises DamagedError where neither has them.
    """
    place = raw_folder / sha256
    for source in (place, origin):
        with contextlib.suppress(OSError):
            data = source.read_bytes() if source == place else read_settled(source)[0] if source else b""
            if hashlib.sha256(data).hexdigest() == sha256:
                if source != place:
                    place.unlink(missing_ok=True)
                    _keep(data, place)
                return data
    raise DamagedError(f"the kept bytes {place} are damaged or gone, and {origin} holds others")


def _keep(data: bytes, place: Path) -> None:
    """Write once and whole: a run that is killed leaves no half file under a full name. Only the owner may read it."""
    with contextlib.suppress(FileNotFoundError):
        if place.stat().st_size == len(data):
            return
    # copies of a file are kept by several threads at once
    part = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        # the system lets one thread at a time make names in a folder, and has the others spin
        with _NAMING:
            with open(part, "wb", opener=_for_the_owner) as file:
                file.write(data)
            part.replace(place)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DuixianError(f"cannot keep raw bytes in {place.parent}: {error.strerror}") from error


_NAMING = threading.Lock()


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def recall(files: Iterable[KnownFile], raw_folder: Path, say: Callable[[str], None]) -> list[SeenFile]:
    """Known files from their kept bytes, or from their place where those are damaged or gone.

    What is in neither place is named; it stays as it was loaded, and where nothing of it is loaded it comes back as a
    file that cannot be read.
    """
    recalled = []
    for file in files:
        raw = raw_folder / (file.sha256 or "-")
        is_kept = file.sha256 is not None and raw.exists()
        if is_kept and hashlib.sha256(raw.read_bytes()).hexdigest() != file.sha256:
            say(f"the kept bytes of {file.name} are damaged: {raw} is removed")
            raw.unlink()
            is_kept = False
        origin = Path(file.origin or "")
        if is_kept:
            size, mtime_ns = file.size, file.mtime_ns
            recalled.append(
                SeenFile(origin, file.name, size, mtime_ns, file.sha256, ctime_ns=file.ctime_ns, told=file.told)
            )
        elif file.origin and origin.is_file():
            recalled += [replace(seen, told=file.told) for seen in hash_and_keep([(origin, file.name)], raw_folder)]
        else:
            say(f"no kept bytes of {file.name} in {raw_folder}: it stays as it was loaded")
            if not file.report_count:
                recalled.append(SeenFile(origin, file.name, 0, file.mtime_ns, None, "the bytes are gone"))
    return recalled
