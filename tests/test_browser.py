"""The accessibility check finds what it should, in the system's own Chromium."""

import pytest
from playwright.sync_api import Page

from tests.browser import COLOURS, Axe

GOOD = """<!doctype html><html lang="en-GB"><head><title>Visits</title></head>
<body><main><h1>Visits</h1><p>None yet.</p></main></body></html>"""


@pytest.mark.browser
def test_a_sound_page_passes(page: Page, axe: Axe) -> None:
    page.set_content(GOOD)
    axe(page)


@pytest.mark.browser
def test_a_field_without_a_label_is_told_with_its_place(page: Page, axe: Axe) -> None:
    page.set_content(GOOD.replace("None yet.", '<input id="day">'))
    with pytest.raises(pytest.fail.Exception, match=r"(?s)label \(critical\).*#day"):
        axe(page)


@pytest.mark.browser
def test_pale_words_are_found_unless_colours_have_been_looked_at(
    page: Page, axe: Axe
) -> None:
    page.set_content(GOOD.replace("<p>", '<p style="color: #bbb">'))
    with pytest.raises(pytest.fail.Exception, match=r"(?s)color-contrast.*p"):
        axe(page)
    axe(page, without=COLOURS)
