"""The DuckDB warehouse: built beside the live file, checked, and moved over it.

    from warehouse import load, publish

    with publish.open_build(Path("data/duixian.duckdb")) as build:
        load.replace_reports(build.con, validated.valid)
        load.replace_quarantine(build.con, paths_read_in_this_run, validated.quarantined)
        load.upsert(build.con, "source_file", files)
        load.upsert(build.con, "load_run", run)
        build.publish()

Leaving the block without `publish()`, or by an error, leaves the live file as it was.
"""
