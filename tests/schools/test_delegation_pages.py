"""The page on which a headteacher says who may act for them."""

from datetime import date

from django.test import Client
from django.urls import reverse

from schools.models import Delegation
from schools.services.people import end_post
from sitrack.core.models import Notification, User
from sitrack.core.roles import Delegable
from tests.core.pages import posted_from
from tests.schools.delegating import devs_post, given, helens_post, page_at
from tests.universe import Council

LEVELS, PLANS = Delegable.LEVELS, Delegable.PLANS


def read(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return " ".join(client.get(address).content.decode().split())


def test_the_headteacher_lets_a_deputy_act_on_the_page_of_the_school(
    client: Client, council: Council
) -> None:
    address = page_at(council.hawthorn)
    front = read(client, council.helen, council.hawthorn.get_absolute_url())
    assert f'href="{address}">Who may act for you</a>' in front
    answer = client.get(address)
    assert "Nobody: only the headteacher does these things." in answer.content.decode()
    form, _ = posted_from(answer)
    assert (form["to"], form["start"]) == (
        [str(devs_post(council).pk)],
        "10/11/2025",
    )
    sent = {**form, "things": ["levels", "plans"], "until": "31/3/2026"}
    again = client.post(address, sent, follow=True)
    shown = " ".join(again.content.decode().split())
    assert "Dev Chandra may act for you, and is told." in shown
    assert "Dev Chandra may propose a level for the school" in shown
    assert "Deputy Headteacher, until 31 March 2026, let by Helen Marsh" in shown
    client.post(address, sent)
    assert Delegation.objects.count() == 2, "posted twice"


def test_a_form_without_choices_says_what_to_choose(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    address = page_at(council.hawthorn)
    form, _ = posted_from(client.get(address))
    for sent, message in (
        ({"to": ""}, "Select who may act for you"),
        ({"things": []}, "Tick what they may do"),
        ({"things": ["everything"]}, "Tick what they may do"),
        (
            {"to": str(helens_post(council).pk)},
            "Select a deputy who holds a post today",
        ),
        ({"start": "9/11/2025"}, "The first day must be today or later."),
        ({"until": "1/1/2030"}, "The last day must be within a year of the first."),
    ):
        whole = {**form, "things": ["levels"], **sent}
        answer = client.post(address, whole)
        assert answer.status_code == 422, message
        assert message in answer.content.decode()
    assert not Delegation.objects.exists()


def test_it_is_withdrawn_after_a_last_look(client: Client, council: Council) -> None:
    (made,) = given(council, LEVELS)
    address = reverse("schools:delegation_withdraw", args=[made.pk])
    assert address in read(client, council.helen, page_at(council.hawthorn))
    answer = client.get(address)
    assert "Dev Chandra may propose a level for the school" in answer.content.decode()
    client.post(address, posted_from(answer)[0])
    made.refresh_from_db()
    assert made.withdrawn_by == council.helen
    shown = read(client, council.helen, page_at(council.hawthorn))
    assert "withdrawn on 10 November 2025" in shown
    assert client.get(address).status_code == 302, "nothing is left to withdraw"


def test_the_deputy_reads_what_they_may_do_and_changes_nothing(
    client: Client, council: Council
) -> None:
    (made,) = given(council, PLANS)
    address = page_at(council.hawthorn)
    assert Notification.objects.get(recipient=council.dev).path == address
    shown = read(client, council.dev, address)
    assert (
        "Dev Chandra may agree a plan of additional engagement for the school" in shown
    )
    assert "Let them act" not in shown
    assert Notification.objects.get(recipient=council.dev).read_at is not None
    sent = {"to": devs_post(council).pk, "things": ["levels"], "start": "10/11/2025"}
    assert client.post(address, {**sent, "until": "1/12/2025"}).status_code == 403
    withdrawing = reverse("schools:delegation_withdraw", args=[made.pk])
    assert client.get(withdrawing).status_code == 403


def test_a_school_without_a_deputy_is_told_who_appoints_one(
    client: Client, council: Council
) -> None:
    end_post(post=devs_post(council), on=date(2025, 11, 9), by=council.ada)
    shown = read(client, council.helen, page_at(council.hawthorn))
    assert "No deputy holds a post at Hawthorn Primary School." in shown
    assert "Let them act" not in shown
