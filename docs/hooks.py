"""What the settings of the docs' site cannot say: decisions are listed, CONTRIBUTING.md is a page of it, too."""

from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

DOCS = Path(__file__).parent


def on_config(config: Any) -> Any:
    """Add the decisions to the navigation, in the order of their numbers, after the page that lists them."""
    pages = sorted(page.name for page in (DOCS / "decisions").glob("*.md"))
    pages.sort(key=lambda name: name != "README.md")
    if pages:
        config["nav"].append({"Decisions": [f"decisions/{name}" for name in pages]})
    return config


def on_files(files: Any, config: Any) -> Any:
    """Show CONTRIBUTING.md, which lies outside docs/, as contributing.md."""
    files.append(File.generated(config, "contributing.md", abs_src_path=str(DOCS.parent / "CONTRIBUTING.md")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Let links between the two places lead where the pages are on the site."""
    if page.file.src_uri == "contributing.md":
        return markdown.replace("](docs/", "](")
    return markdown.replace("](../CONTRIBUTING.md", "](contributing.md")
