"""A legal hold is set for a reason and lifted for another."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from protection.models import LegalHold
from protection.services.holds import lift_hold, set_hold
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.universe import Council

HOLDS = reverse("protection:holds")


def test_a_school_is_held_on_the_page_and_lifted(
    client: Client, council: Council
) -> None:
    client.force_login(council.ada)
    token = client.get(HOLDS).context["submit_token"]
    sent = {"school": council.hawthorn.pk, "reason": "An inquiry"}
    assert client.post(HOLDS, {**sent, "submit_token": token})["Location"] == HOLDS
    hold = LegalHold.objects.get()
    assert str(hold) == "legal hold on Hawthorn Primary School"
    page = client.get(HOLDS).content.decode()
    assert "An inquiry. Set by Ada Quill on 10 November 2025." in page
    lift = reverse("protection:hold_lift", args=[hold.pk])
    token = client.get(lift).context["submit_token"]
    client.post(lift, {"reason": "It is over", "submit_token": token})
    assert not LegalHold.objects.in_force().exists()
    assert "It is over" in client.get(HOLDS).content.decode()
    verbs = Event.objects.about(hold).values_list("verb", flat=True)
    assert list(verbs) == ["hold.lifted", "hold.set"]


def test_a_school_is_held_once_at_a_time(council: Council) -> None:
    hold = set_hold(school=council.elm, reason="One", by=council.ada)
    with pytest.raises(RuleBroken, match="already"):
        set_hold(school=council.elm, reason="Two", by=council.hana)
    lift_hold(hold=hold, reason="Over", by=council.hana)
    with pytest.raises(RuleBroken, match="lifted already"):
        lift_hold(hold=hold, reason="Again", by=council.ada)
    assert set_hold(school=council.elm, reason="Two", by=council.hana).pk


def test_a_hold_is_on_one_thing(council: Council) -> None:
    both = {"school": council.elm, "person": council.persons["helen"]}
    for asked in ({}, both):
        with pytest.raises(RuleBroken, match="school or a person"):
            set_hold(reason="One", by=council.ada, **asked)  # type: ignore[arg-type]


def test_nobody_else_holds_or_lifts(council: Council) -> None:
    hold = set_hold(school=council.elm, reason="One", by=council.ada)
    with pytest.raises(PermissionDenied):
        set_hold(school=council.ash, reason="One", by=council.rita)
    with pytest.raises(PermissionDenied):
        lift_hold(hold=hold, reason="One", by=council.rita)
