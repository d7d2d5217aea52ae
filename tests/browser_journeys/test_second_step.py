"""A new headteacher is invited, sets up the second step, and signs in with it again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import expect
from pytest_django import Settings

from schools.models import Post
from schools.services.people import appoint, end_post
from sitrack.core.roles import Role
from tests.browser_journeys.person import Person
from tests.core.second_factor.codes import code_of
from tests.schools.invited import PASSWORD, mailed_link, somebody_new
from tests.universe import TODAY, Council

pytestmark = pytest.mark.browser
PHONE = 390


def test_a_new_head_is_in_with_a_second_step_and_comes_back_with_a_code(
    person: Callable[..., Person],
    council: Council,
    mailoutbox: list[EmailMessage],
    settings: Settings,
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    post = Post.objects.get(school=council.hawthorn, role=Role.HEADTEACHER)
    end_post(post=post, on=date(2025, 11, 9), by=council.ada)
    appoint(
        person=somebody_new(),
        role=Role.HEADTEACHER,
        start=TODAY,
        school=council.hawthorn,
        by=council.ada,
    )

    nell = person(width=PHONE)
    nell.open(mailed_link(mailoutbox))
    nell.type("Password", PASSWORD)
    nell.press("Save and sign in")
    nell.meets("One more step to keep your account safe")
    nell.sees("You are signed in. Here you read what was written about your school")

    key = nell.page.locator(".app-key > span").all_inner_texts()
    nell.type("Code", "123")
    nell.press("Continue")
    nell.is_told("The code is not right, or it has been used. Enter the newest")
    nell.meets("One more step to keep your account safe")
    assert nell.page.locator(".app-key > span").all_inner_texts() == key
    secret = "".join(key)
    nell.type("Code", code_of(secret))
    nell.press("Continue")

    nell.meets("Keep these recovery codes")
    expect(nell.page.locator(".app-codes li")).to_have_count(10)
    codes = nell.page.locator(".app-codes li").all_inner_texts()
    with nell.page.expect_download() as download:
        nell.follow("Keep them as a file")
    kept = Path(download.value.path()).read_text(encoding="utf-8")
    assert [code for code in codes if code not in kept] == []
    nell.press("I have kept them")
    expect(nell.page.locator("h1")).to_have_text("Hawthorn Primary School")

    nell.follow("Signing in safely")
    nell.meets("Signing in safely")
    nell.sees("Set up on 10 November 2025", "10 of 10 left")
    nell.press("Sign out Nell Ward")

    nell.open("/")
    nell.type("E-mail address", "nell@council.example")
    nell.type("Password", PASSWORD)
    nell.press("Sign in")
    nell.meets("Enter a code to sign in")
    nell.type("Code", code_of(secret))
    nell.press("Sign in")
    nell.is_told("The code is not right, or it has been used. Enter the newest")
    nell.type("Code", code_of(secret, steps=1))
    nell.press("Sign in")
    expect(nell.page.locator("h1")).to_have_text("Hawthorn Primary School")


def test_the_pages_that_change_how_somebody_signs_in(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open("/accounts/second-step/")
    secret = "".join(sam.page.locator(".app-key > span").all_inner_texts())
    sam.type("Code", code_of(secret))
    sam.press("Continue")
    sam.press("I have kept them")

    sam.follow("Signing in safely")
    sam.follow("Have new recovery codes made")
    sam.meets("Your recovery codes")
    sam.press("Make new codes")
    sam.sees("Keep these recovery codes")
    sam.press("I have kept them")

    sam.follow("Signing in safely")
    sam.follow("Use another app or telephone")
    sam.meets("Use another app for your codes")
    sam.follow("Leave it as it is")
    sam.follow("Remove the app")
    sam.meets("Remove the app for your codes?")
    sam.press("Remove the app")
    sam.meets("Signing in safely")
    sam.sees("You sign in with your password alone.")
