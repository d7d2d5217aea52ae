"""The page of intensive support: whose turn, by when, and who may know of what."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import ExitCheck, IntensiveCase
from plans.services import cases
from reports.queries.case import days_left
from sitrack.core.models import User
from sitrack.core.submissions import new_token
from tests.plans.casing import (
    checked,
    judged,
    noticed,
    of_concern,
    on,
    opened,
    planned,
    reviewed,
    the_case,
    words_of,
)
from tests.universe import TODAY, Council


def page(client: Client, user: User, case: IntensiveCase) -> str:
    """The page as its words, in one line."""
    client.force_login(user)
    return words_of(client.get(case.get_absolute_url()))


@pytest.mark.item("WIL-X-00", "WIL-O-11")
def test_the_head_sees_at_once_that_it_is_the_schools_turn(
    client: Client, wiltshire: Council
) -> None:
    case = opened(wiltshire)
    text = page(client, wiltshire.helen, case)
    assert "It is your turn" in text
    assert "Read and acknowledge the exit criteria" in text
    assert (
        "School Improvement Advisor: hold the evaluation of needs, and record it"
        in text
    )
    assert (
        "“Evaluation of needs through a school evaluation or following an Ofsted"
        " report”"
    ) in text
    assert "Still missing The evaluation of needs is not recorded" in text


def test_the_final_evaluation_is_not_planned_before_the_review_that_comes_first(
    client: Client, wiltshire: Council
) -> None:
    case, _ = noticed(wiltshire)
    with on(2026, 2, 12):
        text = page(client, wiltshire.rita, case)
    assert "Review after the further three months Planned for 11 May 2026" in text
    assert "Six-month final evaluation Leaving intensive support" in text


def test_it_is_told_by_when_in_plain_words(client: Client, wiltshire: Council) -> None:
    case = planned(wiltshire)
    text = page(client, wiltshire.helen, case)
    # Five working days before the review on Monday 9 February.
    assert "By 2 February 2026: 84 days left" in text
    with on(2026, 2, 12):
        text = page(client, wiltshire.sam, case)
        assert "Hold the review meeting, and record it" in text
        assert "By 9 February 2026: 3 days over" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 11, 10), "today"),
        (date(2025, 11, 11), "1 day left"),
        (date(2025, 11, 22), "12 days left"),
        (date(2025, 11, 9), "1 day over"),
    ],
)
def test_a_day_is_so_many_days_away(day: date, words: str) -> None:
    assert days_left(day, TODAY) == words


def test_where_no_day_is_set_the_page_says_so(
    client: Client, wiltshire: Council
) -> None:
    text = page(client, wiltshire.sam, opened(wiltshire))
    assert "Hold the evaluation of needs, and record it No day is set for this." in text


def test_the_plan_is_put_into_practice_until_its_review(
    client: Client, wiltshire: Council
) -> None:
    text = page(client, wiltshire.helen, planned(wiltshire))
    assert "Putting the plan into practice Now Until 9 February 2026" in text
    assert "Three-month review Planned for 9 February 2026" in text


@pytest.mark.item("WIL-N-08")
def test_what_was_reached_is_told_before_what_is_missing(
    client: Client, wiltshire: Council
) -> None:
    text = page(client, wiltshire.helen, planned(wiltshire))
    assert text.index("Reached so far") < text.index("Still missing")
    assert "The support is planned" in text
    assert "The evaluation of needs was held" in text


@pytest.mark.item("WIL-X-01", "WIL-X-02", "WIL-X-03", "WIL-X-04", "WIL-X-05")
def test_the_five_criteria_are_acknowledged_on_their_page(
    client: Client, wiltshire: Council
) -> None:
    case = opened(wiltshire)
    address = reverse("plans:case_acknowledge", args=[case.pk])
    client.force_login(wiltshire.helen)
    text = words_of(client.get(address))
    for words in (
        "Robust, rigorous, accurate and regular School Review and Self-Evaluation"
        " processes including evidence of regular reporting to the Governing Body and"
        " subsequent challenge.",
        "A credible School Improvement Plan with outcomes focused milestones and"
        " monitoring in place.",
        "Leadership is stable and suitability skilled at senior and middle leader level",
        "Regular tracking and monitoring of progress and attainment against age-related"
        " expectations for all groups. Regular quality assurance and moderation of"
        " assessment to ensure accuracy across all subjects",
        "A continuing professional development programme integrated into the School"
        " Improvement Plan and monitored for impact",
        "“made clear to all vulnerable schools at the beginning of the process.”",
    ):
        assert words in text
    form = {"version": case.version, "submit_token": new_token()}
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    assert the_case(wiltshire).acknowledged_by == wiltshire.helen


@pytest.mark.item("CONF-02", "INV-17")
def test_before_the_notice_is_out_only_those_who_deal_with_it_see_that_it_comes(
    client: Client, wiltshire: Council
) -> None:
    case = of_concern(wiltshire)
    with on(2026, 2, 10):
        for name in ("rita", "hana", "dee"):
            text = page(client, getattr(wiltshire, name), case)
            assert "Formal notice of concern" in text
            assert "Two meetings were put off." in text
        for name in ("helen", "dev", "cora", "sam"):
            text = page(client, getattr(wiltshire, name), case)
            assert "notice of concern" not in text.casefold()
            assert "Two meetings" not in text
            assert "What follows the review is not settled yet" in text
        rita = page(client, wiltshire.rita, case)
        assert "Prepare the notice of concern" in rita


@pytest.mark.item("WIL-T-10", "CONF-02")
def test_once_it_is_out_its_readers_see_the_way_beside_and_others_a_further_time(
    client: Client, wiltshire: Council
) -> None:
    case, letter = noticed(wiltshire)
    with on(2026, 2, 12):
        for name in ("rita", "hana", "helen", "cora"):
            text = page(client, getattr(wiltshire, name), case)
            assert "Formal notice of concern" in text
            assert letter.get_absolute_url() in raw(client, case)
        for name in ("dev", "sam"):
            text = page(client, getattr(wiltshire, name), case)
            assert "notice of concern" not in text.casefold()
            assert "A further three months" in text
            assert letter.get_absolute_url() not in raw(client, case)


def test_a_lead_settles_the_review_on_its_page(
    client: Client, wiltshire: Council
) -> None:
    case = reviewed(wiltshire)
    with on(2026, 2, 10):
        assert "Progress is sufficient" in page(client, wiltshire.rita, case)
        address = reverse("plans:case_step", args=[case.pk, "sufficient"])
        form = {"version": case.version, "submit_token": new_token()}
        empty = client.post(address, {**form, "note": " "})
        assert empty.status_code == 422
        form |= {"note": "Reading is taught daily."}
        assert client.post(address, form).status_code == 302
        text = page(client, wiltshire.helen, case)
        assert "Reading is taught daily." in text
        assert "Progress was found sufficient" in text


def test_a_step_from_an_older_page_is_refused_in_words(
    client: Client, wiltshire: Council
) -> None:
    case = reviewed(wiltshire)
    with on(2026, 2, 10):
        cases.sufficient(case=case, note="So.", by=wiltshire.rita)
        client.force_login(wiltshire.rita)
        address = reverse("plans:case_step", args=[case.pk, "insufficient"])
        form = {"version": 4, "note": "No.", "submit_token": new_token()}
        answer = client.post(address, form)
        assert answer.status_code == 422
        assert "Somebody has already taken this case further" in words_of(answer)


@pytest.mark.item("WIL-X-07", "WIL-X-08", "WIL-X-09", "WIL-X-10", "WIL-X-11")
def test_the_exit_check_has_the_five_criteria_and_the_kinds_of_impact(
    client: Client, wiltshire: Council
) -> None:
    case = opened(wiltshire)
    client.force_login(wiltshire.sam)
    address = reverse("plans:exit_check", args=[case.pk])
    text = words_of(client.get(address))
    for words in (
        "Impact evidence will include some or all of the following:",
        "Consistent practice in teaching, learning and assessment across all year groups"
        " which has led to rapidly improving outcomes.",
        "The school is achieving the attainment and progress targets established in the"
        " improvement plan.",
        "The school's monitoring of in-year progress data indicates an upward trajectory"
        " is secure.",
        "Test results are above national.",
        "Evidence of additional capacity in the school's leadership team (including"
        " governance).",
    ):
        assert words in text
    form: dict[str, object] = {"version": 0, "submit_token": new_token()}
    for code in ("WIL-X-01", "WIL-X-02", "WIL-X-03", "WIL-X-04", "WIL-X-05"):
        form[f"met_{code}"] = "yes" if code == "WIL-X-01" else "no"
        form[f"evidence_{code}"] = f"What shows {code}"
    assert client.post(address, form).status_code == 302
    text = page(client, wiltshire.helen, case)
    assert "1 of 5 criteria met" in text
    assert "1 of 5 exit criteria are met" in text


@pytest.mark.item("WIL-X-06", "WIL-X-12")
def test_the_head_of_service_approves_the_exit_on_its_page(
    client: Client, wiltshire: Council
) -> None:
    case = judged(wiltshire)
    with on(2026, 5, 14):
        assert "Approve the exit" in page(client, wiltshire.hana, case)
        address = reverse("plans:exit_approve", args=[case.pk])
        shown = words_of(client.get(address))
        assert "Vulnerable" not in shown
        version = ExitCheck.objects.get(case=case).version
        form = {"version": version, "level": "wil_secure"}
        answer = client.post(address, {**form, "submit_token": new_token()})
        assert answer.status_code == 302
        text = page(client, wiltshire.helen, case)
        assert "The school has left intensive support" in text
        again = client.get(address)
        assert again.status_code == 403
        letter = ExitCheck.objects.get(case=case).letter
        assert letter is not None
        read = words_of(client.get(letter.get_absolute_url()))
        assert "To the governing body and the headteacher of Hawthorn" in read
        paper = client.get(reverse("document", args=["school-letter", letter.pk]))
        assert paper.status_code == 200


def test_what_is_missing_is_listed_to_whoever_would_judge(
    client: Client, wiltshire: Council
) -> None:
    case = checked(wiltshire, "WIL-X-03")
    with on(2026, 5, 13):
        client.force_login(wiltshire.rita)
        address = reverse("plans:exit_ready", args=[case.pk])
        text = words_of(client.get(address))
        assert "Still missing “Leadership is stable and suitability skilled" in text
        form = {"version": 1, "submit_token": new_token()}
        answer = client.post(address, form)
        assert answer.status_code == 422
        assert "The school stays in support for now." in words_of(answer)


def test_a_school_without_a_case_has_no_page(
    client: Client, wiltshire: Council
) -> None:
    client.force_login(wiltshire.sam)
    address = reverse("school_case", args=[wiltshire.hawthorn.pk])
    assert client.get(address).status_code == 404


def raw(client: Client, case: IntensiveCase) -> str:
    return client.get(case.get_absolute_url()).content.decode()
