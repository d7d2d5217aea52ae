"""The administrator appoints a head, who comes by the mailed link and takes over."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import expect

from schools.models import Post
from schools.services.people import add_person, end_post
from sitrack.core.roles import Role
from tests.browser_journeys.person import Person
from tests.schools.invited import PASSWORD, appointed, mailed_link
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 390


def test_a_new_head_is_appointed_invited_and_reads_the_handover(
    person: Callable[..., Person], council: Council, mailoutbox: list[EmailMessage]
) -> None:
    council.final_visit()
    post = Post.objects.get(school=council.hawthorn, role=Role.HEADTEACHER)
    end_post(post=post, on=date(2025, 11, 9), by=council.ada)
    nell = add_person(name="Nell Ward", email="nell@council.example", by=None)

    ada = person("ada")
    ada.open(nell.get_absolute_url())
    ada.follow("Appoint to a post")
    ada.page.get_by_label("Role", exact=True).select_option(value="headteacher")
    ada.type("School", "Hawthorn Primary School")
    ada.press("Appoint")
    ada.meets("Nell Ward")
    ada.sees("Invited on 10 November 2025", "Send the invitation again")
    link = mailed_link(mailoutbox)
    ada.open(link)
    ada.meets("You are signed in already")

    visitor = person(width=PHONE)
    visitor.open(link)
    visitor.meets("Choose a password")
    visitor.type("Password", "password1234")
    visitor.press("Save and sign in")
    visitor.is_told("Use three words that do not belong together")
    visitor.meets("Choose a password")
    visitor.type("Password", PASSWORD)
    visitor.press("Save and sign in")
    expect(visitor.page.locator("h1")).to_have_text("Hawthorn Primary School")
    visitor.sees(
        "You are signed in. Here you read what was written about your school",
        "You became headteacher of Hawthorn Primary School on 10 November 2025",
    )
    visitor.checks_page()
    visitor.page.get_by_role("link", name="read the handover").first.click()
    visitor.meets("Handover of Hawthorn Primary School")
    visitor.sees("Share the phonics plan", "Helen Marsh", "until 9 November 2025")

    late = person()
    late.open(link)
    late.meets("This invitation has been used")


def test_a_link_that_was_withdrawn_says_whom_to_ask(
    person: Callable[..., Person], council: Council, mailoutbox: list[EmailMessage]
) -> None:
    nell = appointed(council)
    link = mailed_link(mailoutbox)
    ada = person("ada")
    ada.open(nell.get_absolute_url())
    ada.follow("Withdraw the invitation")
    ada.meets("Withdraw the invitation of Nell Ward?")
    ada.press("Withdraw the invitation")
    ada.sees("The invitation of Nell Ward was withdrawn.")
    visitor = person()
    visitor.open(link)
    visitor.meets("This invitation is no longer open")
    visitor.sees("Suffolk County Council")
