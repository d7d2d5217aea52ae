"""An address that the mail server refuses for good is tried once, and told of."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from schools.models import Invitation
from schools.services.people import add_person, appoint
from sitrack.core import delivery
from sitrack.core.mail_answers import in_short, is_refused_for_good
from sitrack.core.models import Event, JobState, Notification
from sitrack.core.roles import Role
from sitrack.core.sweep import sweep
from tests.universe import TODAY, Council

Clock = time_machine.Traveller
NO_SUCH = (550, b"5.1.1 <x@y.example>: no such user here")
BUSY = (451, b"4.3.0 try again later")
ANSWERS = [
    (550, "5.1.1 no such user", True),
    (550, "5.1.10 the domain takes no mail", True),
    (550, "5.2.1 the mailbox is disabled", True),
    (550, "No such user here", True),
    (551, "User not local", True),
    (553, "Mailbox name not allowed", True),
    (450, "4.2.1 the mailbox is disabled for now", False),
    (552, "5.2.2 the mailbox is full", False),
    (550, "5.7.1 we take nothing from you", False),
    (550, "5.1.8 the sender's domain is not known", False),
    (550, "Relay not permitted", False),
    (550, "Blocked using a list of those who send spam", False),
    (550, "Sender verify failed for unknown user", False),
    (550, "Administrative prohibition", False),
    (554, "Transaction failed", False),
    (421, "Goodbye", False),
]


@pytest.mark.parametrize(("code", "words", "for_good"), ANSWERS)
def test_what_is_for_good_is_about_the_address(
    code: int,
    words: str,
    for_good: bool,
) -> None:
    assert is_refused_for_good(code, words) == for_good


def test_the_words_of_an_answer_are_left_out() -> None:
    assert in_short(550, "5.1.1 <helen@a.example> unknown") == "550 5.1.1"
    assert in_short(550, "helen is unknown") == "550"


def refuse(
    monkeypatch: pytest.MonkeyPatch, *addresses: str, answer: tuple[int, bytes]
) -> list[str]:
    """The mail server refuses these addresses; returns to whom it was handed a mail."""
    tried: list[str] = []

    def send(self: EmailMessage) -> int:
        (to,) = self.to
        tried.append(to)
        if to in addresses:
            raise SMTPRecipientsRefused({to: answer})
        return 1

    monkeypatch.setattr(EmailMessage, "send", send)
    return tried


def tell(council: Council, *names: str, key: str = "note:1") -> None:
    people = [council.user(name) for name in names]
    delivery.notify(people, title="A note is ready", path="/", key=key)


def test_it_is_tried_once_and_holds_up_nobody(
    council: Council, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    bad = ["gus", "cora", "sena", "odd"]
    addresses = [council.user(name).email for name in bad]
    tried = refuse(monkeypatch, *addresses, answer=NO_SUCH)
    tell(council, *bad, "helen")
    sweep()
    assert council.helen.email in tried, "four refusals are no outage"
    assert all(tried.count(address) == 1 for address in addresses)
    failed = Notification.objects.filter(state=JobState.FAILED)
    assert {one.recipient.email for one in failed} == set(addresses)
    assert {(one.attempts, one.last_error) for one in failed} == {
        (1, "AddressRefused: 550 5.1.1")
    }
    clock.shift(timedelta(days=4))
    sweep()
    assert all(tried.count(address) == 1 for address in addresses)


def test_what_may_be_better_later_is_tried_again(
    council: Council, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    tried = refuse(monkeypatch, council.gus.email, answer=BUSY)
    tell(council, "gus")
    sweep()
    clock.shift(timedelta(minutes=2))
    sweep()
    assert tried == [council.gus.email] * 2
    assert not Event.objects.filter(verb="mail.refused").exists()


def test_whoever_keeps_people_hears_of_it_once_a_month(
    council: Council, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    refuse(monkeypatch, council.gus.email, answer=NO_SUCH)
    for day in range(3):
        tell(council, "gus", key=f"note:{day}")
        sweep()
        clock.shift(timedelta(hours=25))
    told = Notification.objects.get(title="An e-mail address takes no mail")
    person = council.persons["gus"]
    assert (told.recipient, told.path) == (council.ada, person.get_absolute_url())
    assert Event.objects.filter(verb="mail.refused").count() == 3
    client = Client()
    client.force_login(council.ada)
    shown = " ".join(client.get(told.path).content.decode().split())
    assert (
        "could send no mail to Gus Adeyemi: the mail server refused the address (550"
        " 5.1.1)" in shown.replace(str(person), "Gus Adeyemi")
    )


def test_an_address_of_the_administrator_goes_round_in_no_circle(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = refuse(monkeypatch, council.ada.email, answer=NO_SUCH)
    tell(council, "ada")
    for _ in range(3):
        sweep()
    assert tried == [council.ada.email] * 2


def test_who_invited_hears_that_the_invitation_did_not_arrive(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "nell@hawthorn.example", answer=NO_SUCH)
    nell = add_person(name="Nell Park", email="nell@hawthorn.example", by=council.ada)
    appoint(
        person=nell,
        role=Role.GOVERNOR,
        school=council.hawthorn,
        start=TODAY,
        by=council.ada,
    )
    sweep()
    assert Invitation.objects.get().state == JobState.FAILED
    told = Notification.objects.get(title="An invitation could not be delivered")
    assert (told.recipient, told.path) == (council.ada, nell.get_absolute_url())
    client = Client()
    client.force_login(council.ada)
    shown = " ".join(client.get(told.path).content.decode().split())
    assert "but the mail server refused the address: correct it" in shown


def test_no_more_than_five_links_a_day_are_mailed_to_an_address(
    council: Council, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    council.helen.set_password("violet lantern harbour")
    council.helen.save()
    tried = refuse(monkeypatch, answer=NO_SUCH)
    answers = set()
    for email in [council.helen.email, "nobody@nowhere.example"] * 8:
        answer = Client(REMOTE_ADDR=f"10.0.0.{len(tried)}").post(
            reverse("account_reset_password"), {"email": email}
        )
        answers.add((answer.status_code, answer.headers.get("Location")))
        sweep()
        clock.shift(timedelta(minutes=30))
    assert tried == [council.helen.email] * 5
    assert answers == {(302, reverse("account_reset_password_done"))}
    clock.shift(timedelta(hours=24))
    Client().post(reverse("account_reset_password"), {"email": council.helen.email})
    sweep()
    assert tried == [council.helen.email] * 6
