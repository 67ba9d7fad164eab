"""From the bytes of one file to its documents: the one place that chooses a reader."""

from transforms.sources import formats, tables, webpage
from transforms.sources.document import Document, Reason, SourceError, normalise_newlines
from transforms.sources.encodings import decode


def read(data: bytes, name: str = "") -> list[Document]:
    r"""The documents in a file: one, or one a row where the file is a table of reports.

    The content alone decides about format and encoding; `name` is only for people, as a note on errors. Whether a
    text is a report is not asked here (see `judge`), except of tables: one in which no row holds a report is refused
    as a whole, so that a list of files is one refusal and not a hundred.

    Raises SourceError with a reason of the closed list and the evidence.

    >>> read("一、2023年工作回顾\r\n".encode("gb18030"), "a.txt")[0].text
    '一、2023年工作回顾\n'
    """
    try:
        return _read(data)
    except SourceError as error:
        if name:
            error.add_note(f"in {name}")
        raise


def _read(data: bytes) -> list[Document]:
    if not data:
        raise SourceError(Reason.EMPTY_FILE, "0 bytes")
    if formats.is_docx(data):
        from transforms.sources import word

        return [word.read_docx(data)]
    text, encoding = decode(data)
    if not text.strip():
        raise SourceError(Reason.EMPTY_FILE, f"{len(data)} bytes, nothing but white space")
    table = None if webpage.begins_as_html(text) else tables.parse(text)
    if table:
        return tables.documents(table, encoding)
    if webpage.is_html(text):
        page = webpage.read_html(text)
        return [Document(page.text, "html", encoding, hints=page.hints, notes=page.notes)]
    formats.refuse_other_xml(text)
    return [Document(normalise_newlines(text), "txt", encoding)]
