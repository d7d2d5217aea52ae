"""Carrying the records of 350 schools into the next year, as one job.

Prints for SQLite, and for PostgreSQL where DATABASE_URL names one, how many queries a
school takes when each has one next step, and how many more when each has ten; and how
many times as long the job takes as making the 350 new records and nothing else.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCHOOLS = 350
MOST_QUERIES = 40
MOST_TIMES = 6


def measure(engine: str, folder: str) -> None:
    import django

    django.setup()
    from django.db import connection

    scratch = f"{folder}/year.sqlite3" if engine == "sqlite" else "sitrack_bench_year"
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
    from sitrack.core import clock, sweep
    from tests.reports.turning import FIRST_DAY
    from tests.universe import NOW, read_council

    with sweep.asleep():
        with clock.at(NOW):
            council = read_council()
            visits = _schools(council)
        with clock.at(FIRST_DAY):
            bare = _undone(lambda: _records(council))
            _steps(visits, each=1)
            taken, few = _undone(lambda: _job(council))
            _steps(visits, each=9)
            many = _undone(lambda: _job(council))[1]
    print(f"{engine}: {taken:.1f} s for the job, {bare[0]:.1f} s for bare records")
    _figure(f"rollover-queries-per-school-{engine}", few, MOST_QUERIES)
    _figure(f"rollover-queries-for-nine-steps-more-{engine}", many - few, 0.5)
    _figure(f"rollover-{engine}", taken / bare[0], MOST_TIMES)


def _schools(council: Any) -> list[Any]:
    """The cast's schools and more of their kind, each with a record and a final visit."""
    from engagement.models import SchoolYearRecord
    from schools.models import School
    from visits.models import Visit

    council.final_visit(steps=())
    final = Visit.objects.get()
    sample = council.elm
    School.objects.bulk_create(
        _copy(sample, name=f"School {number:03}", urn=950_000 + number)
        for number in range(SCHOOLS)
    )
    schools = School.objects.filter(urn__gte=950_000)
    SchoolYearRecord.objects.bulk_create(
        _copy(council.records["elm"], school=school) for school in schools
    )
    records = SchoolYearRecord.objects.filter(school__in=schools)
    Visit.objects.bulk_create(_copy(final, record=record) for record in records)
    return list(Visit.objects.filter(record__in=records))


def _steps(visits: list[Any], *, each: int) -> None:
    from tests.universe import TODAY
    from visits.models import NextStep

    NextStep.objects.bulk_create(
        NextStep(
            visit=visit,
            record_id=visit.record_id,
            order=order,
            text="Listen to readers",
            due_on=TODAY,
            who="The headteacher",
        )
        for visit in visits
        for order in range(each)
    )


def _records(council: Any) -> None:
    """The new records alone, each in a transaction of its own."""
    from engagement.services.records import create_record
    from schools.models import School
    from tests.reports.turning import next_year

    year = next_year()
    for school in School.objects.filter(urn__gte=950_000):
        create_record(
            school=school, year=year, framework=council.framework, by=council.hana
        )


def _job(council: Any) -> None:
    from engagement.models import SchoolYearRecord
    from tests.reports.turning import carry_all

    carry_all(council)
    carried = SchoolYearRecord.objects.filter(carried_at__isnull=False)
    assert carried.count() >= SCHOOLS, "not every school was carried over"


def _undone(act: Callable[[], None]) -> tuple[float, float]:
    """Seconds, and queries for each school; then all is as it was before."""
    from django.db import connection, transaction

    count = 0

    def counted(execute: Any, *asked: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*asked)

    with transaction.atomic():
        begun = time.perf_counter()
        with connection.execute_wrapper(counted):
            act()
        taken = time.perf_counter() - begun
        transaction.set_rollback(True)
    return taken, count / SCHOOLS


def _copy(row: Any, **changes: Any) -> Any:
    """The same row once more, not saved yet."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    values.pop("id")
    made = type(row)(**values)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _figure(name: str, measured: float, limit: float) -> None:
    verdict = "ok" if measured <= limit else "over"
    print(f"figure {name} {measured:.2f} {limit} {verdict}", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench._databases import on_each

    measure(*sys.argv[1:]) if len(sys.argv) > 1 else on_each(__file__)
