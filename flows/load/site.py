"""The static site of a warehouse: made by `duixian site`, renewed after a load where a folder is set."""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.errors import DuixianError
from warehouse import connect

if TYPE_CHECKING:
    from bi.site.build import Built


def build(warehouse: Path, folder: Path) -> "Built":
    """Write or renew the site; what was written. Raises DuixianError, which says what to do."""
    from bi.site import build as making
    from bi.site.folder import ForeignFolderError
    from transforms.explanation import deciding_rules

    try:
        with connect.read(warehouse) as con:
            return making.build(con, folder, version("duixian"), deciding_rules)
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError, ForeignFolderError) as error:
        raise DuixianError(str(error)) from error
    except (duckdb.Error, OSError) as error:
        raise DuixianError(f"cannot make the site in {folder}: {error}") from error
