"""A Superset of one's own with the dashboard 兑现, on this machine only: `make superset`.

Its folder holds the database of Superset, the generated password and key (both readable by the owner alone), and the
bundle. A second start keeps the password and brings the bundle up to date.
"""

import argparse
import os
import secrets
import subprocess
import sys
from pathlib import Path

from bi.superset import bundle

CONFIG = Path(__file__).with_name("superset_config.py")
USER = "admin"


def prepare(warehouse: Path, home: Path, programs: Path) -> dict[str, str]:
    """Make Superset ready in `home`: its tables, the user, the bundle. The environment that it runs in.

    `programs` is the folder that holds the command `superset`. Raises subprocess.CalledProcessError, whose output says
    what Superset did not like.
    """
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    password = _secret(home / "password")
    _secret(home / "secret_key")
    environment = {
        **os.environ,
        "DUIXIAN_SUPERSET_HOME": str(home.resolve()),
        "FLASK_APP": "superset.app:create_app()",
        "SCARF_ANALYTICS": "false",
        "SUPERSET_CONFIG_PATH": str(CONFIG),
        "SUPERSET_HOME": str(home.resolve()),
    }
    file = home / "duixian-superset.zip"
    bundle.write(warehouse, file)
    who = ["--username", USER, "--firstname", "Duixian", "--lastname", "Admin", "--email", "admin@localhost"]
    for arguments in (
        ["db", "upgrade"],
        ["fab", "create-admin", *who, "--password", password],
        ["init"],
        ["import-dashboards", "--path", str(file.resolve()), "--username", USER],
    ):
        subprocess.run(  # noqa: S603 -- our own arguments
            [programs / "superset", *arguments], env=environment, check=True, capture_output=True, text=True
        )
    return environment


def start(environment: dict[str, str], programs: Path, port: int) -> "subprocess.Popen[bytes]":
    """Start the server on the loopback address, with one worker whose threads share the database of Superset."""
    line = [
        str(programs / "gunicorn"), "--workers", "1", "--worker-class", "gthread", "--threads", "8", "--timeout", "120",
        "--no-control-socket",
        "--bind", f"127.0.0.1:{port}", "superset.app:create_app()",
    ]  # fmt: skip
    return subprocess.Popen(line, env=environment)  # noqa: S603


def main() -> int:
    """Prepare and start; the server runs until it is stopped."""
    parser = argparse.ArgumentParser(prog="make superset", description=main.__doc__)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--home", type=Path, default=Path("data/superset"))
    parser.add_argument("--programs", type=Path, default=Path(".superset/bin"))
    parser.add_argument("--port", type=int, default=8088)
    given = parser.parse_args()
    if not given.warehouse.exists():
        sys.stderr.write(f"superset: no warehouse at {given.warehouse}: run `duixian ingest PATH…` first\n")
        return 1
    sys.stderr.write("superset: preparing, which takes about a minute\n")
    try:
        environment = prepare(given.warehouse, given.home, given.programs)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"superset: {' '.join(map(str, error.cmd[1:3]))} failed:\n{error.stderr[-2000:]}\n")
        return 1
    server = start(environment, given.programs, given.port)
    sys.stderr.write(
        f"superset: http://127.0.0.1:{given.port}/superset/dashboard/{bundle.SLUG}/ "
        f"for the user {USER} with the password in {given.home / 'password'}\n"
    )
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


def _secret(file: Path) -> str:
    """What the file holds; made up where there is none yet, and for its owner only."""
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            new.write(secrets.token_urlsafe(32))
    return file.read_text("ascii")


if __name__ == "__main__":
    sys.exit(main())
