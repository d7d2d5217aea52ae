"""Every name of somebody who is erased goes, and nobody else's."""

from datetime import date

from protection.models import Erasure
from schools.models import Invitation, Person, School
from schools.services.people import add_person, appoint
from sitrack.core import events
from sitrack.core.audit.services import seal
from sitrack.core.models import Audience, Event, User
from sitrack.core.roles import Role
from tests.protection.leaving import NAME, erased, rename, texts_that_say
from tests.universe import Council
from visits.models import Attendee, Comment, NextStep
from visits.services.notes import start_and_share
from visits.services.replies import comment


def test_the_name_is_nowhere_and_what_was_done_stays(
    council: Council, left: Person
) -> None:
    assert seal()
    assert "visits.Attendee.name" in texts_that_say(NAME)
    instead = erased(council, left)
    number = Erasure.objects.get().pk
    assert instead == f"Former headteacher, name erased ({number})"
    assert texts_that_say(NAME) == []
    assert texts_that_say("helen@") == []
    assert Comment.objects.get(by=council.helen).text == "We agree."
    assert str(User.objects.get(pk=council.helen.pk)) == instead
    assert Attendee.objects.get(person=left).role == "Headteacher"
    assert Attendee.history.get(person=left).name == instead


def test_a_name_without_a_key_goes_where_it_can_be_nobody_elses(
    council: Council, left: Person
) -> None:
    at_birch = council.note(steps=(council.step("Elsewhere"),))
    birch = start_and_share(
        record=council.record("birch"),
        note=at_birch,
        lead=council.persons["ola"],
        by=council.ola,
    )
    erased(council, left)
    assert {step.who for step in NextStep.objects.filter(visit=birch)} == {NAME}
    here = NextStep.objects.filter(visit__record__school=council.hawthorn)
    assert {step.who for step in here} == {Person.objects.get(pk=left.pk).name}


def test_a_name_that_two_people_have_is_not_taken_for_theirs(
    council: Council, left: Person
) -> None:
    add_person(name=NAME, email="another@school.example", by=council.ada)
    erased(council, left)
    assert {step.who for step in NextStep.objects.all()} == {NAME}
    assert Attendee.objects.get(person=left).name != NAME


def test_the_log_keeps_what_others_of_the_name_did_and_schools_that_have_it(
    council: Council, left: Person
) -> None:
    rename(council, "gus", to=NAME)
    rename(council, "cora", to="Joann Helen Marshall")
    School.objects.filter(pk=council.infant.pk).update(name=f"{NAME} Academy")
    school = School.objects.get(pk=council.infant.pk)
    for name in ("gus", "cora"):
        visit = council.shared_visit()
        comment(visit=visit, text="Read.", by=council.user(name))
    events.record("person.added", school, by=council.ada, audience=Audience.SYSTEM)
    instead = erased(council, left)
    by = {event.actor_key: event.actor_name for event in Event.objects.all()}
    assert by[Event.actor_key_of(council.gus)] == NAME
    assert by[Event.actor_key_of(council.cora)] == "Joann Helen Marshall"
    assert by[Event.actor_key_of(council.helen)] == instead
    labels = Event.objects.filter(subject=Event.key(school), verb="person.added")
    assert {event.label for event in labels} == {f"{NAME} Academy"}


def test_a_former_name_goes_too(council: Council, left: Person) -> None:
    rename(council, "helen", to="Helen Price")
    assert NextStep.objects.filter(who=NAME).exists()
    erased(council, left)
    for name in (NAME, "Helen Price"):
        assert texts_that_say(name) == []


def test_two_who_never_took_their_invitations_up_are_both_erased(
    council: Council,
) -> None:
    for name in ("Ivy Lund", "Per Holm"):
        person = add_person(name=name, email=f"{name[:3]}@a.example", by=council.ada)
        appoint(
            person=person,
            role=Role.GOVERNOR,
            start=date(2025, 9, 1),
            school=council.hawthorn,
            by=council.ada,
        )
        assert Invitation.objects.open().filter(person=person).exists()
        person.posts.update(start=date(2019, 9, 1), end=date(2022, 8, 31))
        Invitation.objects.filter(person=person).update(
            last_error=f"refused: {name[:3]}@a.example"
        )
        erased(council, person)
    assert not Invitation.objects.open().exists()
    assert texts_that_say("@a.example") == []
