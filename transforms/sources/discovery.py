"""Which files there are to read under the paths that a user names."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

# The folder that runs make, by what the warehouse keeps in it: reading it again would read our own output.
_OWN_DATA = ("duixian.duckdb", "duixian.previous.duckdb", "prefect", "raw")


class MissingPathError(FileNotFoundError):
    """A path that a user named does not exist; the text names every such path."""


def discover(paths: Sequence[Path]) -> list[Path]:
    """All files at or under the paths, sorted, each once.

    Folders are walked to the bottom without following links to folders; hidden files and folders and the project's own
    `data/` are left out, unless a path names them directly. The file's name decides nothing: readers judge by content.

    Raises MissingPathError, naming all of them, when a path does not exist.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise MissingPathError(f"no such file or folder: {', '.join(missing)}")
    by_place: dict[Path, Path] = {}
    for path in paths:
        for file in _walk(path) if path.is_dir() else [path]:
            by_place.setdefault(file.resolve(), file)
    return sorted(by_place.values(), key=lambda file: file.as_posix())


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = [name for name in folders if not _is_skipped(here / name)]
        yield from (file for name in names if not name.startswith(".") and (file := here / name).is_file())


def _is_skipped(folder: Path) -> bool:
    if folder.name.startswith("."):
        return True
    return folder.name == "data" and any((folder / name).exists() for name in _OWN_DATA)
