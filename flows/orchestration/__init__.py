"""The only place that imports Prefect: the flow, its records, server and schedules."""
