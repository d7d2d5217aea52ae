"""Of two who change the same thing, one wins and the other is told."""

import pytest

from engagement.models import SchoolYearRecord
from sitrack.core.versions import Stale, take_next_version
from tests.universe import Council


def test_a_change_takes_the_next_version(council: Council) -> None:
    record = council.record()
    assert take_next_version(record, expected=1).version == 2
    assert council.record().version == 2


def test_the_second_of_two_is_told_with_the_row_as_it_is_now(council: Council) -> None:
    mine, theirs = council.record(), council.record()
    take_next_version(theirs, expected=1)
    with pytest.raises(Stale) as stale:
        take_next_version(mine, expected=1)
    assert isinstance(stale.value.current, SchoolYearRecord)
    assert stale.value.current.version == 2
    assert mine.version == 1


def test_a_version_from_the_future_is_stale(council: Council) -> None:
    with pytest.raises(Stale):
        take_next_version(council.record(), expected=7)
