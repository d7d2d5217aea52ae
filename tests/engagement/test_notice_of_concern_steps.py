"""Every step of a formal notice of concern from every state, in any order (SM-4c)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from engagement.models import RestrictedLetter
from engagement.rules.letters import TRANSITIONS
from engagement.services.letters import ending, signing, writing
from engagement.services.letters.writing import Recipient
from sitrack.core import clock
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.engagement.lettering import on, written
from tests.universe import Council

# Written out from domain 3.8, not read from the table that it checks; "return",
# "withdraw" and the notes are what people need besides.
ARROWS = {
    ("draft", "approve"): "approved",
    ("draft", "return"): "draft",
    ("approved", "return"): "draft",
    ("draft", "withdraw"): "withdrawn",
    ("approved", "withdraw"): "withdrawn",
    ("approved", "issue"): "issued",
    ("issued", "serve"): "implementation",
    ("implementation", "review"): "review",
    ("review", "sufficient"): "sufficient",
    ("review", "insufficient"): "insufficient",
}
BY_POST = (
    Recipient("chair", "Chair of Governors", "post"),
    Recipient("headteacher", "Headteacher", "sitrack"),
)


@pytest.mark.item("SM-4c")
def test_the_table_holds_these_arrows_and_no_others() -> None:
    told = {
        (source, step.verb): step.target
        for step in TRANSITIONS["concern"].values()
        for source in step.sources
    }
    assert told == ARROWS


def step(council: Council, letter: RestrictedLetter, verb: str) -> object:
    """Take the step as whoever's it is, late enough for any clock."""
    if verb == "approve":
        return signing.approve(
            letter=letter, expected_version=letter.version, by=council.hana
        )
    if verb == "return":
        return signing.return_letter(letter=letter, note="Which?", by=council.hana)
    if verb == "withdraw":
        return signing.withdraw(letter=letter, note="Not needed.", by=council.rita)
    if verb == "issue":
        return signing.issue(letter=letter, by=council.hana)
    if verb == "serve":
        unsent = letter.recipients.filter(sent_on=None)
        sent = {one.pk: clock.today() for one in unsent}
        return signing.record_sent(letter=letter, sent=sent, by=council.rita)
    with on(2026, 3, 2):
        return ending.take_step(letter=letter, verb=verb, note="So.", by=council.rita)


@pytest.mark.item("SM-4c")
@given(verbs=st.lists(st.sampled_from(sorted(TRANSITIONS["concern"])), max_size=10))
@trying(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_walk_leaves_the_table_and_each_step_is_one_event(
    wiltshire: Council, verbs: list[str]
) -> None:
    walk(wiltshire, verbs)


@pytest.mark.parametrize("last", ["sufficient", "insufficient"])
def test_the_whole_way_is_walked(wiltshire: Council, last: str) -> None:
    start = ["approve", "return", "approve", "issue", "serve", "serve", "review"]
    walk(wiltshire, [*start, last, "withdraw"])


def walk(council: Council, verbs: list[str]) -> None:
    with transaction.atomic():
        letter = written(council, "concern")
        letter = writing.set_recipients(
            letter=letter,
            recipients=BY_POST,
            expected_version=letter.version,
            by=council.rita,
        )
        state = "draft"
        for verb in verbs:
            target = ARROWS.get((state, verb))
            own = Event.objects.about(letter).filter(verb=f"letter.{verb}")
            earlier = own.count()
            try:
                with transaction.atomic():
                    step(council, letter, verb)
            except RuleBroken:
                assert target is None, (state, verb)
            else:
                assert target is not None, (state, verb)
                assert own.count() == earlier + 1
            state = target or state
            letter = RestrictedLetter.objects.get(pk=letter.pk)
            assert letter.state == state
        transaction.set_rollback(True)
