"""Posts begin, end, move and are taken back; which may not overlap, does not."""

from datetime import date
from functools import partial

import pytest
from django.db import transaction

from schools.models import Person, Post
from schools.services.people import add_person, appoint, end_post
from schools.services.post_changes import cancel, hand_on, move_start
from sitrack.core.models import Event
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.threads import at_once
from tests.universe import TODAY, Council, read_council

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 1)


def sams_post(council: Council) -> Post:
    return council.persons["sam"].posts.get(school=council.hawthorn)


def officer(council: Council, start: date, **more: object) -> Post:
    """Ola, appointed at Hawthorn."""
    facts = {"person": council.persons["ola"], "by": council.ada, **more}
    return appoint(role=Role.OFFICER, school=council.hawthorn, start=start, **facts)  # type: ignore[arg-type]


@pytest.mark.item("INV-21")
def test_a_school_has_one_sep_at_a_time(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Sam Rowe already holds this post") as no:
        officer(council, FEBRUARY)
    assert no.value.field == "start"
    end_post(post=sams_post(council), on=JANUARY, by=council.ada)
    with pytest.raises(RuleBroken, match="from 1 September 2025 to 31 January 2026"):
        officer(council, JANUARY)
    assert officer(council, FEBRUARY).pk


@pytest.mark.item("INV-21")
def test_posts_that_have_ends_may_not_overlap_either(council: Council) -> None:
    end_post(post=sams_post(council), on=JANUARY, by=council.ada)
    officer(council, FEBRUARY, end=date(2026, 7, 31))
    with pytest.raises(RuleBroken, match="Ola Brandt already holds this post"):
        end_post(post=sams_post(council), on=date(2026, 3, 1), by=council.ada)
    third = add_person(name="Third", by=None)
    with pytest.raises(RuleBroken, match="from 1 February 2026 to 31 July 2026"):
        officer(council, date(2026, 6, 1), person=third, end=date(2026, 12, 31))
    assert officer(council, date(2026, 8, 1), person=third).pk


@pytest.mark.item("INV-21")
def test_who_acts_stands_beside_whom_they_cover(council: Council) -> None:
    acting = officer(council, TODAY, acting=True, end=JANUARY)
    assert acting.covers == sams_post(council)
    assert acting.printed_title == "Acting officer"


@pytest.mark.item("INV-21")
def test_several_governors_and_two_co_heads_are_no_rivals(council: Council) -> None:
    for role in (Role.GOVERNOR, Role.GOVERNOR, Role.HEADTEACHER):
        person = add_person(name="New", by=None)
        appoint(person=person, role=role, school=council.hawthorn, start=TODAY, by=None)
    held = Post.objects.filter(school=council.hawthorn).in_force(TODAY)
    assert held.filter(role=Role.GOVERNOR).count() == 3
    assert held.filter(role=Role.HEADTEACHER).count() == 2


def test_nobody_holds_the_same_post_twice_at_once(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Gus Pell already holds this post then"):
        appoint(
            person=council.persons["gus"],
            role=Role.GOVERNOR,
            school=council.hawthorn,
            start=FEBRUARY,
            by=council.ada,
        )


def test_a_post_ends_no_earlier_than_it_starts(council: Council) -> None:
    with pytest.raises(RuleBroken, match="cannot end before it starts") as no:
        end_post(post=sams_post(council), on=date(2025, 8, 31), by=council.ada)
    assert no.value.field == "end"
    with pytest.raises(RuleBroken, match="cannot end before it starts"):
        officer(council, FEBRUARY, acting=True, end=JANUARY)


def test_a_headteacher_is_one_at_a_school(council: Council) -> None:
    with pytest.raises(RuleBroken, match="held at a school"):
        appoint(
            person=council.persons["dev"],
            role=Role.HEADTEACHER,
            start=TODAY,
            by=council.ada,
        )


def test_what_is_over_stays_over(council: Council) -> None:
    post = sams_post(council)
    end_post(post=post, on=date(2025, 10, 31), reason="Moved", by=council.ada)
    with pytest.raises(RuleBroken, match="ended on 31 October 2025"):
        end_post(post=post, on=JANUARY, by=council.ada)
    ended = Event.objects.get(verb="post.ended")
    assert ended.sentence.endswith("Hawthorn Primary School, last day 31 October 2025")
    assert "Moved" not in ended.sentence


def test_two_who_end_a_post_are_told_of_each_other(council: Council) -> None:
    mine, theirs = sams_post(council), sams_post(council)
    end_post(post=theirs, on=JANUARY, expected_version=1, by=council.ada)
    with pytest.raises(Stale):
        end_post(post=mine, on=TODAY, expected_version=1, by=council.ada)


def test_a_start_to_come_is_moved_and_one_that_was_is_not(council: Council) -> None:
    end_post(post=sams_post(council), on=JANUARY, by=council.ada)
    post = officer(council, FEBRUARY)
    with pytest.raises(RuleBroken, match="Sam Rowe already holds"):
        move_start(post=post, to=JANUARY, expected_version=1, by=council.ada)
    post = Post.objects.get(pk=post.pk)
    moved = move_start(
        post=post, to=date(2026, 3, 1), expected_version=1, by=council.ada
    )
    assert Post.objects.get(pk=post.pk).start == date(2026, 3, 1)
    with pytest.raises(Stale):
        move_start(post=moved, to=FEBRUARY, expected_version=1, by=council.ada)
    old = sams_post(council)
    with pytest.raises(RuleBroken, match="began on 1 September 2025"):
        move_start(post=old, to=FEBRUARY, expected_version=2, by=council.ada)


def test_an_appointment_is_taken_back_until_it_begins(council: Council) -> None:
    end_post(post=sams_post(council), on=JANUARY, by=council.ada)
    post = officer(council, FEBRUARY)
    cancel(post=post, expected_version=1, by=council.ada)
    assert not Post.objects.filter(
        person=council.persons["ola"], school=council.hawthorn
    )
    event = Event.objects.get(verb="post.cancelled")
    assert "Ola Brandt, Officer, Hawthorn Primary School" in event.sentence
    with pytest.raises(RuleBroken, match="began on"):
        cancel(post=sams_post(council), expected_version=2, by=council.ada)


def test_schools_are_handed_on_all_or_none(council: Council) -> None:
    posts = council.persons["sam"].posts.filter(
        school__in=[council.hawthorn, council.elm]
    )
    elm = posts.get(school=council.elm)
    end_post(post=elm, on=date(2025, 12, 31), by=council.ada)
    ola = council.persons["ola"]
    with pytest.raises(RuleBroken, match="leaves Elm Junior School on 31 December"):
        hand_on(posts=posts, to=ola, last_day=JANUARY, by=council.ada)
    assert sams_post(council).end is None
    made = hand_on(posts=posts, to=ola, last_day=date(2025, 12, 19), by=council.ada)
    assert [post.start for post in made] == [date(2025, 12, 20)] * 2
    assert sams_post(council).end == date(2025, 12, 19)


@pytest.mark.item("INV-21")
def test_of_two_who_appoint_a_sep_at_once_one_wins(
    transactional_db: None, clock: object
) -> None:
    with transaction.atomic():
        council = read_council()
    end_post(post=sams_post(council), on=JANUARY, by=council.ada)
    people = [council.persons["ola"], add_person(name="Third", by=None)]
    refusals: list[RuleBroken] = []

    def act(person: Person) -> None:
        try:
            officer(council, FEBRUARY, person=person, end=date(2026, 7, 31))
        except RuleBroken as refusal:
            refusals.append(refusal)

    at_once(*(partial(act, person) for person in people))
    assert len(refusals) == 1
    assert "already holds this post at Hawthorn" in refusals[0].message
    later = Post.objects.filter(school=council.hawthorn, role=Role.OFFICER)
    assert later.filter(start=FEBRUARY).count() == 1
