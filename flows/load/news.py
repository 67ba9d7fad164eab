"""What is new: the files under the paths of a request, compared with what a warehouse knows of them."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import DuixianError, NothingToDoError
from flows.load import derived, intake, kept, remote, state
from flows.load.intake import Digest, KnownFile, Plan, SeenFile
from flows.load.request import Request
from flows.settings import Settings
from flows.telling.progress import Reporter
from transforms import sources


@dataclass(frozen=True)
class News:
    """What to do: `plan`, of the files seen; `listed` are those of them that a list tells of.

    `known` is what the warehouse knows of files, `before` the reports that it holds (see `derived.held_reports`).
    """

    known: dict[str, KnownFile]
    before: pl.DataFrame
    plan: Plan
    listed: list[SeenFile]


def folders(found: Iterable[intake.Found]) -> set[str]:
    """The prefixes of names that were searched whole."""
    return {file.folder + "/" for file in found if file.folder}


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside, Python looks for no cycles: among hundreds of thousands of objects that takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass
class Search:
    """A search for news; `digest` is that of the code and the seeds that read files.

    `found` and `unread`: the files that there are, and what could not be looked at.
    """

    request: Request
    settings: Settings
    reporter: Reporter
    digest: Digest
    found: list[intake.Found] = field(default_factory=list, init=False)
    unread: list[intake.Unread] = field(default_factory=list, init=False)

    def find(self, paths: list[Path]) -> None:
        """Find the files under the paths. Raises NothingToDoError where there is none, nor anything to rebuild."""
        with uncollected():
            self.found, self.unread = intake.find_files(paths, sources.discover, self.request.listed)
        if not self.found and not self.request.elsewhere and not self.request.rebuild:
            if self.unread:
                raise DuixianError(f"{self.unread[0].name}: {self.unread[0].problem}; nothing was read")
            places = ", ".join(map(str, (*self.request.paths, *self.request.listed)))
            raise NothingToDoError(f"nothing to do: no file in {places}")

    def compare(self, con: duckdb.DuckDBPyConnection, *, rebuild: bool) -> News:
        """Compare the files found with what a warehouse holds: a build, or the live file that it is a copy of.

        With `rebuild` nothing counts as unchanged.
        """
        with uncollected():
            known, before = state.read_known(con), derived.held_reports(con)
            seen = self._see(known, rebuild=rebuild)
            recalled = self._recall(known, {file.name for file in seen}) if rebuild else []
            listed = [file for file in (*seen, *recalled) if file.told]
            plan = intake.plan(
                [*seen, *recalled],
                known,
                self.digest,
                folders=folders(self.found),
                unread=[f"{place.name}/" if place.is_folder else place.name for place in self.unread],
                rebuild=rebuild,
                from_kept={file.name for file in recalled},
                corrected=state.told_digests(listed, state.corrected_digests(con, self.digest), self.digest),
            )
        return News(known, before, plan, listed)

    def _see(self, known: Mapping[str, KnownFile], *, rebuild: bool) -> list[SeenFile]:
        """The files that there are, here and elsewhere, hashed and kept."""
        files = intake.name_files(self.found, known)
        with self.reporter.stage("hashed", len(files)) as advance:
            # a rebuild trusts no times
            seen = kept.hash_and_keep(files, self.settings.raw_folder, advance, {} if rebuild else known)
        seen = [replace(file, told=by.told) if by.told else file for file, by in zip(seen, self.found, strict=True)]
        # what a list said once is so until a list says otherwise
        told = {name: file.told for name, file in known.items() if file.told}
        return [
            replace(file, told=file.told or told[file.name]) if file.name in told else file
            for file in (*seen, *self._fetch())
        ]

    def _fetch(self) -> list[SeenFile]:
        """What lies elsewhere, fetched and kept."""
        if not self.request.elsewhere:
            return []
        with self.reporter.stage("fetched", len(self.request.elsewhere)) as advance:
            return remote.fetch(self.request.elsewhere, self.settings.raw_folder, advance)

    def _recall(self, known: Mapping[str, KnownFile], seen: set[str]) -> list[SeenFile]:
        """The files that a rebuild reads though they were not seen, from their kept bytes."""
        only = self.request.only
        wanted = [file for name, file in known.items() if name not in seen and (only is None or file.sha256 in only)]
        return kept.recall(wanted, self.settings.raw_folder, self.reporter.say)
