"""Targeted support that is noted first: its letter follows, and is asked for."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import Obligation, TargetedNote
from engagement.services.targeted import (
    Part,
    note_targeted,
    send_targeted,
    withdraw_note,
)
from reports.queries.due_for import all_due_for
from reports.services.summaries import up_to_date
from sitrack.core.models import Notification
from sitrack.core.submissions import new_token
from sitrack.core.versions import Stale
from tests.engagement.lettering import refused
from tests.plans.casing import words_of
from tests.universe import TODAY, Council

DUE = "Letter about targeted support: due by 24 November 2025"


def noted(council: Council, **said: Any) -> TargetedNote:
    facts: dict[str, Any] = {
        "agreed_on": TODAY,
        "reasons": ("writing",),
        "themes": (),
        "trend": "",
        "parts": (Part("reviews", "A review of writing", "£200"),),
        "expected_version": 0,
    }
    return note_targeted(record=council.record(), by=council.sam, **{**facts, **said})


def due(council: Council) -> list[str]:
    up_to_date(council.hawthorn)
    rows = all_due_for(council.user("sam"), date(2025, 12, 1))
    return [row.words for row in rows if "targeted" in row.words]


@pytest.mark.item("WIL-O-07")
def test_support_is_noted_without_its_letter_which_stays_due_until_it_is_sent(
    wiltshire: Council,
) -> None:
    note = noted(wiltshire)
    assert due(wiltshire) == [DUE]
    offer = send_targeted(
        record=wiltshire.record(),
        reasons=("writing",),
        themes=(),
        trend="Writing fell.",
        parts=(Part("reviews", "A review of writing", "£200"),),
        by=wiltshire.sam,
    )
    assert due(wiltshire) == []
    note.refresh_from_db()
    assert note.letter == offer.letter
    row = Obligation.objects.get(activity="targeted_letter")
    assert (row.met_kind, row.met_key) == ("school_letter", offer.letter.pk)


def test_the_headteacher_is_told_and_reads_what_was_agreed(
    client: Client, wiltshire: Council
) -> None:
    note = noted(wiltshire)
    told = Notification.objects.filter(path=note.get_absolute_url())
    assert [one.recipient for one in told] == [wiltshire.helen]
    client.force_login(wiltshire.helen)
    text = words_of(client.get(note.get_absolute_url()))
    assert "The letter follows" in text
    assert "Agreed on 10 November 2025. Noted by Sam" in text
    assert "Reviews: A review of writing (£200)" in text
    assert "Write the letter" not in text


def test_the_letter_is_filled_in_with_what_was_noted(
    client: Client, wiltshire: Council
) -> None:
    client.force_login(wiltshire.sam)
    record = wiltshire.record()
    path = reverse("engagement:targeted_noted", args=[record.pk])
    assert path in client.get(wiltshire.hawthorn.get_absolute_url()).content.decode()
    form = {
        "agreed_on": "10/11/2025",
        "trend": "Writing fell.",
        "offer_cpd": "on",
        "what_cpd": "A day on writing",
        "version": "0",
        "submit_token": new_token(),
    }
    assert client.post(path, form).status_code == 302
    shown = client.get(reverse("engagement:targeted_send", args=[record.pk]))
    assert "and is the letter about it" in words_of(shown)
    html = shown.content.decode()
    assert "Writing fell." in html
    assert "A day on writing" in html


def test_what_waits_for_its_letter_is_changed_and_not_noted_twice(
    wiltshire: Council,
) -> None:
    first = noted(wiltshire)
    with pytest.raises(Stale):
        noted(wiltshire)
    again = noted(
        wiltshire, parts=(Part("cpd", "A day"), Part("networks")), expected_version=1
    )
    assert again.pk == first.pk
    assert [part["code"] for part in again.parts] == ["cpd", "networks"]
    assert TargetedNote.objects.count() == 1
    assert first.history.count() == 2


def test_two_who_note_at_once_see_both_texts(
    client: Client, wiltshire: Council
) -> None:
    noted(wiltshire, trend="Sam wrote this.")
    client.force_login(wiltshire.rita)
    path = reverse("engagement:targeted_noted", args=[wiltshire.record().pk])
    form = {
        "agreed_on": "10/11/2025",
        "trend": "Rita wrote this.",
        "offer_cpd": "on",
        "version": "0",
        "submit_token": new_token(),
    }
    answer = client.post(path, form)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Sam wrote this." in text
    assert "Rita wrote this." in text


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (
            {"agreed_on": date(2025, 11, 11)},
            "Enter a day from 1 September 2025 to 10 November 2025.",
        ),
        (
            {"agreed_on": date(2025, 8, 31)},
            "Enter a day from 1 September 2025 to 10 November 2025.",
        ),
        ({"parts": ()}, "Choose at least one form of support."),
        ({"parts": (Part("unheard_of"),)}, "Choose at least one form of support."),
        (
            {"expected_version": 3},
            "The letter has gone meanwhile. What is agreed now is a new note.",
        ),
    ],
)
def test_what_cannot_be_noted_is_refused_in_words(
    wiltshire: Council, said: dict[str, Any], refusal: str
) -> None:
    assert refused(lambda: noted(wiltshire, **said)) == refusal
    assert not TargetedNote.objects.exists()


@pytest.mark.item("WIL-O-07")
def test_a_withdrawn_note_asks_for_no_letter_and_tells_the_school_why(
    wiltshire: Council, client: Client
) -> None:
    note = noted(wiltshire)
    assert due(wiltshire) == [DUE]
    client.force_login(wiltshire.sam)
    address = reverse("engagement:targeted_withdraw", args=[note.pk])
    assert address in client.get(note.get_absolute_url()).content.decode()
    form = {"reason": "Agreed at another school.", "version": "1"}
    answer = client.post(address, {**form, "submit_token": new_token()}, follow=True)
    assert "Withdrawn by Sam Rowe" in words_of(answer)
    assert due(wiltshire) == []
    client.force_login(wiltshire.helen)
    text = words_of(client.get(note.get_absolute_url()))
    assert "10 November 2025 at 10am: Agreed at another school." in text
    assert "Withdraw the note" not in text
    told = Notification.objects.filter(
        title__startswith="A note of targeted support is"
    )
    assert [one.recipient for one in told] == [wiltshire.helen]
    client.force_login(wiltshire.sam)
    sent = reverse("engagement:targeted_send", args=[wiltshire.record().pk])
    assert "and is the letter about it" not in words_of(client.get(sent))
    assert noted(wiltshire).pk != note.pk


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": "  "}, "Say why it is withdrawn."),
        ({"twice": True}, "This note was withdrawn already."),
        ({"gone": True}, "The letter about it has gone, so the note stands."),
    ],
)
def test_what_cannot_be_withdrawn_is_refused_in_words(
    wiltshire: Council, said: dict[str, Any], refusal: str
) -> None:
    note = noted(wiltshire)
    facts = {"reason": said.get("reason", "A mistake"), "by": wiltshire.sam}
    if "twice" in said:
        withdraw_note(note=note, expected_version=1, **facts)
    if "gone" in said:
        send_targeted(
            record=wiltshire.record(),
            reasons=("writing",),
            themes=(),
            trend="Writing fell.",
            parts=(Part("cpd", "A day on writing"),),
            by=wiltshire.sam,
        )
    before = TargetedNote.objects.get(pk=note.pk).version

    def withdraw() -> None:
        withdraw_note(note=note, expected_version=before, **facts)

    assert refused(withdraw) == refusal
    assert TargetedNote.objects.get(pk=note.pk).version == before


def test_a_note_that_changed_meanwhile_is_looked_at_again(
    wiltshire: Council, client: Client
) -> None:
    note = noted(wiltshire)
    noted(wiltshire, parts=(Part("cpd", "A day"),), expected_version=1)
    client.force_login(wiltshire.sam)
    address = reverse("engagement:targeted_withdraw", args=[note.pk])
    sent = {"reason": "A mistake", "version": "1", "submit_token": new_token()}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert TargetedNote.objects.get().withdrawn_at is None


def test_where_the_framework_has_none_nothing_is_noted(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    path = reverse("engagement:targeted_noted", args=[council.record().pk])
    assert client.get(path).status_code == 404
    said = refused(lambda: noted(council))
    assert said == "The school’s framework has no targeted support."
