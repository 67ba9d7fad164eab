"""The recipes of docs/recipes.md run on the sample reports and answer what the page says.

`python tests/whole/test_recipes.py WAREHOUSE` writes the answers of a warehouse of the samples into the page; read them
before you commit them.
"""

import csv
import io
import re
import sys
from pathlib import Path

import duckdb
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "recipes.md"
RECIPE = re.compile(
    r"## (?P<title>[^\n]+)\n(?P<words>(?:(?!\n## ).)*?)```sql\n(?P<query>.*?)```\n\n```csv\n(?P<answer>.*?)```",
    re.DOTALL,
)


def recipes() -> dict[str, tuple[str, str]]:
    """Query and answer by title."""
    return {found["title"]: (found["query"], found["answer"]) for found in RECIPE.finditer(PAGE.read_text("utf-8"))}


def answer(warehouse: Path, query: str) -> str:
    with duckdb.connect(warehouse, read_only=True) as con:
        relation = con.sql(query)
        lines = [relation.columns, *relation.fetchall()]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path) -> Path:
    return sample_warehouse


def test_every_heading_of_the_page_is_a_recipe() -> None:
    headings = re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert headings == list(recipes())


@pytest.mark.parametrize("title", recipes())
def test_a_recipe_answers_what_the_page_says(warehouse: Path, title: str) -> None:
    query, expected = recipes()[title]
    assert answer(warehouse, query) == expected


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    for query, old in recipes().values():
        new = answer(Path(sys.argv[1]), query)
        page = page.replace(f"{query}```\n\n```csv\n{old}```", f"{query}```\n\n```csv\n{new}```", 1)
    PAGE.write_text(page, "utf-8")
