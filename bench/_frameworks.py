"""The pages of the other frameworks, each within the limits of Suffolk's pages.

What is asked for is what the table of access names: every address of a framework's own
that somebody reads as a page. One that can be posted to is a form, and every other is
read. Beside them stand the pages that everybody begins from.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from bench._pages import BARE, FORM, MOST_QUERIES, PLAN, READING, Page
from bench._pages import _cost as cost_of
from bench._pages import _figure as figure
from bench._pages import _queries as queries_of
from bench._pages import _settle as settle
from bench._rows import _copy as copy
from engagement.models import (
    Contact,
    Grading,
    LevelAssignment,
    Occasion,
    SchoolYearRecord,
    Validation,
)
from glossary.definitions import read_glossary
from glossary.services import load_glossary
from reports.services.summaries import mark_all_stale
from schools.models import Post, School
from sitrack.core import clock, sweep
from sitrack.core.models import Audience, Event
from sitrack.core.roles import Role
from tests.access.frameworks.part import FrameworkWorld
from tests.access.frameworks.parts import PARTS, build_world_of
from tests.universe import NOW, TODAY, Council, read_council

FRAMEWORKS = ("wiltshire", "trust", "scotland")
# Whoever comes first here and gets there asks for a page.
ASKERS = ("sam", "helen", "rita", "hana", "theo", "cora", "gus", "sena", "dev", "ada")
# Of a page about no one school, the one who has all of them.
ALL_SCHOOLS = ("hana",)
# Papers are measured by documents.py; a page that Suffolk has too by pages.py.
ELSEWHERE = {"document", "document_word", "publish", "home", "school"}
FEW, MANY = 10, 1_000
# So many dates are set in one school's year beside what falls due: two a month.
OF_A_YEAR = 24


@dataclass
class Stand:
    """A framework's world, and the addresses of the pages that are asked for in it."""

    council: Council
    addresses: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.council.user(who))
        return client


def measure(engine: str, *, framework: str, rounds: int, requests: int) -> None:
    """Print what each page of a framework costs, and its queries, with few rows and
    with many."""
    bench = {"ROOT_URLCONF": "bench._urls", "FRAMEWORK": framework}
    with override_settings(**bench), time_machine.travel(NOW, tick=False):
        stand = _stand(framework)
    with clock.at(NOW), override_settings(**bench):
        clients = {who: stand.client(who) for who in {page.who for page in stand.pages}}
        clients["sam"] = stand.client("sam")
        queries: dict[str, list[int]] = {page.name: [] for page in stand.pages}
        for rows in (FEW, MANY):
            _grow(stand.council, rows)
            settle()
            for page in stand.pages:
                number = queries_of(page, clients, stand)  # type: ignore[arg-type]
                queries[page.name].append(number)
            for page, ratio in _ratios(stand, clients, rounds, requests):
                figure(f"{engine}-{page.name}-{rows}", ratio, page.limit)
        for page in stand.pages:
            few, many = queries[page.name]
            figure(f"{engine}-{page.name}-queries", max(few, many), MOST_QUERIES)
            figure(f"{engine}-{page.name}-growth", max(0, many - few), 0)


def _stand(framework: str) -> Stand:
    for code in ("suffolk", framework):
        load_glossary(read_glossary(Path(f"fixtures/glossary/{code}.yaml")))
    council = read_council(framework)
    with sweep.asleep():
        world = build_world_of(framework, council)
    stand = Stand(council, {"bare": "/bare/"})
    clients = {who: stand.client(who) for who in ASKERS}
    settle()
    for name, address, form in _addresses(framework, council, world):
        who = _first_reader(clients, address)
        if who is None:
            continue
        stand.addresses[name] = address
        plan = address.startswith("/plans/") and address.count("/") == 3
        limit = FORM if form else PLAN if plan else READING
        stand.pages.append(Page(name, who, limit, _asking(name)))
    return stand


def _addresses(
    framework: str, council: Council, world: FrameworkWorld
) -> Iterator[tuple[str, str, bool]]:
    """The name of each page, its address, and whether it is a form."""
    school, record = council.hawthorn.pk, council.records["hawthorn"].pk
    seen: dict[str, int] = {}
    for name, keys in (
        ("home", []),
        ("school", [school]),
        ("record", [record]),
        ("my_due", []),
        ("school_due", [school]),
        ("hours", [school]),
    ):
        seen[name] = 1
        yield f"{framework}-{name}", reverse(name, args=keys), False
    for part in PARTS[framework]:
        for name, rows in part.rows.items():
            short = name.partition(":")[2] or name
            for row in rows:
                if name in ELSEWHERE or "GET" not in row.methods:
                    continue
                # Two applications may each have a page of one name.
                number = seen[short] = seen.get(short, 0) + 1
                called = f"{framework}-{short}" + (f"-{number}" if number > 1 else "")
                form = "POST" in row.methods or short.endswith(FORMS)
                yield called, reverse(name, kwargs=row.where(council, world)), form


# Forms of which the table asks only whether they are seen.
FORMS = ("_add", "_write", "_take_back", "_agree", "_hold", "_cancel", "_set")


def _first_reader(clients: dict[str, Client], address: str) -> str | None:
    """Whoever gets the page first; None where it is a file, or leads elsewhere."""
    who: str
    of_no_school = not any(sign.isdecimal() for sign in address)
    for who in (*(ALL_SCHOOLS if of_no_school else ()), *ASKERS):
        client = clients[who]
        with transaction.atomic():
            answer = client.get(address)
            page = "text/html" in str(answer.get("Content-Type", ""))
            transaction.set_rollback(True)
        if answer.status_code == 200 and page:
            return who
    return None


def _asking(name: str) -> Any:
    return lambda client, stand: client.get(stand.addresses[name])


def _ratios(
    stand: Stand, clients: dict[str, Client], rounds: int, requests: int
) -> Iterator[tuple[Page, float]]:
    """Each page with the median over rounds of its cost divided by the bare page's."""
    found: dict[str, list[float]] = {page.name: [] for page in stand.pages}
    for _ in range(rounds):
        for page in stand.pages:
            bare = cost_of(BARE, clients, stand, requests)  # type: ignore[arg-type]
            cost = cost_of(page, clients, stand, requests)  # type: ignore[arg-type]
            found[page.name].append(cost / bare)
    for page in stand.pages:
        yield page, statistics.median(found[page.name])


def _grow(council: Council, rows: int) -> None:
    """So many schools with a record, a level and what the framework keeps of each; of
    Hawthorn so many events and contacts, and as many dates as a year has."""
    schools = _grow_schools(council, rows)
    _grow_of_schools(council, schools)
    _grow_at_hawthorn(council, rows)
    mark_all_stale()


def _grow_schools(council: Council, rows: int) -> list[School]:
    elm, record = council.elm, council.record("elm")
    have = School.objects.filter(urn__gte=910_000).count()
    schools = School.objects.bulk_create(
        copy(elm, urn=910_000 + number, name=f"School {number}")
        for number in range(have, rows)
    )
    post = Post.objects.get(role=Role.OFFICER, school=elm)
    ola = council.persons["ola"]
    Post.objects.bulk_create(copy(post, school=one, person=ola) for one in schools)
    SchoolYearRecord.objects.bulk_create(copy(record, school=one) for one in schools)
    return schools


def _grow_of_schools(council: Council, schools: list[School]) -> None:
    records = SchoolYearRecord.objects.filter(school__in=schools)
    level = LevelAssignment.objects.filter(school=council.elm).earliest("pk")
    LevelAssignment.objects.bulk_create(
        copy(level, school=one.school, record=one)
        for one in records.select_related("school")
    )
    graded = Grading.objects.filter(school=council.hawthorn).first()
    if graded:
        Grading.objects.bulk_create(
            copy(graded, school=one, validation_id=None) for one in schools
        )
    held = Validation.objects.filter(school=council.hawthorn).first()
    if held:
        Validation.objects.bulk_create(copy(held, school=one) for one in schools)


def _grow_at_hawthorn(council: Council, rows: int) -> None:
    contact = Contact.objects.filter(school=council.hawthorn).first()
    if contact:
        have = Contact.objects.filter(school=council.hawthorn).count()
        Contact.objects.bulk_create(
            copy(contact, on=TODAY - timedelta(days=number % 60))
            for number in range(max(0, rows - have))
        )
    occasion = Occasion.objects.filter(held_on__isnull=False).first()
    if occasion:
        have = Occasion.objects.count()
        wanted = min(rows, OF_A_YEAR) - have
        Occasion.objects.bulk_create(copy(occasion) for _ in range(max(0, wanted)))
    Event.objects.bulk_create(
        Event(
            at=NOW,
            verb="priorities.changed",
            subject=Event.key(council.record()),
            label="priorities",
            scope=council.hawthorn.scope,
            audience=Audience.EVERYONE,
            actor_name="Sam Rowe",
        )
        for _ in range(rows)
    )
