"""What is due at a school, how a term closes, and what is due for a person."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from engagement.models import Obligation
from engagement.services.obligations import waive
from reports.models import SchoolSummary
from reports.queries.due_for import due_for
from reports.services.summaries import refresh_due
from sitrack.core.models import User
from sitrack.core.submissions import new_token
from tests.reports.acts import give
from tests.reports.pages import get, read, signed_in
from tests.universe import Council

SOON = datetime(2025, 12, 8, 10, tzinfo=UTC)
LAST_DAY = date(2025, 12, 19)


def post(user: User, path: str, answers: dict[str, str]) -> Any:
    return signed_in(user).post(path, {**answers, "submit_token": new_token()})


def due_page(council: Council) -> str:
    return reverse("school_due", args=[council.hawthorn.pk])


def obligation(council: Council, activity: str) -> Obligation:
    refresh_due(SchoolSummary.objects.all())
    return Obligation.objects.get(
        school=council.hawthorn, activity=activity, term=council.terms["autumn"]
    )


@pytest.mark.item("SUF-T-01", "SUF-T-02", "SUF-T-03", "SUF-T-05", "SUF-T-06")
def test_the_page_of_a_school_says_what_is_due_done_and_where_it_is_done(
    council: Council,
) -> None:
    visit = council.shared_visit()
    page = read(council.sam, due_page(council))
    assert "What is due Autumn 2025/26 4 still open." in page
    assert (
        "Continuous conversation 19 December 2025 Done 10 November 2025 ,"
        " Continuous conversation" in page
    )
    assert "Level confirmed 19 December 2025 Open" in page
    assert "Agreed at visits 1 still open." in page
    assert "Not needed" not in page
    html = get(council.sam, due_page(council)).content.decode()
    record, term = council.record().pk, council.terms["autumn"].pk
    for address in (
        visit.get_absolute_url(),
        reverse("engagement:trajectory", args=[record, term]),
        reverse("engagement:support", args=[record, term]),
        reverse("visits:visit_plan", args=[council.hawthorn.pk]),
    ):
        assert f'href="{address}"' in html
    school = get(council.helen, due_page(council)).content.decode()
    assert reverse("visits:visit_plan", args=[council.hawthorn.pk]) not in school


def test_a_lead_waives_with_a_reason_that_the_school_reads_and_asks_again(
    council: Council,
) -> None:
    row = obligation(council, "support_plan")
    address = reverse("engagement:due_waive", args=[row.pk])
    assert "Say why" not in read(council.rita, address)
    refused = post(council.rita, address, {"reason": ""})
    assert refused.status_code == 422
    post(council.rita, address, {"reason": "The school is in a partnership."})
    said = "Not needed The school is in a partnership. Rita Okafor"
    assert said in read(council.helen, due_page(council))
    assert "Ask for it again" not in read(council.helen, due_page(council))
    second = post(council.hana, address, {"reason": "No time."})
    assert "done, waived or cancelled already" in second.content.decode()
    again = reverse("engagement:due_resume", args=[row.pk])
    assert "Rita Okafor said that it is not needed" in read(council.hana, again)
    post(council.hana, again, {"reason": "The partnership ended."})
    page = read(council.sam, due_page(council))
    assert "said" in page
    assert "The partnership ended." in page
    assert obligation(council, "support_plan").is_open


def test_what_a_term_asks_for_is_told_of_two_weeks_before_it_ends(
    council: Council, clock: Any
) -> None:
    page = council.hawthorn.get_absolute_url()
    told = "Level confirmed: due by 19 December 2025"
    assert told not in read(council.sam, page)
    clock.move_to(SOON)
    assert told in read(council.sam, page)
    assert told not in read(council.helen, page)
    waive(
        obligation=obligation(council, "level_confirmed"),
        reason="The level changes in January.",
        by=council.rita,
    )
    assert told not in read(council.sam, page)


def test_a_waived_view_and_a_waived_conversation_wait_for_nobody(
    council: Council,
) -> None:
    page = council.hawthorn.get_absolute_url()
    ours = "Give the school’s view of the trajectory this term, by 19 December 2025"
    assert ours in read(council.helen, page)
    assert "No visit yet this term" in read(council.sam, page)
    for activity in ("inspection_trajectory", "conversation"):
        waive(obligation=obligation(council, activity), reason="So.", by=council.rita)
    assert ours not in read(council.helen, page)
    assert "No visit yet this term" not in read(council.sam, page)


@pytest.mark.item("DER-07", "DER-17")
def test_the_closing_list_goes_school_by_school(council: Council, clock: Any) -> None:
    early = read(council.sam, reverse("closing"))
    assert "There is time" in early
    assert "from 5 December 2025" in early
    council.shared_visit(next_visit_at=datetime(2026, 1, 20, 9, tzinfo=UTC))
    give(council, "la", "good", council.sam)
    give(council, "school", "good", council.helen)
    waive(
        obligation=obligation(council, "level_confirmed"), reason="So.", by=council.rita
    )
    clock.move_to(SOON)
    page = read(council.sam, reverse("closing"))
    assert "There is time" not in page
    assert "Autumn 2025/26, which ends on 19 December 2025" in page
    assert "9 schools" in page
    assert "Hawthorn Primary School Yes Yes Not needed 20 January 2026 Nothing" in page
    assert "Elm Junior School Not yet Not yet Not yet Not yet 4" in page
    assert "Birch" not in page
    assert reverse("closing") in get(council.sam, "/").content.decode()


def test_what_is_due_for_a_person_is_a_list_with_days_and_addresses(
    council: Council,
) -> None:
    refresh_due(SchoolSummary.objects.all())

    def mine(user: User, day: date) -> list[tuple[str, date | None]]:
        rows = due_for(user, day)
        assert all(row.href for row in rows)
        here = (row for row in rows if row.school_key == council.hawthorn.pk)
        return [(row.words, row.due_on) for row in here]

    now = [
        (
            "Give the LA’s view of the trajectory this term, by 19 December 2025",
            LAST_DAY,
        ),
        ("No visit yet this term, and none is planned", LAST_DAY),
    ]
    assert mine(council.user("sam"), date(2025, 12, 1)) == now
    assert sorted(mine(council.user("sam"), LAST_DAY)) == sorted(
        [
            *now,
            *(
                (f"{label}: due by 19 December 2025", LAST_DAY)
                for label in (
                    "Level confirmed",
                    "Plan for collaborative improvement support",
                    "Trajectory for assessments at the end of the year",
                )
            ),
        ]
    )
    assert mine(council.user("helen"), LAST_DAY) == [
        (
            "Give the school’s view of the trajectory this term, by 19 December 2025",
            LAST_DAY,
        )
    ]
    assert mine(council.user("gus"), LAST_DAY) == []
