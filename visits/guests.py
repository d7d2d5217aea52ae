"""Guests on the pages: who may read an item, and what a guest finds at home."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.urls import reverse

from schools.access import audiences_of, may
from schools.models import Person
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from visits.models import GuestAccess, NextStep, Visit, VisitDocument
from visits.models.guests import Item, in_force, school_of

OF: dict[type[Item], dict[str, Any]] = {
    Visit: {"visit": OuterRef("pk"), "document": None, "step": None},
    VisitDocument: {"document": OuterRef("pk")},
    NextStep: {"step": OuterRef("pk")},
}
ADD: dict[type[Item], str] = {
    Visit: "visits:visit_guest_add",
    VisitDocument: "visits:document_guest_add",
    NextStep: "visits:step_guest_add",
}
WHOLE = (
    "visit__record__school",
    "visit__record__year",
    "document__file",
    "step__record__school",
)


@dataclass(frozen=True)
class Guests:
    """Who was given access to an item, and what the reader may do about it.

    ``rows`` is empty for those who are not told; ``reading`` counts the guests who
    can read it today, which whoever reads the item is told (CONF-15).
    """

    rows: list[GuestAccess]
    reading: int
    may_change: bool
    add: str

    @property
    def shown(self) -> bool:
        return bool(self.rows or self.add)

    @property
    def sentence(self) -> str:
        """For "who can see this"; empty where no guest can."""
        if not self.reading:
            return ""
        people = "One person" if self.reading == 1 else f"{self.reading} people"
        return f"{people} outside the school can read it for a time."


def capability_for(item: Item) -> Capability:
    """What giving access to it takes: a document is its school's own to show."""
    if isinstance(item, VisitDocument):
        return Capability.SHARE_DOCUMENT
    return Capability.LET_A_GUEST_READ


def is_readable(item: Item) -> bool:
    """Whether a guest can be given this item as it stands."""
    if isinstance(item, VisitDocument):
        return item.is_shared and item.removed_at is None
    visit = item if isinstance(item, Visit) else item.visit
    return visit.is_final


def with_guests(rows: Any) -> Any:
    """Items that know whether anybody was ever given access: most never were."""
    given = GuestAccess.objects.filter(**OF[rows.model]).order_by()
    return rows.annotate(has_guests=Exists(given))


def guests_of(item: Any, user: User) -> Guests:
    """The guests of an item read with ``with_guests``: a query where it has any."""
    school = school_of(item)
    rows = list(_rows(item)) if getattr(item, "has_guests", True) else []
    told = Audience.LEADERS in audiences_of(user, school)
    may_change = may(user, capability_for(item), school)
    may_add = may_change and is_readable(item)
    return Guests(
        rows=rows if told else [],
        reading=sum(row.is_open for row in rows),
        may_change=may_change,
        add=reverse(ADD[type(item)], args=[item.pk]) if may_add else "",
    )


def _rows(item: Item) -> Any:
    own = {**OF[type(item)]}
    own = {name: item.pk if value else None for name, value in own.items()}
    given = GuestAccess.objects.filter(**own).select_related("given_by", "withdrawn_by")
    open_today = ExpressionWrapper(in_force(), output_field=BooleanField())
    return given.annotate(is_open=open_today)


def person_with_account(address: str) -> Person | None:
    """Who signs in with this address; None where nobody can."""
    accounts = Person.objects.filter(user__email__iexact=address, user__is_active=True)
    return accounts.select_related("user").first()


def shared_with(user: User) -> list[GuestAccess]:
    """What the user may read as a guest today, what ends first on top."""
    given = GuestAccess.objects.of_guest(user).in_force()
    return list(given.select_related(*WHOLE).order_by("until", "pk"))


def with_shared(rows: Any, user: User) -> Any:
    """Rows that know whether there may be anything for ``shared_with``: mostly not."""
    given = GuestAccess.objects.of_guest(user).not_over().order_by()
    return rows.annotate(has_shared=Exists(given))
