"""Settings of the Superset that `make superset` starts; Superset reads this file. DUIXIAN_SUPERSET_HOME is its folder.

Connections to the warehouse are made for each query and closed after it (Superset does so by itself, with NullPool),
and nothing of a query is kept: a chart that is refreshed after a load shows what was loaded.
"""

import os
from pathlib import Path

HOME = Path(os.environ["DUIXIAN_SUPERSET_HOME"])
SECRET_KEY = (HOME / "secret_key").read_text("ascii")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}"

LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
BABEL_DEFAULT_LOCALE = "zh"

DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
# no picture, font or script comes from elsewhere, and nothing is told to anyone
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
