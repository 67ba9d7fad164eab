"""Which files there are to read under the paths that a user names."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# The folder that runs make, by what the warehouse keeps in it: reading it again would read our own output.
_OWN_DATA = ("duixian.duckdb", "duixian.previous.duckdb", "prefect", "raw")

OnProblem = Callable[[Path, str], object]


class MissingPathError(FileNotFoundError):
    """A path that a user named does not exist; the text names every such path."""


def _pass_over(_place: Path, _problem: str) -> None:
    """Nobody asked."""


def discover(paths: Sequence[Path], on_problem: OnProblem = _pass_over) -> list[Path]:
    """All files at or under the paths, sorted, each once.

    Folders are walked to the bottom without following links to folders; hidden files and folders and the project's own
    `data/` are left out, unless a path names them directly. The file's name decides nothing: readers judge by content.
    `on_problem` is told of a folder that cannot be read, and of a link that leads out of the folder that was named: it
    is not followed, or whoever may write into an inbox would have any file of this machine read.

    Raises MissingPathError, naming all of them, when a path does not exist.
    """
    missing = [str(path) for path in paths if not os.path.exists(path)]  # noqa: PTH110 (Path.exists raises on long names)
    if missing:
        raise MissingPathError(f"no such file or folder: {', '.join(missing)}")
    by_place: dict[str, Path] = {}
    for path in paths:
        for place, file in _walk(path, on_problem) if path.is_dir() else [(_real(path), path)]:
            by_place.setdefault(place, file)
    return sorted(by_place.values(), key=lambda file: file.as_posix())


def _walk(root: Path, on_problem: OnProblem) -> Iterator[tuple[str, Path]]:
    """Where each file under a folder really lies, as text, which is compared in a tenth of the time, and the file.

    A list of what is yet to be walked: folders may lie deeper than Python's stack. Only links are looked up, as that
    takes longer than all else here; none to a folder is followed.
    """
    home = _real(root)
    pending = [(home, root)]
    while pending:
        real_folder, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            on_problem(folder, error.strerror or str(error))
            continue
        for entry in found:
            place = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                if not _is_skipped(place):
                    pending.append((os.path.join(real_folder, entry.name), place))  # noqa: PTH118 (texts)
            elif entry.name.startswith(".") or (entry.is_symlink() and place.is_dir()):
                continue
            elif not entry.is_symlink():
                yield os.path.join(real_folder, entry.name), place  # noqa: PTH118
            elif Path(real := _real(place)).is_relative_to(home):
                yield real, place
            else:
                on_problem(place, "it is a link that leads out of the folder")


def _real(place: Path) -> str:
    """Where a path leads; a link that leads to itself leads nowhere, where Path.resolve raises."""
    return os.path.realpath(place)


def _is_skipped(folder: Path) -> bool:
    if folder.name.startswith("."):
        return True
    return folder.name == "data" and any(os.path.exists(folder / name) for name in _OWN_DATA)  # noqa: PTH110
