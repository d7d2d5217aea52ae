"""A restricted letter that had to stay goes by itself once nothing rests on it."""

import pytest
import time_machine

from engagement.models import LevelAssignment, RestrictedLetter
from plans.models import IntensiveCase
from protection.models import DestructionUnit, LegalHold
from protection.services.holds import lift_hold, set_hold
from protection.services.retention.left import destroy_what_was_left
from sitrack.core.models import Audience, Event
from tests.engagement.lettering import issued
from tests.protection.retiring import destroyed
from tests.protection.test_retention_pages import MUCH_LATER
from tests.universe import Council


@pytest.fixture
def letter(council: Council, clock: time_machine.Traveller) -> RestrictedLetter:
    """A case that is not over rests on it when letters of its year are destroyed."""
    issued(council)
    found: RestrictedLetter = RestrictedLetter.objects.get()
    record = council.record()
    IntensiveCase.objects.create(
        school=council.hawthorn,
        record=record,
        level=LevelAssignment.objects.filter(record=record).earliest("pk"),
        opened_on=record.year.start,
        notice=found,
    )
    clock.move_to(MUCH_LATER)
    return found


def stands(letter: RestrictedLetter) -> bool:
    return bool(RestrictedLetter.objects.filter(pk=letter.pk).exists())


def test_it_goes_when_what_rested_on_it_is_gone_and_the_certificate_says_so(
    council: Council, letter: RestrictedLetter
) -> None:
    unit = destroyed(council, "letter")
    assert unit.left_rows == {"engagement.RestrictedLetter": [str(letter.pk)]}
    before = unit.rows
    assert destroy_what_was_left(10) == 0
    assert stands(letter)
    IntensiveCase.objects.update(notice=None)
    assert destroy_what_was_left(10) == 1
    assert not stands(letter)
    unit.refresh_from_db()
    assert (unit.left, unit.left_rows, unit.rows) == (0, {}, before + 1)
    assert destroy_what_was_left(10) == 0
    told = Event.objects.filter(verb="destruction.done")
    assert {(one.audience, one.scope) for one in told} == {(Audience.RESTRICTED, "")}


def test_a_hold_keeps_it_and_it_goes_when_the_hold_ends(
    council: Council, letter: RestrictedLetter
) -> None:
    destroyed(council, "letter")
    IntensiveCase.objects.update(notice=None)
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    assert destroy_what_was_left(10) == 0
    assert stands(letter)
    lift_hold(hold=LegalHold.objects.get(), reason="It is over", by=council.ada)
    assert destroy_what_was_left(10) == 1
    assert not stands(letter)


def test_what_stays_of_other_kinds_waits_for_the_next_decision_at_the_school(
    council: Council, letter: RestrictedLetter
) -> None:
    unit = destroyed(council)
    assert "engagement.SchoolYearRecord" in unit.left_rows
    assert destroy_what_was_left(10) == 0
    assert DestructionUnit.objects.get(pk=unit.pk).left_rows == unit.left_rows
