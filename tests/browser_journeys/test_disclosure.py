"""A request for information is prepared with scripts and without, on a checked page."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import expect

from disclosure.models import Disclosure
from tests.browser_journeys.person import Person
from tests.disclosure.acts import item_of, taken
from tests.disclosure.conftest import SUMMARY
from tests.universe import Council

pytestmark = pytest.mark.browser
# Selects words as somebody does who draws the mouse across them.
SELECT = """
words => {
  const text = document.querySelector("[data-passages]");
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const start = node.data.indexOf(words);
    if (start < 0) continue;
    document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
    node.parentElement.dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
    node.parentElement.dispatchEvent(
      new MouseEvent("click", {bubbles: true, cancelable: true}));
    return;
  }
}
"""


@pytest.fixture
def asked(council: Council) -> Disclosure:
    with transaction.atomic():
        council.final_visit(texts={"focus": "Reading", "summary": SUMMARY})
        return taken(council)


def test_words_that_are_selected_are_withheld(
    person: Callable[..., Person], council: Council, asked: Disclosure
) -> None:
    hana = person("hana")
    hana.open(asked.get_absolute_url())
    hana.meets("Request FOI 26/041")
    hana.follow("Item 5: Visit of 10 November 2025")
    hana.meets("Item 5: Visit of 10 November 2025")
    hana.page.evaluate(SELECT, "zzillnesszz")
    expect(hana.page.get_by_label("Words to withhold")).to_have_value("zzillnesszz")
    # A part of a sentence was selected: the whole of it is not ticked.
    expect(hana.page.locator("input[name=places]:checked")).to_have_count(0)
    hana.press("Withhold")
    hana.sees("Marked in one place.", "withheld: section 40(2)")
    hana.checks_page()
    hana.press("Settle")
    hana.sees("Item 5 is settled.")
    item = item_of(asked, "visit")
    assert [mark.words for mark in item.marks.all()] == ["zzillnesszz"]
    assert item.read_by == council.hana


def test_it_works_without_scripts(
    person: Callable[..., Person], asked: Disclosure
) -> None:
    hana = person("hana", java_script_enabled=False)
    hana.open(asked.get_absolute_url())
    hana.follow("Item 5: Visit of 10 November 2025")
    expect(hana.page.locator("[data-selecting]")).to_be_hidden()
    sentence = "Nell Ode is away with zzillnesszz."
    hana.page.get_by_label(sentence).check()
    hana.page.get_by_label("Sam Rowe, Officer").check()
    hana.press("Withhold")
    hana.sees("Marked in 3 places.")
    hana.page.get_by_label("Withhold all of it").check()
    hana.page.locator("#settle_whole_section").select_option("41")
    hana.press("Settle")
    hana.sees("Item 5 is settled.")
