"""The page that a mailed link opens, and all the ways in which it opens nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from schools.models import Invitation, Person, Post
from schools.services import invitations
from schools.services.people import end_post
from sitrack.core.models import Event, User
from sitrack.core.passwords import COMMON, KNOWN, REPEATED, TOO_LONG, TOO_SHORT
from sitrack.core.roles import Role
from tests.schools.invited import PASSWORD, START, appointed, mailed_link, take_up
from tests.universe import NOW, Council

Mails = list[EmailMessage]
CHANGED = "Your post has changed since this invitation"
SECRETS = ("Nell", "nell@council.example", "Hawthorn")


@pytest.fixture
def link(council: Council, mailoutbox: Mails) -> str:
    """The link that Nell, the new deputy at Hawthorn, was mailed."""
    appointed(council)
    return mailed_link(mailoutbox)


def refused(client: Client, link: str, heading: str, status: int = 410) -> str:
    """The page says this, and tells a stranger nothing; posting does nothing."""
    page = client.get(link)
    text = page.content.decode()
    assert (page.status_code, f">{heading}</h1>" in text) == (status, True)
    assert [word for word in SECRETS if word in text] == []
    count = User.objects.count()
    posted = client.post(link, {"password": "a stranger has found this"})
    assert (posted.status_code, User.objects.count()) == (status, count)
    return text


def refusals() -> list[str]:
    found = Event.objects.filter(verb="invitation.refused").order_by("pk")
    return [f"{event.actor_name} {event.sentence}" for event in found]


def test_looking_at_the_page_uses_nothing_up(link: str) -> None:
    for _ in range(3):
        assert Client().head(link).status_code == 200
        page = Client().get(link)
        assert "You will sign in with" in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
    assert Invitation.objects.open().exists()
    assert not User.objects.filter(email="nell@council.example").exists()


def test_a_password_makes_the_account_signs_in_and_says_what_to_do(link: str) -> None:
    client = take_up(link)
    page = client.get(reverse("home"), follow=True).content.decode()
    assert (
        "You are signed in. Here you read what was written about your school,"
        " and answer it." in page
    )
    assert "Hawthorn Primary School" in page
    nell = Person.objects.get(name="Nell Ward")
    assert nell.user is not None
    assert (nell.user.email, nell.user.name) == ("nell@council.example", "Nell Ward")
    assert nell.user.check_password(PASSWORD)
    event = Event.objects.get(verb="invitation.accepted")
    assert event.actor_name == "Nell Ward"
    signed_in = Client().post(
        reverse("account_login"), {"login": nell.user.email, "password": PASSWORD}
    )
    assert signed_in.status_code == 302


def test_an_account_without_a_password_is_given_one(
    council: Council, mailoutbox: Mails
) -> None:
    helen = council.persons["helen"]
    invitations.invite(person=helen, by=council.ada)
    take_up(mailed_link(mailoutbox, "helen@council.example"))
    council.helen.refresh_from_db()
    assert council.helen.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("", "Enter the password"),
        ("short", TOO_SHORT),
        ("password1234", COMMON),
        ("passwordpassword", REPEATED),
        ("suffolkcouncil", KNOWN),
        ("nell@council", KNOWN),
        ("hawthorn primary 12", KNOWN),
        ("x" * 129, TOO_LONG),
    ],
)
def test_a_weak_password_is_refused_beside_the_box(
    link: str, password: str, message: str
) -> None:
    answer = Client().post(link, {"password": password})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count(message) >= 2
    assert Invitation.objects.open().exists()


def test_a_link_that_works_is_written_to_no_log(
    council: Council, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    signed_in = Client()
    signed_in.force_login(council.gus)
    for client in (Client(), signed_in):
        client.get(link)
        client.post(link, {"password": "short"})
    assert link.split("/")[2] not in caplog.text


def test_an_invitation_used_twice_opens_nothing(link: str) -> None:
    nell = take_up(link)
    text = refused(Client(), link, "This invitation has been used")
    assert reverse("account_login") in text
    assert nell.get(link).status_code == 410
    assert refusals() == [
        "sitrack could not open the invitation of Nell Ward: it had been used",
        "Nell Ward could not open the invitation of Nell Ward: it had been used",
    ]
    user = User.objects.get(email="nell@council.example")
    assert user.check_password(PASSWORD)


def test_an_invitation_opened_too_late_says_whom_to_ask(
    link: str, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + timedelta(days=7) - timedelta(seconds=1))
    assert Client().get(link).status_code == 200
    clock.move_to(NOW + timedelta(days=7))
    text = refused(Client(), link, "This invitation is too old")
    assert "ask the administrator of sitrack at Suffolk County Council" in text
    assert refusals() == [
        "sitrack could not open the invitation of Nell Ward: it was too old"
    ]


def test_an_invitation_opened_by_somebody_else_is_refused_until_they_sign_out(
    council: Council, link: str
) -> None:
    client = Client()
    client.force_login(council.gus)
    text = refused(client, link, "You are signed in already", 200)
    assert f'name="next" value="{link}"' in text
    assert refusals() == [
        "Gus Pell could not open the invitation of Nell Ward:"
        " somebody else was signed in"
    ]
    assert (
        client.post(reverse("account_logout"), {"next": link})
        .headers["Location"]
        .endswith(link)
    )
    assert client.get(link).status_code == 200


def test_a_withdrawn_invitation_opens_nothing(council: Council, link: str) -> None:
    nell = Person.objects.get(name="Nell Ward")
    invitations.withdraw(person=nell, by=council.ada)
    refused(Client(), link, "This invitation is no longer open")
    assert len(refusals()) == 1


def test_only_the_newest_link_works(
    council: Council, link: str, mailoutbox: Mails
) -> None:
    nell = Person.objects.get(name="Nell Ward")
    invitations.invite(person=nell, by=council.ada)
    newer = mailed_link(mailoutbox)
    assert newer != link
    refused(Client(), link, "A newer invitation has been sent")
    take_up(newer)


def test_an_invitation_ends_with_the_post(
    council: Council, link: str, clock: time_machine.Traveller
) -> None:
    post = Post.objects.get(person__name="Nell Ward", role=Role.DEPUTY)
    end_post(post=post, on=START, by=council.ada)
    text = refused(Client(), link, CHANGED)
    assert "to send you a new one" in text


def test_an_invitation_to_an_earlier_address_opens_nothing(link: str) -> None:
    Person.objects.filter(name="Nell Ward").update(email="nell.ward@council.example")
    refused(Client(), link, "This invitation is no longer open")


def test_a_link_that_was_never_made_looks_like_a_page_that_is_not_there(
    council: Council,
) -> None:
    for token in ("a", "x" * 43, "x" * 500):
        address = reverse("schools:invitation", args=[token])
        refused(Client(), address, "This link does not work", 404)
    assert refusals() == []


def test_the_same_refusal_is_kept_once_a_day(
    link: str, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + timedelta(days=8))
    for _ in range(5):
        Client().get(link)
    assert len(refusals()) == 1
    clock.shift(timedelta(days=2))
    Client().get(link)
    assert len(refusals()) == 2
