"""The form of a review: what it begins with, keeps, refuses, and two who write it."""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client

from plans.models import Plan, PlanReview
from plans.services.reviews import plan_review
from sitrack.core.models import Draft
from tests.engagement.section_forms import sent
from tests.plans.forms import review_sent, url
from tests.plans.planning import opened
from tests.plans.reviewing import action, off_track, shared, under_way
from tests.universe import TODAY, Council
from visits.models import Visit

HOSTILE = "<script>alert('x')</script> 😀 مرحبا {{ 7|add:7 }} Łódź"
OCTOBER = date(2025, 10, 13)


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


@pytest.fixture
def plan(council: Council) -> Plan:
    return under_way(council)


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def test_one_form_asks_for_everything_once(
    sam: Client, council: Council, plan: Plan
) -> None:
    response = sam.post(url("review_new", plan.pk), review_sent(council, plan))
    review = PlanReview.objects.held().get()
    assert response["Location"] == review.get_absolute_url()
    assert [str(one) for one in review.present.all()] == [
        "Sam Rowe, Standards and Excellence Partner",
        "Helen Marsh, Headteacher",
        "Ruth Abel, diocesan adviser",
    ]
    assert review.ratings.get().words == "Half have come"
    visits = Visit.objects.order_by("date").values_list("state", "date", "minutes")
    assert list(visits) == [
        ("shared", TODAY, 120),
        ("planned", date(2025, 12, 15), None),
    ]


def test_who_was_there_last_is_ticked_and_the_author_is(
    sam: Client, council: Council, plan: Plan
) -> None:
    shared(council, plan, held_on=OCTOBER)
    response = sam.get(url("review_new", plan.pk))
    assert set(response.context["form"].initial["present"]) == {
        str(council.persons[name].pk) for name in ("sam", "helen")
    }
    page = text_of(response)
    assert "13 Oct 2025" in page
    assert "Buy decodable books: seen in class" in page


@pytest.mark.item("SUF-A-19")
def test_acc_056_the_latest_rating_is_shown_and_the_history_kept(
    sam: Client, council: Council, plan: Plan
) -> None:
    for day, rag in ((date(2025, 9, 29), "red"), (OCTOBER, "amber"), (TODAY, "green")):
        shared(council, plan, held_on=day, rags=(rag,) * 3)
    shown = sam.get(plan.get_absolute_url())
    rated = shown.context["content"].priorities[0].actions[0]
    assert (rated.rated_on, rated.rating.rag, rated.earlier) == (TODAY, "green", 2)
    page = text_of(shown)
    first = page[page.index("Train every teacher", page.index("Priority 1: ")) :]
    latest = first[: first.index("Earlier ratings (2)")]
    assert "Green" in latest
    assert "Amber" not in latest
    told = text_of(sam.get(url("timeline", plan.pk)))
    row = told[told.index("1.1 Train every teacher") :]
    assert re.findall("Red|Amber|Green", row)[:3] == ["Red", "Amber", "Green"]
    kept = text_of(sam.get(rated.href))
    assert kept.index("Green") < kept.index("Amber") < kept.index("Red")


@pytest.mark.item("SUF-A-11", "SUF-A-12", "SUF-A-15")
def test_the_plan_prints_its_reviews_in_the_words_of_the_form(
    sam: Client, council: Council, plan: Plan
) -> None:
    off_track(council, plan, OCTOBER, priorities=())
    shared(council, plan)
    page = text_of(sam.get(plan.get_absolute_url()))
    for words in (
        "Progress reviews",
        "Are we on track?",
        "If not on track, summarise reasons:",
        "Two teachers have left",
        "Summary progress review",
        "Reading moves on",
    ):
        assert words in page
    lines = sam.get(plan.get_absolute_url()).context["reviews"]
    assert [(one.review.day, one.review.on_track, one.recorded) for one in lines] == [
        (OCTOBER, False, "Partly recorded"),
        (TODAY, True, "Fully recorded"),
    ]


def test_a_review_in_the_diary_is_not_recorded_yet(
    sam: Client, council: Council, plan: Plan
) -> None:
    at = datetime(2025, 12, 15, 9, 30, tzinfo=UTC)
    planned = plan_review(plan=plan, at=at, lead=council.persons["sam"], by=council.sam)
    page = text_of(sam.get(plan.get_absolute_url()))
    assert "In the diary at 9:30am" in page
    assert "Not recorded" in page
    assert planned.visit
    visit = sam.get(f"{planned.visit.get_absolute_url()}edit/")
    assert visit["Location"] == url("review_edit", planned.pk)


def test_a_visit_of_the_diary_is_recorded_as_a_review(
    sam: Client, council: Council, plan: Plan
) -> None:
    visit = council.draft_visit(
        visit_type=council.visit_type("plan_review"), date=OCTOBER
    )
    response = sam.get(f"{visit.get_absolute_url()}edit/")
    assert response["Location"] == f"{url('review_new', plan.pk)}?visit={visit.pk}"
    form = sam.get(response["Location"]).context["form"]
    assert form.initial["held_on"] == OCTOBER
    sam.post(
        response["Location"],
        review_sent(council, plan, held_on="13/10/2025", intent="draft"),
    )
    assert PlanReview.objects.get().visit == visit


def test_what_is_wrong_stands_beside_its_box(
    sam: Client, council: Council, plan: Plan
) -> None:
    books = action(plan).pk
    wrong = {f"words_{books}": "", "on_track": "no", "minutes": ""}
    response = sam.post(url("review_new", plan.pk), review_sent(council, plan, **wrong))
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "minutes": ["Enter the time spent"],
        "off_track_reasons": ["Summarise the reasons why the plan is not on track"],
        f"words_{books}": ["Say in words why “Buy decodable books” is amber"],
    }
    assert "Half are trained" in text_of(response)
    assert Draft.objects.filter(user=council.sam).exists()


@pytest.mark.parametrize(
    ("held_on", "words"),
    [
        ("14/9/2025", "The plan began on 15 September 2025"),
        ("11/11/2025", "11 November 2025 is in the future"),
        ("31/11/2025", "Date of the review must be a real date"),
    ],
)
def test_a_day_on_which_no_review_was_held_is_refused(
    sam: Client, council: Council, plan: Plan, held_on: str, words: str
) -> None:
    response = sam.post(
        url("review_new", plan.pk), review_sent(council, plan, held_on=held_on)
    )
    assert response.status_code == 422
    assert words in response.context["form"].errors["held_on"][0]
    assert not PlanReview.objects.exists()


def test_a_draft_plan_has_no_form_of_a_review(sam: Client, council: Council) -> None:
    plan = opened(council)
    response = sam.get(url("review_new", plan.pk))
    assert response["Location"] == plan.get_absolute_url()
    response = sam.post(url("review_new", plan.pk), sent(held_on="10/11/2025"))
    assert response.status_code == 422
    assert "This plan is still a draft" in text_of(response)


@pytest.mark.item("INV-24")
def test_hostile_words_are_shown_as_they_were_typed(
    sam: Client, council: Council, plan: Plan
) -> None:
    books = action(plan).pk
    words = {f"words_{books}": HOSTILE, "answer_where_now": HOSTILE}
    place = sam.post(url("review_new", plan.pk), review_sent(council, plan, **words))
    page = sam.get(place["Location"]).content.decode()
    assert "<script>alert" not in page
    assert unescape(page).count(HOSTILE) >= 2
    assert "Do not name individual children" in text_of(
        sam.get(url("review_new", plan.pk))
    )


def test_an_officer_of_another_region_learns_nothing(
    client: Client, council: Council, plan: Plan
) -> None:
    review = shared(council, plan)
    client.force_login(council.ola)
    for address in (
        url("review", review.pk),
        url("review_edit", review.pk),
        url("review_comment", review.pk),
        url("review_new", plan.pk),
    ):
        assert client.get(address).status_code == 404


def test_the_plans_page_offers_the_criterion_that_it_meets(
    sam: Client, council: Council, plan: Plan
) -> None:
    off_track(council, plan, OCTOBER)
    assert "should be looked at" not in text_of(sam.get(plan.get_absolute_url()))
    off_track(council, plan, TODAY)
    page = text_of(sam.get(plan.get_absolute_url()))
    assert "Two reviews in a row say that the plan is not on track." in page
    address = f"/schools/{plan.school_id}/levels/propose/?criterion=SUF-C-11"
    assert address in page
    (group,) = [
        one for one in sam.get(address).context["form"].groups() if " checked" in one
    ]
    assert "The plan was not on track at the reviews of 13 October 2025 and" in group
    assert "The school is not on track to address additional support" in group
