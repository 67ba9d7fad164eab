"""The folder that a site lives in: files change only where their content does, and what is no longer made goes.

A file `.duixian-site` lists what the last build wrote. Only what stands there is ever removed, and a folder with other
things in it is refused, so that `duixian site ~` does no harm.
"""

import json
import os
from pathlib import Path

_LIST = ".duixian-site"


class ForeignFolderError(RuntimeError):
    """The folder holds files that no site build wrote."""


class Folder:
    """A site's folder during a build: `write` every page, then `finish`."""

    def __init__(self, path: Path) -> None:
        """Open a folder, making it where it is missing. Raises ForeignFolderError where others keep things in it."""
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()) and not (path / _LIST).exists():
            raise ForeignFolderError(f"{path} holds files that are no site: name an empty folder or a new one")
        self._list = path / _LIST
        if not self._list.exists():
            self._list.write_text("[]", encoding="utf-8")
        self.written: dict[str, int] = {}

    def write(self, name: str, text: str) -> None:
        """Put a text under a name (`places/510700.html`); readers see the old file or the new one, never half of it."""
        content = text.encode()
        file = self.path / name
        self.written[name] = len(content)
        if file.exists() and file.stat().st_size == len(content) and file.read_bytes() == content:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f".{file.name}.part")
        unfinished.write_bytes(content)
        unfinished.replace(file)

    def finish(self) -> None:
        """Remove what an earlier build wrote and this one did not, and note what is there now."""
        before = json.loads(self._list.read_text(encoding="utf-8"))
        for name in set(before) - self.written.keys():
            (self.path / name).unlink(missing_ok=True)
        for folder, _, _ in os.walk(self.path, topdown=False):
            if folder != str(self.path) and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        self._list.write_text(json.dumps(sorted(self.written)), encoding="utf-8")
