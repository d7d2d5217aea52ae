"""Half-typed drafts ask for a legal hold before they are forgotten."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from protection.models import LegalHold
from protection.services.holds import lift_hold, set_hold
from sitrack.core.drafts.services import discard, expire, keep_draft
from sitrack.core.models import Draft, User
from tests.universe import Council

FORM = "/visits/12/edit/"


def typed(by: User) -> Draft:
    return keep_draft(
        form=FORM,
        page=uuid.uuid4(),
        sequence=3,
        fields={"summary": ["Pupils read"]},
        by=by,
    )


def left() -> list[str]:
    return sorted(Draft.objects.values_list("user__name", flat=True))


@pytest.mark.parametrize(
    ("of", "kept"), [("person", ["Helen Marsh"]), ("school", ["Helen Marsh"])]
)
def test_those_of_somebody_held_stay_until_the_hold_ends(
    council: Council, clock: time_machine.Traveller, of: str, kept: list[str]
) -> None:
    for by in (council.helen, council.odd):
        typed(by)
    held = {"person": council.persons["helen"], "school": council.hawthorn}[of]
    set_hold(reason="A claim", by=council.ada, **{of: held})  # type: ignore[arg-type]
    clock.shift(timedelta(days=15))
    expire(10)
    assert left() == kept
    lift_hold(hold=LegalHold.objects.get(), reason="It is over", by=council.ada)
    expire(10)
    assert left() == []


def test_one_that_is_thrown_away_under_a_hold_is_offered_no_more_and_keeps_its_words(
    council: Council,
) -> None:
    held, free = typed(council.helen), typed(council.odd)
    set_hold(person=council.persons["helen"], reason="A claim", by=council.ada)
    discard(draft=held, by=council.helen)
    discard(draft=free, by=council.odd)
    assert not Draft.objects.filter(spent=False).exists()
    assert Draft.objects.get(pk=held.pk).fields == {"summary": ["Pupils read"]}
    assert Draft.objects.get(pk=free.pk).fields == {}


def test_what_was_typed_on_since_stays_offered(council: Council) -> None:
    held = typed(council.helen)
    Draft.objects.filter(pk=held.pk).update(sequence=4)
    set_hold(person=council.persons["helen"], reason="A claim", by=council.ada)
    discard(draft=held, by=council.helen)
    assert Draft.objects.get(pk=held.pk).spent is False
