"""Whether a Prefect API is there to record a run, and the environment that Prefect is imported into.

Nothing here imports Prefect: that takes seconds, which a run without it should not pay.
"""

import atexit
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Literal

from flows.settings import Settings

ANSWER_SECONDS = 3.0

Way = Literal["api", "temporary", "direct"]


def configured_api(settings: Settings) -> str:
    """The address of the Prefect API, or ""; PREFECT_API_URL comes first, as everywhere in Prefect."""
    return os.environ.get("PREFECT_API_URL", "") or settings.prefect_api_url


def answers(api: str) -> bool:
    """Whether something at that address speaks HTTP within three seconds; a refusal by it is an answer, too."""
    try:
        with urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=ANSWER_SECONDS):  # noqa: S310 (as configured)
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def choose_way(settings: Settings, *, wanted: bool | None) -> tuple[Way, str]:
    """How a run is recorded, and what to tell about it.

    An API that is configured and answers is used, unless Prefect is not wanted. Where none does, a run goes without,
    except when Prefect is asked for: then a temporary server is started, which takes some 15 seconds.
    """
    if wanted is False:
        return "direct", "running without Prefect, as asked"
    api = configured_api(settings)
    if api and answers(api):
        return "api", f"recorded by the Prefect server at {api}"
    problem = f"the Prefect API at {api} does not answer" if api else "no Prefect API is configured"
    if wanted:
        return "temporary", f"{problem}: starting a temporary server, this takes a while"
    return "direct", f"{problem}: running without it (the run is recorded in load_run)"


def prepare(settings: Settings, way: Way) -> None:
    """Set the environment before Prefect is imported: project-local home, no analytics, quiet console."""
    atexit.register(_end_in_silence)  # before Prefect's own handlers are registered, so it runs after them
    os.environ.setdefault("PREFECT_HOME", str(settings.prefect_home.absolute()))
    # where the folder is missing, the server of Prefect finds no place for its database and does not start
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    # the run's own lines go to the console; Prefect's go to its server
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "ERROR")
    os.environ.setdefault("PREFECT_CLI_COLORS", "false")
    if way == "temporary":
        os.environ.pop("PREFECT_API_URL", None)
        os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] = "true"
        os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", str(settings.prefect_start_seconds))
    else:
        os.environ["PREFECT_API_URL"] = configured_api(settings)


def _end_in_silence() -> None:
    """Close standard error for what comes after the last handler.

    Prefect's threads hold on to a run until the process is gone, and DuckDB's bindings then list, in forty lines, what
    they could not free. Whoever reads the last line wants to read how the run ended.
    """
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
