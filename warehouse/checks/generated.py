"""Checks that follow from the models alone: ids stand once, references resolve, codes have labels.

A new table or column has them as soon as its model says its key, what it refers to, and its closed list.
"""

from collections.abc import Iterator

from schemas.enums import CODE_LISTS
from schemas.registry import TABLES, TableSpec

_LISTS = {code_list: name for name, code_list in CODE_LISTS.items()}


def queries(live: str = "") -> dict[str, str]:
    """SQL of each generated check by name, of the form of the files beside this one.

    `live` is the schema that holds the rows of all places where the tables themselves hold those of some.

    >>> print(queries()["ids_unique"].splitlines()[0])
    -- an id stands for one row
    """
    return {
        "codes_known": _query("every code of a closed list is in dim_code", _codes()),
        "ids_unique": _query("an id stands for one row", _ids(live)),
        "references_resolve": _query("whatever a row refers to is there", _references()),
    }


def _query(claim: str, parts: Iterator[str]) -> str:
    return f"-- {claim}\n" + "\nunion all\n".join(parts) + "\norder by all"


def _written() -> Iterator[TableSpec]:
    """Tables whose rows come from reports and runs; marts are queries over them, and seeds check themselves."""
    return (spec for spec in TABLES.values() if spec.scope in ("report", "derived", "log"))


def _ids(live: str) -> Iterator[str]:
    for spec in _written():
        key = " || ' ' || ".join(spec.key)
        rows = spec.name
        # a key that begins with the report is of its place, which has all its rows; others may stand elsewhere, too
        if live and (spec.name == "dim_report" or spec.key[0] != "report_id"):
            rows = f"{live}.{spec.name} semi join {spec.name} touched using ({', '.join(spec.key)})"
        yield (
            f"select '{spec.name}' as table_name, ({key})::varchar as id, count(*) as copies "  # noqa: S608 -- of models
            f"from {rows} group by {', '.join(spec.key)} having count(*) > 1"
        )


def _codes() -> Iterator[str]:
    for spec in (*_written(), TABLES["dim_region"], TABLES["dim_indicator"]):
        for column in spec.columns:
            if column.codes is not None:
                yield (
                    f"select '{spec.name}.{column.name}' as used_in, u.{column.name} as code "  # noqa: S608 -- of models
                    f"from (select distinct {column.name} from {spec.name} where {column.name} is not null) u "
                    f"where not exists (from dim_code c where c.code_list = '{_LISTS[column.codes]}' "
                    f"and c.code = u.{column.name})"
                )


def _references() -> Iterator[str]:
    for spec in _written():
        for column in spec.columns:
            if column.refers_to is not None:
                table, key = column.refers_to.split(".")
                yield (
                    f"select '{spec.name}.{column.name}' as reference, r.{column.name} as missing "  # noqa: S608 -- of models
                    f"from {spec.name} r anti join {table} t on t.{key} = r.{column.name} "
                    f"where r.{column.name} is not null"
                )
