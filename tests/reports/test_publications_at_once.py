"""Two publish the same at the same moment."""

import pytest

from reports.documents import KINDS
from reports.models import Publication
from reports.services import publications
from sitrack.core.rules import RuleBroken
from tests.access.printing import print_as_text
from tests.reports.publishing import published
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council, monkeypatch: pytest.MonkeyPatch) -> Council:
    """The cast for several connections at once; what is drawn is not looked at."""
    print_as_text(monkeypatch)
    return committed


def numbers() -> list[int]:
    rows = Publication.objects.order_by("number")
    return list(rows.values_list("number", flat=True))


def test_two_who_publish_at_once_have_two_numbers_and_no_gap(council: Council) -> None:
    acts = [lambda by=by: published(council, by=by) for by in ("sam", "rita", "hana")]
    made = at_once(*acts)
    assert sorted(one.number for one in made) == numbers() == [1, 2, 3]
    assert len({one.sha256 for one in made}) == 3
    assert len({one.content.name for one in made}) == 3


def test_a_form_that_is_sent_twice_publishes_once(council: Council) -> None:
    def publish() -> str:
        try:
            publications.publish(
                kind=KINDS["record"],
                subject=council.records["hawthorn"].pk,
                audience="leaders",
                by=council.user("sam"),
                after=0,
            )
        except RuleBroken as broken:
            return broken.message
        return "published"

    came = at_once(publish, publish)
    told = (
        "Version 1 has been published meanwhile. Look at it before you publish another."
    )
    assert sorted(came) == [told, "published"]
    assert numbers() == [1]
