"""An administrator corrects the address that somebody signs in with."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.urls import reverse

from schools.models import AddressChange, Invitation, Person
from schools.services import addresses, closing, invitations
from sitrack.core.models import Audience, Event, SignIn, User
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.core.second_factor.codes import PASSWORD, signed_in, with_app, with_password
from tests.reports.pages import read
from tests.schools.invited import appointed
from tests.threads import at_once
from tests.universe import Council

NEW, OLD = "h.marsh@council.example", "helen@council.example"
REASON = "Rang from the school’s number"
LINK = re.compile(r"http://[^/]+(/address/[\w-]+/)")
LOGIN = reverse("account_login")


@pytest.fixture
def helen(council: Council) -> Person:
    return council.persons["helen"]


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(council: Council, email: str = NEW, who: str = "helen") -> AddressChange:
    person = Person.objects.get(pk=council.persons[who].pk)
    return addresses.ask(person=person, email=email, reason=REASON, by=council.ada)


def mailed(mailoutbox: list[EmailMessage], to: str = NEW) -> str:
    """The link in the newest mail to an address, once the sweep has run."""
    sweep()
    newest = [mail for mail in mailoutbox if mail.to == [to]][-1]
    found = LINK.search(str(newest.body))
    assert found
    return found[1]


def test_it_is_asked_for_confirmed_and_told_to_the_address_before(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    with_app(council.helen)
    browser = browser_of(council.helen)
    ada = signed_in(with_app(council.ada))
    form = reverse("schools:address_change", args=[helen.pk])
    assert form in ada.get(helen.get_absolute_url()).content.decode()
    sent = {"submit_token": new_token(), "email": NEW.upper(), "reason": ""}
    assert "Enter the reason" in ada.post(form, sent).content.decode()
    done = ada.post(form, {**sent, "reason": REASON})
    assert done.headers["Location"] == helen.get_absolute_url()
    link = mailed(mailoutbox)
    # Until it is confirmed all is as before, and the owner has been told.
    assert User.objects.get(pk=council.helen.pk).email == OLD
    assert browser.get(reverse("search")).status_code == 200
    assert [mail.subject for mail in mailoutbox if mail.to == [OLD]][-1] == (
        "An administrator wants to change the address that you sign in with"
    )
    assert f"To be confirmed at {NEW}" in read(council.ada, helen.get_absolute_url())

    visitor = Client()
    assert NEW in visitor.get(link).content.decode()
    assert User.objects.get(pk=council.helen.pk).email == OLD
    assert visitor.post(link).headers["Location"] == LOGIN
    user = User.objects.get(pk=council.helen.pk)
    assert (user.email, Person.objects.get(user=user).email) == (NEW, NEW)
    assert not SignIn.objects.filter(user=user).exists()
    assert browser.get(reverse("search")).status_code == 302
    sweep()
    notice = [mail for mail in mailoutbox if mail.to == [OLD]][-1]
    assert notice.subject == "The address that you sign in to sitrack with was changed"
    assert NEW not in f"{notice.subject} {notice.body}"
    for address, status in ((OLD, 200), (NEW, 302)):
        sent = {"login": address, "password": PASSWORD}
        assert Client().post(LOGIN, sent).status_code == status
    told = Event.objects.filter(verb__startswith="address.").order_by("pk")
    assert [(one.actor_name, one.sentence, one.audience) for one in told] == [
        (
            "Ada Quill",
            f"asked for another address for Helen Marsh to sign in with: {REASON}",
            Audience.SYSTEM,
        ),
        (
            "Helen Marsh",
            "confirmed the other address to sign in with, which ended every earlier"
            " sign-in",
            Audience.SYSTEM,
        ),
    ]


def test_a_link_works_once_and_for_seven_days(
    council: Council, mailoutbox: list[EmailMessage], clock: time_machine.Traveller
) -> None:
    asked(council)
    used = mailed(mailoutbox)
    Client().post(used)
    asked(council, "other@council.example")
    late = mailed(mailoutbox, "other@council.example")
    clock.shift(timedelta(days=7, minutes=1))
    for link in (used, late):
        for answer in (Client().get(link), Client().post(link)):
            assert answer.status_code == 410
            assert "Marsh" not in answer.content.decode()
    assert User.objects.get(pk=council.helen.pk).email == NEW
    assert Client().get("/address/never-made/").status_code == 404


def test_a_newer_link_ends_the_one_before_and_one_taken_back_ends_too(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    asked(council)
    first = mailed(mailoutbox)
    asked(council)
    second = mailed(mailoutbox)
    assert [Client().get(link).status_code for link in (first, second)] == [410, 200]
    ada = browser_of(council.ada)
    back = reverse("schools:address_withdraw", args=[helen.pk])
    assert "the address stays" in ada.post(back, follow=True).content.decode()
    assert Client().post(second).status_code == 410
    again = ada.post(back, follow=True).content.decode()
    assert "Nothing waits to be confirmed" in again


def test_who_is_signed_in_as_somebody_else_confirms_nothing(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    asked(council)
    link = mailed(mailoutbox)
    sam = browser_of(council.sam)
    for answer in (sam.get(link), sam.post(link)):
        text = answer.content.decode()
        assert "This link was sent to somebody else." in text
        assert NEW not in text
        assert "Marsh" not in text
    assert User.objects.get(pk=council.helen.pk).email == OLD
    # Whose it is may be signed in, and is signed out.
    own = browser_of(council.helen)
    assert own.post(link).headers["Location"] == LOGIN
    assert own.get(reverse("search")).status_code == 302


def test_the_administrator_shows_again_who_they_are(
    council: Council, helen: Person, clock: time_machine.Traveller
) -> None:
    ada = signed_in(with_app(council.ada))
    clock.shift(timedelta(minutes=6))
    form = reverse("schools:address_change", args=[helen.pk])
    led = ada.get(form).headers["Location"]
    assert led.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("address", ["SAM@council.example", "nell@council.example"])
def test_an_address_that_is_or_will_be_anothers_is_refused(
    council: Council, address: str
) -> None:
    appointed(council)
    with pytest.raises(RuleBroken, match="Somebody else signs in with this address"):
        asked(council, address)
    assert not AddressChange.objects.exists()


def test_an_address_that_two_are_to_have_is_refused_the_second(
    council: Council,
) -> None:
    asked(council)
    with pytest.raises(RuleBroken, match="or is to do so"):
        asked(council, who="sam")
    with pytest.raises(RuleBroken, match="signs in with this address already"):
        asked(council, OLD)


def test_nobody_is_invited_at_an_address_that_another_is_to_have(
    council: Council,
) -> None:
    asked(council)
    nell = appointed(council, email=NEW)
    assert not Invitation.objects.exists()
    with pytest.raises(RuleBroken, match="Another account signs in with"):
        invitations.invite(person=nell, by=council.ada)


def test_an_address_that_became_anothers_meanwhile_is_not_taken(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    asked(council)
    link = mailed(mailoutbox)
    User.objects.filter(pk=council.dev.pk).update(email=NEW)
    assert Client().post(link).status_code == 410
    assert User.objects.get(pk=council.helen.pk).email == OLD


def test_of_a_closed_account_no_address_is_changed(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    asked(council)
    link = mailed(mailoutbox)
    closing.close(person=helen, by=council.ada)
    assert Client().post(link).status_code == 410
    with pytest.raises(RuleBroken, match="is closed"):
        asked(council)
    page = read(council.ada, helen.get_absolute_url())
    assert "Correct the address they sign in with" not in page


def test_an_address_that_is_only_written_to_stays(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    Person.objects.filter(pk=helen.pk).update(email="office@hawthorn.example")
    asked(council)
    Client().post(mailed(mailoutbox))
    assert Person.objects.get(pk=helen.pk).email == "office@hawthorn.example"


def test_a_link_for_a_new_password_that_the_address_before_was_sent_opens_nothing(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    with_password(council.helen)
    Client().post(reverse("account_reset_password"), {"email": OLD})
    sweep()
    body = str([mail for mail in mailoutbox if mail.to == [OLD]][-1].body)
    reset = re.findall(r"http://[^/]+(/\S+)", body)[0]
    asked(council)
    Client().post(mailed(mailoutbox))
    page = Client().get(reset, follow=True).content.decode()
    assert "This link no longer works" in page


def came(act: Callable[[], Any]) -> str:
    try:
        act()
    except RuleBroken as broken:
        return broken.message
    return "done"


def test_of_two_who_ask_at_once_one_link_stands(committed: Council) -> None:
    def ask(email: str, by: str) -> str:
        person = Person.objects.get(pk=committed.persons["helen"].pk)
        user = committed.user(by)
        return came(
            lambda: addresses.ask(person=person, email=email, reason="x", by=user)
        )

    at_once(lambda: ask(NEW, "ada"), lambda: ask("two@council.example", "ada"))
    assert AddressChange.objects.open().count() == 1
    assert AddressChange.objects.count() == 2


def test_of_two_who_confirm_at_once_one_does(committed: Council) -> None:
    with transaction.atomic():
        change = asked(committed)

    def confirm() -> str:
        return came(lambda: addresses.confirm(change=change))

    ended = "This link can no longer be used."
    assert sorted(at_once(confirm, confirm)) == [ended, "done"]
    assert Event.objects.filter(verb="address.changed").count() == 1
