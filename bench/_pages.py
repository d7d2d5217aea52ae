"""The pages that are measured, and the measuring."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench._rows import Places, grow, place
from reports.models import SchoolSummary
from sitrack.core import clock, sweep
from tests.universe import NOW

READING, PLAN, FORM, ERROR = 5.0, 6.0, 10.0, 30.0
MOST_QUERIES = 12


@dataclass(frozen=True)
class Page:
    """A page, whose it is, what it may cost, and how it is asked for."""

    name: str
    who: str
    limit: float
    ask: Callable[[Client, Places], Any]


def _get(name: str) -> Callable[[Client, Places], Any]:
    return lambda client, places: client.get(places.addresses[name])


def _wrong(client: Client, places: Places) -> Any:
    return client.post(places.addresses["visit-new"], places.ten_wrong_steps)


PAGES = [
    Page("home-officer", "ola", READING, _get("home")),
    Page("home-lead", "rita", READING, _get("home")),
    Page("home-head", "hana", READING, _get("home")),
    Page("school-officer", "sam", READING, _get("school")),
    Page("school-headteacher", "helen", READING, _get("school")),
    Page("school-governor", "gus", READING, _get("school")),
    Page("handover", "sam", READING, _get("handover")),
    Page("record", "sam", READING, _get("record")),
    Page("ledger", "sam", READING, _get("ledger")),
    Page("steps", "sam", READING, _get("steps")),
    Page("my-steps", "sam", READING, _get("my-steps")),
    Page("visit", "helen", READING, _get("visit")),
    Page("document", "helen", READING, _get("document")),
    Page("level", "rita", READING, _get("level")),
    Page("queue", "rita", READING, _get("queue")),
    Page("glossary", "gus", READING, _get("glossary")),
    Page("register", "ada", READING, _get("register")),
    Page("calendar", "ada", READING, _get("calendar")),
    Page("people", "ada", READING, _get("people")),
    Page("person", "ada", READING, _get("person")),
    Page("vacancies", "ada", READING, _get("vacancies")),
    Page("school-visits", "sam", READING, _get("school-visits")),
    Page("my-visits", "sam", READING, _get("my-visits")),
    Page("my-due-officer", "ola", READING, _get("my-due")),
    Page("unvisited", "rita", READING, _get("unvisited")),
    Page("year", "hana", READING, _get("year")),
    Page("records-by-year", "sam", READING, _get("records-by-year")),
    Page("closing", "rita", READING, _get("closing")),
    Page("team-requests", "theo", READING, _get("team-requests")),
    Page("request", "helen", READING, _get("request")),
    Page("school-due", "sam", READING, _get("school-due")),
    Page("my-due", "sam", READING, _get("my-due")),
    Page("search", "sam", READING, _get("search")),
    Page("theme", "sam", READING, _get("theme")),
    Page("inspections", "gus", READING, _get("inspections")),
    Page("offers", "sam", READING, _get("offers")),
    Page("directory", "ada", READING, _get("directory")),
    Page("help", "gus", READING, _get("help")),
    Page("feed", "sam", READING, _get("feed")),
    Page("plan", "sam", PLAN, _get("plan")),
    Page("plan-edit", "sam", FORM, _get("plan-edit")),
    Page("plan-priority", "sam", FORM, _get("plan-priority")),
    Page("visit-new", "sam", FORM, _get("visit-new")),
    Page("visit-draft", "sam", FORM, _get("visit-draft")),
    Page("level-propose", "sam", FORM, _get("level-propose")),
    Page("weekly-mail", "sam", FORM, _get("weekly-mail")),
    Page("level-decide", "rita", FORM, _get("level-decide")),
    Page("trajectory", "helen", FORM, _get("trajectory")),
    Page("priorities", "helen", FORM, _get("priorities")),
    Page("support", "sam", FORM, _get("support")),
    Page("inspection-add", "sam", FORM, _get("inspection-add")),
    Page("request-add", "helen", FORM, _get("request-add")),
    Page("header", "helen", FORM, _get("header")),
    Page("ten-wrong-steps", "sam", ERROR, _wrong),
]
BARE = Page("bare", "sam", 0, _get("bare"))

# CPython takes memory for its stack by the 16 KB, and gives it back at once: a loop whose
# calls cross such an edge pays for it each time, up to half of what a page costs. Where
# the edges lie is chance, so requests are asked from depths that lie so far apart.
FRAMES_APART = 25


def measure(engine: str, *, rounds: int, requests: int) -> None:
    """Print each page's cost and queries with few rows and with many."""
    with clock.at(NOW), override_settings(ROOT_URLCONF="bench._urls"):
        places = place()
        queries: dict[str, list[int]] = {page.name: [] for page in PAGES}
        for rows in (10, 1_000):
            grow(places, rows)
            _settle()
            clients = {who: _client(places, who) for who in _people()}
            for page in PAGES:
                queries[page.name].append(_queries(page, clients, places))
            ratios = _ratios(clients, places, rounds, requests)
            for page in PAGES:
                _figure(f"{engine}-{page.name}-{rows}", ratios[page.name], page.limit)
        for page in PAGES:
            few, many = queries[page.name]
            _figure(f"{engine}-{page.name}-queries", max(few, many), MOST_QUERIES)
            _figure(f"{engine}-{page.name}-growth", many - few, 0)


def _settle() -> None:
    """Have every summary worked out, as the sweep does in its time: a school that is
    still due costs whoever lists schools a query, theirs or not."""
    while SchoolSummary.objects.due(clock.today()).exists():
        sweep.sweep()


def _people() -> set[str]:
    return {page.who for page in PAGES}


def _client(places: Places, who: str) -> Client:
    client = Client()
    client.force_login(places.users[who])
    return client


def _queries(page: Page, clients: dict[str, Client], places: Places) -> int:
    """A page's queries: the fewer of two, since what a process remembers for some
    seconds may run out just before one of them."""
    page.ask(clients[page.who], places)
    return min(_asked_once(page, clients, places) for _ in range(2))


def _asked_once(page: Page, clients: dict[str, Client], places: Places) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = page.ask(clients[page.who], places)
    wanted = 422 if page.limit == ERROR else 200
    if response.status_code != wanted:
        raise SystemExit(f"{page.name} answered {response.status_code}")
    return len(captured)


def _ratios(
    clients: dict[str, Client], places: Places, rounds: int, requests: int
) -> dict[str, float]:
    """For each page the median over rounds of its cost divided by the bare page's,
    which is measured beside it: a busy machine is not as busy a minute later."""
    found: dict[str, list[float]] = {page.name: [] for page in PAGES}
    for _ in range(rounds):
        for page in PAGES:
            bare = _cost(BARE, clients, places, requests)
            cost = _cost(page, clients, places, requests)
            found[page.name].append(cost / bare)
    return {name: statistics.median(ratios) for name, ratios in found.items()}


def _cost(
    page: Page, clients: dict[str, Client], places: Places, requests: int
) -> float:
    """What the cheapest of some requests cost: the page's own work, without what a
    busy machine adds to one request or another, or how deep it happens to be asked."""
    gc.collect()
    return min(
        _once(page, clients, places, below=number * FRAMES_APART)
        for number in range(requests)
    )


def _once(
    page: Page, clients: dict[str, Client], places: Places, *, below: int
) -> float:
    """The processor time of one request, under so many calls more."""
    if below:
        return _once(page, clients, places, below=below - 1)
    begun = time.process_time()
    page.ask(clients[page.who], places)
    return time.process_time() - begun


def _figure(name: str, measured: float, limit: float) -> None:
    verdict = "ok" if measured <= limit else "over"
    print(f"figure {name} {measured:.2f} {limit:g} {verdict}", flush=True)
