"""Tables that statistics programs write: Parquet, and Stata's DTA."""

import io
import tempfile
from pathlib import Path

import polars as pl

from transforms.sources.containers.rows import Table, read_table
from transforms.sources.document import Reading, Reason, SourceError
from transforms.sources.mapping import Told
from transforms.sources.source import Reader, Source

_STATA_OLD = (104, 105, 108, 110, 111, 112, 113, 114, 115)  # the first byte of releases before 117


def _is_stata(source: Source) -> bool:
    data = source.data
    is_old = len(data) > 4 and data[0] in _STATA_OLD and data[1] in (1, 2) and data[2] == 1 and data[3] == 0  # noqa: PLR2004 (release, byte order, file type, unused)
    return data.startswith(b"<stata_dta>") or is_old


def _read_stata(source: Source) -> Reading:
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "table.dta")
        place.write_bytes(source.data)
        frame = None
        for encoding in (None, "GB18030"):  # releases before 118 do not say which
            try:
                frame, _ = pyreadstat.read_dta(place, output_format="polars", encoding=encoding)
                break
            except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError, ValueError) as error:
                problem = str(error)
    if frame is None:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"Stata table, {len(source.data)} bytes: {problem}")
    return _read_frame(frame, "dta", source.told)


def _read_parquet(source: Source) -> Reading:
    try:
        frame = pl.read_parquet(io.BytesIO(source.data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"Parquet table, {len(source.data)} bytes: {error}") from error
    return _read_frame(frame, "parquet", source.told)


PARQUET = Reader("parquet", lambda source: source.data.startswith(b"PAR1"), _read_parquet, is_binary=True)
STATA = Reader("dta", _is_stata, _read_stata, is_binary=True)


def _read_frame(frame: pl.DataFrame, source_format: str, told: Told) -> Reading:
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    lists = [name for name in nested if frame.schema[name] == pl.List(pl.String)]
    lines = frame.with_columns(pl.col(lists).list.join("\n")).drop([name for name in nested if name not in lists])
    whole = [name for name, kind in lines.schema.items() if kind.is_float()]
    years = [name for name in whole if lines[name].drop_nulls().floor().equals(lines[name].drop_nulls())]
    cells = lines.with_columns(pl.col(years).cast(pl.Int64, strict=False)).cast(pl.String).fill_null("")
    return read_table(Table(source_format, cells.to_dicts()), told=told)
