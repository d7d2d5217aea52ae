"""The cast behind a real server, and people who use it in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import Axe
from tests.browser_journeys.person import Person
from tests.universe import NOW, Council, read_council

LAPTOP = {"width": 1280, "height": 900}
PATIENCE = 15_000  # Milliseconds: several browsers may share two cores.
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock starts at NOW and goes on: a server and a browser wait for things."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def council(transactional_db: None, clock: time_machine.Traveller) -> Council:
    """The cast, placed for the server's threads to see."""
    with transaction.atomic():
        return read_council()


@pytest.fixture
def person(
    live_server: LiveServer,
    council: Council,
    browser: Browser,
    axe: Axe,
) -> Iterator[Callable[..., Person]]:
    """Open a browser for somebody: ``person("sam")`` is signed in, ``person()`` not."""
    contexts = []

    def open_browser(
        name: str = "", *, width: int = LAPTOP["width"], **options: Any
    ) -> Person:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": LAPTOP["height"]},
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        somebody = Person(context.new_page(), axe, server=live_server.url)
        if name:
            somebody.arrive_as(council.user(name))
        return somebody

    yield open_browser
    for context in contexts:
        context.close()
