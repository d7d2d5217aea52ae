"""A request for information that is being prepared, and one that was released."""

from dataclasses import dataclass

import pytest

from disclosure.models import DisclosedItem, Disclosure, Withheld
from disclosure.services import releasing, steps
from disclosure.services.marking import Why, mark_words
from disclosure.services.taking import take_record
from tests.access.printing import print_as_text
from tests.disclosure.acts import now, request_about, settle_all
from tests.universe import Council


@dataclass(frozen=True)
class Disclosed:
    open: Disclosure
    item: DisclosedItem
    letter: DisclosedItem
    mark: Withheld
    released: Disclosure


def disclose(council: Council) -> Disclosed:
    """Hana prepares both; Dee checks and releases the second, whose visits are given."""
    first = request_about(council)
    take_record(disclosure=first, by=council.hana)
    words = "Sam Rowe"
    mark_words(disclosure=first, words=words, why=Why("40(2)"), by=council.hana)
    item = first.items.filter(marks__isnull=False)[0]
    second = request_about(council, reference="FOI 26/042")
    take_record(disclosure=second, by=council.hana)
    settle_all(second, council.hana)
    with pytest.MonkeyPatch.context() as undrawn:
        print_as_text(undrawn)
        for act, by in (
            (steps.prepare, council.hana),
            (steps.check, council.dee),
            (releasing.release, council.dee),
        ):
            act(disclosure=now(second), expected_version=now(second).version, by=by)
    return Disclosed(
        open=now(first),
        item=item,
        letter=first.items.filter(restricted=True)[0],
        mark=item.marks.all()[0],
        released=now(second),
    )
