"""What the pages of retention show, as their reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q
from django.http import Http404

from protection.models import Erasure, LegalHold, Outcome, RetentionYears
from protection.queries.retention.due import Waiting, waiting
from protection.queries.retention.kinds import all_years
from protection.retention import KINDS, Kind, Part, Years
from protection.retention.deciders import destroyable_by
from protection.retention.people import PERSON
from protection.rules import years_after
from schools.models import Person, School
from sitrack.core import calendar
from sitrack.core.models import User

NO_SCHOOL = "Of no school"


@dataclass(frozen=True)
class Line:
    """A kind of the schedule: for how long here, and who decided so."""

    kind: Kind
    years: int
    own: RetentionYears | None

    @property
    def rule(self) -> str:
        return self.kind.rule(self.years)


@dataclass(frozen=True)
class Spot:
    """A school at which something waits, or no school."""

    key: int
    name: str
    holds: str
    held: bool


def schedule() -> list[Line]:
    """The whole of it: that letters are kept is no secret, whose there are is."""
    own = {
        row.kind: row
        for row in RetentionYears.objects.select_related("set_by").order_by("pk")
    }
    years = all_years()
    return [Line(kind, years[kind.code], own.get(kind.code)) for kind in KINDS]


def line_of(code: str) -> Line:
    """One kind of it; 404 where there is none."""
    for line in schedule():
        if line.kind.code == code:
            return line
    raise Http404


def kind_for(code: str, reader: User) -> Kind:
    """A kind about whose rows the reader decides; 404 for another."""
    for kind in destroyable_by(reader):
        if kind.code == code:
            return kind
    raise Http404


def waiting_for(reader: User) -> list[Waiting]:
    """All that waits and about which the reader decides."""
    return waiting(destroyable_by(reader))


def waits_in(kind: Kind, year: int) -> Waiting | None:
    """What waits of a kind and year."""
    return next((one for one in waiting([kind]) if one.year == year), None)


def spots_of(one: Waiting, reader: User) -> list[Spot]:
    """Where it waits, by name; what is of no school comes last. Holds are said to those
    who may read them."""
    keys = [key for key in one.schools if key is not None]
    held = set(
        LegalHold.objects.visible_to(reader)
        .in_force()
        .filter(school__in=keys)
        .values_list("school", flat=True)
    )
    said = _said(one)
    found = [
        Spot(school.pk, school.name, said.get(school.pk, ""), school.pk in held)
        for school in School.objects.filter(pk__in=keys).order_by("name")
    ]
    if None in one.schools:
        found.append(Spot(0, NO_SCHOOL, said.get(None, ""), held=False))
    return found


def _said(one: Waiting) -> dict[int | None, str]:
    """What is counted at each school, in words: "12 visits, 1 plan"."""
    found: dict[int | None, list[str]] = {}
    for part in one.kind.counted:
        for school, rows in _counted(part, one):
            found.setdefault(school, []).append(f"{part.counted}: {rows}")
    return {school: ", ".join(words) for school, words in found.items()}


def _counted(part: Part, one: Waiting) -> Iterable[tuple[int | None, int]]:
    """How many rows of a part stand at which school."""
    whole, way = part, ""
    if part.by:
        model = part.model._meta.get_field(part.by).related_model
        whole = next(known for known in one.kind.standing if known.model is model)
        way = f"{part.by}__"
    year = Years().of(one.year)
    rows = part.model._base_manager.order_by()
    if way:
        within = whole.model._base_manager.filter(whole.within(year))
        rows = rows.filter(**{f"{part.by}__in": within.values("pk")})
    else:
        rows = rows.filter(part.within(year) & (part.only() if part.only else Q()))
    if not whole.school:
        count = rows.count()
        return [(None, count)] if count else []
    school = f"{way}{whole.school}"
    return rows.values_list(school).annotate(rows=Count("pk"))  # type: ignore[no-any-return]


def schools_named(keys: list[Any]) -> list[str]:
    """The names of schools by their keys; None is what is of no school."""
    rows = School.objects.filter(pk__in=[key for key in keys if key is not None])
    names = list(rows.order_by("name").values_list("name", flat=True))
    return names + ([NO_SCHOOL] if None in keys else [])


def leavers() -> Any:
    """People whose last post ended so long ago that they can be erased, with that day;
    whose erasure was asked for, was done or waits for a hold are left out."""
    today = calendar.today()
    before = years_after(today, -all_years()[PERSON.code])
    erased = Erasure.objects.filter(Q(outcome="") | Q(outcome=Outcome.DONE))
    return (
        Person.objects.annotate(left_on=Max("posts__end"))
        .filter(left_on__lte=before)
        .exclude(posts__end=None)
        .exclude(pk__in=erased.values("person"))
        .order_by("left_on", "name")
    )
