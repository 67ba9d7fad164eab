"""`duixian explain`: why a fact, or any other number of a text, is read as it is."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import DuixianError
from seeds import SeedError
from transforms import explanation, sources
from transforms.explanation import Explanation, Reason
from transforms.outcomes.absence import why_none
from transforms.reading import read
from warehouse import connect

#: What the explanation of a report says of it, each a column of dim_report.
_REPORT: tuple[str, ...] = ("region_name", "report_year", "kind", "source_path", "identity_evidence")


@dataclass(frozen=True)
class Explained:
    """A number, and the report in which it stands: what is known of it, by name."""

    report: dict[str, str]
    number: Explanation


def explain_fact(warehouse: Path, fact_id: str) -> Explained:
    """Why a fact of the warehouse is as it is, and what became of it if it is a target.

    Its report is read again with the rules of this checkout.

    Raises DuixianError where the warehouse has no such fact, or the rules of today find none in its place.
    """
    with connect.read(warehouse) as con:
        report = _report_of(con, fact_id)
        ties = tuple(_ties(con, fact_id))
    offset = report["char_start"][0]
    number = _explained(report.drop("char_start"), offset)
    return Explained(_described(report), replace(number, reasons=(*number.reasons, *ties)))


def explain_file(path: Path, offset: int) -> Explained:
    """Why the number at an offset of a file's text is read as it is, be it a fact or not.

    Raises DuixianError where the file holds no report, several reports, or no number at that place.
    """
    try:
        data = path.read_bytes()
        documents = sources.read(data, path.name).documents
    except OSError as error:
        raise DuixianError(f"{path}: {error.strerror}") from error
    except sources.SourceError as error:
        raise DuixianError(f"{path}: {error}") from error
    if len(documents) != 1:
        raise DuixianError(f"{path}: holds {len(documents)} reports; load it, and explain a fact by its fact_id")
    document = documents[0]
    rows = {
        "report_id": hashlib.sha256(data).hexdigest()[:16],
        "text": document.text,
        "source_path": str(path),
    }
    try:
        report = read(pl.DataFrame([rows])).reports
    except SeedError as error:
        raise DuixianError(str(error)) from error
    return Explained(_described(report), _explained(report, offset))


def print_explained(explained: Explained) -> None:
    """The report, the sentence with the number in it, and one line a reason."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, number = Console(file=sys.stdout, highlight=False), explained.number
    for name, value in explained.report.items():
        console.print(Text(f"{name:<18}{value}", overflow="fold"))
    console.print(Text(f"{'section':<18}{number.section or 'none'}"))
    sentence = Text(number.sentence, overflow="fold")
    sentence.stylize("bold reverse", number.char_start, number.char_end)
    if not console.is_terminal:
        sentence = Text(
            number.sentence[: number.char_start]
            + "{"
            + number.sentence[number.char_start : number.char_end]
            + "}"
            + number.sentence[number.char_end :]
        )
    console.print()
    console.print(sentence)
    console.print()
    table = Table(box=None, pad_edge=False)
    for column in ("field", "value", "rule", "words", "rows of the seeds"):
        table.add_column(column, overflow="fold", no_wrap=False)
    for reason in number.reasons:
        table.add_row(*map(Text, _cells(reason)))
    if not console.is_terminal:
        console = Console(file=sys.stdout, width=200, highlight=False)
    console.print(table)


def _cells(reason: Reason) -> tuple[str, ...]:
    """A line of the table; a reason behind another one of the same field stands below it without a value."""
    value = "" if reason.value is None else reason.value
    return (reason.field, value, reason.rule or "", reason.words or "", "\n".join(map(str, reason.rows)))


def _report_of(con: duckdb.DuckDBPyConnection, fact_id: str) -> pl.DataFrame:
    """The report of a fact as `extract` takes it, with the fact's char_start."""
    found: pl.DataFrame = con.sql(
        """select r.*, t.text, f.char_start from main.fact_quantity f
           join main.dim_report r using (report_id) join main.report_text t using (report_id)
           where f.fact_id = ?""",
        params=[fact_id],
    ).pl()
    if found.is_empty():
        raise DuixianError(f"the warehouse has no fact {fact_id}: the column fact_id of bi.facts has them all")
    return found


def _ties(con: duckdb.DuckDBPyConnection, fact_id: str) -> Iterator[Reason]:
    """What became of a target, or why nothing is said of it; and the promises that a result answers."""
    found = con.execute(
        """select o.verdict, o.reason, a.mention, coalesce(a.sentence, o.words) as sentence
           from main.fact_outcome o left join main.fact_quantity a on a.fact_id = o.actual_fact_id
           where o.target_fact_id = $fact
           union all
           select 'answers a promise: ' || o.verdict, o.reason, t.mention, t.sentence
           from main.fact_outcome o join main.fact_quantity t on t.fact_id = o.target_fact_id
           where o.actual_fact_id = $fact
           order by all""",
        {"fact": fact_id},
    ).fetchall()
    for verdict, reason, mention, sentence in found:
        yield Reason("outcome", verdict, reason, " · ".join(filter(None, (mention, sentence and sentence.strip()))))
    target = con.sql("from main.fact_quantity where fact_id = ? and status = 'target'", params=[fact_id]).pl()
    if not found and not target.is_empty():
        for _, rule, words in why_none(target, _reports_beside(con, fact_id)).iter_rows():
            yield Reason("outcome", "none", rule, words)


def _reports_beside(con: duckdb.DuckDBPyConnection, fact_id: str) -> pl.DataFrame:
    """The reports of a fact's place, under the code of today, whatever code they were filed under; at least its own."""
    reports: pl.DataFrame = con.sql(
        """with placed as (
               select r.* replace (coalesce(p.current_code, r.region_code) as region_code)
               from main.dim_report r left join main.mart_place p on p.region_code = r.region_code
           ),
           own as (from placed semi join (from main.fact_quantity where fact_id = ?) using (report_id))
           select placed.*
           from placed, own
           where own.region_code = placed.region_code or own.report_id = placed.report_id""",
        params=[fact_id],
    ).pl()
    return reports


def _explained(report: pl.DataFrame, offset: int) -> Explanation:
    try:
        number = explanation.explain(report, offset)
    except SeedError as error:
        raise DuixianError(str(error)) from error
    if number is None:
        raise DuixianError(f"no number stands at character {offset}; offsets count from 0 in the report's text")
    return number


def _described(report: pl.DataFrame) -> dict[str, str]:
    row = report.row(0, named=True)
    return {name: str(row[name]) for name in _REPORT if row.get(name) is not None}
