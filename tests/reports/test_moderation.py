"""Moderation notes: the RLE writes, the head of service approves or asks again."""

import uuid
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports.models import LevelReview, ModerationNote
from reports.services.moderation import (
    approve_note,
    ask_to_revisit,
    confirm_review,
    write_note,
)
from schools.models import School
from sitrack.core import sweep
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.reports.pages import get, read, signed_in
from tests.universe import Council

SAID = "The level fits: outcomes rose, and leaders know why."


def written(council: Council, version: int = 0, text: str = SAID) -> ModerationNote:
    return write_note(
        school=council.hawthorn,
        term=council.terms["autumn"],
        text=text,
        expected_version=version,
        by=council.rita,
    )


def asked(council: Council, version: int = 0) -> ModerationNote:
    return ask_to_revisit(
        school=council.hawthorn,
        term=council.terms["autumn"],
        ask="Compare it with Elm.",
        expected_version=version,
        by=council.hana,
    )


def page(council: Council, name: str = "moderation") -> str:
    autumn = council.terms["autumn"].pk
    return reverse(name, args=[council.hawthorn.pk, autumn])


def posted(**fields: Any) -> dict[str, str]:
    return {**fields, "submit_token": str(uuid.uuid4())}


@pytest.mark.item("SUF-P-09")
def test_the_lead_writes_the_head_asks_again_and_approves(council: Council) -> None:
    write, ask = page(council, "moderation_write"), page(council, "moderation_ask")
    rita, hana = signed_in(council.rita), signed_in(council.hana)
    assert rita.post(write, posted(text=SAID, version="0")).status_code == 302
    assert "Waiting for approval" in read(council.hana, page(council))
    assert SAID in read(council.hana, page(council))
    asks = posted(ask="Compare it with Elm.", version="1")
    assert hana.post(ask, asks).status_code == 302
    assert "Compare it with Elm." in read(council.rita, page(council))
    again = posted(text="Elm stands alike.", version="2")
    assert rita.post(write, again).status_code == 302
    version = ModerationNote.objects.get().version
    approve = page(council, "moderation_approve")
    hana.post(approve, {"version": str(version)})
    told = read(council.sam, page(council))
    assert "Approved by Hana Yilmaz" in told
    assert "Elm stands alike." in told
    verbs = Event.objects.filter(verb__startswith="moderation.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "moderation.written",
        "moderation.asked",
        "moderation.written",
        "moderation.approved",
    ]


def test_the_lead_is_told_by_a_title_and_a_link(council: Council) -> None:
    asked(council)
    sweep.sweep()
    told = Notification.objects.get(recipient=council.rita)
    assert told.title == (
        "You are asked to look at a moderation again: Hawthorn Primary School"
    )
    assert "Compare" not in "".join(str(one.message()) for one in mail.outbox)


def test_a_school_without_a_note_can_be_asked_about(council: Council) -> None:
    note = asked(council)
    assert (note.state, note.text) == ("revisit", "")
    assert written(council, version=1).state == "written"


def test_each_step_is_refused_where_the_table_has_none(council: Council) -> None:
    note = asked(council)
    with pytest.raises(RuleBroken, match="no note that waits for approval"):
        approve_note(note=note, expected_version=1, by=council.hana)
    with pytest.raises(RuleBroken, match="asked already"):
        asked(council, version=1)
    for nothing in ("", "  \n"):
        with pytest.raises(RuleBroken, match="Enter the note"):
            written(council, version=1, text=nothing)


def test_of_two_who_write_at_once_the_second_sees_both_texts(council: Council) -> None:
    written(council)
    with pytest.raises(Stale):
        written(council)
    with pytest.raises(Stale):
        approve_note(
            note=ModerationNote.objects.get(), expected_version=9, by=council.hana
        )
    answer = signed_in(council.rita).post(
        page(council, "moderation_write"), posted(text="Another view.", version="0")
    )
    assert answer.status_code == 409
    assert SAID in answer.content.decode()
    assert "Another view." in answer.content.decode()


def test_nobody_approves_a_note_of_their_own(council: Council) -> None:
    note = written(council)
    with pytest.raises(RuleBroken, match="you wrote"):
        approve_note(note=note, expected_version=1, by=council.rita)


def test_only_the_authority_of_the_school_reads_it(council: Council) -> None:
    written(council)
    for name in ("sam", "rita", "hana"):
        assert SAID in read(council.user(name), page(council))
        assert "Hawthorn Primary School" in read(council.user(name), "/moderation/")
    for name in ("helen", "gus", "dee", "theo"):
        get(council.user(name), page(council), status=403)
    for name in ("ola", "rolf", "odd"):
        get(council.user(name), page(council), status=404)
    assert "Hawthorn" not in read(council.rolf, "/moderation/")
    get(council.hana, f"/schools/{council.hawthorn.pk}/moderation/0/", status=404)


def test_a_term_is_reviewed_once_every_note_of_it_is_approved(council: Council) -> None:
    note, autumn = written(council), council.terms["autumn"]
    address = reverse("levels_reviewed", args=[autumn.pk])
    hana = signed_in(council.hana)
    told = hana.post(address, follow=True).content.decode()
    assert "1 moderation note waits still." in told
    approve_note(note=note, expected_version=1, by=council.hana)
    told = hana.post(address, follow=True).content.decode()
    assert f"The review of {autumn} is confirmed." in told
    with pytest.raises(RuleBroken, match="confirmed already"):
        confirm_review(term=autumn, by=council.hana)
    assert LevelReview.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "approved", "text": "Fits."},
        {"state": "written", "text": ""},
        {"state": "revisit", "ask": ""},
    ],
)
def test_the_database_refuses_half_a_note(
    council: Council, facts: dict[str, str]
) -> None:
    elm = School.objects.get(pk=council.elm.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModerationNote.objects.create(school=elm, term=council.terms["autumn"], **facts)
