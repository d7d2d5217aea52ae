"""What had to stay of a restricted kind goes once nothing rests on it any more.

What stays of other kinds goes with whatever is destroyed at the school next. Whoever
decides about that is told what goes, and nothing of restricted kinds (decision record
24); so these go by themselves, as two people have decided, and not before a hold ends.
"""

from django.db import transaction

from protection.models import DestructionUnit, Result
from protection.queries.retention.doomed import left_rows, still_left
from protection.queries.retention.reach import schools_of
from protection.queries.retention.stops import holds_on_rows, holds_on_school
from protection.queries.retention.weighed import counts_of
from protection.retention import KINDS
from protection.services.retention.desk import take_desk
from protection.services.retention.destroying import record_done, remove_files
from protection.services.retention.removing import blank_events_about, remove_rows
from schools.services.turns import in_turn


def destroy_what_was_left(limit: int) -> int:
    """Look through the certificates that note something; returns in how many places
    something went. The sweep's call, which may run twice at the same time."""
    hidden = [kind.code for kind in KINDS if kind.restricted]
    units = DestructionUnit.objects.filter(kind__in=hidden, result=Result.DESTROYED)
    done = 0
    for unit in units.exclude(left_rows={})[:limit]:
        if any(still_left(unit).rows.values()) and _destroy(unit):
            remove_files(unit)
            done += 1
    return done


@transaction.atomic
def _destroy(unit: DestructionUnit) -> bool:
    """Whether something went: a hold, or another sweep, may be in the way."""
    take_desk()
    rows = DestructionUnit.objects.select_related("school", "destruction__decided_by")
    unit = rows.get(pk=unit.pk)
    found = still_left(unit)
    in_turn(schools_of(found))
    going = any(found.rows.values())
    if not going or holds_on_school(unit.school) or holds_on_rows(found):
        return False
    files = [(model._meta.label, column, name) for model, column, name in found.files()]
    reason = f"destruction {unit.destruction.pk}"
    blanked = blank_events_about(found, reason=reason)
    counts = dict(unit.counts)
    for name, count in counts_of(found).items():
        counts[name] = counts.get(name, 0) + count
    remove_rows(found)
    DestructionUnit.objects.filter(pk=unit.pk).update(
        counts=counts,
        files=unit.files + len(files),
        files_to_go=[*unit.files_to_go, *files],
        events=unit.events + blanked,
        left=sum(map(len, found.spared.values())),
        left_rows=left_rows(found),
    )
    record_done(unit)
    return True
