"""A page that stands open warns before its sign-in ends, and loses nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Locator, expect

from sitrack.core.models import SignIn
from tests.browser_journeys.person import Person
from tests.browser_journeys.typing import FOCUS, on_the_server
from tests.universe import Council

pytestmark = pytest.mark.browser
WORDS = "How reading is taught in the two youngest classes"


@pytest.fixture
def sam(person: Callable[..., Person], council: Council) -> Person:
    """Sam has typed on a form that nobody has touched since."""
    sam = person("sam")
    sam.page.clock.install()
    sam.open(reverse("visits:visit_new", args=[council.hawthorn.pk]))
    sam.type(FOCUS, WORDS)
    sam.page.clock.run_for(3_000)
    on_the_server(sam, council.sam, WORDS)
    return sam


@pytest.fixture
def later(sam: Person, clock: time_machine.Traveller) -> Callable[[float], None]:
    """So many minutes go by, for the server and for the page."""

    def go_on(minutes: float) -> None:
        clock.shift(timedelta(minutes=minutes))
        sam.page.clock.fast_forward(int(minutes * 60_000))

    return go_on


def warning(sam: Person) -> Locator:
    return sam.page.get_by_role("alertdialog")


def used(council: Council) -> object:
    return SignIn.objects.get(user=council.sam).used_at


def still_stands(sam: Person) -> None:
    expect(warning(sam)).to_be_hidden()
    expect(sam.page.get_by_label(FOCUS, exact=True)).to_have_value(WORDS)
    assert not sam.complaints


def test_who_stays_goes_on_where_they_were(
    sam: Person, council: Council, later: Callable[[float], None]
) -> None:
    before = used(council)
    later(54)
    still_stands(sam)
    later(1.5)
    shown = warning(sam)
    expect(shown.get_by_role("heading")).to_have_text("You will be signed out soon")
    expect(shown).to_contain_text("You will be signed out in 5 minutes, so that")
    expect(shown).to_contain_text("Nothing that you have typed is lost.")
    expect(shown.get_by_role("button", name="Stay signed in")).to_be_focused()
    sam.axe(sam.page)
    sam.page.set_viewport_size({"width": 320, "height": 640})
    sam.axe(sam.page)
    later(2)
    expect(shown).to_contain_text("You will be signed out in 3 minutes")
    assert used(council) == before, "what a page asks by itself is no use"
    shown.get_by_role("button", name="Stay signed in").click()
    still_stands(sam)
    assert used(council) != before
    later(54)
    still_stands(sam)


def test_who_has_stayed_in_another_tab_is_not_asked_here(
    sam: Person, later: Callable[[float], None]
) -> None:
    later(40)
    other = sam.page.context.new_page()
    other.goto(reverse("glossary:help"))
    later(17)
    still_stands(sam)


def test_who_comes_too_late_finds_the_page_as_it_was(
    sam: Person, later: Callable[[float], None]
) -> None:
    later(61)
    shown = warning(sam)
    expect(shown.get_by_role("heading")).to_have_text("You have been signed out")
    expect(shown).to_contain_text("When you save, you are asked to sign in again.")
    sam.axe(sam.page)
    shown.get_by_role("button", name="Go on").click()
    still_stands(sam)
    sam.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    still_stands(sam)


def test_near_the_end_of_twelve_hours_nobody_is_promised_more(
    sam: Person, later: Callable[[float], None]
) -> None:
    for _ in range(14):
        later(50)
        sam.page.keyboard.press("Shift")
        later(1)
        sam.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    later(2)
    shown = warning(sam)
    expect(shown).to_contain_text("a sign-in ends 12 hours after it began")
    shown.get_by_role("button", name="Go on").click()
    still_stands(sam)
