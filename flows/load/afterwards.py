"""What follows a published load: a Parquet copy, the site's pages, numbers for monitoring.

That one of them fails is a warning of the run, since the load is done.
"""

import duckdb

from flows.errors import DuixianError
from flows.load import site
from flows.settings import Settings
from flows.telling import metrics, notice
from flows.telling.summary import Summary
from warehouse import export


def carry_out(settings: Settings, summary: Summary) -> None:
    """Do what the settings ask for after a load; failures become warnings of the summary."""
    folder = settings.parquet_folder
    if folder is not None:
        try:
            # often on a shared disk, which may be away for a moment
            notice.retried(lambda: export.tables(settings.warehouse, folder, ["parquet"]))
        except (OSError, duckdb.Error) as error:
            summary.warnings.append(f"no Parquet copy in {folder}: {error}")
    if settings.site_folder is not None:
        try:
            site.build(settings.warehouse, settings.site_folder)
        except DuixianError as error:
            summary.warnings.append(f"the site in {settings.site_folder} is not renewed: {error}")
    if settings.metrics_file is not None:
        try:
            metrics.write(settings.metrics_file, summary)
        except (OSError, duckdb.Error) as error:
            summary.warnings.append(f"no metrics in {settings.metrics_file}: {error}")
