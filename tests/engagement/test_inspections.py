"""What an inspection found: entered from the report, shown, and put right."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from engagement.models import LevelAssignment
from schools.models import InspectionResult
from schools.services.inspections import (
    Inspection,
    change_inspection,
    enter_inspection,
)
from sitrack.core.rules import RuleBroken
from tests.pdf import text_of
from tests.reports.pages import get, queries_of, read, signed_in, words
from tests.reports.printing import printed
from tests.universe import Council


def listed(council: Council) -> str:
    return reverse("engagement:inspections", args=[council.hawthorn.pk])


def add(council: Council) -> str:
    return reverse("engagement:inspection_add", args=[council.hawthorn.pk])


def first(council: Council) -> InspectionResult:
    result: InspectionResult = council.hawthorn.inspections.get(headline="Good")
    return result


def change(council: Council) -> str:
    keys = [council.hawthorn.pk, first(council).pk]
    return reverse("engagement:inspection_change", args=keys)


def typed(*areas: tuple[str, str], **changed: Any) -> dict[str, Any]:
    """A form as it is sent: a graded inspection of this term, unless told otherwise."""
    sent: dict[str, Any] = {
        "submit_token": str(uuid.uuid4()),
        "version": "0",
        "inspectorate": "ofsted",
        "kind": "graded",
        "held_on": "14/10/2025",
        "published_on": "7/11/2025",
        "headline": "Requires improvement",
        "key_points": "Check what pupils remember in mathematics.",
        "area-TOTAL_FORMS": str(len(areas)),
        "area-INITIAL_FORMS": "0",
    }
    for number, (area, grade) in enumerate(areas):
        sent |= {f"area-{number}-area": area, f"area-{number}-grade": grade}
    return {**sent, **changed}


CARD = (("Achievement", "Expected standard"), ("Inclusion", "Strong standard"))


@pytest.mark.item("SUF-R-12")
def test_an_inspection_is_entered_and_the_latest_is_shown_everywhere(
    council: Council,
) -> None:
    page = read(council.helen, council.hawthorn.get_absolute_url())
    before = "Last Ofsted inspection Good, Graded inspection, 14 March 2023."
    assert before in page
    answer = signed_in(council.sam).post(add(council), typed())
    assert answer.headers["Location"] == listed(council)
    shown = read(council.helen, listed(council))
    new, old = "Graded inspection, 14 October 2025", "Graded inspection, 14 March 2023"
    assert shown.index(new) < shown.index(old), "The history is kept."
    assert "Key points of the report Check what pupils remember" in shown
    assert "Report published on 7 November 2025" in shown
    for name in ("helen", "theo"):
        page = read(council.user(name), council.hawthorn.get_absolute_url())
        assert f"Requires improvement, {new}" in page
    assert f"Requires improvement, {new}" in (
        read(council.gus, council.hawthorn.get_absolute_url())
    )
    front = f"{council.record().get_absolute_url()}?part=front"
    assert f"Current Ofsted judgement and date Requires improvement {new}" in (
        read(council.gus, front)
    )
    assert f"Requires improvement {new}" in text_of(printed(council))


@pytest.mark.item("SUF-R-12", "SUF-F-03")
def test_acc_096_a_report_card_shows_its_areas_and_no_overall_grade(
    council: Council,
) -> None:
    sam = signed_in(council.sam)
    refused = sam.post(add(council), typed(*CARD, kind="report_card"))
    assert refused.status_code == 422
    assert "A report card has no overall outcome" in words(refused)
    sam.post(add(council), typed(*CARD, kind="report_card", headline=""))
    result = council.hawthorn.inspections.get(kind="report_card")
    assert result.grades == [
        "Achievement: Expected standard",
        "Inclusion: Strong standard",
    ]
    text = text_of(printed(council))
    judged = "Achievement: Expected standard Inclusion: Strong standard Report card"
    assert f"Current Ofsted judgement and date {judged}, 14 October 2025" in text
    assert "Achievement Expected standard" in read(council.gus, listed(council))


@pytest.mark.item("SUF-R-12")
def test_the_level_does_not_change_by_an_inspection(council: Council) -> None:
    before = list(LevelAssignment.objects.values_list("pk", "level", "state"))
    sent = typed(
        kind="ungraded",
        headline="Ungraded - may not be as strong",
        risk_of_decline="on",
    )
    signed_in(council.sam).post(add(council), sent)
    assert "Risk of decline to less than good" in read(council.helen, listed(council))
    after = list(LevelAssignment.objects.values_list("pk", "level", "state"))
    assert after == before


@pytest.mark.parametrize(
    ("changed", "areas", "told"),
    [
        ({"held_on": "11/11/2025"}, (), "The inspection lies in the future."),
        ({"held_on": "31/2/2025"}, (), "Date of the inspection must be a real date"),
        (
            {"published_on": "1/10/2025"},
            (),
            "The report cannot be published before the inspection.",
        ),
        ({"headline": ""}, (), "Select the overall outcome, or enter the grades"),
        ({"headline": "Splendid"}, (), "Select a valid choice"),
        ({"risk_of_decline": "on"}, (), "Only an ungraded inspection ends with a risk"),
        ({}, (("Achievement", ""),), "Area 1: Enter the grade of this area"),
        ({}, (("", "Strong"),), "Area 1: Enter the area that this grade is for"),
        (
            {"held_on": "14/3/2023", "published_on": ""},
            (),
            "An inspection of this kind is entered for this day already.",
        ),
    ],
)
def test_what_no_inspection_can_say_is_refused_and_kept_in_the_form(
    council: Council,
    changed: dict[str, str],
    areas: tuple[tuple[str, str], ...],
    told: str,
) -> None:
    answer = signed_in(council.sam).post(add(council), typed(*areas, **changed))
    assert answer.status_code == 422
    assert told in words(answer)
    assert "Check what pupils remember in mathematics." in words(answer)
    assert council.hawthorn.inspections.count() == 1


def test_only_a_monitoring_inspection_may_give_no_outcome(council: Council) -> None:
    sent = typed(kind="monitoring", headline="")
    assert signed_in(council.sam).post(add(council), sent).status_code == 302
    result = council.hawthorn.inspections.get(kind="monitoring")
    assert str(result) == "Monitoring inspection, 14 October 2025"
    with pytest.raises(RuleBroken):
        enter_inspection(
            school=council.hawthorn,
            inspection=Inspection("ungraded", date(2025, 10, 1)),
            by=council.sam,
        )


def test_a_siams_inspection_is_listed_and_is_not_ofsteds_judgement(
    council: Council,
) -> None:
    signed_in(council.sam).post(
        add(council), typed(("Worship", "Good"), inspectorate="siams", headline="")
    )
    shown = read(council.sam, listed(council))
    assert "SIAMS: Graded inspection, 14 October 2025" in shown
    front = f"{council.record().get_absolute_url()}?part=front"
    assert "Current Ofsted judgement and date Good Graded" in read(council.sam, front)


def test_a_mistake_is_put_right_and_what_stood_there_is_kept(council: Council) -> None:
    form = get(council.sam, change(council)).context["form"]
    assert form["headline"].value() == "Good"
    sent = typed(version=str(first(council).version), headline="Outstanding")
    answer = signed_in(council.sam).post(change(council), sent, follow=True)
    assert "Outstanding" in words(answer)
    result = council.hawthorn.inspections.get()
    assert [then.headline for then in result.history.all()] == ["Outstanding", "Good"]
    told = "put the inspection right: Outstanding, 14 October 2025"
    assert told in read(council.sam, council.hawthorn.get_absolute_url())


def test_of_two_who_put_it_right_the_second_sees_both(council: Council) -> None:
    result = first(council)
    seen = str(result.version)
    change_inspection(
        result=result,
        inspection=Inspection("graded", date(2023, 3, 14), "Good", CARD[:1]),
        expected_version=result.version,
        by=council.rita,
    )
    keys = [council.hawthorn.pk, result.pk]
    page = reverse("engagement:inspection_change", args=keys)
    sent = typed(CARD[1], version=seen, headline="Outstanding")
    answer = signed_in(council.sam).post(page, sent)
    assert answer.status_code == 409
    differs = {
        one.label: (one.theirs, one.mine) for one in answer.context["differences"]
    }
    assert differs["Overall outcome"] == ("Good", "Outstanding")
    assert differs["Areas"] == (
        "Achievement: Expected standard",
        "Inclusion: Strong standard",
    )
    result.refresh_from_db()
    assert result.headline == "Good"


def test_the_same_form_sent_twice_enters_one_inspection(council: Council) -> None:
    sam, sent = signed_in(council.sam), typed()
    assert [sam.post(add(council), sent).status_code for _ in range(2)] == [302, 302]
    assert council.hawthorn.inspections.count() == 2


def test_areas_are_added_and_removed_without_scripts(council: Council) -> None:
    sam = signed_in(council.sam)
    assert words(sam.get(add(council))).count("Area 3") == 1
    more = sam.post(add(council), typed(*CARD, row="add-area"))
    assert more.status_code == 200
    assert "Area 3" in words(more)
    sent = typed(*CARD, **{"area-0-DELETE": "on"})
    sam.post(add(council), sent)
    result = council.hawthorn.inspections.get(held_on=date(2025, 10, 14))
    assert result.grades == ["Inclusion: Strong standard"]


def test_an_inspection_of_one_school_is_not_found_at_another(council: Council) -> None:
    keys = [council.elm.pk, first(council).pk]
    page = reverse("engagement:inspection_change", args=keys)
    assert signed_in(council.sam).get(page).status_code == 404


def test_the_list_asks_no_more_for_many_inspections(council: Council) -> None:
    few = queries_of(council.sam, listed(council))
    for month in range(1, 10):
        enter_inspection(
            school=council.hawthorn,
            inspection=Inspection("graded", date(2024, month, 1), "Good", CARD),
            by=council.sam,
        )
    assert queries_of(council.sam, listed(council)) == few
    assert few <= 6


def test_a_record_without_an_inspection_leads_to_where_it_is_entered(
    council: Council,
) -> None:
    elm = council.record("elm")
    path = f"{elm.get_absolute_url()}?part=front"
    missing = "Current Ofsted judgement and date"
    page = signed_in(council.sam).get(path)
    assert missing in words(page).split("Still missing in this record")[1]
    way = reverse("engagement:inspections", args=[council.elm.pk])
    assert way in page.content.decode()
