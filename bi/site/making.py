"""What all makers of pages share during a build."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import polars as pl
    from jinja2 import Environment

    from bi.site.folder import Folder
    from bi.site.queries import Row
    from bi.site.regions import Place

#: By fact_id and field: the rule that decided and its words.
Rules = dict[str, dict[str, tuple[str, str | None]]]
#: Given reports (dim_report with their text), their rules.
DecidingRules = Callable[["pl.DataFrame"], Rules]


@dataclass(frozen=True)
class Making:
    """An open warehouse, the folder that the pages go to, and what is asked once for all of them."""

    con: "duckdb.DuckDBPyConnection"
    folder: "Folder"
    templates: "Environment"
    places: "dict[str, Place]"
    usual: "list[Row]"
    """How often each indicator is promised anywhere, the most usual first."""
    rules_of: DecidingRules
    """Why the facts of some reports are as they are."""

    def write(self, page: str, template: str, **context: object) -> None:
        """Render a template into a page; the way back to the top of the site is worked out from its name."""
        self.folder.write(page, self.render(template, root="../" * page.count("/"), **context))

    def render(self, template: str, **context: object) -> str:
        """A template as markup; everything in it that is no markup of ours is escaped."""
        return self.templates.get_template(template).render(**context)
