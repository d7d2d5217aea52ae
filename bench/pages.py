"""What each main page costs, against a bare signed-in page measured in the same run.

The bare page reads session and user, makes one indexed query and draws a table of
twenty rows. A figure is processor time per request, page divided by bare page: each the
cheapest of some requests, one beside the other, and the median of rounds in which every
page takes its turn; or a number of queries. Each page is measured with 10 rows and with
1,000 (schools, visits, steps, events), on SQLite and, where DATABASE_URL names one, on
PostgreSQL.
"""

import sys
from pathlib import Path

ROUNDS = 7
REQUESTS = 5


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
    from bench._databases import on_each

    measure(*sys.argv[1:]) if len(sys.argv) > 1 else on_each(__file__)
