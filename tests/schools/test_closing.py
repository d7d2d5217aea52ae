"""Accounts of those who leave: proposed for closing, closed, and opened again."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from reports.services.feeds import make_feed
from schools.models import Invitation, Person
from schools.services import closing, invitations
from schools.services.people import appoint, end_post
from sitrack.core import delivery
from sitrack.core.models import Draft, Event, SignIn, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.core.second_factor.codes import PASSWORD as GIVEN
from tests.core.second_factor.codes import give_password, with_password
from tests.reports.pages import read, signed_in, words
from tests.schools.invited import appointed, mailed_link, take_up
from tests.universe import NOW, Council

LEAVERS = reverse("schools:leavers")
TODAY = NOW.date()


@pytest.fixture
def helen(council: Council) -> Person:
    """The head of Hawthorn, who has a password."""
    council.helen.set_password("violet lantern harbour")
    council.helen.save()
    return Person.objects.select_related("user").get(user=council.helen)


def leave(council: Council, person: Person, on: date) -> None:
    for post in person.posts.all():
        end_post(post=post, on=on, by=council.ada)


def is_in(client: Client) -> bool:
    return client.get(reverse("sign_ins:own")).status_code == 200


def told(person: Person) -> list[str]:
    found = (
        Event.objects.about(person).filter(verb__startswith="account.").order_by("pk")
    )
    return [f"{event.actor_name} {event.sentence}" for event in found]


def press(client: Client, name: str, person: Person) -> str:
    """Read the page that asks once more, press its button, read what comes."""
    address = reverse(f"schools:{name}", args=[person.pk])
    assert client.get(address).status_code == 200
    return words(client.post(address, follow=True))


def test_whose_last_post_has_ended_does_nothing_and_is_proposed_for_closing(
    council: Council, helen: Person, clock: time_machine.Traveller
) -> None:
    assert "Everybody who has an account holds a post." in read(council.ada, LEAVERS)
    leave(council, helen, TODAY)
    assert "Helen Marsh" not in read(council.ada, LEAVERS)
    clock.move_to(NOW + timedelta(days=1))
    client = signed_in(council.user("helen"))
    assert client.get(council.hawthorn.get_absolute_url()).status_code == 404
    shown = read(council.ada, LEAVERS)
    assert "1 account" in shown
    assert "Helen Marsh The last post ended on 10 November 2025." in shown
    page = read(council.ada, helen.get_absolute_url())
    assert (
        "Signs in with this address. The last post has ended: close the account" in page
    )


def test_a_closed_account_is_out_at_once_and_stays_out(
    council: Council, helen: Person
) -> None:
    client, ada = signed_in(council.helen), signed_in(council.ada)
    assert is_in(client)
    assert "Helen Marsh is signed out at once, in one place" in words(
        ada.get(reverse("schools:account_close", args=[helen.pk]))
    )
    shown = press(ada, "account_close", helen)
    assert "The account of Helen Marsh is closed." in shown
    assert "The account is closed" in shown
    assert not is_in(client)
    assert not SignIn.objects.filter(user=council.helen).exists()
    sent = {"login": council.helen.email, "password": "violet lantern harbour"}
    answer = Client().post(reverse("account_login"), sent, follow=True)
    assert "Your account is closed" in words(answer)
    assert told(helen) == ["Ada Quill closed the account of Helen Marsh"]
    assert "Ada Quill closed the account of Helen Marsh" in shown


def test_what_they_did_and_typed_stays(council: Council, helen: Person) -> None:
    draft = Draft.objects.create(
        user=council.helen,
        form="/",
        page="0" * 32,
        sequence=1,
        fields={"text": ["Half a sentence"]},
        saved_at=NOW,
    )
    before = Event.objects.count()
    closing.close(person=helen, by=council.ada)
    assert Event.objects.count() == before + 1
    assert helen.posts.count() == 1
    draft.refresh_from_db()
    assert draft.fields == {"text": ["Half a sentence"]}


def test_an_open_invitation_goes_with_it(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    council.helen.set_unusable_password()
    council.helen.save()
    helen = Person.objects.select_related("user").get(pk=helen.pk)
    invitations.invite(person=helen, by=council.ada)
    link = mailed_link(mailoutbox, "helen@council.example")
    closing.close(person=helen, by=council.ada)
    assert Invitation.objects.get().outcome == Invitation.Outcome.WITHDRAWN
    assert Client().get(link).status_code == 410


def test_a_closed_account_is_mailed_nothing_and_its_feed_ends(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    address = make_feed(by=council.helen)
    feed = reverse("calendar_feed_file", args=[address])
    assert Client().get(feed).status_code == 200
    delivery.notify([council.helen], title="A note", path="/", key="note:1")
    closing.close(person=helen, by=council.ada)
    sweep()
    assert mailoutbox == []
    assert Client().get(feed).status_code != 200
    closing.reopen(person=helen, by=council.ada)
    assert Client().get(feed).status_code != 200


def test_whoever_is_signed_out_everywhere_has_no_feed_any_more(
    council: Council, helen: Person
) -> None:
    feed = reverse("calendar_feed_file", args=[make_feed(by=council.helen)])
    other = reverse("calendar_feed_file", args=[make_feed(by=council.sam)])
    closing.end_sign_ins(person=helen, by=council.ada)
    assert Client().get(feed).status_code != 200
    assert Client().get(other).status_code == 200


def test_of_two_who_close_each_other_one_stays(council: Council, helen: Person) -> None:
    """The second acts on what stood when the page was asked for."""
    ada = Person.objects.select_related("user").get(user=council.ada)
    closing.close(person=helen, by=council.ada)
    with pytest.raises(RuleBroken, match="Your own account has just been closed"):
        closing.close(person=ada, by=council.helen)
    assert User.objects.get(pk=council.ada.pk).is_active


def test_nobody_closes_their_own(council: Council) -> None:
    ada = Person.objects.select_related("user").get(user=council.ada)
    client = signed_in(council.ada)
    assert "Close the account" not in words(client.get(ada.get_absolute_url()))
    shown = press(client, "account_close", ada)
    assert "You cannot close your own account." in shown
    council.ada.refresh_from_db()
    assert council.ada.is_active


def test_it_is_opened_again_for_who_holds_a_post(
    council: Council, helen: Person, clock: time_machine.Traveller
) -> None:
    closing.close(person=helen, by=council.ada)
    shown = press(signed_in(council.ada), "account_open", helen)
    assert "The account of Helen Marsh is open again." in shown
    sent = {"login": council.helen.email, "password": "violet lantern harbour"}
    assert Client().post(reverse("account_login"), sent).status_code == 302
    assert told(helen)[1:] == ["Ada Quill opened the account of Helen Marsh again"]


def test_who_left_is_appointed_first(
    council: Council, helen: Person, clock: time_machine.Traveller
) -> None:
    leave(council, helen, TODAY)
    clock.move_to(NOW + timedelta(days=1))
    closing.close(person=helen, by=council.ada)
    helen = Person.objects.select_related("user").get(pk=helen.pk)
    with pytest.raises(RuleBroken, match=r"Appoint Helen Marsh to a post first\."):
        closing.reopen(person=helen, by=council.ada)
    assert "Helen Marsh" not in read(council.ada, LEAVERS)
    assert "Open the account again" not in read(council.ada, helen.get_absolute_url())
    appoint(
        person=helen,
        role=Role.HEADTEACHER,
        start=TODAY + timedelta(days=1),
        school=council.elm,
        by=council.ada,
    )
    closing.reopen(person=helen, by=council.ada)
    assert User.objects.get(pk=council.helen.pk).is_active


def test_the_second_of_two_is_told(council: Council, helen: Person) -> None:
    closing.close(person=helen, by=council.ada)
    with pytest.raises(RuleBroken, match="is closed already"):
        closing.close(person=helen, by=council.ada)
    closing.reopen(person=helen, by=council.ada)
    with pytest.raises(RuleBroken, match="is open"):
        closing.reopen(person=helen, by=council.ada)
    assert len(told(helen)) == 2


def test_who_has_no_account_has_none_to_close(council: Council) -> None:
    nell = appointed(council)
    for act in (closing.close, closing.reopen, closing.end_sign_ins):
        with pytest.raises(RuleBroken, match="Nell Ward has no account"):
            act(person=nell, by=council.ada)


def test_an_administrator_signs_somebody_out_everywhere(
    council: Council, helen: Person
) -> None:
    clients = [signed_in(council.helen) for _ in range(2)]
    ada = signed_in(council.ada)
    page = words(ada.get(reverse("schools:account_sign_out", args=[helen.pk])))
    assert "Helen Marsh is signed in now, in 2 places." in page
    shown = press(ada, "account_sign_out", helen)
    assert "Helen Marsh is signed out everywhere." in shown
    assert "Ada Quill ended every sign-in of Helen Marsh" in shown
    assert [is_in(client) for client in clients] == [False, False]
    assert is_in(signed_in(council.helen))


def test_the_list_of_people_says_who_has_an_account(
    council: Council, helen: Person
) -> None:
    people = f"{reverse('schools:people')}?name=Helen+Marsh"
    assert "Has an account" in read(council.ada, people)
    closing.close(person=helen, by=council.ada)
    assert "No account" in read(council.ada, people)


def test_who_comes_back_by_invitation_signs_in_as_before(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    appointed(council)
    client = take_up(mailed_link(mailoutbox))
    nell = Person.objects.select_related("user").get(name="Nell Ward")
    closing.close(person=nell, by=council.ada)
    assert not is_in(client)
    with pytest.raises(RuleBroken, match="The account of Nell Ward is closed"):
        invitations.invite(person=nell, by=council.ada)


@pytest.mark.parametrize("name", ["account_close", "second_step_remove"])
def test_an_administrator_shows_first_that_it_is_them(
    council: Council, helen: Person, clock: time_machine.Traveller, name: str
) -> None:
    """Whoever finds their computer open closes nobody's account with it."""
    page = reverse(f"schools:{name}", args=[helen.pk])
    ada = give_password(with_password(council.ada))
    assert ada.get(page).status_code == 200
    clock.shift(301)
    for ask in (ada.get, ada.post):
        led = ask(page).headers["Location"]
        assert led.startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=council.helen.pk).is_active
    ada.post(led, {"password": GIVEN})
    assert ada.get(page).status_code == 200
