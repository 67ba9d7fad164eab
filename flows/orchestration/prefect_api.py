"""Whether a Prefect API is there to record a run, and the environment that Prefect is imported into.

Nothing here imports Prefect: that takes seconds, which a run without it should not pay.
"""

import atexit
import base64
import contextlib
import json
import os
import secrets
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal

from flows.settings import Settings

ANSWER_SECONDS = 3.0

Way = Literal["api", "temporary", "direct"]


def configured_api(settings: Settings) -> str:
    """The address of the Prefect API, or ""; PREFECT_API_URL comes first, as everywhere in Prefect."""
    return os.environ.get("PREFECT_API_URL", "") or settings.prefect_api_url


def own_api(settings: Settings) -> str:
    """The address of the server that `serve` starts, as this machine calls it."""
    host = "127.0.0.1" if settings.server_host in {"0.0.0.0", "::"} else settings.server_host  # noqa: S104
    return f"http://{host}:{settings.server_port}/api"


def credential(settings: Settings) -> str:
    """What a client has to say to the server that `serve` starts; made once, in a file that only the owner reads."""
    place = settings.prefect_home / "credential"
    settings.prefect_home.mkdir(parents=True, exist_ok=True)
    settings.prefect_home.chmod(0o700)
    with contextlib.suppress(FileExistsError), open(place, "x", opener=_for_the_owner) as file:
        file.write(f"duixian:{secrets.token_urlsafe(32)}")
    return place.read_text("ascii")


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def authorise(settings: Settings, api: str) -> None:
    """Have Prefect's client, here and in processes started from here, show the credential where the server is ours."""
    if api == own_api(settings) and (settings.prefect_home / "credential").exists():
        os.environ.setdefault("PREFECT_API_AUTH_STRING", credential(settings))


def post(api: str, path: str, body: dict[str, Any]) -> Any:
    """Ask the API without Prefect's client. Raises OSError (HTTPError for a refusal), ValueError for no JSON."""
    headers = {"Content-Type": "application/json"}
    if known := os.environ.get("PREFECT_API_AUTH_STRING"):
        headers["Authorization"] = f"Basic {base64.b64encode(known.encode()).decode()}"
    request = urllib.request.Request(f"{api.rstrip('/')}/{path}", json.dumps(body).encode(), headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (as configured)
        return json.load(answer)


def is_prefect(api: str) -> bool:
    """Whether what answers at that address is a Prefect server; it says so to anybody."""
    try:
        with urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            return json.load(answer) is True
    except (OSError, ValueError, HTTPException):
        return False


def answers(api: str) -> bool:
    """Whether something at that address speaks HTTP within three seconds; a refusal by it is an answer, too."""
    try:
        with urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=ANSWER_SECONDS):  # noqa: S310 (as configured)
            return True
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return True
    except (OSError, ValueError, HTTPException):
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
    os.environ.setdefault("DO_NOT_TRACK", "1")
    # the run's own lines go to the console; Prefect's go to its server
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "ERROR")
    os.environ.setdefault("PREFECT_CLI_COLORS", "false")
    if way == "temporary":
        os.environ.pop("PREFECT_API_URL", None)
        os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] = "true"
        os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", str(settings.prefect_start_seconds))
    else:
        os.environ["PREFECT_API_URL"] = configured_api(settings)
        authorise(settings, configured_api(settings))


def _end_in_silence() -> None:
    """Close standard error for what comes after the last handler.

    Prefect's threads hold on to a run until the process is gone, and DuckDB's bindings then list, in forty lines, what
    they could not free. Whoever reads the last line wants to read how the run ended.
    """
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
