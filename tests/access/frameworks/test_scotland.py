"""Where a Scottish council's framework is at work nobody gets further than the table."""

import pytest

from tests.access.frameworks.checking import faults
from tests.access.frameworks.part import FrameworkWorld
from tests.access.row import PEOPLE
from tests.universe import Council


@pytest.mark.parametrize("person", PEOPLE)
def test_each_gets_where_the_table_says_and_reads_no_more(
    scotland: Council, scotland_world: FrameworkWorld, person: str
) -> None:
    assert faults("scotland", scotland, scotland_world, person) == []
