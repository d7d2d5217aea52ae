"""A review sent twice, gone on with, and written by two at once."""

import pytest
import time_machine
from django.test import Client

from plans.models import Plan, PlanReview
from sitrack.core.conflicts import Difference
from tests.plans.forms import review_sent, url
from tests.plans.reviewing import action, drafted, under_way
from tests.universe import Council
from visits.models import Visit


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


@pytest.fixture
def plan(council: Council) -> Plan:
    return under_way(council)


def test_a_double_click_records_one_review(
    sam: Client, council: Council, plan: Plan
) -> None:
    words = review_sent(council, plan)
    places = {sam.post(url("review_new", plan.pk), words)["Location"] for _ in "ab"}
    assert len(places) == 1
    assert PlanReview.objects.held().count() == 1
    assert Visit.objects.filter(state="shared").count() == 1


def test_a_form_sent_again_with_more_words_goes_on_from_there(
    sam: Client, council: Council, plan: Plan
) -> None:
    words = review_sent(council, plan, intent="draft")
    sam.post(url("review_new", plan.pk), words)
    sam.post(url("review_new", plan.pk), {**words, "answer_blocks": "None"})
    review = PlanReview.objects.get()
    assert review.answers.get(key="blocks").text == "None"


def test_the_draft_that_was_begun_is_gone_on_with(
    sam: Client, council: Council, plan: Plan
) -> None:
    review = drafted(council, plan)
    response = sam.get(url("review_new", plan.pk))
    assert response["Location"] == url("review_edit", review.pk)


def test_acc_086_two_who_write_keep_what_each_changed_alone(
    sam: Client, council: Council, plan: Plan, clock: time_machine.Traveller
) -> None:
    review = drafted(council, plan)
    address = url("review_edit", review.pk)
    books = action(plan).pk
    form = sam.get(address).context["form"]
    before = {
        name: value
        for name, value in form.initial.items()
        if value and name not in {"minutes", "held_on"}
    }
    shown = review_sent(
        council, plan, **{**before, "others": "", "intent": "draft", "version": "1"}
    )
    shown |= {"next_review_at_0": "", "next_review_at_1": ""}
    clock.shift(60)
    rita = Client()
    rita.force_login(council.rita)
    theirs = {"answer_blocks": "Theirs", f"words_{books}": "Theirs too"}
    assert rita.post(address, {**shown, **theirs}).status_code == 302
    clock.shift(60)
    mine = {f"words_{books}": "Mine", "answer_where_now": "Mine alone"}
    response = sam.post(address, {**shown, **mine, "submit_token": ""})
    assert response.status_code == 409
    found: list[Difference] = response.context["differences"]
    assert {(one.label, one.theirs, one.mine, one.taken) for one in found} == {
        ("Any blocks?", "Theirs", "Said of blocks", True),
        (f"Words for: {action(plan).text}", "Theirs too", "Mine", False),
    }
    again = response.context["form"].data
    assert again["answer_blocks"] == "Theirs"
    assert again["answer_where_now"] == "Mine alone"
    assert again["version"] == "2"
