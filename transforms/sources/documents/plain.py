"""Plain text: every character of it, only newlines become one kind."""

from transforms.sources.document import Document, Reading, normalise_newlines
from transforms.sources.source import Reader, Source


def _read(source: Source) -> Reading:
    return Reading([Document(normalise_newlines(source.text), "txt", source.decoded.encoding)])


READER = Reader("txt", lambda _source: True, _read)
