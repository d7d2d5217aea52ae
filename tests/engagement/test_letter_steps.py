"""Every step of a restricted letter from every state, in any order (SM-4, SM-4b)."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.models import LetterState, RestrictedLetter
from engagement.queries.letters import steps_for
from engagement.rules.letters import TRANSITIONS
from engagement.services.letters import answering, ending, signing, writing
from sitrack.core import clock as present
from sitrack.core.models import Event, User
from sitrack.core.rules import RuleBroken
from tests.engagement.lettering import (
    AFTER,
    BY_POST,
    NOTICE_ENDS,
    approved,
    author_of,
    signer_of,
    written,
)
from tests.threads import at_once
from tests.universe import NOW, Council, read_council

# Written out from domain 3.8, not read from the table that it checks; "return",
# "withdraw" and the notes are what people need besides.
ARROWS = {
    "preventative": {
        ("draft", "approve"): "approved",
        ("draft", "return"): "draft",
        ("approved", "return"): "draft",
        ("draft", "withdraw"): "withdrawn",
        ("approved", "withdraw"): "withdrawn",
        ("approved", "issue"): "issued",
        ("issued", "serve"): "response_due",
        ("issued", "reply"): "response_received",
        ("response_due", "reply"): "response_received",
        ("response_due", "monitor"): "monitored",
        ("response_received", "monitor"): "monitored",
        ("monitored", "lift"): "lifted",
        ("monitored", "escalate"): "escalated",
    },
    "statutory": {
        ("draft", "approve"): "approved",
        ("draft", "return"): "draft",
        ("approved", "return"): "draft",
        ("draft", "withdraw"): "withdrawn",
        ("approved", "withdraw"): "withdrawn",
        ("approved", "issue"): "issued",
        ("issued", "serve"): "compliance_period",
        ("compliance_period", "comply"): "complied",
        ("compliance_period", "not_comply"): "not_complied",
        ("not_complied", "intervene"): "intervention",
        ("complied", "close"): "closed",
        ("not_complied", "close"): "closed",
        ("intervention", "close"): "closed",
    },
}
LATER = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
Act = Callable[[Council, RestrictedLetter], object]


def serve(council: Council, letter: RestrictedLetter) -> object:
    unsent = letter.recipients.filter(sent_on=None)
    sent = {one.pk: present.today() for one in unsent}
    return signing.record_sent(letter=letter, sent=sent, by=council.hana)


def with_note(verb: str) -> Act:
    def act(council: Council, letter: RestrictedLetter) -> object:
        by = signer_of(council, letter.course)
        with present.at(AFTER):
            return ending.take_step(letter=letter, verb=verb, note="So it is.", by=by)

    return act


def intervene(council: Council, letter: RestrictedLetter) -> object:
    if letter.state == LetterState.NOT_COMPLIED and not letter.notices.exists():
        with present.at(AFTER):
            ending.give_notice(
                letter=letter,
                powers=["ieb"],
                text="We intend to.",
                notice_ends=NOTICE_ENDS,
                by=council.dee,
            )
    with present.at(LATER):
        return ending.intervene(
            letter=letter, power="ieb", note="From today.", by=council.dee
        )


VERBS: dict[str, Act] = {
    "approve": lambda c, row: signing.approve(
        letter=row, expected_version=row.version, by=signer_of(c, row.course)
    ),
    "return": lambda c, row: signing.return_letter(
        letter=row, note="Name the figures.", by=signer_of(c, row.course)
    ),
    "withdraw": lambda c, row: signing.withdraw(
        letter=row, note="Not needed.", by=author_of(c, row.course)
    ),
    "issue": lambda c, row: signing.issue(letter=row, by=signer_of(c, row.course)),
    "serve": serve,
    "reply": lambda c, row: answering.reply(letter=row, text="Our plan", by=c.cora),
    "monitor": with_note("monitor"),
    "lift": with_note("lift"),
    "escalate": lambda c, row: ending.escalate(
        letter=row, note="It did not help.", rationale="Standards fell.", by=c.rita
    ),
    "comply": with_note("comply"),
    "not_comply": with_note("not_comply"),
    "intervene": intervene,
    "close": with_note("close"),
}


def a_draft(council: Council, course: str) -> RestrictedLetter:
    """A draft that lacks nothing, of which one copy goes by post."""
    letter = written(council, course)
    if course == "statutory":
        return letter
    return writing.set_recipients(
        letter=letter,
        recipients=BY_POST,
        expected_version=letter.version,
        by=author_of(council, course),
    )


@pytest.mark.item("SM-4", "SM-4b")
@pytest.mark.parametrize("course", ARROWS)
def test_the_table_holds_these_arrows_and_no_others(course: str) -> None:
    told = {
        (source, step.verb): step.target
        for step in TRANSITIONS[course].values()
        for source in step.sources
    }
    assert told == ARROWS[course]


@pytest.mark.item("SM-4", "SM-4b")
@pytest.mark.parametrize("course", ARROWS)
@given(verbs=st.lists(st.sampled_from(sorted(VERBS)), max_size=12))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_walk_leaves_the_table_and_each_step_is_one_event(
    council: Council, course: str, verbs: list[str]
) -> None:
    walk(council, course, verbs)


@pytest.mark.parametrize("course", ARROWS)
def test_the_whole_way_is_walked(council: Council, course: str) -> None:
    """The walk at random seldom comes to the end."""
    ways = {
        "preventative": ["lift", "escalate"],
        "statutory": ["close", "intervene", "comply"],
    }
    start = ["approve", "return", "approve", "issue", "serve"]
    middle = {"preventative": ["reply", "monitor"], "statutory": ["not_comply"]}
    for last in ways[course]:
        walk(council, course, [*start, *middle[course], last, "close"])


def walk(council: Council, course: str, verbs: list[str]) -> None:
    with transaction.atomic():
        letter = a_draft(council, course)
        state = "draft"
        for verb in verbs:
            target = ARROWS[course].get((state, verb))
            before = Event.objects.count()
            own = Event.objects.about(letter).filter(verb=f"letter.{verb}")
            earlier = own.count()
            try:
                with transaction.atomic():
                    VERBS[verb](council, letter)
            except RuleBroken:
                assert target is None or verb == "close", (state, verb)
                assert Event.objects.count() == before
                target = None
            else:
                further = verb == "reply" and target is None
                assert target is not None or further, (state, verb)
                assert own.count() == earlier + (not further)
            state = target or state
            letter = RestrictedLetter.objects.get(pk=letter.pk)
            assert letter.state == state
            assert bool(letter.issued_html) == letter.is_out
        transaction.set_rollback(True)


CAST = ["sam", "ola", "rita", "rolf", "hana", "dee", "theo", "ada"]
CAST += ["helen", "dev", "cora", "gus", "sena", "odd"]


@pytest.mark.item("DEC-08", "DEC-09", "LET-01", "LET-02")
@pytest.mark.parametrize(
    ("course", "author", "signer"),
    [("preventative", "rita", "hana"), ("statutory", "hana", "dee")],
)
def test_each_step_before_the_issue_is_for_its_own_people(
    council: Council, course: str, author: str, signer: str
) -> None:
    def open_to(letter: RestrictedLetter) -> dict[str, set[str]]:
        found = {
            name: {step.verb for step in steps_for(council.user(name), letter)}
            for name in CAST
        }
        return {name: verbs for name, verbs in found.items() if verbs}

    draft = written(council, course)
    assert open_to(draft) == {author: {"withdraw"}, signer: {"approve"}}
    writing.ask_for_signature(letter=draft, by=council.user(author))
    assert open_to(draft)[signer] == {"approve", "return"}
    signing.approve(
        letter=draft, expected_version=draft.version, by=council.user(signer)
    )
    assert open_to(draft) == {author: {"withdraw"}, signer: {"issue", "return"}}


@pytest.fixture
def committed(transactional_db: None) -> Council:
    """The cast, committed, under a clock that goes on."""
    with time_machine.travel(NOW, tick=True), transaction.atomic():
        return read_council()


@pytest.mark.item("SM-4b")
@pytest.mark.parametrize("verb", ["approve", "issue"])
def test_of_two_who_sign_or_issue_at_once_one_wins_and_the_other_is_told(
    committed: Council, verb: str
) -> None:
    with time_machine.travel(NOW, tick=True):
        letter = written(committed) if verb == "approve" else approved(committed)
        copies = [RestrictedLetter.objects.get(pk=letter.pk) for _ in range(2)]

        def act(copy: RestrictedLetter, by: User) -> str:
            try:
                VERBS[verb](committed, copy)
            except RuleBroken as broken:
                return broken.message
            return "done"

        told = at_once(
            lambda: act(copies[0], committed.hana),
            lambda: act(copies[1], committed.hana),
        )
    assert max(told) == "done"
    assert "already taken this letter further" in min(told)
    assert Event.objects.filter(verb=f"letter.{verb}").count() == 1
