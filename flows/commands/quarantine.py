"""What was set aside: listed, shown with its evidence, and tried again after a seed or a reader changed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import DuixianError, NothingToDoError
from flows.load.request import Request
from flows.telling.plain import plain, plain_line
from warehouse import connect

COLUMNS = ("quarantine_id", "stage", "reason", "source_path", "table_name", "char_start", "created_at")
_CORRECTABLE = "fact_quantity"


@dataclass(frozen=True)
class Wanted:
    """Which entries: ids (their beginnings do), a reason, or all."""

    ids: tuple[str, ...] = ()
    reason: str | None = None


def listed(warehouse: Path, wanted: Wanted, limit: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of the entries, the latest runs first."""
    rows = [tuple(_shown(entry[name]) for name in COLUMNS) for entry in _entries(warehouse, wanted)]
    return list(COLUMNS), rows[:limit] if limit else rows


def shown(warehouse: Path, wanted: Wanted) -> list[str]:
    """All that is known of the entries, in lines, with what can be done about each."""
    entries = _entries(warehouse, wanted)
    if not entries:
        raise DuixianError("no such entry: `duixian quarantine list` has the ids")
    lines: list[str] = []
    for entry in entries:
        lines += [
            f"{name}: {_shown(value)}" for name, value in entry.items() if value is not None and name != "evidence"
        ]
        lines += ["evidence:", *(f"  {plain(line)}" for line in _in_lines(entry["evidence"])), *_advice(entry), ""]
    return lines


def retry_request(warehouse: Path, wanted: Wanted) -> Request:
    """What to load to try the sources of the entries again, whatever became of seeds and readers since.

    Raises NothingToDoError where there is nothing to try.
    """
    entries = _entries(warehouse, wanted)
    if not entries:
        raise NothingToDoError("nothing to do: no such entry in quarantine")
    contents = frozenset(entry["source_sha256"] for entry in entries if entry["source_sha256"])
    unread = [entry["source_path"] for entry in entries if not entry["source_sha256"] and entry["source_path"]]
    query = "select origin from main.source_file where path in (select unnest(?)) and origin is not null"
    paths = [Path(origin) for (origin,) in _ask(warehouse, query, [unread])]
    return Request(tuple(path for path in paths if path.exists()), rebuild=True, only=contents)


def _entries(warehouse: Path, wanted: Wanted) -> list[dict[str, Any]]:
    query = """
        select * from main.quarantine
        where (len($ids) = 0 or exists (from (select unnest($ids) as id) where starts_with(quarantine_id, id)))
            and ($reason is null or reason = $reason)
        order by created_at desc, source_path, char_start, quarantine_id
    """
    columns = [name for (name, *_) in _ask(warehouse, "describe main.quarantine", None)]
    rows = _ask(warehouse, query, {"ids": list(wanted.ids), "reason": wanted.reason})
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _ask(warehouse: Path, query: str, values: object) -> list[tuple[Any, ...]]:
    try:
        with connect.read(warehouse) as con:
            return con.execute(query, values).fetchall()
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError) as error:
        raise DuixianError(str(error)) from error
    except duckdb.Error as error:
        raise DuixianError(f"the quarantine of {warehouse} cannot be read: {error}") from error


def _shown(value: Any) -> Any:
    """A cell as a terminal may have it."""
    return plain_line(value) if isinstance(value, str) else value


def _in_lines(evidence: str) -> list[str]:
    """Evidence as it is for people; JSON indented."""
    try:
        return json.dumps(json.loads(evidence), ensure_ascii=False, indent=2).splitlines()
    except ValueError:
        return evidence.splitlines()


def _advice(entry: dict[str, Any]) -> list[str]:
    lines = [f"try again, after a seed or a reader changed: duixian quarantine retry {entry['quarantine_id']}"]
    if entry["table_name"] == _CORRECTABLE and entry["report_id"] and entry["char_start"] is not None:
        key = json.loads(entry["evidence"])
        end = key.get("row", {}).get("char_end", "<char_end>")
        lines.append(
            "put it right by a row of seeds/corrections.csv: "
            f",{entry['report_id']},{entry['char_start']},{end},<field>,<value>,<expect>,<reason>"
        )
    return lines
