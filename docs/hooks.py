"""What the navigation of the docs cannot say by itself: every page of docs/decisions/ is listed."""

from pathlib import Path
from typing import Any

DECISIONS = Path(__file__).with_name("decisions")


def on_config(config: Any) -> Any:
    """Add the decisions to the navigation, in the order of their numbers."""
    pages = [f"decisions/{page.name}" for page in sorted(DECISIONS.glob("*.md"))]
    if pages:
        config["nav"].append({"Decisions": pages})
    return config
