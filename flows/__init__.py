"""The command, its settings and the ingest flow: the only room that knows Prefect and the environment."""
