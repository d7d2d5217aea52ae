"""Recording which school follows which (INV-23, ACC-075, ACC-102)."""

from datetime import date

from django.db import IntegrityError, transaction

from schools.following import all_before, followed_by, links_of
from schools.models import School, SchoolLink
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


@transaction.atomic
def link_schools(
    *, successor: School, predecessor: School, kind: str, since: date, by: User
) -> SchoolLink:
    """Record that one school follows another; for an amalgamation, once for each.

    From then on those of the authority who work with the successor read what is
    kept of the predecessor. Raises RuleBroken for the same school twice, for a link
    that is there, and for schools that would follow each other in a ring.
    """
    if successor == predecessor:
        raise RuleBroken("A school cannot follow itself.", "predecessor")
    followed = followed_by(links_of([predecessor.pk]))
    if successor.pk in all_before(predecessor.pk, followed):
        raise RuleBroken(f"{predecessor} follows {successor} already.", "predecessor")
    try:
        with transaction.atomic():
            link = SchoolLink.objects.create(
                successor=successor, predecessor=predecessor, kind=kind, since=since
            )
    except IntegrityError:
        told = f"{successor} follows {predecessor} already."
        raise RuleBroken(told, "predecessor") from None
    events.record(
        "school.linked",
        successor,
        by=by,
        scope=successor.scope,
        audience=Audience.AUTHORITY,
        predecessor=str(predecessor),
    )
    return link
