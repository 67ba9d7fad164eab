"""A load without Prefect: from paths to a published warehouse."""
