"""Abbreviations explained where they stand: by pointer, by keyboard, by finger."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser_journeys.person import NARROW, Person
from tests.glossary.rows import row
from tests.universe import Council

pytestmark = pytest.mark.browser
TEXT = "The EYFS lead and the SEP read PUMA results."


def test_an_abbreviation_tells_its_meaning_and_lets_it_go_again(
    person: Callable[..., Person], council: Council
) -> None:
    row("EYFS", "Early Years Foundation Stage")
    row("PUMA", "Progress in Reading Assessment")
    row("PUMA", "Progress in Understanding Mathematics Assessment", order=2)
    visit = council.shared_visit(texts={"focus": TEXT, "summary": "Nothing."})
    helen = person("helen", has_touch=True)
    helen.open(visit.get_absolute_url())
    word = helen.page.get_by_role(
        "button", name="EYFS: Early Years Foundation Stage", exact=True
    )
    bubble = helen.page.get_by_role("tooltip")
    expect(bubble).to_be_hidden()

    # With the keyboard, and away with Escape, the focus staying where it is.
    word.focus()
    expect(bubble).to_have_text("Early Years Foundation Stage")
    helen.page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    expect(word).to_be_focused()
    helen.page.keyboard.press("Tab")
    expect(bubble).to_have_text(
        "Progress in Reading Assessment; or "
        "Progress in Understanding Mathematics Assessment"
    )
    helen.checks_page()
    helen.page.keyboard.press("Escape")

    # With a pointer: it stays while the pointer rests on it.
    helen.page.mouse.move(0, 0)
    word.hover()
    expect(bubble).to_have_text("Early Years Foundation Stage")
    bubble.hover()
    helen.page.wait_for_timeout(500)
    expect(bubble).to_be_visible()
    helen.page.mouse.move(0, 0)
    expect(bubble).to_be_hidden()

    # With a finger, on a phone; the meaning stays on the screen.
    helen.page.set_viewport_size({"width": NARROW, "height": 640})
    word.tap()
    expect(bubble).to_be_visible()
    box = bubble.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW
    helen.page.locator("h1").tap()
    expect(bubble).to_be_hidden()


def test_without_scripts_an_abbreviation_leads_to_the_glossary(
    person: Callable[..., Person], council: Council
) -> None:
    entry = row("EYFS", "Early Years Foundation Stage")
    visit = council.shared_visit(texts={"focus": TEXT, "summary": "Nothing."})
    helen = person("helen", java_script_enabled=False)
    helen.open(visit.get_absolute_url())
    helen.page.get_by_role("link", name="EYFS", exact=True).click()
    expect(helen.page).to_have_url(re.compile(rf"/glossary/#entry-{entry.pk}$"))
    expect(helen.page.locator(f"#entry-{entry.pk}")).to_contain_text(
        "Early Years Foundation Stage"
    )
