"""Every act leaves one event, told to those whom it concerns."""

from datetime import UTC, datetime

import pytest

from engagement.models import Side
from schools.access import audiences_of
from sitrack.core.models import Audience, Event
from tests.universe import NOW, Council
from visits.models import Visit
from visits.services import replies
from visits.services.diary import plan_visit
from visits.services.notes import save_note, share

NEXT_VISIT = datetime(2025, 12, 8, 9, 30, tzinfo=UTC)


def told(verb: str) -> Event:
    event: Event = Event.objects.get(verb=verb)
    return event


def verbs(visit: Visit) -> list[str]:
    """What was done to a visit, in order."""
    events = Event.objects.about(visit).order_by("pk")
    return list(events.values_list("verb", flat=True))


@pytest.mark.item("INV-25")
def test_each_act_leaves_one_event(council: Council) -> None:
    visit = plan_visit(
        record=council.record(), at=NOW, lead=council.persons["sam"], by=council.sam
    )
    for _ in range(2):
        save_note(
            visit=visit,
            note=council.note(),
            expected_version=visit.version,
            by=council.sam,
        )
    for _ in range(2):
        share(
            visit=visit,
            note=council.note(),
            expected_version=visit.version,
            by=council.sam,
        )
    comment = replies.comment(visit=visit, text="Thanks.", by=council.helen)
    comment = visit.comments.get(pk=comment.pk)
    replies.answer(comment=comment, text="", by=council.sam)
    replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)
    replies.add_addendum(visit=visit, side=Side.LA, text="More.", by=council.sam)
    assert verbs(visit) == [
        "visit.planned",
        "visit.started",
        "visit.saved",
        "visit.shared",
        "visit.changed",
        "visit.commented",
        "visit.answered",
        "visit.finalised",
        "visit.addendum",
    ]


@pytest.mark.parametrize(
    ("verb", "audience"),
    [
        ("visit.started", Audience.AUTHORITY),
        ("visit.shared", Audience.LEADERS),
        ("visit.planned", Audience.EVERYONE),
        ("visit.no_comment", Audience.LEADERS),
        ("visit.finalised", Audience.EVERYONE),
        ("time.logged", Audience.LEADERS),
    ],
)
def test_an_event_is_told_to_those_concerned(
    council: Council, verb: str, audience: Audience
) -> None:
    council.final_visit(next_visit_at=NEXT_VISIT)
    assert told(verb).audience == audience
    assert told(verb).scope == council.hawthorn.scope


def test_an_event_says_who_when_and_what(council: Council) -> None:
    council.final_visit()
    event = told("visit.finalised")
    assert (event.actor_name, event.at) == ("Sam Rowe", NOW)
    assert event.sentence == "made the note of the visit of 10 November 2025 final"


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("sam", {Audience.EVERYONE, Audience.LEADERS, Audience.AUTHORITY}),
        ("hana", {Audience.EVERYONE, Audience.LEADERS, Audience.AUTHORITY}),
        ("helen", {Audience.EVERYONE, Audience.LEADERS, Audience.SCHOOL}),
        ("dev", {Audience.EVERYONE, Audience.LEADERS, Audience.SCHOOL}),
        ("gus", {Audience.EVERYONE}),
        ("theo", set()),
        ("ada", set()),
        ("odd", set()),
        ("ola", set()),
    ],
)
def test_each_side_is_told_its_own(
    council: Council, reader: str, expected: set[Audience]
) -> None:
    assert audiences_of(council.user(reader), council.hawthorn) == expected
