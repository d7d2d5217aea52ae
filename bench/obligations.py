"""What it takes to work out what is due at 350 schools for a year.

Prints, for SQLite and for PostgreSQL where DATABASE_URL names one, the queries for each
hundred schools: the first time, when every row is made, and again when nothing changed.
"""

import sys
from pathlib import Path

SCHOOLS = 350
MOST_QUERIES = 12


def measure(engine: str, folder: str) -> None:
    import django

    django.setup()
    from django.db import connection

    scratch = f"{folder}/due.sqlite3" if engine == "sqlite" else "sitrack_bench_due"
    connection.settings_dict["TEST"]["NAME"] = scratch
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _measure(engine)
    finally:
        connection.close()
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )


def _measure(engine: str) -> None:
    from bench._rows import grow, place
    from engagement.models import Obligation
    from schools.models import School
    from sitrack.core import clock
    from tests.universe import NOW

    with clock.at(NOW):
        grow(place(), SCHOOLS)
        named = School.objects.filter(records__isnull=False).order_by("-pk")
        keys = list(named.values_list("pk", flat=True)[:SCHOOLS])
        Obligation.objects.all().delete()
        first = _queries(keys)
        made = Obligation.objects.count()
        again = _queries(keys)
        assert Obligation.objects.count() == made
        print(f"{engine}: {made} rows for {len(keys)} schools, {first}, then {again}")
        suffix = "" if engine == "sqlite" else f"-{engine}"
        _figure(f"obligations-queries-per-hundred{suffix}", first)
        _figure(f"obligations-queries-per-hundred-again{suffix}", again)


def _queries(keys: list[int]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from engagement.services.obligations import settle
    from sitrack.core import calendar
    from visits.duties import given_by_visits

    day = calendar.today()
    with CaptureQueriesContext(connection) as queries:
        settle(schools=keys, day=day, given=given_by_visits(keys, day))
    return len(queries)


def _figure(name: str, queries: int) -> None:
    measured = queries / SCHOOLS * 100
    verdict = "ok" if measured <= MOST_QUERIES else "over"
    print(f"figure {name} {measured:.2f} {MOST_QUERIES} {verdict}", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench._databases import on_each

    measure(*sys.argv[1:]) if len(sys.argv) > 1 else on_each(__file__)
