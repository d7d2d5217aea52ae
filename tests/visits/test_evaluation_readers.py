"""Who reads what of an evaluation, and under which banner (CONF-03)."""

from typing import Any

import pytest
from django.urls import reverse

from sitrack.core.models import User
from sitrack.core.submissions import new_token
from tests.reports.pages import get, read, signed_in
from tests.universe import Council
from tests.visits.evaluating import (
    WRONG,
    again,
    planned,
    taken_to,
    with_evaluator,
)
from visits.models import Evaluation
from visits.services.evaluations import facts

BANNER = "Provisional – confidential"
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} “x”"


def post(user: User, path: str, **answers: Any) -> Any:
    sent = {**answers, "submit_token": new_token()}
    return signed_in(user).post(path, sent, follow=True)


def page(name: str, one: Evaluation, **more: Any) -> str:
    return reverse(f"visits:{name}", kwargs={"pk": one.pk, **more})


@pytest.mark.item("ACC-062", "WIL-E-39", "WIL-E-42", "CONF-03")
def test_acc_062_a_governor_reads_what_is_marked_provisional(
    wiltshire: Council,
) -> None:
    one = taken_to("draft_sent", wiltshire)

    for name in ("evaluation", "evaluation_grades", "evaluation_report"):
        for who in (wiltshire.gus, wiltshire.cora, wiltshire.helen, wiltshire.sam):
            assert BANNER in read(who, page(name, one))
    report = read(wiltshire.gus, page("evaluation_report", one))
    assert "should not be shared beyond the school's leadership team" in report
    assert "this would need to be shared at Ofsted inspection" in report
    assert "Good (provisional)" in report
    get(wiltshire.sena, page("evaluation_report", one), status=404)


@pytest.mark.item("ACC-062")
def test_acc_062_an_external_adviser_opens_nothing_of_it(wiltshire: Council) -> None:
    one = taken_to("draft_sent", wiltshire)

    for name in ("evaluation", "evaluation_grades", "evaluation_report"):
        for outsider in (wiltshire.odd, wiltshire.eva, wiltshire.ola, wiltshire.ada):
            get(outsider, page(name, one), status=404)


@pytest.mark.item("CONF-03")
def test_a_deputy_reads_it_once_the_headteacher_agrees(wiltshire: Council) -> None:
    one = taken_to("draft_sent", wiltshire)
    report, deputies = page("evaluation_report", one), page("evaluation_deputies", one)

    get(wiltshire.dev, report, status=403)
    get(wiltshire.dev, deputies, status=403)
    post(wiltshire.helen, deputies, reads="yes")
    assert "Main findings" in read(wiltshire.dev, report)
    post(wiltshire.helen, deputies, reads="no")
    get(wiltshire.dev, report, status=403)
    post(wiltshire.helen, page("facts_done", one))
    post(wiltshire.sam, page("evaluation_finalise", one))
    assert BANNER not in read(wiltshire.dev, report)


def test_another_officer_reads_the_final_report_and_not_the_draft(
    wiltshire: Council,
) -> None:
    one = taken_to(
        "draft_sent", wiltshire, planned(wiltshire, lead=wiltshire.persons["rita"])
    )
    report = page("evaluation_report", one)

    get(wiltshire.sam, report, status=403)
    assert "Main findings" in read(wiltshire.rita, report)
    taken_to("final", wiltshire, one)
    assert "Main findings" in read(wiltshire.sam, report)


@pytest.mark.item("ACC-061", "DEC-15")
def test_acc_061_both_sentences_and_the_answers_stand_on_the_page(
    wiltshire: Council,
) -> None:
    one = taken_to("draft_sent", wiltshire)
    mark = facts.mark_error(
        evaluation=one,
        section="findings",
        sentence=WRONG,
        should_say=HOSTILE,
        by=wiltshire.helen,
    )
    address = page("evaluation_report", one)
    assert WRONG in read(wiltshire.helen, address)
    assert HOSTILE not in get(wiltshire.gus, address).content.decode()
    assert "Check of the facts" not in read(wiltshire.gus, address)
    post(
        wiltshire.sam,
        reverse("visits:mark_answer", args=[mark.pk]),
        outcome="decline",
        answer="It is so in the census.",
    )
    post(wiltshire.helen, page("facts_done", one))
    post(wiltshire.sam, page("evaluation_finalise", one))

    words = read(wiltshire.gus, address)
    assert f"The draft said: {WRONG}" in words
    assert f"Marked by Helen Marsh: {HOSTILE}" in words
    assert "Not changed" in words
    assert "It is so in the census." in words


def test_an_evaluator_gives_their_own_summary_and_no_other(
    wiltshire: Council,
) -> None:
    one = planned(wiltshire)
    theos = with_evaluator(one, wiltshire)
    odds = with_evaluator(one, wiltshire, "odd")
    one = taken_to("conducted", wiltshire, again(one))

    own = page("evaluation_summary", one, member=theos.pk)
    post(wiltshire.theo, own, summary="Reading.", version=1)
    get(wiltshire.theo, page("evaluation_summary", one, member=odds.pk), status=403)
    theos.refresh_from_db()
    assert (theos.summary, theos.summary_by) == ("Reading.", wiltshire.theo)
