"""The Prefect server that `duixian serve` starts: for those who know the credential, and for no foreign page.

    python -m flows.orchestration.guarded HOST PORT NAME…

Prefect checks the credential (PREFECT_SERVER_API_AUTH_STRING) and tells browsers which origins may ask
(PREFECT_SERVER_CORS_ALLOWED_ORIGINS). Here requests are refused that call the server by a name it does not have: a page
that makes its own name point to this machine reaches nothing.
"""

import sys

import uvicorn
from prefect.server.api.server import create_app
from starlette.middleware.trustedhost import TrustedHostMiddleware


def main(host: str, port: str, *names: str) -> None:
    """Serve until SIGTERM."""
    # the outermost layer, so that nothing of Prefect sees such a request
    app = TrustedHostMiddleware(create_app(final=True), allowed_hosts=[*names], www_redirect=False)
    uvicorn.run(app, host=host, port=int(port), log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
