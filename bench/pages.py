"""What each main page costs, against a bare signed-in page measured in the same run.

The bare page reads session and user, makes one indexed query and draws a table of
twenty rows. A figure is processor time per request, page divided by bare page, the
median of rounds in which every page takes its turn; or a number of queries. Each page
is measured with 10 rows and with 1,000 (schools, visits, steps, events), on SQLite and,
where DATABASE_URL names one, on PostgreSQL.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
REQUESTS = 3


def main() -> None:
    """Each database in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        places = {"sqlite": f"sqlite:///{folder}/bench.sqlite3"}
        named = os.environ.get("DATABASE_URL", "")
        if named.startswith("postgres"):
            places["postgresql"] = named
        for engine, url in places.items():
            environment = {
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "sitrack.settings",
                "SITRACK_LOCAL": "yes",
                "SITRACK_VAR": folder,
            }
            command = [sys.executable, __file__, engine, folder]
            subprocess.run(command, env=environment, check=True)  # noqa: S603


def measure(engine: str, folder: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from bench import _pages

    # Not Django's test environment: it would copy the context of every template.
    settings.ALLOWED_HOSTS = ["testserver"]
    scratch = f"{folder}/pages.sqlite3" if engine == "sqlite" else "sitrack_bench_pages"
    connection.settings_dict["TEST"]["NAME"] = scratch
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _pages.measure(engine, rounds=ROUNDS, requests=REQUESTS)
    finally:
        connection.close()
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    if len(sys.argv) > 1:
        measure(*sys.argv[1:])
    else:
        main()
