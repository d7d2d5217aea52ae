"""The pictures of the guides, taken from a demonstration that is served.

    python -m scripts.guide_pictures http://127.0.0.1:8000 "a calm demonstration"

Signs in as people of the demonstration and writes PNG files to docs/guides/pictures;
`make guide-pictures` serves one and ends it. The pictures show invented schools only.
"""

import sys
from time import strftime, time

from playwright.sync_api import Page, ViewportSize

from scripts.screenshots import (
    GOVERNOR,
    HEAD,
    RLE,
    SEP,
    Picture,
    decide,
    log_a_visit,
    read_the_shared_note,
    stay,
    take_all,
)

ADMINISTRATOR = "ruta.kalnins@suffolk-demo.example"
HEAD_OF_SERVICE = "alasdair.venning@suffolk-demo.example"
SCREEN: ViewportSize = {"width": 1100, "height": 780}
TALL: ViewportSize = {"width": 1100, "height": 1200}
PHONE: ViewportSize = {"width": 390, "height": 780}
LONG_PHONE: ViewportSize = {"width": 390, "height": 1250}


def somebody(page: Page) -> None:
    """The page of the headteacher of an invented school."""
    page.get_by_role("link", name="People", exact=True).first.click()
    page.get_by_label("Name or e-mail address").fill(HEAD)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Yasmin Cardew").click()
    page.get_by_role("button", name="Appoint to a post").wait_for()


def withhold(page: Page) -> None:
    """A note of which something is to be withheld, for a request of this moment."""
    page.get_by_role("link", name="Requests for information").click()
    page.get_by_role("button", name="Record a request").click()
    page.get_by_label("Reference").fill(f"FOI {time():.0f}")
    page.get_by_label("Day of receipt").fill(strftime("%d/%m/%Y"))
    page.get_by_label("School").select_option(label="Hawthorn Primary School")
    page.locator("input[name=years]").last.check()
    page.get_by_label("What is asked for").fill("All notes of visits to the school.")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("button", name="Take the record").click()
    page.get_by_role("link", name="Visit of").first.click()
    page.get_by_role("group", name="Sentences to withhold").wait_for()


PICTURES = [
    Picture("sep-home", SEP, stay, TALL),
    Picture("sep-visit", SEP, log_a_visit, TALL),
    Picture("headteacher-home", HEAD, stay, LONG_PHONE),
    Picture("headteacher-note", HEAD, read_the_shared_note, PHONE),
    Picture("rle-decision", RLE, decide, TALL),
    Picture("governor-home", GOVERNOR, stay, TALL),
    Picture("administrator-home", ADMINISTRATOR, stay, SCREEN),
    Picture("administrator-person", ADMINISTRATOR, somebody, SCREEN),
    Picture("disclosure-item", HEAD_OF_SERVICE, withhold, SCREEN),
]

if __name__ == "__main__":
    sys.exit(take_all(PICTURES, "docs/guides/pictures"))
