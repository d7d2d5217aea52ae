"""The pages on which a school asks for corrections and an officer answers them."""

import uuid
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.universe import Council
from tests.visits.test_corrections import RIGHT, ask, asked_for
from visits.models import Correction, Visit
from visits.services.notes import save_note

WORDS = {"wrong": "the four lessons", "should_say": "the five lessons"}


def signed_in(council: Council, name: str) -> Client:
    client = Client()
    client.force_login(council.user(name))
    return client


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def add(visit: Visit, key: str = "summary") -> str:
    return reverse("visits:correction_add", args=[visit.pk, key])


def answer(correction: Correction) -> str:
    return reverse("visits:correction_answer", args=[correction.pk])


@pytest.mark.item("SUF-P-08")
def test_each_section_of_a_note_can_be_corrected(council: Council) -> None:
    visit = council.shared_visit()
    page = text_of(signed_in(council, "helen").get(visit.get_absolute_url()))
    for key in (
        *("present", "follow_up", "focus", "summary", "next_steps"),
        *("next_visit", "agenda", "visit_type"),
    ):
        assert f'href="{add(visit, key)}"' in page
    for other in ("sam", "rita", "hana"):
        page = text_of(signed_in(council, other).get(visit.get_absolute_url()))
        assert "Ask for a correction" not in page


def test_a_correction_is_kept_once_and_sent_with_the_comment(council: Council) -> None:
    visit = council.shared_visit()
    helen = signed_in(council, "helen")
    posted = {**WORDS, "submit_token": str(uuid.uuid4())}
    for _ in range(2):
        done = helen.post(add(visit), posted)
        assert done["Location"] == f"{visit.get_absolute_url()}#answer"
    kept = Correction.objects.get()
    page = text_of(helen.get(visit.get_absolute_url()))
    assert "Corrections that you have not sent yet" in page
    assert "Send corrections and comment" in page
    assert "No comment</button>" not in page
    sent = {"correction": [kept.pk], "text": "", "intent": "comment"}
    token = {"submit_token": str(uuid.uuid4())}
    for _ in range(2):
        helen.post(reverse("visits:visit_comment", args=[visit.pk]), {**sent, **token})
    kept.refresh_from_db()
    assert kept.sent_at
    assert "Answer this correction" in text_of(
        signed_in(council, "sam").get(visit.get_absolute_url())
    )


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    council: Council,
) -> None:
    visit = council.shared_visit()
    refused = signed_in(council, "helen").post(
        add(visit), {"wrong": "the four lessons", "should_say": ""}
    )
    assert refused.status_code == 422
    assert "Enter what it should say" in text_of(refused)
    assert "the four lessons" in text_of(refused)


def test_a_section_that_the_form_does_not_have_is_not_found(council: Council) -> None:
    visit = council.shared_visit()
    client = signed_in(council, "helen")
    assert client.get(add(visit, "nonsense")).status_code == 404


def test_a_colleague_who_reworded_it_first_is_shown(council: Council) -> None:
    asked = ask(council, council.shared_visit())
    page = reverse("visits:correction_change", args=[asked.pk])
    seen = asked.version
    first = {"wrong": "the four", "should_say": "the five", "version": seen}
    assert signed_in(council, "helen").post(page, first).status_code == 302
    late = signed_in(council, "dev").post(page, {**first, "should_say": "the six"})
    assert late.status_code == 409
    assert "saved a change while you were writing" in text_of(late)
    assert "the six" in text_of(late)
    assert f'value="{seen + 1}"' in text_of(late)


def test_a_correction_is_removed_and_twice_does_no_harm(council: Council) -> None:
    asked = ask(council, council.shared_visit())
    page = reverse("visits:correction_remove", args=[asked.pk])
    helen = signed_in(council, "helen")
    assert helen.post(page).status_code == 302
    assert helen.post(page).status_code == 404
    assert not Correction.objects.exists()


def test_the_officer_finds_the_wanted_words_put_in(council: Council) -> None:
    visit, asked = asked_for(council)
    sam = signed_in(council, "sam")
    shown = text_of(sam.get(answer(asked[0])))
    assert RIGHT in shown
    visit.refresh_from_db()
    done = sam.post(
        answer(asked[0]), {"outcome": "accept", "text": RIGHT, "version": visit.version}
    )
    assert done.status_code == 302
    page = text_of(signed_in(council, "helen").get(visit.get_absolute_url()))
    assert "The note says so now." in page
    assert RIGHT in page


def test_a_declined_correction_shows_its_reason(council: Council) -> None:
    visit, asked = asked_for(council)
    sam = signed_in(council, "sam")
    refused = sam.post(answer(asked[0]), {"outcome": "decline", "reason": ""})
    assert refused.status_code == 422
    assert "Say why it is not changed" in text_of(refused)
    sam.post(answer(asked[0]), {"outcome": "decline", "reason": "We saw four."})
    page = text_of(signed_in(council, "helen").get(visit.get_absolute_url()))
    assert "Not changed." in page
    assert "We saw four." in page


def test_a_section_that_is_no_text_is_changed_on_the_notes_form(
    council: Council,
) -> None:
    visit, asked = asked_for(council, "present")
    visit.refresh_from_db()
    done = signed_in(council, "sam").post(
        answer(asked[0]), {"outcome": "accept", "version": visit.version}
    )
    assert done["Location"] == reverse("visits:visit_edit", args=[visit.pk])


def test_a_note_that_was_amended_meanwhile_is_shown_beside_the_answer(
    council: Council,
) -> None:
    visit, asked = asked_for(council)
    visit.refresh_from_db()
    seen = visit.version
    theirs = council.note(texts={"focus": "Reading", "summary": "Quite new words."})
    save_note(visit=visit, note=theirs, expected_version=seen, by=council.rita)
    late = signed_in(council, "sam").post(
        answer(asked[0]), {"outcome": "accept", "text": RIGHT, "version": seen}
    )
    assert late.status_code == 409
    assert "Quite new words." in text_of(late)
    assert RIGHT in text_of(late)
    again = signed_in(council, "sam").post(
        answer(asked[0]), {"outcome": "accept", "text": RIGHT, "version": seen + 1}
    )
    assert again.status_code == 302


@pytest.mark.item("CONF-07")
def test_governors_read_no_correction(council: Council) -> None:
    asked_for(council)
    assert not Correction.objects.visible_to(council.gus).exists()
