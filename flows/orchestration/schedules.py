"""The one registry of what runs when, and whose it is: an installation's schedules carry its id."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from flows.settings import Settings

FLOW = "ingest"
TAG = "duixian"
_INSTALLATION = "installation:"


@dataclass(frozen=True)
class Scheduled:
    """A deployment of the flow `ingest`: when it runs, and with which parameters."""

    name: str
    cron: str
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)


def registry(settings: Settings) -> tuple[Scheduled, ...]:
    """Everything that runs on a schedule."""
    return (
        Scheduled(
            "inbox", settings.inbox_cron, "Load what is new in the inbox", {"paths": [str(settings.inbox.absolute())]}
        ),
        Scheduled(
            "rebuild", settings.rebuild_cron, "Read everything anew from the kept bytes", {"paths": [], "rebuild": True}
        ),
    )


def parameters(scheduled: Scheduled, settings: Settings) -> dict[str, Any]:
    """All parameters that its runs have. A run of a deployment with any others is refused: it is not ours."""
    return scheduled.parameters | {"warehouse": str(settings.warehouse.absolute())}


def installation_tag(settings: Settings) -> str:
    """The tag of this installation's deployments; its id is made once and lies beside Prefect's database."""
    place = settings.prefect_home / "installation"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(uuid.uuid4().hex, "ascii")
    return _INSTALLATION + place.read_text("ascii").strip()


def strangers(deployments: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Of deployments with our tag, those that another installation registered; one without an id is nobody's."""
    ours = installation_tag(settings)
    return [
        deployment
        for deployment in deployments
        if any(tag.startswith(_INSTALLATION) and tag != ours for tag in deployment.get("tags", []))
    ]
