"""The one list of formats. The first reader that claims a file reads it: what is special stands first."""

from transforms.sources import formats
from transforms.sources.containers import archive, columnar, delimited, json_text, memory, workbook
from transforms.sources.documents import (
    epub,
    markdown,
    mhtml,
    opendocument,
    pdf,
    plain,
    rtf,
    scan,
    webpage,
    word,
    word97,
)
from transforms.sources.source import Reader

READERS: tuple[Reader, ...] = (
    # told by their bytes
    pdf.READER,
    word.READER,
    workbook.READER,
    opendocument.READER,
    epub.READER,
    word97.READER,
    rtf.READER,
    columnar.PARQUET,
    columnar.STATA,
    scan.READER,
    memory.READER,
    mhtml.READER,
    formats.UNSUPPORTED,
    archive.READER,
    # told by their characters
    webpage.WHOLE_PAGE,
    json_text.READER,
    delimited.READER,
    webpage.READER,
    formats.OTHER_XML,
    markdown.READER,
    plain.READER,
)
