"""Asking to have a person erased, and deciding it: two people, never one."""

from django.db import IntegrityError, transaction

from disclosure.queries.unanswered import reached_by
from protection.models import Erasure, Outcome
from protection.queries.hindrances import hindrances
from protection.services import erased_list
from protection.services.deciding import decide, refuse_the_asker
from protection.services.erasing import take_out
from schools.access import require, users_who_may
from schools.models import Person
from schools.services.turns import in_turn
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken


@transaction.atomic
def ask(*, person: Person, reason: str, by: User) -> Erasure:
    """Ask to have a person erased.

    Raises RuleBroken while they hold a post, are kept by the schedule or by a legal hold,
    for oneself, and where it was asked or done already.
    """
    require(by, Capability.PROTECT_DATA)
    if person.user == by:
        raise RuleBroken("Somebody else must ask for you.")
    if Erasure.objects.filter(person=person, outcome=Outcome.DONE).exists():
        raise RuleBroken("They are erased already.")
    _refuse(person, by)
    try:
        with transaction.atomic():
            erasure = Erasure.objects.create(
                person=person, reason=reason.strip(), asked_by=by
            )
    except IntegrityError:
        raise RuleBroken("It was asked for already.") from None
    events.record(
        "erasure.asked", person, by=by, audience=Audience.SYSTEM, reason=reason
    )
    others = users_who_may(Capability.PROTECT_DATA)
    delivery.notify(
        [user for user in others if user not in (by, person.user)],
        title="An erasure waits for a decision",
        path=erasure.get_absolute_url(),
        key=f"erasure:{erasure.pk}:asked",
    )
    return erasure


@transaction.atomic
def confirm(*, erasure: Erasure, by: User) -> str:
    """Erase the person, and note it outside the database; returns the tombstone.

    Raises RuleBroken for whoever asked for it and for the person, where something stands
    in the way by now, and where it was decided already.
    """
    refuse_the_asker(erasure, by=by)
    _refuse(erasure.person, by)
    person = _decided(erasure, Outcome.DONE, by)
    prints = erased_list.prints_of(person)
    instead = take_out(person, number=erasure.pk, reason=f"erasure {erasure.pk}")
    Erasure.objects.filter(pk=erasure.pk).update(reason="")
    events.record("erasure.done", person, by=by, audience=Audience.SYSTEM)
    erased_list.note(person.pk, erasure.pk, prints)
    _tell_who_asked(erasure)
    return instead


@transaction.atomic
def decline(*, erasure: Erasure, note: str, by: User) -> None:
    """Leave the person as they are, and say why. Raises RuleBroken as above."""
    person = _decided(erasure, Outcome.DECLINED, by, note=note)
    events.record(
        "erasure.declined", person, by=by, audience=Audience.SYSTEM, note=note
    )
    _tell_who_asked(erasure)


@transaction.atomic
def repeat(entry: erased_list.Entry) -> Erasure | None:
    """Erase anew whom a restore has brought back; None where nobody was.

    The entry's fingerprints must be theirs: another person may have the key now. Raises
    RuleBroken where something stands in the way: people then decide as before.
    """
    person = Person.objects.filter(pk=entry.person).first()
    if person is None or not entry.is_of(person):
        return None
    if Erasure.objects.filter(person=person, outcome=Outcome.DONE).exists():
        return None
    _refuse(person)
    Erasure.objects.filter(person=person, outcome="").delete()
    erasure = Erasure.objects.create(
        person=person,
        reason="",
        asked_by=None,
        outcome=Outcome.DONE,
        decided_at=clock.now(),
        note="Done anew after a restore",
    )
    take_out(person, number=erasure.pk, reason=f"erasure {entry.number}, restored")
    events.record("erasure.repeated", person, by=None, audience=Audience.SYSTEM)
    return erasure


def _decided(erasure: Erasure, outcome: Outcome, by: User, note: str = "") -> Person:
    require(by, Capability.PROTECT_DATA)
    person = erasure.person
    if person.user == by:
        raise RuleBroken("Somebody else must decide what is yours.")
    decide(erasure, outcome, by=by, note=note)
    return person


def _tell_who_asked(erasure: Erasure) -> None:
    if erasure.asked_by:
        delivery.notify(
            [erasure.asked_by],
            title="An erasure that you asked for was decided",
            path=erasure.get_absolute_url(),
            key=f"erasure:{erasure.pk}:decided",
        )


def _refuse(person: Person, by: User | None = None) -> None:
    """The person is locked first, as whoever appoints or holds them does, and then their
    schools, as whoever records a request for information does: of two at the same moment
    the second sees what the first has done."""
    Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    in_turn(reached_by(person))
    found = hindrances(person, by)
    if found:
        raise RuleBroken(" ".join(found))
