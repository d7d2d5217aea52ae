"""Somebody comes with an e-mail address and a password, and leaves again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser
PASSWORD = "a password of the tests"  # noqa: S105


def test_a_wrong_password_says_so_and_the_right_one_opens_the_schools(
    person: Callable[..., Person], council: Council
) -> None:
    user = council.user("sam")
    user.set_password(PASSWORD)
    user.save()
    visitor = person()
    visitor.open("/")
    visitor.meets("Sign in to sitrack")

    visitor.type("E-mail address", user.email)
    visitor.type("Password", "not the password")
    visitor.press("Sign in")
    visitor.is_told("The e-mail address or the password is not right")
    expect(visitor.page.get_by_label("E-mail address")).to_have_value(user.email)
    visitor.meets("Sign in to sitrack")

    visitor.type("Password", PASSWORD)
    visitor.press("Sign in")
    visitor.meets("My schools")
    visitor.press("Sign out Sam Rowe")
    visitor.open("/")
    expect(visitor.page.locator("h1")).to_have_text("Sign in to sitrack")


def test_the_keyboard_meets_the_skip_link_first(person: Callable[..., Person]) -> None:
    sam = person("sam")
    sam.open("/")
    sam.page.keyboard.press("Tab")
    expect(sam.page.locator(".govuk-skip-link")).to_be_focused()
