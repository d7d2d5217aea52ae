"""The hours ledger of a school in a term, as far as a reader may know it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from engagement.models import SchoolYearRecord, TimeEntry
from engagement.services.hours import team_of
from schools.access import may, roles_at
from schools.held import posts_of
from schools.models import School
from sitrack.core.models import Term, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, Role

ON_A_PAGE = 15
TOTAL_READERS = frozenset({Role.CHAIR, Role.GOVERNOR})
COLUMNS = (
    *("pk", "day", "minutes", "counted", "reverses", "over_ceiling_reason"),
    *("what_for", "reason", "person", "team"),
    *("person__name", "team__name", "category__label"),
    *("reversed_by_entry", "visit_time__visit"),
)


def reads_totals(user: User, school: School) -> bool:
    """Who reads what was used in all: the ledger's readers, and the governors."""
    if may(user, Capability.READ_LEDGER, school):
        return True
    return bool(roles_at(user, school) & TOTAL_READERS)


def entries_of(
    school: School, term: Term, user: User, *, page: int
) -> list[dict[str, Any]]:
    """A page of the entries that the user may read, newest first, a reversal beside
    its pair."""
    if page == 1:
        return _newest(user, school.pk, term.pk)
    first = (page - 1) * ON_A_PAGE
    return list(_entries(user, school.pk, term.pk)[first : first + ON_A_PAGE])


def every_entry(school: School, term: Term, user: User) -> Any:
    """All the entries that the user may read, in the order of the pages."""
    return _entries(user, school.pk, term.pk)


def _entries(reader: User, school: int, term: int) -> Any:
    entries = TimeEntry.objects.visible_to(reader).filter(school=school, term=term)
    pair = Coalesce("reverses", "pk")
    return entries.alias(pair=pair).order_by("-day", "-pair", "pk").values(*COLUMNS)


@prepared
def _newest(reader: User, school: int, term: int) -> Any:
    return _entries(reader, school, term)[:ON_A_PAGE]


class Sums(NamedTuple):
    """How many entries a reader may read, and their minutes by category and by team."""

    entries: int
    groups: dict[str, list[dict[str, Any]]]


def grouped(school: School, term: Term, user: User) -> Sums:
    """Minutes by category and by team, counted and not, reversals netted (DER-03)."""
    totals: dict[str, dict[str, list[int]]] = {
        name: defaultdict(lambda: [0, 0]) for name in ("category", "team")
    }
    count = 0
    for category, team, counted, minutes, number in _sums(user, school.pk, term.pk):
        count += number
        for name, key in (("category", category), ("team", team)):
            totals[name][key][0 if counted else 1] += minutes
    groups = {
        name: [
            {"name": key, "counted": counted, "uncounted": uncounted}
            for key, (counted, uncounted) in sorted(found.items())
            if counted or uncounted
        ]
        for name, found in totals.items()
    }
    return Sums(count, groups)


@prepared
def _sums(reader: User, school: int, term: int) -> Any:
    entries = TimeEntry.objects.visible_to(reader).filter(school=school, term=term)
    rows = entries.order_by().values_list("category__label", "team__name", "counted")
    return rows.annotate(sum=Sum("minutes"), number=Count("pk"))


@dataclass(frozen=True)
class Hand:
    """Whose entries a reader may correct, and whose take back (domain 4.2).

    Who enters time corrects their own; an officer also takes back what another of
    their team entered.
    """

    person: int | None = None
    team: int | None = None

    def corrects(self, person: int) -> bool:
        return person == self.person

    def takes_back(self, person: int, team: int) -> bool:
        return self.corrects(person) or team == self.team


def hand_of(user: User, record: SchoolYearRecord) -> Hand:
    """What the user may do with the entries of an open record."""
    if not may(user, Capability.LOG_TIME, record.school):
        return Hand()
    person = posts_of(user)[0].person_id
    officer = Role.OFFICER in roles_at(user, record.school)
    return Hand(person, team_of(person, record).pk if officer else None)
