"""The answer to a save was lost, its author typed on and sent the form again."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sitrack.core.models import Submission
from tests.universe import Council
from tests.visits.forms import posted
from visits.models import Comment, NextStep, Visit


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


def new(council: Council) -> str:
    return reverse("visits:visit_new", args=[council.hawthorn.pk])


def edit(visit: Visit) -> str:
    return reverse("visits:visit_edit", args=[visit.pk])


def summary_of(visit: Visit) -> str:
    return str(visit.sections.get(prompt__key="summary").text)


@pytest.mark.parametrize("intent", ["draft", "share"])
def test_a_new_note_sent_again_with_more_words_is_one_visit_that_holds_them_all(
    sam: Client, council: Council, intent: str
) -> None:
    first = posted(council, summary="One sentence.", intent=intent)
    sam.post(new(council), first)
    more = {**first, "summary": "One sentence. And another.", "focus": "Writing too"}
    answer = sam.post(new(council), more)
    visit = Visit.objects.exclude(state="planned").get()
    assert answer.status_code == 302
    assert summary_of(visit) == "One sentence. And another."
    assert visit.sections.get(prompt__key="focus").text == "Writing too"
    assert [step.text for step in NextStep.objects.all()] == [
        "Share the phonics plan",
        "Visit the new library",
    ]
    assert Visit.objects.planned().count() == (1 if intent == "share" else 0)


def test_a_draft_that_was_saved_can_still_be_shared_from_the_same_page(
    sam: Client, council: Council
) -> None:
    data = posted(council, intent="draft")
    sam.post(new(council), data)
    sam.post(new(council), {**data, "intent": "share"})
    assert Visit.objects.exclude(state="planned").get().state == "shared"


def test_words_added_after_a_lost_answer_are_saved_on_top_of_ones_own(
    sam: Client, council: Council
) -> None:
    visit = council.draft_visit()
    data = posted(council, version="1", summary="One.", intent="draft")
    for words in ("One.", "One. Two.", "One. Two. Three."):
        answer = sam.post(edit(visit), {**data, "summary": words})
        assert answer.status_code == 302
    assert summary_of(visit) == "One. Two. Three."


def test_the_same_words_again_change_nothing(sam: Client, council: Council) -> None:
    visit = council.draft_visit()
    data = posted(council, version="1", intent="draft")
    sam.post(edit(visit), data)
    sam.post(edit(visit), data)
    visit.refresh_from_db()
    assert visit.version == 2


def test_ones_own_lost_save_does_not_hide_what_somebody_else_saved_since(
    sam: Client, council: Council
) -> None:
    visit = council.draft_visit()
    data = posted(council, version="1", summary="Mine.", intent="draft")
    sam.post(edit(visit), data)
    rita = Client()
    rita.force_login(council.rita)
    theirs = posted(council, version="2", summary="Rita’s.", intent="draft")
    rita.post(edit(visit), theirs)
    answer = sam.post(edit(visit), {**data, "summary": "Mine. And more."})
    assert answer.status_code == 409
    assert "Rita’s." in answer.content.decode()
    assert "Mine. And more." in answer.content.decode()
    assert summary_of(visit) == "Rita’s."


def test_somebody_elses_change_to_a_new_note_is_not_overwritten_either(
    sam: Client, council: Council
) -> None:
    data = posted(council, summary="Mine.", intent="draft")
    sam.post(new(council), data)
    visit = Visit.objects.get()
    rita = Client()
    rita.force_login(council.rita)
    theirs = posted(council, version="1", summary="Rita’s.", intent="draft")
    rita.post(edit(visit), theirs)
    answer = sam.post(new(council), {**data, "summary": "Mine. And more."})
    assert answer.status_code == 409
    assert summary_of(visit) == "Rita’s."
    assert Visit.objects.count() == 1


def comment_form(**typed: str) -> dict[str, Any]:
    return {
        "submit_token": "0b9f0f6e-5a55-4c0c-9b51-0a3a4f0f2f11",
        "intent": "comment",
        **typed,
    }


def test_a_comment_that_grew_is_shown_again_and_counts_when_sent_again(
    client: Client, council: Council
) -> None:
    visit = council.shared_visit()
    client.force_login(council.helen)
    address = reverse("visits:visit_comment", args=[visit.pk])
    client.post(address, comment_form(text="Thank you."))
    shown = client.post(address, comment_form(text="Thank you. One thing more."))
    assert shown.status_code == 422
    assert "You sent this form a moment ago" in shown.content.decode()
    assert "Thank you. One thing more." in shown.content.decode()
    assert [row.text for row in Comment.objects.all()] == ["Thank you."]
    token = shown.context["submit_token"]
    grown = comment_form(text="Thank you. One thing more.", submit_token=token)
    assert client.post(address, grown).status_code == 302
    assert Comment.objects.count() == 2


def test_a_section_of_the_record_sent_again_goes_on_from_ones_own_save(
    sam: Client, council: Council
) -> None:
    record = council.record()
    term = council.terms["autumn"]
    address = reverse("engagement:trajectory", args=[record.pk, term.pk])
    option = council.framework.option_lists.get(code="ofsted_trajectory").options
    data = {
        "submit_token": "0b9f0f6e-5a55-4c0c-9b51-0a3a4f0f2f12",
        "step": "draft",
        "version": "0",
        "option": option.all()[0].code,
    }
    for words in ("First.", "First. Second."):
        answer = sam.post(address, {**data, "comment": words})
        assert answer.status_code == 302
    assert record.trajectories.get().comment == "First. Second."
    name = f"engagement.trajectoryview:{record.trajectories.get().pk}"
    step = {"shown": 0, "left": 2, "made": True}
    assert Submission.objects.get().trail == {name: step}


def test_a_step_carried_by_the_first_post_is_there_once_after_the_second(
    sam: Client, council: Council
) -> None:
    carried, _ = council.shared_visit().next_steps.all()
    data = {**posted(council, steps=()), f"outcome_{carried.pk}": "carried"}
    for words in ("First.", "First. Second."):
        sam.post(new(council), {**data, "summary": words})
    carried.refresh_from_db()
    assert carried.carried_to is not None
    assert NextStep.objects.filter(text=carried.text).count() == 2


def test_after_a_conflict_a_new_note_is_still_one_visit(
    sam: Client, council: Council
) -> None:
    data = posted(council, summary="Mine.", intent="draft")
    sam.post(new(council), data)
    rita = Client()
    rita.force_login(council.rita)
    visit = Visit.objects.get()
    theirs = posted(council, version="1", summary="Rita’s.", intent="draft")
    rita.post(edit(visit), theirs)
    for words in ("Mine. Rita’s.", "Mine. Rita’s. And more."):
        sam.post(new(council), {**data, "version": "2", "summary": words})
    assert summary_of(Visit.objects.get()) == "Mine. Rita’s. And more."


def test_two_devices_that_share_a_form_do_not_overwrite_each_other(
    sam: Client, council: Council
) -> None:
    visit = council.draft_visit()
    laptop, phone = f"{uuid.uuid4()}", f"{uuid.uuid4()}"
    data = posted(council, version="1", intent="draft")
    on_phone = {"draft": [f"{phone}:4", f"{laptop}:1"], "summary": "First. Phone."}
    assert sam.post(edit(visit), {**data, **on_phone}).status_code == 302
    on_laptop = {"draft": [f"{laptop}:5"], "summary": "First. Laptop."}
    answer = sam.post(edit(visit), {**data, **on_laptop})
    assert answer.status_code == 409
    assert summary_of(visit) == "First. Phone."
