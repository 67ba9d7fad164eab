"""What the warehouse remembers of files and runs, and how a load reads and writes it in an open build."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

import duckdb
import polars as pl

from flows.load import remote
from flows.load.intake import Digest, KnownFile, Plan, SeenFile, storable
from flows.load.kept import settled
from flows.telling.summary import Counts, Tally
from schemas.enums import FileOutcome
from transforms.facts import corrections
from warehouse import load


def read_known(con: duckdb.DuckDBPyConnection) -> dict[str, KnownFile]:
    """All files that were ever seen, by their names."""
    rows = con.sql("""
        select path, origin, sha256, mtime_ns, code_digest, seed_digest, report_count, first_seen_run_id, is_present,
            size, ctime_ns, coalesce(told, '')
        from main.source_file
    """).fetchall()
    return {
        path: KnownFile(path, origin, sha256, mtime_ns, (code, seed), *others)
        for path, origin, sha256, mtime_ns, code, seed, *others in rows
    }


def forget(con: duckdb.DuckDBPyConnection, contents: Sequence[str]) -> None:
    """Take out the reports and the quarantine entries of these contents (sha256), before they are loaded anew."""
    if not contents:
        return
    found = con.execute(
        "select report_id from main.dim_report where source_sha256 in (select unnest(?))", [contents]
    ).fetchall()
    load.remove_reports(con, [report_id for (report_id,) in found])
    con.execute("delete from main.quarantine where source_sha256 in (select unnest(?))", [contents])


def forget_unreadable(con: duckdb.DuckDBPyConnection, names: Sequence[str], reason: str) -> None:
    """Take out what earlier runs said of files that they could not open; this run has tried again."""
    if names:
        con.execute(
            "delete from main.quarantine where reason = ? and source_path in (select unnest(?))", [reason, names]
        )


def forget_under(con: duckdb.DuckDBPyConnection, folders: Iterable[str], reason: str) -> None:
    """Take out what earlier runs said with this reason of places under folders that this run has searched again."""
    con.execute(
        "delete from main.quarantine q where reason = ? and exists ("
        "from (select unnest(?) as folder) where starts_with(q.source_path || '/', folder))",
        [reason, sorted(folders)],
    )


def corrected_digests(con: duckdb.DuckDBPyConnection, digest: Digest) -> dict[str, Digest]:
    """The digests of those contents that corrections are for: a changed correction means that they are read again."""
    code, seed = digest
    by_name = corrections.digests()
    ids = [name for name in by_name if len(name) != _SHA256_LENGTH]
    sources = con.execute(
        "select report_id, source_sha256 from main.dim_report where report_id in (select unnest(?))", [ids]
    ).fetchall()
    named: dict[str, list[str]] = {name: [rows] for name, rows in by_name.items() if name not in ids}
    for report_id, sha256 in sources:
        named.setdefault(sha256, []).append(by_name[report_id])
    return {sha256: (code, " ".join([seed or "", *sorted(rows)])) for sha256, rows in named.items()}


def told_digests(files: Iterable[SeenFile], digests: Mapping[str, Digest], digest: Digest) -> dict[str, Digest]:
    """`digests` with those of contents that a list tells of: other hints mean that they are read again."""
    found = dict(digests)
    for file in files:
        if file.told and file.sha256:
            code, seed = digests.get(file.sha256, digest)
            found[file.sha256] = (hashlib.sha256(f"{code}{file.told}".encode()).hexdigest(), seed)
    return found


_SHA256_LENGTH = 64


def file_frame(  # noqa: PLR0913 (what is written, and what is known of it)
    plan: Plan,
    known: Mapping[str, KnownFile],
    report_counts: Mapping[str, int],
    *,
    digest: Digest,
    corrected: Mapping[str, Digest],
    run: tuple[str, int],
    lost: Collection[str] = (),
) -> pl.DataFrame:
    """Rows of `source_file` for the files seen; `report_counts` has the contents (sha256) that this run read.

    `digest` is what files were read with, `corrected` that of contents with corrections of their own, `run` the id and
    the start (ns) of the run, `lost` the contents that could not be read again.
    """
    run_id, started_ns = run
    outcomes = dict.fromkeys((file.name for file in plan.unchanged), FileOutcome.UNCHANGED)
    outcomes |= dict.fromkeys(
        (file.name for file in (*plan.still_quarantined, *plan.unreadable)), FileOutcome.QUARANTINED
    )
    vanished = set(plan.vanished)
    counts_before = {file.sha256: file.report_count for file in known.values()}
    rows = []
    for file in plan.seen:
        before = known.get(file.name)
        sha256 = file.sha256 or (before.sha256 if before else None)
        count_now = report_counts.get(sha256 or "", counts_before.get(sha256, 0))
        outcome = outcomes.get(file.name) or (FileOutcome.LOADED if count_now else FileOutcome.QUARANTINED)
        known_digest = before.digest if before else (None, None)
        # what cannot be read now was read with the known ones
        is_read = file.sha256 is not None and file.sha256 not in lost
        read_with = corrected.get(file.sha256 or "", digest) if is_read else known_digest
        rows.append(
            {
                "path": file.name,
                "origin": file.name if remote.is_address(file.name) else storable(str(file.path)),
                "sha256": sha256,
                "size": file.size,
                "mtime_ns": file.mtime_ns,
                "ctime_ns": settled(file, started_ns),
                "told": file.told or None,
                "outcome": outcome.value,
                "report_count": count_now,
                "code_digest": read_with[0],
                "seed_digest": read_with[1],
                "first_seen_run_id": before.first_seen_run_id if before else run_id,
                "last_seen_run_id": run_id,
                # a rebuild reads the kept bytes of files that are gone, too
                "is_present": file.name not in vanished
                and not (before and not before.is_present and not file.path.exists()),
            }
        )
    return pl.DataFrame(rows, schema=_FILE_COLUMNS)


_FILE_COLUMNS = {
    "path": pl.String,
    "origin": pl.String,
    "sha256": pl.String,
    "size": pl.Int64,
    "mtime_ns": pl.Int64,
    "ctime_ns": pl.Int64,
    "told": pl.String,
    "outcome": pl.String,
    "report_count": pl.Int64,
    "code_digest": pl.String,
    "seed_digest": pl.String,
    "first_seen_run_id": pl.String,
    "last_seen_run_id": pl.String,
    "is_present": pl.Boolean,
}


def renamed(plan: Plan, known: Mapping[str, KnownFile]) -> dict[str, str]:
    """Of the files that are gone, those whose bytes lie under a new name now: old name to new name."""
    new = {file.sha256: file.name for file in reversed(plan.seen) if file.name not in known and file.sha256}
    return {name: new[sha256] for name in plan.vanished if (sha256 := known[name].sha256) in new}


def record_files(con: duckdb.DuckDBPyConnection, files: pl.DataFrame, vanished: Sequence[str]) -> None:
    """Write the files seen, and mark those that are gone: what was loaded from them stays."""
    load.upsert(con, "source_file", files)
    if vanished:
        con.execute("update main.source_file set is_present = false where path in (select unnest(?))", [vanished])


def count(frame: pl.DataFrame, column: str) -> Counts:
    """How many rows have each value of a column.

    >>> count(pl.DataFrame({"status": ["target", "actual", "target"]}), "status")
    {'actual': 1, 'target': 2}
    """
    return dict(frame.group_by(column).len().sort(column).iter_rows())


def tally(con: duckdb.DuckDBPyConnection) -> Tally:
    """The counts of the whole warehouse."""

    def counted(table: str, column: str) -> Counts:
        query = f'select "{column}", count(*) from main."{table}" group by all order by all'  # noqa: S608 (own names)
        return dict(con.sql(query).fetchall())

    ((reports,),) = con.sql("select count(*) from main.dim_report").fetchall()
    # of a file that did not change, the outcome that counts is the one it had
    held = con.sql("""
        select if(report_count > 0, 'loaded', 'quarantined') as outcome, count(*) from main.source_file group by all
    """).fetchall()
    return Tally(
        files=dict(held),
        reports=reports,
        facts=counted("fact_quantity", "status"),
        ledger=counted("number_ledger", "disposition"),
        quarantine=counted("quarantine", "reason"),
    )
