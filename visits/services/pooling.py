"""One visit logged for several schools: one note, and to each its share (ACC-107)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from engagement.models import SchoolYearRecord
from schools.models import Post
from sitrack.core import clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import AUTHORITY_ROLES, TEAM
from sitrack.core.rules import RuleBroken
from visits.models import PooledVisit, Visit, VisitState
from visits.rules import pooling as rules
from visits.services import notes, placing
from visits.services.content import Present
from visits.services.notes import Note


@dataclass(frozen=True)
class Share:
    """Another school's part of the time."""

    record: SchoolYearRecord
    minutes: int
    over_ceiling_reason: str = ""


@transaction.atomic
def pool(*, visit: Visit, shares: Sequence[Share], by: User) -> list[Visit]:
    """Log a shared note at other schools too; each is charged its own share.

    They read the same words, and of who was there only those who work for the
    authority. Raises RuleBroken where the time is not the schools' to pool, for a note
    that is not shared or is final, and with the school's name for what it breaks there.
    """
    may_be_pooled = bool(visit.visit_type and visit.visit_type.pooled)
    rules.check_can_pool(state=visit.state, may_be_pooled=may_be_pooled)
    rules.check_shares([share.minutes for share in shares])
    own, _ = PooledVisit.objects.get_or_create(visit=visit, defaults={"note": visit})
    if own.note_id != visit.pk:
        raise RuleBroken("This note was written at another school. Pool it there.")
    made = []
    for share in shares:
        school = share.record.school
        there = PooledVisit.objects.filter(note=visit, visit__record__school=school)
        if there.exists() or school == visit.record.school:
            raise RuleBroken(f"{school} has its share of this visit already.")
        try:
            copy = notes.start_and_share(
                record=share.record, note=_note(visit, share), lead=visit.lead, by=by
            )
        except RuleBroken as broken:
            raise RuleBroken(f"{school}: {broken.message}") from broken
        PooledVisit.objects.create(note=visit, visit=copy)
        made.append(copy)
    placing.tell("visit.pooled", visit, by=by, audience=Audience.AUTHORITY)
    return made


@transaction.atomic
def follow(*, visit: Visit, by: User) -> None:
    """Write what a pooled note says now into the notes of the other schools; one that
    is final there stays as it is."""
    if not (visit.visit_type and visit.visit_type.pooled):
        return
    places = PooledVisit.objects.filter(note=visit).exclude(visit=visit)
    for place in places.select_related("visit__record__school", "visit__lead"):
        copy = place.visit
        if copy.state in {VisitState.FINAL, VisitState.CANCELLED}:
            continue
        share = Share(copy.record, copy.minutes or 0, copy.over_ceiling_reason)
        note = _note(visit, share)
        notes.save_note(visit=copy, note=note, expected_version=copy.version, by=by)


@transaction.atomic
def let_name_show(*, visit: Visit, shown: bool, by: User) -> PooledVisit:
    """The school's leaders agree that the others in the pool see its name, or no
    longer do. Raises RuleBroken for a visit that is in no pool."""
    place: PooledVisit | None = (
        PooledVisit.objects.select_for_update().filter(visit=visit).first()
    )
    if place is None:
        raise RuleBroken("This visit is not pooled with other schools.")
    place.named_by, place.named_at = (by, clock.now()) if shown else (None, None)
    place.save()
    verb = "visit.name_shown" if shown else "visit.name_hidden"
    placing.tell(verb, visit, by=by, audience=Audience.LEADERS)
    return place


def is_written_elsewhere(visit: Visit) -> bool:
    """Whether the words of this visit are those of a note at another school."""
    if not (visit.visit_type and visit.visit_type.pooled):
        return False
    places = PooledVisit.objects.filter(visit=visit)
    return bool(places.exclude(note=visit.pk).exists())


def is_pooled(visit: Visit) -> bool:
    """Whether the visit was logged for several schools."""
    if not (visit.visit_type and visit.visit_type.pooled):
        return False
    return PooledVisit.objects.filter(visit=visit).exists()


def _note(visit: Visit, share: Share) -> Note:
    """The note as another school has it: the same words, its own time, and nobody
    from a school among those who were there."""
    texts = dict(visit.sections.values_list("prompt__key", "text"))
    return Note(
        date=visit.date,
        visit_type=visit.visit_type,
        mode=visit.mode,
        minutes=share.minutes,
        over_ceiling_reason=share.over_ceiling_reason,
        present=_of_the_authority(visit),
        texts=texts,
    )


def _of_the_authority(visit: Visit) -> tuple[Present, ...]:
    posts = Post.objects.filter(role__in=AUTHORITY_ROLES | TEAM).in_force(visit.date)
    employed = set(posts.order_by().values_list("person", flat=True))
    there = tuple(
        Present(line.name, line.role, line.person)
        for line in visit.attendees.select_related("person")
        if line.person_id in employed
    )
    return there or (Present(visit.lead_name, visit.lead_title, visit.lead),)
