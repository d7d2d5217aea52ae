"""The application's settings as the tests run them: a folder and a Redis of their own.

Every parallel test process has its own database (pytest-django sees to that), its own
folder for files and mail, and its own numbered database inside Redis. A Celery worker
that a test starts inherits all three.
"""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

os.environ.setdefault("SITRACK_LOCAL", "yes")
# Playwright keeps an event loop in the main thread, which Django would object to.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1

if "SITRACK_TEST_VAR" not in os.environ:
    os.environ["SITRACK_TEST_VAR"] = tempfile.mkdtemp(prefix="sitrack-tests-")
    atexit.register(shutil.rmtree, os.environ["SITRACK_TEST_VAR"], ignore_errors=True)
os.environ["SITRACK_VAR"] = f"{os.environ['SITRACK_TEST_VAR']}/{process}"

if os.environ.get("REDIS_URL"):
    server = urlsplit(os.environ["REDIS_URL"])
    os.environ["REDIS_URL"] = server._replace(path=f"/{process}").geturl()

from sitrack.settings import *  # noqa: E402, F403, TID251
from sitrack.settings import DATABASES, VAR_DIR  # noqa: E402, TID251

# Argon2 is slow on purpose; no test is about its strength.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files are found when they are asked for, not all of them for each test's client.
WHITENOISE_AUTOREFRESH = True

# What a test commits need not outlive a power cut. On SQLite a file and not memory:
# several threads of a live server each need a connection.
options = DATABASES["default"]["OPTIONS"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}
    options["init_command"] += "; PRAGMA synchronous=OFF"
else:
    options["options"] += " -c synchronous_commit=off"
