"""A change of a school's life is set aside, or taken back until its day is over."""

import pytest
import time_machine

from schools.models import SchoolLink
from schools.services import changes
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.reports.changing import Kind, confirmed, new_academy, proposed
from tests.reports.test_school_changes import IN_JANUARY, hawthorn
from tests.universe import Council


def test_a_school_has_one_change_at_a_time(council: Council) -> None:
    first = proposed(council)
    with pytest.raises(RuleBroken, match="is waiting already"):
        proposed(council)
    changes.set_aside(change=first, reason="It stays open", by=council.hana)
    assert proposed(council).is_proposed


def test_what_is_set_aside_says_why_and_who(council: Council) -> None:
    change = proposed(council)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.set_aside(change=change, reason=" ", by=council.hana)
    changes.set_aside(change=change, reason="Another school", by=council.hana)
    assert (change.state, change.decided_by) == ("set_aside", council.hana)
    with pytest.raises(RuleBroken, match="already decided"):
        changes.set_aside(change=change, reason="Again", by=council.ada)
    told = Event.objects.get(verb="change.set_aside")
    assert told.sentence == "set aside: Hawthorn Primary School closes (Another school)"


def test_a_closing_is_taken_back_until_its_day_is_over(
    council: Council, clock: time_machine.Traveller
) -> None:
    academy = new_academy(council)
    change = confirmed(council, proposed(council, Kind.CONVERSION, academy))
    changes.take_back(change=change, reason="Put off to April", by=council.hana)
    school = hawthorn(council)
    assert (school.closed_on, school.status) == (None, "Open")
    assert not SchoolLink.objects.exists()
    with pytest.raises(RuleBroken, match="Somebody has already taken this back"):
        changes.take_back(change=change, reason="Again", by=council.ada)
    again = confirmed(council, proposed(council))
    clock.move_to(IN_JANUARY)
    sweep()
    with pytest.raises(RuleBroken, match="has closed"):
        changes.take_back(change=again, reason="Too late", by=council.hana)
    assert council.record().state == "locked"
