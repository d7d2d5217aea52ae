"""An evaluation in the browser: what each person is asked, told and shown."""

from typing import Any

import pytest
from django.urls import reverse

from sitrack.core.models import User
from sitrack.core.submissions import new_token
from tests.reports.pages import get, read, signed_in
from tests.universe import Council
from tests.visits.evaluating import (
    RIGHT,
    WRONG,
    again,
    planned,
    taken_to,
    texts_of,
    with_evaluator,
)
from visits.models import Evaluation

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} “x”"


def post(user: User, path: str, **answers: Any) -> Any:
    sent = {**answers, "submit_token": new_token()}
    return signed_in(user).post(path, sent, follow=True)


def page(name: str, one: Evaluation, **more: Any) -> str:
    return reverse(f"visits:{name}", kwargs={"pk": one.pk, **more})


def test_sam_takes_an_evaluation_from_its_plan_to_its_close(
    wiltshire: Council,
) -> None:
    sam, helen, school = wiltshire.sam, wiltshire.helen, wiltshire.hawthorn
    new = reverse(
        "visits:evaluation_new", kwargs={"pk": school.pk, "kind": "school_evaluation"}
    )
    days = {"meeting_on": "10/11/2025", "evaluation_on": "10/11/2025"}
    post(sam, new, lead=wiltshire.persons["sam"].pk, because=HOSTILE, **days)
    one = Evaluation.objects.get()

    post(sam, page("evaluation_preparation", one), **{"WIL-E-03": "seen"})
    post(sam, page("evaluation_meeting", one), **{"WIL-E-11": "missing"})
    post(
        sam,
        page("evaluation_focus", one),
        focus="Writing",
        methodology="Books",
        version=again(one).version,
    )
    post(sam, page("evaluation_share", one))
    post(sam, page("evaluation_held", one))
    post(
        sam,
        page("activity_add", one),
        kind="WIL-E-25a",
        who="Three governors",
        notes="They know the plan.",
    )
    judged = {
        f"{name}_{code}": value
        for code in (
            *("overall_effectiveness", "quality_of_education", "behaviour"),
            *("personal_development", "leadership"),
        )
        for name, value in (("grade", "good"), ("reasons", "As seen."))
    }
    post(sam, page("evaluation_judgements", one), version=again(one).version, **judged)
    post(
        sam,
        page("evaluation_feedback", one),
        feedback_on="10/11/2025",
        feedback_to="The headteacher",
    )
    post(sam, page("evaluation_draft", one), version=0, **texts_of(again(one)))
    post(sam, page("evaluation_send", one))
    post(
        helen,
        page("mark_add", one, section="findings"),
        sentence="0",
        should_say=RIGHT,
    )
    post(helen, page("facts_done", one))
    mark = one.marks.get()
    post(
        sam,
        reverse("visits:mark_answer", args=[mark.pk]),
        outcome="accept",
        becomes=RIGHT,
    )
    post(sam, page("evaluation_finalise", one))
    post(helen, page("evaluation_governors", one), governors_on="10/11/2025")
    post(sam, page("evaluation_close", one))

    assert again(one).state == "closed"
    final = one.reports.get(kind="final")
    assert final.texts["findings"].startswith(RIGHT)
    html = get(sam, one.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in html


@pytest.mark.item("WIL-E-20", "CONF-12")
def test_the_page_shows_what_is_never_recorded_and_has_no_box_for_it(
    wiltshire: Council,
) -> None:
    one = planned(wiltshire)
    address = page("evaluation_meeting", one)

    html = get(wiltshire.sam, address).content.decode()
    assert "Reasons any teacher should not be observed (e.g. capability)" in html
    assert "Never recorded here." in html
    assert 'name="WIL-E-20"' not in html
    assert 'type="file"' not in html
    post(wiltshire.sam, address, **{"WIL-E-20": "seen", "WIL-E-11": "seen"})
    assert [row.line for row in one.looked_at.all()] == ["WIL-E-11"]


def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_kept(
    wiltshire: Council,
) -> None:
    one = planned(wiltshire)

    said = post(
        wiltshire.sam, page("evaluation_meeting", one), **{"WIL-E-11": "lovely"}
    )
    assert said.status_code == 422
    late = post(
        wiltshire.sam,
        page("evaluation_plan", one),
        lead=wiltshire.persons["sam"].pk,
        meeting_on="12/11/2025",
        evaluation_on="11/11/2025",
        version=1,
    )
    assert late.status_code == 422
    assert "before its planning meeting" in late.content.decode()
    assert not one.looked_at.exists()


@pytest.mark.item("WIL-E-01", "WIL-E-09")
def test_the_page_says_whose_turn_it_is_and_by_when(wiltshire: Council) -> None:
    one = taken_to("draft_sent", wiltshire)

    for who in (wiltshire.sam, wiltshire.helen, wiltshire.gus):
        words = read(who, one.get_absolute_url())
        assert "Headteacher checks the facts of the draft , by 17 November 2025" in (
            words.replace("draft,", "draft ,")
        )
    assert "Check the facts of the draft" in read(
        wiltshire.helen, one.get_absolute_url()
    )


def test_what_is_missing_is_listed_for_the_lead(wiltshire: Council) -> None:
    one = planned(wiltshire)
    with_evaluator(one, wiltshire)
    one = taken_to("feedback_given", wiltshire, again(one))

    words = read(wiltshire.sam, one.get_absolute_url())
    assert "the summary of Theo Grant" in words
    assert "Main findings" in words
    assert "the summary of" not in read(wiltshire.helen, one.get_absolute_url())


def test_a_draft_overtaken_by_somebody_else_is_offered_back(
    wiltshire: Council,
) -> None:
    one = taken_to("feedback_given", wiltshire)
    address = page("evaluation_draft", one)
    post(wiltshire.sam, address, version=0, **texts_of(one))

    clash = post(
        wiltshire.rita, address, version=7, **texts_of(one, findings="Rita’s words.")
    )

    assert clash.status_code == 409
    assert "Rita’s words." in clash.content.decode()
    assert one.reports.get().texts["findings"].startswith(WRONG)


def test_a_double_click_does_it_once(wiltshire: Council) -> None:
    one = taken_to("scheduled", wiltshire)
    client, token = signed_in(wiltshire.sam), new_token()
    sent = {"kind": "WIL-E-31e", "notes": "Seen.", "submit_token": token}

    for _ in range(2):
        client.post(page("activity_add", one), sent)

    assert one.activities.count() == 1


def test_an_address_of_another_kind_or_framework_finds_nothing(
    wiltshire: Council,
) -> None:
    school = wiltshire.hawthorn.pk
    for kind in ("vse", "school_evaluation2"):
        new = reverse("visits:evaluation_new", kwargs={"pk": school, "kind": kind})
        get(wiltshire.sam, new, status=404)
    one = taken_to("draft_sent", wiltshire)
    get(wiltshire.helen, page("mark_add", one, section="WIL-E-03"), status=404)
