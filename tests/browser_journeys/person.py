"""Somebody at a browser: what they open, press and read, and every page's checks."""

import re

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from sitrack.core.models import User
from tests.browser import COLOURS, Axe
from tests.browser_journeys.checks import check_names, check_skip_link, check_width

NARROW = 320
# A page hears of its new width when it is next drawn.
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
# Chromium tells of every answer above 399; the pages here mean theirs.
MEANT = "Failed to load resource: the server responded with a status of 4"


class Person:
    """One person's browser window. ``page`` is Playwright's own."""

    def __init__(self, page: Page, axe: Axe, *, server: str) -> None:
        self.page = page
        self.server = server
        self.axe = axe
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._follow)

    def arrive_as(self, user: User) -> None:
        """Be signed in already; the sign-in page has its own journey."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.server}]
        )

    def open(self, address: str) -> None:
        self.page.goto(address)

    def follow(self, link: str) -> None:
        """Follow the first link with exactly these words, drawn as a button or not."""
        words = re.compile(rf"^\s*{re.escape(link)}\s*$")
        self.page.locator("a:visible").filter(has_text=words).first.click()
        self.page.wait_for_load_state()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()

    def type(self, label: str, text: str) -> None:
        """Type into the box with this label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def row(self, number: int) -> Locator:
        """The boxes of one next step."""
        return self.page.get_by_role("group", name=f"Next step {number}", exact=True)

    def type_step(self, number: int, text: str, due_on: str, who: str) -> None:
        row = self.row(number)
        row.get_by_label("Next step", exact=True).fill(text)
        row.get_by_label("By date", exact=True).fill(due_on)
        row.get_by_label("Who?", exact=True).fill(who)

    def sees(self, *words: str) -> None:
        """The page's main part shows all of these."""
        main = self.page.locator("main")
        for each in words:
            expect(main).to_contain_text(each)

    def does_not_see(self, *words: str) -> None:
        main = self.page.locator("main")
        for each in words:
            expect(main).not_to_contain_text(each)

    def is_told(self, *problems: str) -> None:
        """The error summary has the focus and lists these problems, each a link."""
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_be_focused()
        for problem in problems:
            expect(summary.get_by_role("link", name=problem).first).to_be_visible()

    def meets(self, heading: str) -> None:
        """This page has this heading, and passes every check, wide and narrow."""
        expect(self.page.locator("h1")).to_have_text(heading)
        self.checks_page()

    def checks_page(self) -> None:
        """Check the page as it stands, at its own width and narrow."""
        page = self.page
        size = page.viewport_size
        assert size is not None
        check_names(page)
        self.axe(page)
        page.set_viewport_size({"width": NARROW, "height": size["height"]})
        page.evaluate(NEXT_FRAME)
        check_width(page)
        self.axe(page, without=COLOURS)
        page.set_viewport_size(size)
        check_skip_link(page)
        assert not self.complaints, self.complaints

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(MEANT):
            self.complaints.append(message.text)

    def _follow(self, response: Response) -> None:
        """A style or a script that is missing; pages may answer as they like."""
        if response.status >= 400 and "/static/" in response.url:
            self.complaints.append(f"{response.status} {response.url}")
