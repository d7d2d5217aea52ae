"""What is published for an audience holds no word that one of it may not read."""

import pytest

from reports.documents import KINDS
from reports.rules.publishing import READERSHIPS
from schools.anyone import anyone_who_is
from tests.access.canaries import GOVERNORS, LA, LEADERS
from tests.access.printing import as_text
from tests.access.world import World
from tests.universe import Council

OF_THE_YEAR = ("record", "summary", "inspection-pack")


@pytest.mark.item("CONF-06", "CONF-07")
@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("governors", LA | LEADERS | GOVERNORS),
        ("leaders", LA | LEADERS),
        ("team", LA),
    ],
)
def test_a_version_holds_only_words_that_all_its_readers_may_read(
    council: Council, built: World, audience: str, readers: frozenset[str]
) -> None:
    reader = anyone_who_is(READERSHIPS[audience].read_as, council.hawthorn)
    found: dict[str, set[str]] = {}
    for code in OF_THE_YEAR:
        kind = KINDS[code]
        subject = kind.find(reader, council.records["hawthorn"].pk)
        text = as_text(kind.build(subject, reader=reader)).decode()
        words = built.canaries.found_in(text)
        assert words
        for word in words:
            kept_from = readers - built.canaries.readers[word]
            if kept_from:
                found[f"{code}: {word}"] = set(kept_from)
    assert found == {}
