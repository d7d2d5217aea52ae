"""Who is invited, what the mail holds, and what the database does not."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from schools.models import Invitation, Person
from schools.services import invitations
from schools.services.people import add_person, appoint
from schools.services.refusals import Refusal
from sitrack.core.models import Event, JobState, Notification, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.schools.invited import PASSWORD, START, appointed, mailed_link, somebody_new
from tests.universe import NOW, Council

Mails = list[EmailMessage]
SEVEN_DAYS = timedelta(days=7)


def test_whoever_is_appointed_without_an_account_is_invited(
    council: Council, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    link = mailed_link(mailoutbox)
    [mail] = mailoutbox
    assert mail.subject == "You are invited to sitrack"
    assert mail.body == (
        "You are invited to sitrack.\n\n"
        f"http://127.0.0.1:8000{link}\n\n"
        "The link works once, until 17 November 2025 at 10am.\n"
    )
    invitation = Invitation.objects.get()
    assert (invitation.person, invitation.invited_by) == (nell, council.ada)
    assert invitation.state == JobState.DONE
    event = Event.objects.get(verb="invitation.made")
    assert (event.actor_name, event.sentence) == (
        "Ada Quill",
        "invited Nell Ward to sign in",
    )


@pytest.mark.item("CONF-04")
def test_the_mail_names_no_school_and_no_post(
    council: Council, mailoutbox: Mails
) -> None:
    appointed(council)
    mailed_link(mailoutbox)
    assert "Hawthorn" not in mailoutbox[0].subject + str(mailoutbox[0].body)
    assert "eputy" not in mailoutbox[0].subject + str(mailoutbox[0].body)


def test_the_database_holds_no_token(council: Council, mailoutbox: Mails) -> None:
    appointed(council)
    assert Invitation.objects.get().token_digest is None
    token = mailed_link(mailoutbox).split("/")[2]
    row = Invitation.objects.values().get()
    assert row["token_digest"] == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) == 43
    assert token not in str(row)
    assert token not in str(list(Event.objects.values()))


def test_the_seven_days_begin_when_the_mail_is_sent(
    council: Council, mailoutbox: Mails, clock: time_machine.Traveller
) -> None:
    appointed(council)
    clock.move_to(NOW + timedelta(days=3))
    mailed_link(mailoutbox)
    assert Invitation.objects.get().expires_at == NOW + timedelta(days=3) + SEVEN_DAYS


def test_a_mail_that_could_not_be_sent_is_sent_later_with_a_link_that_works(
    council: Council,
    mailoutbox: Mails,
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
) -> None:
    appointed(council)
    with monkeypatch.context() as broken:

        def send(self: EmailMessage) -> int:
            raise ConnectionRefusedError

        broken.setattr(EmailMessage, "send", send)
        sweep()
    clock.shift(timedelta(minutes=5))
    token = mailed_link(mailoutbox).split("/")[2]
    assert invitations.open_link(token=token, reader=None).refusal is None


def test_who_has_an_account_is_only_told_of_the_post(
    council: Council, mailoutbox: Mails
) -> None:
    council.dev.set_password("a password of his own")
    council.dev.save()
    appoint(
        person=council.persons["dev"],
        role=Role.DEPUTY,
        start=START,
        school=council.elm,
        by=council.ada,
    )
    assert not Invitation.objects.exists()
    notice = Notification.objects.get()
    assert (notice.recipient, notice.title, notice.path) == (
        council.dev,
        "You have been given a post in sitrack",
        reverse("handover", args=[council.elm.pk]),
    )


def test_nobody_is_invited_by_the_system_nor_without_an_address(
    council: Council,
) -> None:
    nell = somebody_new()
    silent = add_person(name="Una Reed", by=None)
    school = council.hawthorn
    appoint(person=nell, role=Role.GOVERNOR, start=START, school=school, by=None)
    appoint(
        person=silent, role=Role.GOVERNOR, start=START, school=school, by=council.ada
    )
    assert not Invitation.objects.exists()


def test_a_second_post_sends_no_second_mail(
    council: Council, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    appoint(
        person=nell, role=Role.DEPUTY, start=START, school=council.elm, by=council.ada
    )
    sweep()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("address", ["helen@council.example", "HELEN@Council.example"])
def test_an_address_that_is_anothers_is_refused_and_the_post_stands(
    council: Council, address: str
) -> None:
    nell = appointed(council, email=address)
    assert nell.posts.exists()
    assert not Invitation.objects.exists()
    with pytest.raises(RuleBroken) as refused:
        invitations.invite(person=nell, by=council.ada)
    assert refused.value.field == "email"
    assert refused.value.message == (
        "Another account signs in with helen@council.example."
        " Give Nell Ward an address of their own."
    )


def test_two_people_are_not_invited_at_one_address(council: Council) -> None:
    appointed(council)
    second = somebody_new(name="Neil Ward")
    with pytest.raises(RuleBroken, match="Nell Ward is invited at nell@"):
        invitations.invite(person=second, by=council.ada)


def test_who_has_an_account_or_a_closed_one_is_not_invited(council: Council) -> None:
    dev = council.persons["dev"]
    council.dev.set_password("a password of his own")
    council.dev.save()
    dev = Person.objects.get(pk=dev.pk)
    with pytest.raises(RuleBroken, match="has an account already"):
        invitations.invite(person=dev, by=council.ada)
    User.objects.filter(pk=council.dev.pk).update(is_active=False)
    dev = Person.objects.get(pk=dev.pk)
    with pytest.raises(RuleBroken, match="is closed"):
        invitations.invite(person=dev, by=council.ada)


@pytest.mark.parametrize(
    "change",
    [
        lambda nell: Person.objects.filter(pk=nell.pk).update(
            email="n@council.example"
        ),
        lambda nell: Person.objects.filter(pk=nell.pk).update(user=_closed_account()),
    ],
    ids=["the address", "the account"],
)
def test_what_it_rests_on_goes_while_the_page_is_open(
    council: Council, mailoutbox: Mails, change: Callable[[Person], None]
) -> None:
    nell = appointed(council)
    token = mailed_link(mailoutbox).split("/")[2]
    invitation = invitations.open_link(token=token, reader=None).invitation
    assert invitation
    change(nell)
    with pytest.raises(RuleBroken, match="can no longer be used"):
        invitations.accept(invitation=invitation, password=PASSWORD)
    refused = invitations.open_link(token=token, reader=None).refusal
    assert refused == Refusal.WITHDRAWN
    assert not User.objects.filter(email="nell@council.example").exists()


def _closed_account() -> User:
    return User.objects.create_user("old@council.example", name="N", is_active=False)


def test_what_was_withdrawn_before_the_sweep_is_not_mailed(
    council: Council, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    invitations.withdraw(person=nell, by=council.ada)
    sweep()
    assert mailoutbox == []
    with pytest.raises(RuleBroken, match="has no open invitation"):
        invitations.withdraw(person=nell, by=council.ada)
    assert Event.objects.filter(verb="invitation.withdrawn").count() == 1


def test_the_database_keeps_one_open_invitation_for_a_person(
    council: Council,
) -> None:
    nell = appointed(council)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            person=nell,
            email="other@council.example",
            invited_by=council.ada,
            due_at=NOW,
        )


def test_the_second_of_two_who_accept_loses(
    council: Council, mailoutbox: Mails
) -> None:
    appointed(council)
    mailed_link(mailoutbox)
    invitation = Invitation.objects.get()
    user = invitations.accept(invitation=invitation, password=PASSWORD)
    with pytest.raises(RuleBroken):
        invitations.accept(invitation=invitation, password=PASSWORD[::-1])
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert User.objects.filter(email="nell@council.example").count() == 1


def test_an_address_that_was_taken_meanwhile_makes_no_account(
    council: Council, mailoutbox: Mails
) -> None:
    nell = appointed(council)
    mailed_link(mailoutbox)
    User.objects.create_user("nell@council.example", name="Another Nell")
    with pytest.raises(RuleBroken):
        invitations.accept(invitation=Invitation.objects.get(), password=PASSWORD)
    nell.refresh_from_db()
    assert nell.user is None
    assert Invitation.objects.open().exists()
