"""Writing up a visit: a draft, a shared note, two writers, what is kept of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagement.queries.hours import hours_position
from engagement.services.year import lock_record
from schools.access import may
from sitrack.core.models import Event
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import NOW, TODAY, Council
from visits.models import Visit, VisitSection
from visits.rules import NotReady
from visits.services.diary import plan_visit
from visits.services.notes import save_note, share, start_and_share

NEXT_VISIT = datetime(2025, 12, 8, 9, 30, tzinfo=UTC)


def summary_of(visit: Visit) -> VisitSection:
    return visit.sections.get(prompt__key="summary")


@pytest.mark.item(
    "SUF-R-27", "SUF-R-28", "SUF-R-29", "SUF-R-31", "SUF-R-32", "SUF-R-34", "SUF-R-35"
)
def test_acc_012_a_visit_is_logged_in_full(council: Council) -> None:
    visit = council.shared_visit(next_visit_at=NEXT_VISIT)
    kept = Visit.objects.visible_to(council.helen).get(pk=visit.pk)
    assert (kept.state, kept.date, kept.minutes) == ("shared", TODAY, 90)
    assert kept.visit_type == council.visit_type("conversation")
    assert [str(line) for line in kept.attendees.all()] == [
        "Sam Rowe, SEP",
        "Helen Marsh, Headteacher",
    ]
    assert {section.prompt.key: section.text for section in kept.sections.all()} == {
        "focus": "Reading in Year 2",
        "summary": "Pupils read with growing fluency in the four lessons seen.",
    }
    assert [(step.text, step.who) for step in kept.next_steps.all()] == [
        ("Share the phonics plan", "Helen Marsh"),
        ("Visit the new library", "Helen Marsh"),
    ]
    assert kept.agenda == ["Phonics check", "Attendance"]
    assert may(council.helen, Capability.COMMENT_ON_VISIT, council.hawthorn)
    assert hours_position(council.record(), council.terms["autumn"]).used == 90


@pytest.mark.item("SUF-R-34")
def test_the_next_visit_goes_into_the_diary_once(council: Council) -> None:
    visit = council.shared_visit(next_visit_at=NEXT_VISIT)
    note = council.note(next_visit_at=NEXT_VISIT)
    save_note(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    planned = Visit.objects.planned().get()
    assert (planned.planned_for, planned.follows) == (NEXT_VISIT, visit)
    assert planned in Visit.objects.visible_to(council.helen)


def test_a_next_visit_that_moves_moves_in_the_diary(council: Council) -> None:
    visit = council.shared_visit(next_visit_at=NEXT_VISIT)
    note = council.note(next_visit_at=NEXT_VISIT + timedelta(days=40))
    save_note(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    planned = Visit.objects.planned().get()
    assert (planned.date, planned.term) == (
        date(2026, 1, 17),
        council.terms["spring"],
    )


def test_a_next_visit_in_the_next_year_prepares_its_record(council: Council) -> None:
    council.shared_visit(next_visit_at=datetime(2026, 9, 15, 9, tzinfo=UTC))
    planned = Visit.objects.planned().get()
    assert planned.record.year.label == "2026/27"
    assert planned.record.school == council.hawthorn


def test_a_next_visit_beyond_the_calendar_is_refused(council: Council) -> None:
    with pytest.raises(RuleBroken, match="no academic year for 15 September 2030"):
        council.shared_visit(next_visit_at=datetime(2030, 9, 15, 9, tzinfo=UTC))
    assert not Visit.objects.exists()


@pytest.mark.item("CONF-07")
def test_a_draft_stays_with_the_authority(council: Council) -> None:
    visit = council.draft_visit()
    for reader in (council.helen, council.dev, council.gus, council.odd, council.ola):
        assert visit not in Visit.objects.visible_to(reader)
    for reader in (council.sam, council.rita, council.hana):
        assert visit in Visit.objects.visible_to(reader)


def test_a_note_that_is_not_ready_writes_nothing(council: Council) -> None:
    visit = council.draft_visit()
    before = Event.objects.count()
    note = council.note(minutes=None)
    with pytest.raises(NotReady):
        share(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    visit.refresh_from_db()
    assert (visit.state, visit.version, visit.minutes) == ("draft", 1, 90)
    assert Event.objects.count() == before


def test_acc_017_a_visit_in_the_future_cannot_be_shared(council: Council) -> None:
    at = NOW + timedelta(days=7)
    lead = council.persons["sam"]
    visit = plan_visit(record=council.record(), at=at, lead=lead, by=council.sam)
    note = council.note(date=at.date())
    with pytest.raises(NotReady, match="17 November 2025 is in the future") as refusal:
        share(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    assert refusal.value.field == "date"
    visit.refresh_from_db()
    assert visit.state == "planned"


@pytest.mark.item("INV-06")
@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2026, 9, 1)])
def test_a_visit_lies_in_the_year_of_its_record(council: Council, day: date) -> None:
    with pytest.raises(RuleBroken, match="must lie in the record’s year"):
        council.draft_visit(date=day, steps=())


@pytest.mark.item("INV-22")
def test_a_closed_school_takes_no_later_visit(council: Council) -> None:
    school = council.record().school
    school.closed_on = date(2025, 10, 31)
    school.save()
    with pytest.raises(RuleBroken, match="The school closed on 31 October 2025"):
        council.draft_visit()


def test_a_locked_record_takes_no_visit(council: Council) -> None:
    lock_record(record=council.record(), reason="The year is over", by=council.hana)
    with pytest.raises(RuleBroken, match="is locked"):
        council.draft_visit()


def test_acc_086_the_second_of_two_writers_is_told(council: Council) -> None:
    visit = council.draft_visit()
    mine, theirs = Visit.objects.get(pk=visit.pk), Visit.objects.get(pk=visit.pk)
    texts = {"summary": "Rita’s words."}
    save_note(
        visit=theirs,
        note=council.note(texts=texts),
        expected_version=1,
        by=council.rita,
    )
    with pytest.raises(Stale) as stale:
        save_note(visit=mine, note=council.note(), expected_version=1, by=council.sam)
    current = stale.value.current
    assert isinstance(current, Visit)
    assert summary_of(current).text == "Rita’s words."
    assert current.version == 2


def test_what_changes_is_kept_as_history(council: Council) -> None:
    visit = council.shared_visit()
    texts = {"focus": "Reading in Year 2", "summary": "Better words."}
    note = council.note(texts=texts, minutes=60)
    save_note(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    old, new = summary_of(visit).history.order_by("history_date", "history_id")
    assert old.text.startswith("Pupils read")
    assert new.text == "Better words."
    assert visit.history.order_by("history_id").first().state == "draft"
    focus = visit.sections.get(prompt__key="focus")
    assert focus.history.count() == 1


def test_acc_021_a_final_visit_is_never_changed(council: Council) -> None:
    visit = council.final_visit()
    texts = {"summary": "Something else."}
    with pytest.raises(RuleBroken, match="You can add an addendum"):
        save_note(
            visit=visit,
            note=council.note(texts=texts),
            expected_version=visit.version,
            by=council.sam,
        )
    assert summary_of(visit).text.startswith("Pupils read")


def test_a_final_visit_keeps_the_level_and_title_of_its_day(council: Council) -> None:
    visit = council.final_visit()
    assert visit.level_label == council.level("suf_8").label
    assert visit.lead_title == "Standards and Excellence Partner"


def test_a_note_can_be_written_and_shared_in_one_go(council: Council) -> None:
    visit = start_and_share(
        record=council.record("elm"),
        note=council.note(),
        lead=council.persons["sam"],
        by=council.sam,
    )
    assert visit.state == "shared"
    assert visit not in Visit.objects.visible_to(council.helen)


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "Żółw 🐢 مدرسة", "x" * 50_000],
    ids=["html", "letters", "long"],
)
def test_any_text_is_kept_as_it_was_typed(council: Council, text: str) -> None:
    visit = council.shared_visit(texts={"focus": "Reading", "summary": text})
    assert summary_of(visit).text == text
