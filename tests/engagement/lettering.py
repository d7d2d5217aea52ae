"""Restricted letters at any stage, made through the services."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from engagement.models import LetterType, RestrictedLetter
from engagement.services.letters import answering, ending, signing, writing
from engagement.services.letters.writing import Recipient, Writing
from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from tests.samples import PDF
from tests.universe import Council

ENDS = date(2026, 1, 9)
AFTER = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)
NOTICE_ENDS = date(2026, 1, 26)
BY_POST = (
    Recipient("chair", "Chair of the governing body", "post"),
    Recipient("headteacher", "Headteacher", "sitrack"),
)


def kind_of(council: Council, course: str) -> LetterType:
    return LetterType.objects.get(framework=council.framework, course=course)


def author_of(council: Council, course: str) -> User:
    return council.hana if course == "statutory" else council.rita


def signer_of(council: Council, course: str) -> User:
    return council.dee if course == "statutory" else council.hana


def a_writing(council: Council, course: str, **changed: Any) -> Writing:
    """A text that lacks nothing."""
    kind = kind_of(council, course)
    facts: dict[str, Any] = {
        "body": "To the governing body of Hawthorn Primary School",
        "concerns": "Reading fell in two years running.",
        "grounds": (kind.grounds[0]["code"],),
        "required_actions": "Share your plan for reading.",
        "confirmed": tuple(one["code"] for one in kind.preconditions),
    }
    if course == "statutory":
        facts |= {"powers": ("governors", "ieb"), "compliance_end": ENDS}
    return Writing(**{**facts, **changed})


def begun(council: Council, course: str = "preventative") -> RestrictedLetter:
    return writing.begin_letter(
        school=council.hawthorn,
        kind=kind_of(council, course),
        by=author_of(council, course),
    )


def written(
    council: Council, course: str = "preventative", **changed: Any
) -> RestrictedLetter:
    letter = begun(council, course)
    return writing.change_letter(
        letter=letter,
        writing=a_writing(council, course, **changed),
        expected_version=letter.version,
        by=author_of(council, course),
    )


def approved(
    council: Council, course: str = "preventative", **changed: Any
) -> RestrictedLetter:
    letter = written(council, course, **changed)
    return signing.approve(
        letter=letter, expected_version=letter.version, by=signer_of(council, course)
    )


def issued(
    council: Council, course: str = "preventative", **changed: Any
) -> RestrictedLetter:
    letter = approved(council, course, **changed)
    return signing.issue(letter=letter, by=signer_of(council, course))


def running(council: Council, course: str = "preventative") -> RestrictedLetter:
    """Issued, and every copy sent."""
    letter = issued(council, course)
    unsent = letter.recipients.filter(sent_on=None)
    sent = {one.pk: clock.today() for one in unsent}
    if not sent:
        return letter
    return signing.record_sent(letter=letter, sent=sent, by=author_of(council, course))


def replied(council: Council) -> RestrictedLetter:
    letter = running(council)
    answering.reply(
        letter=letter,
        text="Our plan is attached.",
        file=ContentFile(PDF, name="plan.pdf"),
        by=council.cora,
    )
    return letter


def monitored(council: Council) -> RestrictedLetter:
    letter = replied(council)
    return ending.take_step(
        letter=letter, verb="monitor", note="We read the plan.", by=council.rita
    )


def not_complied(council: Council) -> RestrictedLetter:
    letter = running(council, "statutory")
    with clock.at(AFTER):
        return ending.take_step(
            letter=letter, verb="not_comply", note="No plan came.", by=council.hana
        )


def noticed(council: Council, *powers: str) -> RestrictedLetter:
    letter = not_complied(council)
    with clock.at(AFTER):
        ending.give_notice(
            letter=letter,
            powers=powers or ("governors",),
            text="We intend to appoint two governors.",
            notice_ends=NOTICE_ENDS,
            by=council.dee,
        )
    return letter


@contextmanager
def on(*day: int) -> Iterator[None]:
    """At ten in the morning of that day."""
    with clock.at(datetime(day[0], day[1], day[2], 10, 0, tzinfo=UTC)):
        yield


def refused(act: Callable[[], object]) -> str:
    """The words with which a rule says no to this act."""
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.message
