"""What has reached the end of its time and waits for somebody to look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from protection.models import Destruction, DestructionUnit, Keeping, Result
from protection.queries.retention.kinds import all_years, kept_until
from protection.retention import Kind, Part, Years, label_of
from protection.rules import years_after
from sitrack.core import calendar

# A school's key, or None for what is of no school; and the year by its beginning.
Where = tuple[int | None, int]


@dataclass
class Waiting:
    """A kind of a school year that is past its time: how many rows at which school."""

    kind: Kind
    year: int
    since: date
    schools: dict[int | None, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return label_of(self.year)

    @property
    def rows(self) -> int:
        return sum(self.schools.values())

    @property
    def places(self) -> int:
        return len([school for school in self.schools if school is not None])


def waiting(kinds: Iterable[Kind]) -> list[Waiting]:
    """All that waits, kind by kind, the oldest year first.

    What was destroyed already, is kept until a later day or was asked to be destroyed
    does not wait.
    """
    found: list[Waiting] = []
    years = all_years()
    for kind in kinds:
        settled = _settled(kind)
        by_year: dict[int, Waiting] = {}
        for (school, year), rows in sorted(
            past(kind, years[kind.code]).items(), key=lambda one: one[0][1]
        ):
            if rows <= settled.get((school, year), -1):
                continue
            if year not in by_year:
                last = Years().of(year).last
                since = kept_until(last, kind, years[kind.code])
                by_year[year] = Waiting(kind, year, since)
            by_year[year].schools[school] = rows
        found += by_year.values()
    return found


def past(kind: Kind, years: int) -> Counter[Where]:
    """How many rows of a kind stand at which school and year that is past its time."""
    today = calendar.today()
    known = Years()
    found: Counter[Where] = Counter()
    for part in kind.asked_about:
        for school, day, rows in _standing(part, years_after(today, -years)):
            found[school, known.on(day).begins] += rows
    return Counter(
        {
            where: rows
            for where, rows in found.items()
            if years_after(known.of(where[1]).last, years) <= today
        }
    )


def _standing(part: Part, before: date) -> Iterable[tuple[int | None, date, int]]:
    rows: Any = part.model._base_manager.order_by()
    if part.only:
        rows = rows.filter(part.only())
    if part.year:
        rows = rows.filter(**{f"{part.year}__end__lte": before})
        day: Any = f"{part.year}__start"
    else:
        column = part.model._meta.get_field(part.day)
        is_moment = column.get_internal_type() == "DateTimeField"
        suffix = "__date__lte" if is_moment else "__lte"
        rows = rows.filter(**{f"{part.day}{suffix}": before})
        day = TruncDate(part.day) if is_moment else part.day
    columns = [part.school] if part.school else []
    if isinstance(day, str):
        rows = rows.values_list(*columns, day)
    else:
        rows = rows.annotate(on_day=day).values_list(*columns, "on_day")
    for line in rows.annotate(rows=Count("pk")):
        *school, on, count = line
        yield (school[0] if school else None), on, count


def _settled(kind: Kind) -> dict[Where, float]:
    """Up to how many rows at a place somebody has seen to already."""
    found: dict[Where, float] = {}
    done = DestructionUnit.objects.filter(kind=kind.code, result=Result.DESTROYED)
    asked_about = {part.label for part in kind.asked_about}
    for school, year, rows in done.values_list("school", "year", "left_rows"):
        left = sum(len(keys) for label, keys in rows.items() if label in asked_about)
        found[school, year] = max(found.get((school, year), 0), left)
    kept = Keeping.objects.filter(kind=kind.code, until__gt=calendar.today())
    for school, year in kept.values_list("school", "year"):
        found[school, year] = float("inf")
    for asked in in_hand(kind):
        for school in asked.schools:
            found[school, asked.year] = float("inf")
    return found


def in_hand(kind: Kind) -> Any:
    """What was asked to be destroyed and is not decided, or not done."""
    unfinished = DestructionUnit.objects.filter(kind=kind.code, result="")
    return Destruction.objects.filter(
        Q(outcome="") | Q(pk__in=unfinished.values("destruction")), kind=kind.code
    )
