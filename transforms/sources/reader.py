"""From the bytes of one file to its documents: the first reader that claims it, here or in a process of its own."""

from dataclasses import replace

from transforms.sources.alarm import limited
from transforms.sources.containers import several
from transforms.sources.document import Document, Reading, Reason, Refusal, SourceError
from transforms.sources.limits import Limits
from transforms.sources.mapping import NOTHING_TOLD, Told
from transforms.sources.source import Reader, Source


def read(data: bytes, name: str = "", limits: Limits | None = None, told: Told = NOTHING_TOLD) -> Reading:
    r"""The documents in a file, and the parts of it that gave none.

    The content alone decides about format and encoding; `name` is only for people, as a note on errors. Whether a
    text is a report is not asked here (see `judge`), except of tables: one in which no row holds a report is refused
    as a whole, so that a list of files is one refusal and not a hundred. Binary formats are read in a process of their
    own, text in this one, both within `limits`. `told` is what a user says of the file in sources.toml.

    Raises SourceError with a reason of the closed list and the evidence where the file as a whole gives nothing.

    >>> read("一、2023年工作回顾\r\n".encode("gb18030"), "a.txt").documents[0].text
    '一、2023年工作回顾\n'
    """
    source = Source(data, name, limits or Limits(), told=told)
    try:
        _refuse_size(source)
        with limited(source.limits.seconds):
            reader = _reader(source)
            if not reader.is_binary:
                return _read(reader, source)
        from transforms.sources.isolation import read_apart

        return read_apart(source)
    except SourceError as error:
        if name:
            error.add_note(f"in {name}")
        raise


def read_here(source: Source) -> Reading:
    """What `read` does, in this process: for the process that reads binary formats, and for members of archives."""
    _refuse_size(source)
    return _read(_reader(source), source)


def _refuse_size(source: Source) -> None:
    if not source.data:
        raise SourceError(Reason.EMPTY_FILE, "0 bytes")
    if len(source.data) > source.limits.file_bytes:
        raise SourceError(
            Reason.TOO_LARGE, f"{len(source.data)} bytes, the limit is {source.limits.file_bytes} (file_bytes)"
        )


def _reader(source: Source) -> Reader:
    from transforms.sources.readers import READERS

    return next(reader for reader in READERS if reader.claims(source))


def _read(reader: Reader, source: Source) -> Reading:
    reading = reader.read(source)
    documents: list[Document] = []
    refusals = list(reading.refusals)
    for whole in reading.documents:
        for document in several.split(whole):
            if len(document.text) > source.limits.characters:
                evidence = f"{len(document.text)} characters, the limit is {source.limits.characters} (characters)"
                refusals.append(Refusal(document.part, Reason.TOO_LARGE, evidence))
            else:
                documents.append(replace(document, hints=source.told.all_hints(document.hints)))
    if not documents and len(refusals) == 1 and not refusals[0].part:
        raise SourceError(refusals[0].reason, refusals[0].evidence)
    return Reading(documents, refusals)
