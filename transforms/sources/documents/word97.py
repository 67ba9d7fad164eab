"""Word 97-2003 and WPS texts (.doc, .wps): by antiword, or by LibreOffice where antiword cannot."""

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from transforms.sources import formats
from transforms.sources.document import Document, Reading, Reason, SourceError, join_blocks
from transforms.sources.documents import word
from transforms.sources.source import Reader, Source

_OFFICES = ("soffice", "libreoffice")
_LEAST_CHARACTERS = 20  # fewer in a file of this format is a failure of antiword, not a text


def _read(source: Source) -> Reading:
    """The text of a Word file of before 2007.

    Raises SourceError: missing_tool where no program that reads it is installed, unreadable_document where none can.
    """
    antiword = shutil.which("antiword")
    office = next(filter(None, map(shutil.which, _OFFICES)), None)
    if antiword is None and office is None:
        raise SourceError(Reason.MISSING_TOOL, "a .doc needs antiword or LibreOffice: install one")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "document.doc")
        place.write_bytes(source.data)
        document = _by_antiword(antiword, place) if antiword else None
        if document is None and office:
            document = _by_office(office, place, source)
    if document is None:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"Word 97-2003 document, {len(source.data)} bytes")
    return Reading([document])


READER = Reader(
    "doc",
    lambda source: source.data.startswith(formats.OLE) and formats.ole_stream(source.data) == "WordDocument",
    _read,
    is_binary=True,
)


def _by_antiword(program: str, place: Path) -> Document | None:
    # -w 0: a paragraph stays one line; -i 1: no pictures
    command = [program, "-m", "UTF-8.txt", "-w", "0", "-i", "1", str(place)]
    done = subprocess.run(command, capture_output=True, check=False, env={"HOME": str(place.parent)})  # noqa: S603 (a fixed command on a file of ours)
    plain = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    if done.returncode or len(plain.strip()) < _LEAST_CHARACTERS:
        return None
    return Document(_with_tables(plain), "doc", "utf-8", notes=("read by antiword",))


def _with_tables(plain: str) -> str:
    """Rows that antiword prints between bars, as rows with tabs."""
    blocks: list[str] = []
    in_table = False
    for line in plain.split("\n"):
        is_row = line.startswith("|") and line.rstrip().endswith("|")
        row = "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")) if is_row else line
        if is_row and in_table:
            blocks[-1] += f"\n{row}"
        else:
            blocks.append(row)
        in_table = is_row
    return join_blocks(blocks)


def _by_office(program: str, place: Path, source: Source) -> Document | None:
    profile = f"-env:UserInstallation=file://{place.parent}/profile"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(place.parent), str(place)]
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=source.limits.seconds)  # noqa: S603 (a fixed command on a file of ours)
    except subprocess.TimeoutExpired as error:
        raise SourceError(Reason.TIMED_OUT, f"LibreOffice took more than {source.limits.seconds:.0f} s") from error
    converted = place.with_suffix(".docx")
    if not converted.exists():
        return None
    document = word.read_docx(replace(source, data=converted.read_bytes(), _known={}))
    return replace(document, source_format="doc", notes=(*document.notes, "read by LibreOffice"))
