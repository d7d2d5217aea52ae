"""What the picture of the service costs with 350 schools and with England's 22,010.

Prints, for SQLite and for PostgreSQL where DATABASE_URL names one, the page's cost as a
multiple of a bare signed-in page measured beside it, and how many queries the larger
service takes more than the smaller: none.
"""

import statistics
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SUFFOLK, ENGLAND = 350, 22_010
LIMIT = 20.0
ROUNDS, REQUESTS = 7, 5
A_CASELOAD = 14
# Four terms have begun: two that are compared with, and one more.
AUTUMN = datetime(2026, 10, 1, 10, tzinfo=UTC)


def measure(engine: str, folder: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    own = f"{folder}/picture.sqlite3"
    scratch = own if engine == "sqlite" else "sitrack_bench_picture"
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
    from django.db import connection
    from django.test import override_settings
    from django.urls import reverse

    from bench._pages import BARE, Page, _client, _cost, _figure, _get, _queries
    from bench._rows import Places
    from glossary.definitions import read_glossary
    from glossary.services import load_glossary
    from sitrack.core import clock
    from tests.universe import read_council

    with clock.at(AUTUMN), override_settings(ROOT_URLCONF="bench._urls"):
        load_glossary(read_glossary(Path("fixtures/glossary/suffolk.yaml")))
        council = read_council()
        places = Places(council, {"bare": "/bare/", "picture": reverse("picture")})
        page = Page("picture", "hana", LIMIT, _get("picture"))
        bare = replace(BARE, who="hana")
        counted = []
        for schools in (SUFFOLK, ENGLAND):
            _grow(council, schools)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            clients = {"hana": _client(places, "hana")}
            counted.append(_queries(page, clients, places))
            ratios = [
                _cost(page, clients, places, REQUESTS)
                / _cost(bare, clients, places, REQUESTS)
                for _ in range(ROUNDS)
            ]
            _figure(f"picture-{engine}-{schools}", statistics.median(ratios), LIMIT)
        print(f"{engine}: {counted[0]} and {counted[1]} queries")
        _figure(f"picture-{engine}-queries-growth", counted[1] - counted[0], 0)


def _grow(council: Any, wanted: int) -> None:
    """So many schools at every level and in every state, term by term, with their SEPs."""
    from bench._rows import _copy
    from reports.models import SchoolSummary, TermStanding
    from reports.summary.standings import kept_terms
    from schools.models import Person, Post, School
    from sitrack.core.roles import Role

    numbers = range(School.objects.count(), wanted)
    schools = School.objects.bulk_create(
        _copy(council.elm, urn=1_000_000 + number, name=f"School {number:05}")
        for number in numbers
    )
    people = Person.objects.bulk_create(
        Person(name=f"SEP {number}") for number in numbers[::A_CASELOAD]
    )
    officers = [people[at // A_CASELOAD] for at in range(len(schools))]
    post = Post.objects.get(role=Role.OFFICER, school=council.elm)
    Post.objects.bulk_create(
        _copy(post, school=school, person=officer)
        for school, officer in zip(schools, officers, strict=True)
    )
    SchoolSummary.objects.all().delete()
    SchoolSummary.objects.bulk_create(
        SchoolSummary(school_id=school, day=AUTUMN.date(), stale=False, listed=True)
        for school in School.objects.values_list("pk", flat=True)
    )
    TermStanding.objects.all().delete()
    held = Post.objects.filter(role=Role.OFFICER, school__isnull=False)
    seps = dict(held.values_list("school", "person"))
    keys = School.objects.order_by("pk").values_list("pk", "region", "phase")
    for term in kept_terms(AUTUMN.date()):
        TermStanding.objects.bulk_create(
            _standing(number + term.pk, school, term, seps)
            for number, school in enumerate(keys)
        )


def _standing(number: int, school: Any, term: Any, seps: dict[int, int]) -> Any:
    from reports.models import TermStanding

    levels = ("suf_8",) * 6 + ("suf_12",) * 2 + ("suf_24", "suf_statutory")
    level = number % 10
    planned = level > 7
    key, region, phase = school
    return TermStanding(
        school_id=key,
        term=term,
        counts=True,
        level_code=levels[level],
        level_order=1 + max(0, level - 5),
        since_term=(number % 7 == 0) - (number % 11 == 0),
        since_year=(number % 5 == 0) - (number % 13 == 0),
        visited=number % 3 > 0,
        differs=number % 17 == 0,
        plan_track=("on", "off", "unreviewed")[number % 3] if planned else "",
        plan_limit=("", "near", "over", "extended")[number % 4] if planned else "",
        red=number % 3 if planned else 0,
        amber=number % 4 if planned else 0,
        green=number % 5 if planned else 0,
        minutes_used=number % 480,
        minutes_ceiling=480,
        region_key=region,
        officer_key=seps.get(key),
        phase=phase,
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench._databases import on_each

    measure(*sys.argv[1:]) if len(sys.argv) > 1 else on_each(__file__)
