"""Notes of visits on Wiltshire's forms, in each state, and who gets to them."""

from datetime import UTC, date, datetime
from typing import Any

from engagement.models import Side
from engagement.services.front_sheets import write_front_sheet
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.access.frameworks.part import FrameworkWorld, Part, Things, thing
from tests.access.places import record
from tests.access.row import Row
from tests.universe import Council
from visits.models import Visit
from visits.services.circulation import PassedOn
from visits.services.content import Present, Step
from visits.services.diary import plan_visit
from visits.services.notes import Note, start_and_share, start_note
from visits.services.replies import comment, finalise

DUE = date(2025, 12, 1)
# nobody helen dev cora gus sena odd eva sam ola rita rolf hana dee theo ada
LOGS = "     - x x x x x . . o . o . x x o ."
LA_ACTS = "  - x x . . . . . o . o . x x . ."
LA_DRAFT = " - . . . . . . . o . o . x x . ."
LA_READS = " - . . . . . . . o . o . o o . ."
SHARED = "   - o o . . . . . o . o . o o . ."
READ = "     - o o o o o . . o . o . o o o ."
BOTH_WRITE = "- o o x x x . . o . o . x x x ."
FINAL = "    - o o o o o . . o . o . o o . ."


def add(council: Council, canaries: Canaries) -> Things:
    """A draft, a shared and a final planning note, and an interim visit in the diary."""
    shared, final = LA | LEADERS, LA | LEADERS | GOVERNORS
    words = {
        "draft": canaries.word("wnotedraft", LA),
        "shared": canaries.word("wnoteshared", shared),
        "final": canaries.word("wnotefinal", final),
    }
    notes = {name: _note(council, word) for name, word in words.items()}
    lead, by, held = council.persons["sam"], council.sam, council.record()
    draft = start_note(record=held, note=notes["draft"], lead=lead, by=by)
    waiting = start_and_share(record=held, note=notes["shared"], lead=lead, by=by)
    done = start_and_share(record=held, note=notes["final"], lead=lead, by=by)
    _finish(council, done)
    passed = canaries.word("wnotepassed", final | TEAM)
    unpassed = canaries.word("wnoteunpassed", LA)
    to_theo = start_and_share(
        record=held, note=_passed(council, passed), lead=lead, by=by
    )
    _finish(council, to_theo)
    not_yet = start_note(record=held, note=_passed(council, unpassed), lead=lead, by=by)
    planned = plan_visit(
        record=held,
        at=datetime(2025, 12, 8, 9, 30, tzinfo=UTC),
        lead=lead,
        by=by,
        visit_type=council.visit_type("interim"),
    )
    word = canaries.word("wfrontsheet", final | TEAM)
    write_front_sheet(
        record=held,
        side=Side.LA,
        answers={"WIL-V-08": f"Priorities {word}"},
        expected_version=0,
        by=by,
    )
    return {
        "note_draft": draft,
        "note_shared": Visit.objects.get(pk=waiting.pk),
        "note_final": Visit.objects.get(pk=done.pk),
        "note_passed": Visit.objects.get(pk=to_theo.pk),
        "note_not_yet_passed": not_yet,
        "note_planned": planned,
    }


def _finish(council: Council, visit: Visit) -> None:
    comment(visit=visit, text="", by=council.helen)
    visit.refresh_from_db()
    finalise(visit=visit, expected_version=visit.version, by=council.sam)


def _passed(council: Council, word: str) -> Note:
    """A note of the end of the year that is passed to Theo."""
    return Note(
        date=date(2025, 11, 10),
        visit_type=council.visit_type("end_of_year"),
        minutes=60,
        present=(Present("Helen Marsh", person=council.persons["helen"]),),
        texts={"summary": f"Impact {word}", "closing_activity": f"Next {word}"},
        circulation=(
            PassedOn(council.persons["theo"], "Governance", f"The chair {word}"),
        ),
    )


def _note(council: Council, word: str) -> Note:
    """A planning note with the word in every box of its own."""
    return Note(
        date=date(2025, 11, 10),
        visit_type=council.visit_type("planning"),
        minutes=60,
        present=(Present("Helen Marsh", person=council.persons["helen"]),),
        texts={
            "changes": f"Staff {word}",
            "summary": f"Risk {word}",
            "comments": f"Said {word}",
        },
        steps=(Step(f"Do {word}", DUE, "Helen Marsh", cost=f"£9 {word}"),),
    )


def _at_hawthorn(council: Council, world: FrameworkWorld) -> dict[str, Any]:
    return {"pk": council.hawthorn.pk, "form": "planning"}


NOTES = Part(
    add,
    {
        "engagement:front_sheet": (Row(record("hawthorn"), BOTH_WRITE),),
        "record": (Row(record("hawthorn"), READ, "GET"),),
        "visits:visit_new_on": (Row(_at_hawthorn, LOGS),),
        "visits:visit_edit_on": (
            Row(thing("note_planned", form="interim"), LA_ACTS),
            Row(thing("note_draft", form="planning"), LA_DRAFT),
        ),
        "visits:visit": (
            Row(thing("note_draft"), LA_READS),
            Row(thing("note_shared"), SHARED),
            Row(thing("note_final"), FINAL),
            Row(thing("note_passed"), READ),
            Row(thing("note_not_yet_passed"), LA_READS),
        ),
    },
)
