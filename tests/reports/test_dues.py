"""What waits for whom at a school, and why."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from engagement.models import View
from engagement.services.hours import log_time
from engagement.services.proposals import give_view
from reports.queries.dues import dues_of
from reports.services.summaries import up_to_date
from reports.summary.waiting import KEPT
from schools.access import roles_at
from schools.models import School
from sitrack.core.models import User
from tests.reports.acts import proposal
from tests.reports.pages import get, read
from tests.universe import TODAY, Council
from visits.services.diary import plan_visit


def due_at_hawthorn(council: Council, user: User) -> list[str]:
    """What waits for the user at Hawthorn, in words and order."""
    school = School.objects.get(pk=council.hawthorn.pk)
    summary = up_to_date(school)
    dues = dues_of(
        summary.waits,
        roles=roles_at(user, school),
        user=user.pk,
        term=summary.term_key,
        most=KEPT,
    )
    return [due.words for due in dues.shown]


NOTHING_YET = [
    "No visit yet this term, and none is planned",
    "Give the LA’s view of the trajectory this term, by 19 December 2025",
]


@pytest.mark.item("DER-07")
def test_a_school_without_a_visit_this_term_waits_for_its_sep(
    council: Council,
) -> None:
    assert due_at_hawthorn(council, council.sam) == NOTHING_YET
    council.draft_visit()
    assert due_at_hawthorn(council, council.sam) == [
        "Finish the note of the visit on 10 November 2025",
        "No next visit is planned",
        NOTHING_YET[1],
    ]


def test_a_planned_visit_waits_to_be_written_up_once_its_day_is_over(
    council: Council, clock: Any
) -> None:
    at = datetime(2025, 11, 12, 9, 30, tzinfo=UTC)
    plan_visit(
        record=council.record(), at=at, lead=council.persons["sam"], by=council.sam
    )
    assert due_at_hawthorn(council, council.sam) == [
        NOTHING_YET[1],
        "No visit yet this term, which ends on 19 December 2025",
    ]
    clock.move_to(datetime(2025, 11, 13, 10, tzinfo=UTC))
    assert due_at_hawthorn(council, council.sam)[0] == (
        "Write up the visit that was planned for 12 November 2025"
    )


def test_a_shared_note_waits_for_the_school_and_its_comment_for_the_sep(
    council: Council,
) -> None:
    council.shared_visit()
    reading = "Read the note of the visit on 10 November 2025 and answer it"
    assert reading in due_at_hawthorn(council, council.helen)
    assert reading in due_at_hawthorn(council, council.dev)
    assert reading not in due_at_hawthorn(council, council.sam)


@pytest.mark.parametrize(
    ("comment", "due"),
    [
        ("The dates are wrong.", "Answer the school’s comment on the note of {}"),
        ("", "The school has answered: make the note of {} final"),
    ],
)
def test_the_schools_answer_waits_for_the_sep(
    council: Council, comment: str, due: str
) -> None:
    council.commented_visit(comment)
    assert due_at_hawthorn(council, council.sam)[0] == due.format("10 November 2025")
    assert not any("note" in one for one in due_at_hawthorn(council, council.helen))


@pytest.mark.item("DER-05")
def test_an_overdue_next_step_waits_for_its_person_and_for_the_sep(
    council: Council, clock: Any
) -> None:
    mine = council.step(due_on=date(2025, 11, 14), person=council.persons["helen"])
    council.final_visit(steps=(mine, council.step("Order books")))
    clock.move_to(datetime(2025, 11, 14, 12, tzinfo=UTC))
    due = "Next step was due on 14 November 2025: Share the phonics plan"
    assert due not in due_at_hawthorn(council, council.sam)
    clock.move_to(datetime(2025, 11, 15, 12, tzinfo=UTC))
    assert due_at_hawthorn(council, council.sam)[0] == due
    assert due in due_at_hawthorn(council, council.helen)
    assert due not in due_at_hawthorn(council, council.dev)


@pytest.mark.item("DER-02")
def test_hours_over_the_ceiling_wait_for_the_sep(council: Council) -> None:
    over = "More hours used this term than the level’s ceiling"
    for minutes, expected in ((480, False), (30, True)):
        log_time(
            record=council.record(),
            day=TODAY,
            minutes=minutes,
            person=council.persons["sam"],
            category=council.option("visit_type", "conversation"),
            over_ceiling_reason="An inspection came.",
            by=council.sam,
        )
        assert (over in due_at_hawthorn(council, council.sam)) is expected
    home = read(council.sam, "/")
    assert "Hours this term up to 8; 8.5 used, over by 0.5" in home


@pytest.mark.item("DER-01")
def test_hours_are_told_in_plain_words(council: Council) -> None:
    council.shared_visit(minutes=150)
    assert "Hours this term up to 8; 2.5 used" in read(council.sam, "/?name=hawthorn")


def test_both_sides_are_asked_for_their_view_of_a_level(council: Council) -> None:
    asked = "Give your view on the proposal: Entitlement up to 12 hours"
    made = proposal(council)
    assert asked in due_at_hawthorn(council, council.helen)
    assert asked not in due_at_hawthorn(council, council.sam)
    give_view(assignment=made, view=View.AGREES, by=council.helen)
    decide = "Decide on the proposal: Entitlement up to 12 hours"
    assert due_at_hawthorn(council, council.rita)[0] == decide
    assert decide not in due_at_hawthorn(council, council.sam)
    home = read(council.rita, "/")
    assert "Waiting for your decision Hawthorn Primary School" in home
    assert "Queue (1)" in get(council.rita, "/glossary/").content.decode()
