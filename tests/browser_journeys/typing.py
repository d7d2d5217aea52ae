"""Typing on long forms while things go wrong, and what the database holds of it."""

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator

from sitrack.core.models import Draft, SignIn, User
from tests.browser_journeys.person import Person

FOCUS = "Focus of this visit"
SUMMARY = (
    "Summary evaluation/key points, including evidence, that supports this evaluation"
)
STATE = "[data-drafts-state]"
OFFER = "You typed something here that was not saved"
BOUND = 10  # Seconds within which a typed paragraph is on the server.


def state(somebody: Person) -> Locator:
    """The line that says what became of what was typed."""
    return somebody.page.locator(STATE)


def drafts(user: User) -> list[dict[str, list[str]]]:
    """What the server could offer back, oldest first."""
    rows = Draft.objects.filter(user=user, spent=False).order_by("saved_at", "pk")
    return list(rows.values_list("fields", flat=True))


def wait_until(true: Callable[[], bool], *, somebody: Person) -> None:
    """Let the browser go on until something is true, for as long as a paragraph may
    take to the server."""
    end = time.monotonic() + BOUND
    while not true():
        assert time.monotonic() < end, "It did not come true in time."
        somebody.page.wait_for_timeout(100)


def on_the_server(somebody: Person, user: User, words: str) -> None:
    """Wait until a draft holds these words."""
    wait_until(lambda: words in str(drafts(user)), somebody=somebody)


def sign_out_behind(user: User) -> None:
    """End every session of somebody, as time does."""
    SignIn.objects.filter(user=user).delete()


def copies(somebody: Person) -> str:
    """All that the browser itself has kept, as text that anybody could read there."""
    kept: str = somebody.page.evaluate(
        """async () => {
          const text = (bytes) => String.fromCharCode(...new Uint8Array(bytes));
          const database = await new Promise((done, failed) => {
            const asked = indexedDB.open("sitrack-drafts");
            asked.onsuccess = () => done(asked.result);
            asked.onerror = () => failed(asked.error);
          });
          if (!database.objectStoreNames.contains("copies")) return "";
          const all = await new Promise((done) => {
            const asked = database.transaction("copies").objectStore("copies").getAll();
            asked.onsuccess = () => done(asked.result);
          });
          database.close();
          return all.map((one) => JSON.stringify(one) + text(one.sealed)).join("")
            + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
        }"""
    )
    return kept


def restore(somebody: Person, where: str = "") -> None:
    """Take up the draft that the page offers."""
    offers = somebody.page.locator("[data-drafts-offers] section", has_text=where)
    offers.get_by_role("button", name="Restore what you typed").first.click()
    somebody.page.wait_for_load_state()


def new_tab(somebody: Person, context: BrowserContext) -> Person:
    """Close the tab as it is, and open another in the same browser."""
    somebody.page.close()
    return Person(context.new_page(), somebody.axe, server=somebody.server)
