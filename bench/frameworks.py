"""What the pages of Wiltshire, of a trust and of Scotland cost, as pages.py measures.

A figure is processor time per request, page divided by bare page, beside each other in
one run; or a number of queries. Each page is measured with 10 rows and with 1,000
(schools, contacts, events), on SQLite and, where DATABASE_URL names one, on PostgreSQL.
"""

import sys
from pathlib import Path

ROUNDS = 3
REQUESTS = 5


def measure(engine: str, folder: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from bench import _frameworks

    settings.ALLOWED_HOSTS = ["testserver"]
    for framework in _frameworks.FRAMEWORKS:
        scratch = f"{folder}/{framework}.sqlite3"
        if engine != "sqlite":
            scratch = f"sitrack_bench_{framework}"
        connection.settings_dict["TEST"]["NAME"] = scratch
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            _frameworks.measure(
                engine, framework=framework, rounds=ROUNDS, requests=REQUESTS
            )
        finally:
            connection.close()
            connection.creation.destroy_test_db(
                connection.settings_dict["NAME"], verbosity=0
            )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench._databases import on_each

    measure(*sys.argv[1:]) if len(sys.argv) > 1 else on_each(__file__)
