"""Searching 20,000 visits of 300 words, against the database's own bare search.

Prints for SQLite, and for PostgreSQL where DATABASE_URL names one, how many times as
long as with the bare query the database works to find the newest visits that hold a
word, for somebody who may see a part of the schools, with their texts. The bare query
is the database's own full-text search, with neither rights nor texts. The line in
words adds how long the whole search takes, with the rights read and the passages cut.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

VISITS, WORDS, ROUNDS = 20_000, 300, 10
LIMIT = 3.0
SQLITE = (
    "SELECT DISTINCT s.visit_id, v.date FROM search_visits_visitsection f"
    " JOIN visits_visitsection s ON s.id = f.rowid"
    " JOIN visits_visit v ON v.id = s.visit_id"
    " WHERE search_visits_visitsection MATCH %s ORDER BY v.date DESC LIMIT 20"
)
POSTGRESQL = (
    "SELECT DISTINCT s.visit_id, v.date FROM visits_visitsection s"
    " JOIN visits_visit v ON v.id = s.visit_id"
    " WHERE s.search @@ to_tsquery('simple', %s)"
    " ORDER BY v.date DESC LIMIT 20"
)


def measure(engine: str) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = _scratch(engine)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _measure(engine)
    finally:
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )


def _measure(engine: str) -> None:
    from django.db import connection

    from reports.queries.search import search
    from sitrack.core import clock
    from tests.universe import NOW, read_council

    with clock.at(NOW):
        council = read_council()
        _grow(council)
        bare = SQLITE if engine == "sqlite" else POSTGRESQL
        with connection.cursor() as cursor:
            if engine == "postgresql":
                cursor.execute("SET statement_timeout = 0")
            cursor.execute("ANALYZE")
            for kind, word in (("rare", "w4900"), ("common", "w20")):
                asked = f'"{word}"*' if engine == "sqlite" else f"{word}:*"

                def plain(asked: str = asked) -> Any:
                    cursor.execute(bare, [asked])
                    return cursor.fetchall()

                def ours(word: str = word) -> Any:
                    return search(council.user("rita"), [word], kind="visits", page=1)

                found = len(ours()[0].rows)
                found = len(ours()[0].rows)
                assert found == len(plain()) == 20
                whole, barely = _median(ours), _median(plain)
                ratio = _median_of(lambda: _in_database(ours)) / barely
                verdict = "ok" if ratio <= LIMIT else "over"
                print(
                    f"{engine}: {kind} word, bare {barely * 1e3:.1f} ms,"
                    f" the whole search {whole * 1e3:.1f} ms"
                )
                print(f"figure search-{engine}-{kind} {ratio:.2f} {LIMIT} {verdict}")


def _in_database(act: Callable[[], Any]) -> float:
    """How long the database works on the queries that read what is searched."""
    from django.db import connection

    taken: list[float] = []

    def timed(execute: Any, sql: str, *rest: Any) -> Any:
        begun = time.perf_counter()
        answer = execute(sql, *rest)
        taken.append(time.perf_counter() - begun if "visits_visit" in sql else 0)
        return answer

    with connection.execute_wrapper(timed):
        act()
    return sum(taken)


def _grow(council: Any) -> None:
    from engagement.models import TemplatePrompt
    from visits.models import Visit, VisitSection

    chance = random.Random(7)
    first = council.final_visit()
    values = {
        field.attname: getattr(first, field.attname)
        for field in Visit._meta.concrete_fields
        if not field.primary_key
    }
    copies = [
        Visit(**values | {"date": first.date - timedelta(days=number % 60)})
        for number in range(VISITS)
    ]
    made = Visit.objects.bulk_create(copies, batch_size=500)
    prompt = TemplatePrompt.objects.filter(template=first.template).latest("order")
    VisitSection.objects.bulk_create(
        (
            VisitSection(visit=visit, prompt=prompt, text=_text(chance))
            for visit in made
        ),
        batch_size=500,
    )


def _text(chance: random.Random) -> str:
    """300 words out of 5,000, the first ones far more often than the last."""
    return " ".join(f"w{int(5_000 * chance.random() ** 3)}" for _ in range(WORDS))


def _median(act: Callable[[], Any]) -> float:
    return _median_of(lambda: _seconds(act))


def _median_of(measured: Callable[[], float]) -> float:
    measured()
    return statistics.median(measured() for _ in range(ROUNDS))


def _seconds(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _scratch(engine: str) -> str:
    if engine == "sqlite":
        return os.environ["DATABASE_URL"].removeprefix("sqlite://")
    return f"sitrack_bench_{os.getpid()}"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench._databases import on_each

    measure(sys.argv[1]) if len(sys.argv) > 1 else on_each(__file__)
