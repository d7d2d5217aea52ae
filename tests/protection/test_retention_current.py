"""Marks, gradings and validations count until the next: the last of each stays."""

from datetime import UTC, date, datetime

import time_machine

from engagement.models import Grading, PhaseMark, PhaseReview, Validation
from engagement.queries.phase_marks import marks_at
from engagement.queries.phases import board_at
from protection.services.retention.asking import confirm
from sitrack.core.models import AcademicYear
from sitrack.core.sweep import sweep
from tests.frameworks.grading import INDICATORS, grade, hold_visit
from tests.frameworks.phasing import at_phase, board, mark_as, review
from tests.protection.retiring import LATER, asked, destroyed, waits
from tests.universe import Council

CODE = "TRU-B-42"


def later_mark(mark: str, at: datetime) -> PhaseMark:
    """One more of the same benchmark, in another year."""
    first = PhaseMark.objects.filter(code=CODE).earliest("pk")
    made: PhaseMark = PhaseMark.objects.create(
        sheet=first.sheet,
        code=CODE,
        mark=mark,
        seen_on=at.date(),
        marked_by=first.marked_by,
        marked_at=at,
    )
    return made


def marks(council: Council) -> list[str]:
    found = marks_at(council.hawthorn.pk).get(CODE, ())
    return [one.mark for one in found]


def test_a_mark_that_counts_stays_and_one_that_was_followed_goes(
    trust: Council, clock: time_machine.Traveller
) -> None:
    at_phase(trust, "tru_repair", date(2024, 6, 3))
    mark_as(trust, "lg", (CODE, "partly"))
    mark_as(trust, "lg", ("TRU-B-43", "met"))
    clock.shift(60)
    mark_as(trust, "lg", (CODE, "met"))
    clock.move_to(LATER)
    assert destroyed(trust).is_destroyed
    assert marks(trust) == ["met"]
    assert [one.mark for one in marks_at(trust.hawthorn.pk)["TRU-B-43"]] == ["met"]
    assert trust.hawthorn.pk not in waits("record").get(("record", 2025), {})


def test_what_was_taken_back_does_not_count_again(
    trust: Council, clock: time_machine.Traveller
) -> None:
    at_phase(trust, "tru_repair", date(2024, 6, 3))
    mark_as(trust, "lg", (CODE, "met"))
    clock.shift(60)
    mark_as(trust, "lg", (CODE, ""))
    clock.move_to(LATER)
    destroyed(trust)
    assert marks(trust) == [""]


def test_what_a_kept_review_prints_stays_until_the_review_goes(
    trust: Council, clock: time_machine.Traveller
) -> None:
    at_phase(trust, "tru_repair", date(2024, 6, 3))
    mark_as(trust, "lg", (CODE, "partly"))
    clock.shift(60)
    held = review(trust)
    # It belongs to the year after, which is kept for a year longer.
    shared = datetime(2026, 11, 10, 10, 0, tzinfo=UTC)
    record = held.record
    record.pk, record.year = None, AcademicYear.objects.get(label="2026/27")
    record.save()
    PhaseReview.objects.update(record=record, shared_at=shared)
    later_mark("met", datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    clock.move_to(LATER)
    destroyed(trust)
    board_then = board_at(record, board(trust).held, shared.date(), shared)
    printed = {one.code: one.mark for theme in board_then.themes for one in theme.all}
    assert printed[CODE] == "partly"
    clock.move_to(LATER.replace(year=2034))
    confirm(destruction=asked(trust, year=2026, by=trust.dee), by=trust.hana)
    sweep()
    assert not PhaseReview.objects.exists()
    destroyed(trust)
    assert marks(trust) == ["met"]


def test_the_latest_grading_of_an_indicator_stays(
    scotland: Council, clock: time_machine.Traveller
) -> None:
    grade(scotland, "VG G G S", on=date(2025, 9, 8))
    grade(scotland, "G G G G", "self", on=date(2025, 10, 6))
    Grading.objects.filter(indicator=INDICATORS[0], source="self").update(
        taken_back_at=LATER, taken_back_by=scotland.sam, taken_back_reason="Wrong"
    )
    clock.move_to(LATER)
    assert destroyed(scotland).counts["Gradings"] == 4
    kept = Grading.objects.order_by("indicator").values_list("indicator", "source")
    assert list(kept) == [
        (INDICATORS[0], "inspection"),
        *((code, "self") for code in INDICATORS[1:]),
    ]


def test_the_last_validation_that_was_held_stays(
    scotland: Council, clock: time_machine.Traveller
) -> None:
    first = hold_visit(scotland, on=date(2025, 11, 3))
    last = hold_visit(scotland, on=date(2025, 11, 10), agenda=True)
    clock.move_to(LATER)
    destroyed(scotland)
    assert list(Validation.objects.all()) == [last]
    assert not Validation.history.filter(id=first.pk).exists()
    assert Grading.objects.get().validation == last
