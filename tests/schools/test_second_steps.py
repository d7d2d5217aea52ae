"""An administrator removes the second step of somebody who has lost their telephone."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from pytest_django import Settings

from schools.models import Person
from schools.services.accounts import remove_second_step
from sitrack.core.models import Audience, Event
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.queries import has_factor
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.core.second_factor.codes import give_password, signed_in, with_app
from tests.reports.pages import read
from tests.universe import Council

REASON = "Rang from the school’s number"
OFFER = "Remove their second step"


@pytest.fixture
def helen(council: Council) -> Person:
    with_app(council.helen)
    return council.persons["helen"]


def test_it_is_removed_with_a_reason_and_its_owner_is_told(
    council: Council, helen: Person, mailoutbox: list[EmailMessage]
) -> None:
    assert OFFER in read(council.ada, helen.get_absolute_url())
    ada = signed_in(with_app(council.ada))
    address = reverse("schools:second_step_remove", args=[helen.pk])
    sent = {"submit_token": new_token(), "reason": ""}
    assert "Enter the reason" in ada.post(address, sent).content.decode()
    assert has_factor(council.helen)
    done = ada.post(address, {**sent, "reason": REASON})
    assert done.headers["Location"] == helen.get_absolute_url()
    assert not has_factor(council.helen)

    event = Event.objects.get(verb="person.second_step_removed")
    assert (event.actor_name, event.sentence, event.audience) == (
        "Ada Quill",
        "removed the second step of Helen Marsh: Rang from the school’s number",
        Audience.SYSTEM,
    )
    page = read(council.ada, helen.get_absolute_url())
    assert REASON in page
    assert OFFER not in page
    sweep()
    mail = mailoutbox[-1]
    assert (mail.to, mail.subject) == (
        ["helen@council.example"],
        "The second step of your sign-in was removed by an administrator",
    )
    assert REASON not in str(mail.body)


def test_they_are_signed_out_at_once_and_set_up_anew_at_the_next_sign_in(
    council: Council, helen: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    before = signed_in(council.helen)
    assert before.get(reverse("search")).status_code == 200
    remove_second_step(person=helen, reason=REASON, by=council.ada)
    led = before.get(reverse("search")).headers["Location"]
    assert led.startswith(reverse("account_login"))
    led = give_password(council.helen).get(reverse("search")).headers["Location"]
    assert led.startswith(reverse("second_step"))


def test_nobody_removes_their_own_so(council: Council) -> None:
    with_app(council.ada)
    with pytest.raises(RuleBroken, match="on “Signing in safely”"):
        remove_second_step(person=council.persons["ada"], reason=REASON, by=council.ada)
    assert has_factor(council.ada)


def test_who_has_none_has_none_removed(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Sam Rowe has set up no second step"):
        remove_second_step(person=council.persons["sam"], reason=REASON, by=council.ada)
    assert OFFER not in read(council.ada, council.persons["sam"].get_absolute_url())
