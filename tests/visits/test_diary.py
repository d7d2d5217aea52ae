"""The diary: planning a visit, moving it with a reason, cancelling it (SM-3)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from schools.access import roles_at
from schools.models import School
from sitrack.core.models import Event, Notification
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import NOW, Council
from visits.models import Visit
from visits.services import diary
from visits.services.notes import save_note

SOON = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
LATER = datetime(2025, 11, 27, 13, 0, tzinfo=UTC)


def plan(council: Council, at: datetime = SOON, **facts: Any) -> diary.Plan:
    return diary.Plan(at=at, **{"lead": council.persons["sam"], **facts})


def arranged(council: Council, at: datetime = SOON, **facts: Any) -> Visit:
    return diary.arrange_visit(
        school=council.hawthorn,
        framework=council.framework,
        plan=plan(council, at, **facts),
        by=council.sam,
    )


def moved(council: Council, visit: Visit, at: datetime = LATER, **more: Any) -> Visit:
    facts: dict[str, Any] = {"reason": "The inspectors come.", "by": council.sam}
    return diary.replan_visit(
        visit=visit,
        plan=plan(council, at),
        expected_version=visit.version,
        **{**facts, **more},
    )


def cancelled(council: Council, visit: Visit, **more: Any) -> Visit:
    facts: dict[str, Any] = {"reason": "The head is ill.", "by": council.helen}
    return diary.cancel_visit(
        visit=visit, expected_version=visit.version, **{**facts, **more}
    )


def told(visit: Visit, title: str) -> set[str]:
    rows = Notification.objects.filter(
        title=f"{title}: {visit.school}", path=visit.get_absolute_url()
    )
    return {
        address.split("@")[0]
        for address in rows.values_list("recipient__email", flat=True)
    }


@pytest.mark.item("SUF-R-34")
def test_a_visit_is_planned_with_all_that_is_agreed(council: Council) -> None:
    visit = arranged(
        council, visit_type=council.visit_type(), agenda=(" Phonics ", "", "Budget")
    )
    visit.refresh_from_db()
    assert (visit.state, visit.date, visit.term) == (
        "planned",
        date(2025, 11, 20),
        council.terms["autumn"],
    )
    assert visit.own_agenda == ["Phonics", "Budget"]
    assert visit.lead_title == "Standards and Excellence Partner"
    assert told(visit, "A visit is planned") == {"helen", "dev"}


def test_a_day_that_has_passed_is_not_planned(council: Council) -> None:
    with pytest.raises(RuleBroken, match="9 November 2025 has passed") as refusal:
        arranged(council, NOW - timedelta(days=1))
    assert refusal.value.field == "at"


def test_a_visit_next_year_prepares_that_years_record(council: Council) -> None:
    visit = arranged(council, datetime(2026, 9, 15, 9, tzinfo=UTC))
    assert visit.record.year.label == "2026/27"
    with pytest.raises(RuleBroken, match="no academic year for 15 September 2030"):
        arranged(council, datetime(2030, 9, 15, 9, tzinfo=UTC))


@pytest.mark.item("INV-07")
@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"opened_on": date(2025, 12, 1)}, "The school opened on 1 December 2025"),
        ({"closed_on": date(2025, 11, 14)}, "The school closed on 14 November 2025"),
    ],
)
def test_no_visit_is_planned_where_the_school_is_not_open(
    council: Council, days: dict[str, date], said: str
) -> None:
    School.objects.filter(pk=council.hawthorn.pk).update(**days)
    council.hawthorn.refresh_from_db()
    with pytest.raises(RuleBroken, match=said):
        arranged(council)


def test_an_officer_of_another_team_is_named_at_the_school(council: Council) -> None:
    elm = diary.arrange_visit(
        school=council.elm,
        framework=council.framework,
        plan=plan(council, lead=council.persons["theo"]),
        by=council.sam,
    )
    assert roles_at(council.user("theo"), council.elm) == {Role.TEAM}
    assert elm in Visit.objects.visible_to(council.user("theo"))
    assert elm.lead_title == "Education, Skills and Learning team officer"
    post = council.persons["theo"].posts.get(school=council.elm)
    assert post.end == council.year.end


def test_somebody_who_works_elsewhere_leads_no_visit(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Ola Brandt does not work with this school"):
        arranged(council, lead=council.persons["ola"])


@pytest.mark.item("SM-3")
def test_a_moved_visit_keeps_where_it_stood_and_why(council: Council) -> None:
    visit = moved(council, arranged(council))
    visit.refresh_from_db()
    assert (visit.planned_for, visit.date) == (LATER, LATER.date())
    move = visit.moves.get()
    assert (move.moved_from, move.moved_to) == (SOON, LATER)
    assert (move.reason, move.by, move.at) == ("The inspectors come.", council.sam, NOW)
    assert told(visit, "A planned visit has moved") == {"helen", "dev"}
    event = Event.objects.get(verb="visit.moved")
    assert "inspectors" not in str(event.data)


def test_a_visit_moves_into_the_term_and_record_of_its_day(council: Council) -> None:
    visit = moved(council, arranged(council), datetime(2026, 1, 20, 9, tzinfo=UTC))
    assert visit.term == council.terms["spring"]
    visit = moved(council, visit, datetime(2026, 9, 15, 9, tzinfo=UTC))
    visit.refresh_from_db()
    assert visit.record.year.label == "2026/27"
    assert visit.term.year == visit.record.year


def test_a_move_wants_a_reason_and_another_agenda_does_not(council: Council) -> None:
    visit = arranged(council)
    with pytest.raises(RuleBroken, match="Say why the visit is moved"):
        moved(council, visit, reason="  ")
    moved(council, visit, SOON, reason="")
    assert not visit.moves.exists()
    assert Event.objects.filter(verb="visit.replanned").exists()


def test_a_new_lead_is_told(council: Council) -> None:
    visit = arranged(council)
    diary.replan_visit(
        visit=visit,
        plan=plan(council, lead=council.persons["theo"]),
        reason="",
        expected_version=visit.version,
        by=council.sam,
    )
    new = told(visit, "A planned visit has a new lead")
    assert new == {"helen", "dev", "theo"}


@pytest.mark.item("SUF-R-34")
def test_the_box_of_the_note_follows_the_visit(council: Council) -> None:
    note = council.shared_visit(next_visit_at=SOON)
    visit = Visit.objects.planned().get()
    moved(council, visit)
    note.refresh_from_db()
    assert note.next_visit_at == LATER
    with pytest.raises(Stale):
        save_note(
            visit=note,
            note=council.note(next_visit_at=SOON),
            expected_version=note.version - 1,
            by=council.sam,
        )
    cancelled(council, visit)
    note.refresh_from_db()
    assert note.next_visit_at is None


@pytest.mark.item("INV-08")
def test_a_final_note_says_what_it_said(council: Council) -> None:
    note = council.final_visit(next_visit_at=SOON)
    visit = moved(council, Visit.objects.planned().get())
    cancelled(council, visit)
    note.refresh_from_db()
    assert note.next_visit_at == SOON


def test_a_changed_note_moves_the_visit_and_says_so(council: Council) -> None:
    note = council.shared_visit(next_visit_at=SOON)
    save_note(
        visit=note,
        note=council.note(next_visit_at=LATER),
        expected_version=note.version,
        by=council.sam,
    )
    visit = Visit.objects.planned().get()
    assert visit.planned_for == LATER
    assert (
        visit.moves.get().reason
        == "Changed in the note of the visit of 10 November 2025."
    )


@pytest.mark.item("SM-3")
@pytest.mark.parametrize(
    ("who", "others"), [("sam", {"helen", "dev"}), ("helen", {"dev", "sam"})]
)
def test_either_side_cancels_with_a_reason(
    council: Council, who: str, others: set[str]
) -> None:
    visit = arranged(council)
    with pytest.raises(RuleBroken, match="Say why the visit is cancelled"):
        cancelled(council, visit, reason=" ")
    cancelled(council, visit, by=getattr(council, who))
    visit.refresh_from_db()
    assert (visit.state, visit.cancelled_reason) == ("cancelled", "The head is ill.")
    assert visit.cancelled_at == NOW
    assert told(visit, "A planned visit is cancelled") == others


def test_a_cancelled_visit_is_no_visit_any_more(council: Council) -> None:
    visit = cancelled(council, arranged(council))
    for act in (moved, cancelled):
        with pytest.raises(RuleBroken, match="This visit is cancelled"):
            act(council, visit)
    with pytest.raises(RuleBroken, match="Log the visit if it was held"):
        save_note(
            visit=visit,
            note=council.note(),
            expected_version=visit.version,
            by=council.sam,
        )
    assert visit not in Visit.objects.held()
    for governor in (council.gus, council.cora):
        assert visit not in Visit.objects.visible_to(governor)


def test_a_visit_that_was_begun_is_neither_moved_nor_cancelled(
    council: Council,
) -> None:
    visit = council.draft_visit()
    for act in (moved, cancelled):
        with pytest.raises(RuleBroken, match="it is not planned any more"):
            act(council, visit)


def test_the_second_of_two_who_change_the_diary_is_told(council: Council) -> None:
    visit = arranged(council)
    mine = Visit.objects.get(pk=visit.pk)
    moved(council, visit)
    with pytest.raises(Stale):
        cancelled(council, mine)
    assert Visit.objects.get().state == "planned"


def test_a_cancelled_visit_without_a_reason_cannot_be(council: Council) -> None:
    visit = arranged(council)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state="cancelled", cancelled_at=NOW)
