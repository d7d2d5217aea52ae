"""Each sign-in that works is an event, which says by what, and which no page of others
tells."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from protection.queries.events import events_of
from protection.queries.held import Subject
from sitrack.core.models import Audience, Event, User
from sitrack.core.second_factor.queries import codes_of
from tests.core.second_factor.codes import (
    give_password,
    signed_in,
    with_app,
    with_password,
)
from tests.schools.invited import appointed, mailed_link, take_up
from tests.universe import Council


def made(user: User) -> list[str]:
    rows = Event.objects.about(user).filter(verb="sign_in.made").order_by("pk")
    assert {(row.actor_key, row.audience) for row in rows} <= {
        (Event.actor_key_of(user), Audience.SYSTEM)
    }
    return [row.sentence for row in rows]


def test_it_says_by_what(council: Council) -> None:
    give_password(with_password(council.helen))
    assert made(council.helen) == ["signed in with a password"]
    signed_in(with_app(council.sam))
    assert made(council.sam) == ["signed in with a password and a code of an app"]


def test_a_recovery_code_is_named(council: Council) -> None:
    client = give_password(with_app(council.sam))
    codes = codes_of(council.sam)
    assert codes
    code = codes.wrap().get_unused_codes()[0]
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert made(council.sam) == ["signed in with a password and a recovery code"]


def test_half_a_sign_in_is_none(council: Council) -> None:
    give_password(with_app(council.helen))
    assert made(council.helen) == []


def test_who_takes_an_invitation_up_is_told_apart(
    council: Council, mailoutbox: list[object]
) -> None:
    nell = appointed(council)
    take_up(mailed_link(mailoutbox))  # type: ignore[arg-type]
    nell.refresh_from_db()
    assert nell.user
    assert made(nell.user) == ["signed in with an invitation"]


@pytest.mark.parametrize("reader", ["ada", "hana", "rita", "dev"])
def test_no_page_of_others_says_when_somebody_signed_in(
    council: Council, reader: str
) -> None:
    give_password(with_password(council.helen))
    person = council.persons["helen"]
    client = Client()
    client.force_login(getattr(council, reader))
    for address in (
        person.get_absolute_url(),
        reverse("protection:held", args=[person.pk]),
        council.hawthorn.get_absolute_url(),
        reverse("home"),
    ):
        text = client.get(address, follow=True).content.decode()
        assert "signed in with" not in text
        assert "sign_in.made" not in text


def test_its_owner_is_told_and_so_is_the_file_of_all_that_is_held(
    council: Council,
) -> None:
    give_password(with_password(council.helen))
    subject = Subject(council.persons["helen"], council.helen)
    own = events_of(subject, council.helen, 20)
    assert own
    assert "signed in with a password" in [one.values.get("Event") for one in own.lines]
    whole = events_of(subject, council.hana)
    assert whole
    assert "sign_in.made" in [one.values.get("Kind") for one in whole.lines]


def test_it_costs_one_statement(council: Council) -> None:
    user = with_password(council.helen)
    client = Client()
    sent = {"login": user.email, "password": "violet lantern harbour"}
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("account_login"), sent)
    assert made(user)
    told = [one for one in asked.captured_queries if "core_event" in one["sql"]]
    assert len(told) == 1
