"""The page on which a SEP writes up a visit: what it fills in, keeps and refuses."""

from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.queries.hours import hours_position
from sitrack.core.models import User
from tests.universe import Council
from tests.visits.forms import posted
from visits.models import FollowUp, NextStep, Visit

HOSTILE = "<script>alert('x')</script> 😀 مرحبا {{ 7|add:7 }} Łódź"


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


def new(council: Council) -> str:
    return reverse("visits:visit_new", args=[council.hawthorn.pk])


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.mark.item("SUF-R-33")
def test_acc_012_a_visit_is_written_and_shared_in_one_go(
    sam: Client, council: Council
) -> None:
    response = sam.post(new(council), posted(council))
    visit = Visit.objects.get(state="shared")
    assert response.status_code == 302
    assert response["Location"] == visit.get_absolute_url()
    assert [str(line) for line in visit.attendees.all()] == [
        "Helen Marsh, Headteacher",
        "Sam Rowe, Standards and Excellence Partner",
        "Ruth Abel, diocesan adviser",
    ]
    steps = visit.next_steps.values_list("text", "due_on", "who", "person")
    assert list(steps) == [
        (
            "Share the phonics plan",
            date(2025, 12, 1),
            "Helen Marsh",
            council.persons["helen"].pk,
        ),
        ("Visit the new library", date(2025, 12, 8), "Diocesan adviser", None),
    ]
    planned = Visit.objects.planned().get()
    assert planned.planned_for == datetime(2025, 12, 8, 9, 30, tzinfo=UTC)


def test_acc_014_a_step_for_somebody_without_an_account_makes_no_account(
    sam: Client, council: Council
) -> None:
    before = User.objects.count()
    sam.post(new(council), posted(council))
    assert NextStep.objects.filter(who="Diocesan adviser", person=None).exists()
    assert User.objects.count() == before


def test_a_draft_is_saved_with_little_in_it_and_opened_again(
    sam: Client, council: Council
) -> None:
    response = sam.post(
        new(council),
        posted(council, steps=(("Half a step", "", ""),), intent="draft", summary=""),
        follow=True,
    )
    draft = Visit.objects.get()
    assert draft.state == "draft"
    assert response.redirect_chain[-1][0] == reverse(
        "visits:visit_edit", args=[draft.pk]
    )
    assert "Draft saved. Only the authority can see it." in text_of(response)
    assert "Half a step" in text_of(response)


def test_the_enter_key_saves_a_draft_and_shares_nothing(
    sam: Client, council: Council
) -> None:
    data = posted(council)
    del data["intent"]
    sam.post(new(council), data)
    assert Visit.objects.get().state == "draft"


@pytest.mark.item("SUF-R-30", "SUF-R-31")
def test_acc_016_the_form_comes_filled_from_the_last_visit(
    sam: Client, council: Council
) -> None:
    last = council.shared_visit()
    done, open_ = last.next_steps.all()
    done.state, done.closed_on = "done", date(2025, 11, 10)
    done.save()
    form = sam.get(new(council)).context["form"]
    assert form["focus"].value() == "Phonics check\nAttendance"
    assert form["present"].value() == [
        str(council.persons["helen"].pk),
        str(council.persons["sam"].pk),
    ]
    shown = {row.step.text: bool(row.outcome) for row in form.follow_up_rows()}
    assert shown == {done.text: False, open_.text: True}


@pytest.mark.item("SUF-R-30", "SM-9")
def test_acc_016_a_carried_step_becomes_a_new_one_that_is_linked(
    sam: Client, council: Council
) -> None:
    last = council.shared_visit()
    first, second = last.next_steps.all()
    outcomes: dict[str, Any] = {
        f"outcome_{first.pk}": "carried",
        f"outcome_{second.pk}": "done",
    }
    sam.post(new(council), posted(council, **outcomes))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("carried", "done")
    assert first.carried_to is not None
    assert first.carried_to.text == first.text
    assert first.carried_to.visit != last
    assert FollowUp.objects.filter(outcome="carried").count() == 1


def test_acc_013_a_step_without_date_or_person_says_which_row_lacks_what(
    sam: Client, council: Council
) -> None:
    steps = (("First", "1/12/2025", ""), ("Second", "", "Helen Marsh"))
    response = sam.post(new(council), posted(council, steps=steps))
    page = text_of(response)
    assert response.status_code == 422
    assert "Next step 1: Say who will do it" in page
    assert "Next step 2: Enter the date it is due" in page
    assert "Pupils read with growing fluency." in page
    assert not Visit.objects.exists()


def test_acc_015_a_step_due_before_the_visit_names_both_dates(
    sam: Client, council: Council
) -> None:
    steps = (("Early", "3/11/2025", "Helen Marsh"),)
    for intent in ("share", "draft"):
        response = sam.post(new(council), posted(council, steps=steps, intent=intent))
        wanted = "Next step 1: 3 November 2025 is before the visit on 10 November 2025"
        assert response.status_code == 422
        assert wanted in text_of(response)


def test_acc_017_a_visit_in_the_future_cannot_be_shared(
    sam: Client, council: Council
) -> None:
    response = sam.post(new(council), posted(council, date="17/11/2025", steps=()))
    assert response.status_code == 422
    assert "17 November 2025 is in the future" in text_of(response)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("date", "31 2 2026", "Date of visit must be a real date"),
        ("date", "10/11/25", "Date of visit must include a four-digit year"),
        ("date", "", "Enter the date of visit"),
        ("minutes", "0", "Time spent must be more than 0 minutes"),
        ("minutes", "-1", "Time spent must be more than 0 minutes"),
        ("minutes", "", "Enter the time spent"),
        ("visit_type", "no_such_type", "Choose one of the options in the list"),
        ("visit_type", "", "Select the type of visit"),
        ("mode", "by_balloon", "Choose one of the options in the list"),
        ("present", ["999999"], "Choose one of the options in the list"),
        ("steps-0-due_on", "31/2/2026", "Next step 1: By date must be a real date"),
        ("next_visit_at_1", "", "Next visit must include a time"),
        ("summary", "x" * 50_001, "Summary must be 50,000 characters or fewer"),
        ("summary", " ", "Enter the summary evaluation"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_everything_typed_is_kept(
    sam: Client, council: Council, field: str, typed: Any, message: str
) -> None:
    response = sam.post(new(council), posted(council, **{field: typed}))
    page = text_of(response)
    assert response.status_code == 422
    beside = message.removeprefix("Next step 1: ")
    assert message in page
    assert [page.count(beside) >= 2] == [True], "in the summary and beside the field"
    assert "There is a problem" in page
    assert "Reading in Year 2" in page
    assert "Share the phonics plan" in page
    assert not Visit.objects.exists()


def test_acc_084_hostile_text_is_kept_and_shown_as_text(
    sam: Client, council: Council
) -> None:
    long = f"{HOSTILE} {'long ' * 9_000}"
    sam.post(new(council), posted(council, summary=long))
    visit = Visit.objects.get(state="shared")
    assert visit.sections.get(prompt__key="summary").text == long
    response = sam.get(visit.get_absolute_url())
    assert HOSTILE in text_of(response)
    assert b"<script>alert" not in response.content


def test_the_same_form_posted_twice_makes_one_visit(
    sam: Client, council: Council
) -> None:
    data = posted(council)
    first, second = (sam.post(new(council), data) for _ in range(2))
    assert Visit.objects.filter(state="shared").count() == 1
    assert first["Location"] == second["Location"]
    autumn = council.terms["autumn"]
    assert hours_position(council.record(), autumn).used == 90


def test_rows_are_added_and_removed_without_scripts_and_nothing_is_lost(
    sam: Client, council: Council
) -> None:
    more = sam.post(new(council), posted(council, row="add-steps"))
    assert more.status_code == 200
    assert len(more.context["formset"].forms) == 3
    assert "Share the phonics plan" in text_of(more)
    less = sam.post(new(council), posted(council, row="remove-steps-0"))
    assert b"There is a problem" not in less.content
    removed: dict[str, Any] = {"steps-0-DELETE": "on"}
    sam.post(new(council), posted(council, **removed))
    assert [step.text for step in NextStep.objects.all()] == ["Visit the new library"]


def test_acc_086_a_stale_form_shows_both_texts_and_saves_the_second_time(
    client: Client, council: Council
) -> None:
    draft = council.draft_visit()
    address = reverse("visits:visit_edit", args=[draft.pk])
    client.force_login(council.rita)
    theirs = posted(council, summary="Rita’s words", version="1", intent="draft")
    client.post(address, theirs)
    client.force_login(council.sam)
    mine = posted(council, summary="Sam’s words", version="1", intent="draft")
    conflict = client.post(address, mine)
    assert conflict.status_code == 409
    page = text_of(conflict)
    assert "Rita’s words" in page
    assert "Sam’s words" in page
    shown = conflict.context["form"]["version"].value()
    again = client.post(address, {**mine, "version": shown})
    assert again.status_code == 302
    summary = draft.sections.get(prompt__key="summary")
    assert summary.text == "Sam’s words"


def test_acc_027_time_over_the_ceiling_asks_why_and_is_saved_with_the_reason(
    sam: Client, council: Council
) -> None:
    council.shared_visit(minutes=450)
    data = posted(council, minutes="2 hours", steps=())
    asked = sam.post(new(council), data)
    assert asked.status_code == 422
    assert "Say why more time is needed" in text_of(asked)
    assert "talk about its level" in text_of(asked)
    saved = sam.post(new(council), {**data, "over_ceiling_reason": "Inspection week"})
    assert saved.status_code == 302
    position = hours_position(council.record(), council.terms["autumn"])
    assert (position.used, position.over) == (570, 90)


def test_a_final_visit_leads_to_its_addendum(sam: Client, council: Council) -> None:
    visit = council.final_visit()
    edit = sam.get(reverse("visits:visit_edit", args=[visit.pk]))
    assert edit["Location"] == reverse("visits:visit_addendum", args=[visit.pk])


def test_the_page_needs_the_same_queries_however_many_steps_it_follows_up(
    sam: Client, council: Council, django_assert_max_num_queries: Any
) -> None:
    steps = tuple(council.step(f"Step {number}") for number in range(40))
    council.shared_visit(steps=steps)
    sam.get(new(council))
    with django_assert_max_num_queries(12):
        sam.get(new(council))
