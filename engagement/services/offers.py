"""What schools offer each other: making an offer and withdrawing it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from engagement.models import Option, SchoolOffer
from engagement.rules.records import check_teaches
from schools.models import School
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Offered:
    """An offer as it is entered; without ``ends_on`` it ends with its term."""

    area: Option | None
    area_words: str
    text: str
    term: Term
    open_to_others: bool
    ends_on: date | None = None


@transaction.atomic
def make_offer(*, school: School, offered: Offered, by: User) -> SchoolOffer:
    """Enter what a school could do for others (SUF-R-25).

    Other heads find it only where the school opted in (OQ-09). Raises RuleBroken
    without an area, for an end that has passed or lies before the term, and for a
    school that has closed.
    """
    today = calendar.today()
    check_teaches(closed_on=school.closed_on, day=today)
    words = offered.area_words.strip()
    if not (offered.area or words):
        raise RuleBroken("Choose an area, or name it in your own words.", "area")
    ends = offered.ends_on or offered.term.end
    if ends < today:
        raise RuleBroken("The last day of the offer has passed.", "ends_on")
    if ends < offered.term.start:
        raise RuleBroken("The offer would end before its term begins.", "ends_on")
    offer = SchoolOffer(
        school=school,
        area=offered.area,
        area_words=words,
        text=offered.text,
        term=offered.term,
        ends_on=ends,
        open_to_others=offered.open_to_others,
        made_by=by,
        made_at=clock.now(),
    )
    offer.save()
    _tell("offer.made", offer, by=by)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: SchoolOffer, by: User) -> SchoolOffer:
    """Take an offer back; nobody finds it any longer, and it is kept.

    Raises RuleBroken where it was withdrawn already.
    """
    held: SchoolOffer = SchoolOffer.objects.select_for_update(of=("self",)).get(
        pk=offer.pk
    )
    if held.withdrawn_at:
        raise RuleBroken("This offer was withdrawn already.")
    held.withdrawn_at = clock.now()
    held.version += 1
    held.save(update_fields=["withdrawn_at", "version"])
    _tell("offer.withdrawn", held, by=by)
    return held


def _tell(verb: str, offer: SchoolOffer, *, by: User) -> None:
    events.record(
        verb,
        offer,
        by=by,
        scope=offer.school.scope,
        audience=Audience.LEADERS,
        area=offer.area_label,
    )
