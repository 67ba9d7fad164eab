"""Whether a run found far less than runs find: what broke may be a reader, a rule, or the source of the files."""

import duckdb

FEWEST_FILES = 3
"""A run that read fewer files may well have met the odd ones."""
FEWEST_RUNS = 3
"""What is usual is known after so many runs that loaded something."""
_BEFORE = """
    select count(*), median(facts_loaded / files_loaded) from (
        from main.load_run where state = 'completed' and files_loaded > 0 order by started_at desc limit 20
    )
"""


def warning(con: duckdb.DuckDBPyConnection, *, files: int, facts: int, share: float) -> str | None:
    """What to say of a run that found fewer facts a file than `share` of the usual, if it did.

    `files` are those that it read, loaded or not; the run is not in `load_run` yet. The usual is the median of the last
    twenty runs that loaded something.
    """
    runs, usual = con.sql(_BEFORE).fetchall()[0]
    if files < FEWEST_FILES or runs < FEWEST_RUNS or facts / files >= share * usual:
        return None
    return (
        f"{facts / files:,.1f} facts a file in {files:,} files, where the runs before found {usual:,.1f}: look at the "
        "files, and at what is new in quarantine"
    )
