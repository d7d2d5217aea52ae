"""The person's page: how somebody's account stands, inviting, and taking it back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from schools.models import Invitation, Person
from schools.services import invitations
from schools.services.people import add_person, appoint
from sitrack.core.models import JobState
from sitrack.core.roles import Role
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.reports.pages import read, signed_in, words
from tests.schools.invited import START, appointed, mailed_link, somebody_new, take_up
from tests.universe import NOW, Council

Mails = list[EmailMessage]


@pytest.fixture
def ada(council: Council) -> Client:
    return signed_in(council.ada)


def invite(client: Client, person: Person, token: str = "") -> str:
    """Press the button, and read the page that comes."""
    sent = {"submit_token": token or new_token()}
    path = reverse("schools:invite", args=[person.pk])
    return words(client.post(path, sent, follow=True))


def test_the_page_says_how_the_invitation_stands(
    council: Council, mailoutbox: Mails, clock: time_machine.Traveller
) -> None:
    nell = appointed(council)
    page = nell.get_absolute_url()
    assert "Invited on 10 November 2025: the e-mail is on its way" in read(
        council.ada, page
    )
    link = mailed_link(mailoutbox)
    shown = read(council.ada, page)
    assert (
        "Invited on 10 November 2025. The link works until 17 November 2025 at 10am"
        in shown
    )
    assert "Send the invitation again" in shown
    assert "Ada Quill invited Nell Ward to sign in" in shown
    clock.move_to(NOW + timedelta(days=8))
    assert "The link was not used, and stopped working on" in read(council.ada, page)
    invitations.invite(person=nell, by=council.ada)
    link = mailed_link(mailoutbox)
    take_up(link)
    shown = read(council.ada, page)
    assert "Signs in with this address" in shown
    assert "Send the invitation again" not in shown
    assert "Withdraw" not in shown


def test_a_mail_that_never_left_is_told(council: Council) -> None:
    nell = appointed(council)
    Invitation.objects.update(state=JobState.FAILED)
    assert "the e-mail could not be sent: send it again" in read(
        council.ada, nell.get_absolute_url()
    )


def test_an_invitation_to_an_earlier_address_is_told(council: Council) -> None:
    nell = appointed(council)
    Person.objects.filter(pk=nell.pk).update(email="nell.ward@council.example")
    assert "Invited at an earlier address, nell@council.example" in read(
        council.ada, nell.get_absolute_url()
    )


def test_only_who_keeps_people_sees_how_it_stands(council: Council) -> None:
    nell = appointed(council)
    shown = read(council.rita, nell.get_absolute_url())
    assert "No account" in shown
    assert "nvit" not in shown


def test_sent_again_the_newest_link_alone_works(
    council: Council, ada: Client, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    first = mailed_link(mailoutbox)
    shown = invite(ada, nell)
    assert "An invitation is on its way to nell@council.example." in shown
    assert mailed_link(mailoutbox) != first
    assert Client().get(first).status_code == 410


def test_a_double_click_sends_one_mail(
    council: Council, ada: Client, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    mailed_link(mailoutbox)
    token = new_token()
    invite(ada, nell, token)
    invite(ada, nell, token)
    sweep()
    assert len(mailoutbox) == 2


def test_an_address_that_is_anothers_is_told_on_the_page(
    council: Council, ada: Client
) -> None:
    nell = appointed(council, email="helen@council.example")
    assert "Another account signs in with helen@council.example." in invite(ada, nell)


def test_nobody_is_invited_without_a_post_or_an_address(
    council: Council, ada: Client
) -> None:
    nell = somebody_new()
    shown = read(council.ada, nell.get_absolute_url())
    assert "No account. Whoever is appointed is invited" in shown
    assert "Appoint Nell Ward to a post first." in invite(ada, nell)
    una = add_person(name="Una Reed", by=None)
    shown = read(council.ada, una.get_absolute_url())
    assert "Nobody is invited without an e-mail address" in shown


def test_whom_the_system_appointed_the_administrator_can_invite(
    council: Council, ada: Client, mailoutbox: Mails
) -> None:
    nell = somebody_new()
    school, role = council.hawthorn, Role.GOVERNOR
    appoint(person=nell, role=role, start=START, school=school, by=None)
    shown = read(council.ada, nell.get_absolute_url())
    assert "No account, and not invited yet" in shown
    assert "Invite to sign in" in shown
    invite(ada, nell)
    assert Client().get(mailed_link(mailoutbox)).status_code == 200


def test_withdrawing_asks_first_and_the_link_is_dead(
    council: Council, ada: Client, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    link = mailed_link(mailoutbox)
    path = reverse("schools:invite_withdraw", args=[nell.pk])
    assert "stops working at once" in words(ada.get(path))
    assert Client().get(link).status_code == 200
    shown = words(ada.post(path, follow=True))
    assert "The invitation of Nell Ward was withdrawn." in shown
    assert "The invitation was withdrawn on 10 November 2025" in shown
    assert Client().get(link).status_code == 410
    assert "Nell Ward has no open invitation." in words(ada.post(path, follow=True))
