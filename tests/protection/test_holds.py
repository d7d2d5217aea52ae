"""A legal hold is set for a reason and lifted for another."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from protection.models import LegalHold
from protection.services.holds import lift_hold, set_hold
from sitrack.core.models import Event, StoredFile
from sitrack.core.rules import RuleBroken
from tests.samples import PDF
from tests.universe import Council
from visits.services.documents import add_document, remove_document

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


@pytest.mark.parametrize("of", ["school", "person", None])
def test_a_file_that_is_removed_under_a_hold_keeps_its_bytes_where_nobody_opens_them(
    council: Council, of: str | None, django_capture_on_commit_callbacks: Any
) -> None:
    document = add_document(
        visit=council.shared_visit(),
        title="The plan",
        file=ContentFile(PDF, name="plan.pdf"),
        by=council.helen,
    )
    held = {
        "school": {"school": council.hawthorn},
        "person": {"person": council.persons["helen"]},
    }
    if of:
        set_hold(reason="An inquiry", by=council.ada, **held[of])  # type: ignore[arg-type]
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=document, by=council.helen)
    stored = StoredFile.objects.get()
    assert stored.removed_at
    assert not stored.may_be_opened
    assert default_storage.exists(str(stored.content.name)) is bool(of)


def test_nobody_else_holds_or_lifts(council: Council) -> None:
    hold = set_hold(school=council.elm, reason="One", by=council.ada)
    with pytest.raises(PermissionDenied):
        set_hold(school=council.ash, reason="One", by=council.rita)
    with pytest.raises(PermissionDenied):
        lift_hold(hold=hold, reason="One", by=council.rita)
