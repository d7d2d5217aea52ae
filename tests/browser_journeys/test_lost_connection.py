"""No connection, no sign-in, and both at once: what was typed is still there."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error, Route, expect

from tests.browser_journeys.person import Person
from tests.browser_journeys.typing import (
    FOCUS,
    OFFER,
    SUMMARY,
    copies,
    drafts,
    new_tab,
    on_the_server,
    restore,
    sign_out_behind,
    state,
    wait_until,
)
from tests.browser_journeys.writing import write
from tests.universe import Council
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

OFFLINE = "Not saved yet: no connection. Keep writing; your text is kept here."
SIGNED_OUT = "You have been signed out. Your text is safe on this page."


def disturbing(*, seed: int) -> Callable[[Route], None]:
    """Drop three in ten requests, half of them once they were done; let some wait."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret)

    def disturb(route: Route) -> None:
        luck = chance.random()
        if luck < 0.30:
            if luck < 0.15:
                route.fetch(max_redirects=0)
            route.abort()
            return
        if luck < 0.40:
            time.sleep(2)
        route.continue_()

    return disturb


def come_back(somebody: Person, address: str) -> None:
    """Ask for a page until it comes."""
    for _ in range(20):
        with suppress(Error):
            somebody.open(address)
            return


def test_words_typed_without_connection_outlive_their_tab(
    person: Callable[..., Person], council: Council
) -> None:
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    sam = person("sam")
    context = sam.page.context
    sam.open(edit)
    sam.type(FOCUS, "Before the tunnel")
    on_the_server(sam, council.sam, "Before the tunnel")
    context.set_offline(True)
    sam.type(FOCUS, "Typed in the tunnel")
    expect(state(sam)).to_have_text(OFFLINE)
    wait_until(lambda: '"page"' in copies(sam), somebody=sam)
    assert "tunnel" not in copies(sam)
    sam = new_tab(sam, context)
    context.set_offline(False)
    sam.open(edit)
    sam.sees(OFFER)
    on_the_server(sam, council.sam, "Typed in the tunnel")
    restore(sam)
    focus = sam.page.get_by_label(FOCUS, exact=True)
    expect(focus).to_have_value("Typed in the tunnel")
    wait_until(lambda: '"page"' not in copies(sam), somebody=sam)


def test_whoever_signs_in_again_goes_on_and_nobody_else_gets_the_words(
    person: Callable[..., Person], council: Council
) -> None:
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    sam = person("sam")
    sam.open(edit)
    sign_out_behind(council.sam)
    sam.type(FOCUS, "Typed while signed out")
    sam.sees(SIGNED_OUT)
    sam.checks_page()
    sam.arrive_as(council.rita)
    sam.sees("Somebody else is signed in now.")
    assert drafts(council.rita) == drafts(council.sam) == []
    sam.arrive_as(council.sam)
    on_the_server(sam, council.sam, "Typed while signed out")
    expect(sam.page.get_by_text(SIGNED_OUT)).to_be_hidden()
    sam.press("Save draft")
    sam.sees("Draft saved.")
    assert drafts(council.sam) == []


def test_acc_085_a_bad_connection_loses_no_word_and_makes_one_visit(
    person: Callable[..., Person], council: Council
) -> None:
    """Three in ten requests or answers are dropped, some wait two seconds, the
    sign-in ends once and the tab is closed once."""
    address = reverse("visits:visit_new", args=[council.hawthorn.pk])

    sam = person("sam")
    context = sam.page.context
    context.route(lambda url: "/static/" not in url, disturbing(seed=85))
    come_back(sam, address)
    write(sam)
    paragraphs = [f"Paragraph {n}: pupils read with fluency." for n in range(1, 5)]
    sam.type(FOCUS, "Reading in Year 2")
    sam.type(SUMMARY, "\n\n".join(paragraphs[:2]))
    on_the_server(sam, council.sam, paragraphs[1])
    sign_out_behind(council.sam)
    sam.type(SUMMARY, "\n\n".join(paragraphs[:3]))
    sam.sees(SIGNED_OUT)
    sam.arrive_as(council.sam)
    on_the_server(sam, council.sam, paragraphs[2])
    sam = new_tab(sam, context)
    come_back(sam, address)
    sam.sees(OFFER)
    offered = sam.page.locator("[data-restore]").first
    address = str(offered.get_attribute("data-restore"))
    come_back(sam, address)
    sam.type(SUMMARY, "\n\n".join(paragraphs))
    on_the_server(sam, council.sam, paragraphs[3])
    context.unroute_all()
    sam.press("Save draft")
    sam.sees("Draft saved.")
    visit = Visit.objects.get()
    saved = "\n".join(visit.sections.values_list("text", flat=True))
    assert all(paragraph in saved for paragraph in [*paragraphs, "Reading in Year 2"])
    assert drafts(council.sam) == []
