"""Used against allowed where a level gives days, visits, meetings or people’s time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import F, FilteredRelation, Q, Sum

from engagement.models import EntitlementLine, LevelAssignment, SchoolYearRecord
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.deployments import SHARE, shares_of
from engagement.queries.wording import options_of
from engagement.rules.meters import Allowed, Meter, Share, Span, Use, measure, passed_by
from sitrack.core import calendar
from sitrack.core.models import HalfTerm
from sitrack.core.prepared import prepared

CATEGORIES = "time_category"
OF_TERMS = {"term", "large_term", "half_term"}
Given = Mapping[str, Callable[[], Iterable[Use]]]


def meters_of(
    record: SchoolYearRecord, day: date, given: Given | None = None
) -> list[Meter]:
    """What the school has used of each quantity that its level gives, in the periods
    that hold a day. Hours a term are not among them: ``queries.hours`` has those.

    ``given`` counts for the apps above, by unit: visits, meetings; it is asked where a
    line wants it. A line in a unit that nobody counts is left out.
    """
    held = list(_held_with_time(record.school_id, record.pk, day))
    if not held:
        return []
    level, digest, shares = held[0][:3]
    handed = {**(given or {}), SHARE: lambda: [Use(day, shares or Decimal(0))]}
    lines = [
        line for line in _lines(level, digest) if line.unit_hours or line.unit in handed
    ]
    if not lines:
        return []
    spans = _spans(record, day, _periods(lines))
    minutes = [row[3:] for row in held if row[3] is not None]
    return [
        measure(
            allowed_by(line),
            _counted(line, minutes, handed),
            spans,
        )
        for line in lines
    ]


def allowed_by(line: EntitlementLine) -> Allowed:
    """A line of the definition as rules read it."""
    return Allowed(
        code=line.code,
        text=line.text,
        unit=line.unit,
        per=line.per,
        least=line.quantity_min,
        most=line.quantity_max,
        role=line.provider,
        categories=frozenset(line.categories),
        chargeable=line.chargeable,
        unit_hours=line.unit_hours,
        shares=tuple(_share(part) for part in line.split),
    )


@dataclass(frozen=True)
class Told:
    """A meter as pages tell it: its words, and those of its purposes by name."""

    text: str
    words: str
    over: bool
    under: bool
    chargeable: bool
    shares: tuple[tuple[str, str, bool], ...]


def told(meters: Iterable[Meter], record: SchoolYearRecord) -> list[Told]:
    """Meters in plain words; a purpose is called as its category of time is."""
    meters = list(meters)
    labels = labels_of(record) if any(one.shares for one in meters) else {}
    return [
        Told(
            text=one.allowed.text,
            words=one.words,
            over=one.over,
            under=one.under,
            chargeable=one.allowed.chargeable,
            shares=tuple(
                (
                    labels.get(part.share.purpose, part.share.purpose),
                    part.words(one.allowed.unit),
                    part.over or part.over_cap,
                )
                for part in one.shares
            ),
        )
        for one in meters
    ]


def passed_in(
    record: SchoolYearRecord, day: date, *, minutes: int, category: str
) -> str:
    """What so much more counted time would pass, in words; empty where there is room."""
    for meter in meters_of(record, day):
        allowed = meter.allowed
        use = Use(day, Decimal(minutes), category)
        if allowed.unit_hours and allowed.counts(use):
            amount = Decimal(minutes) / (allowed.unit_hours * 60)
            passed = passed_by(meter, amount, category)
            if passed:
                return passed
    return ""


def labels_of(record: SchoolYearRecord) -> dict[str, str]:
    """What the categories of time are called, by code."""
    listed = options_of(record.framework, CATEGORIES)[CATEGORIES]
    return {option.code: option.label for option in listed}


@prepared
def _held_with_time(school: int, record: int, day: date) -> Any:
    """The level that a school stands at on a day with the digest of its version and
    the shares of people given, each time with what was spent by day and category in
    the record, reversals netted; once with nothing where nothing was."""
    of_it = Q(school__time__record=record)
    held = LevelAssignment.objects.filter(
        Q(effective_to=None) | Q(effective_to__gte=day),
        school=school,
        state__in=IN_FORCE_STATES,
        effective_from__lte=day,
    ).annotate(
        spent=FilteredRelation("school__time", condition=of_it),
        shares=shares_of(school, day),
    )
    return (
        held.order_by()
        .values_list("level", "level__framework__digest", "shares")
        .annotate(
            on=F("spent__day"),
            category=F("spent__category__code"),
            counts=F("spent__counted"),
            minutes=Sum("spent__minutes"),
        )
    )


@lru_cache(maxsize=128)
def _lines(level: int, digest: str) -> tuple[EntitlementLine, ...]:
    """What a level gives beside hours a term: of a version that is known by its digest
    it stays as it is, and is read once for each process."""
    lines = EntitlementLine.objects.filter(level=level, kind="quantity")
    return tuple(lines.exclude(unit="hour").order_by("order"))


def _share(part: dict[str, Any]) -> Share:
    cap = part.get("cap") or {}
    return Share(
        purpose=part["purpose"],
        quantity=Decimal(str(part["quantity"])),
        categories=frozenset(part.get("categories") or [part["purpose"]]),
        cap=Decimal(str(cap["quantity"])) if cap else None,
        cap_per=cap.get("per", ""),
    )


def _uses(minutes: Iterable[Any], line: EntitlementLine) -> list[Use]:
    """Time as so many units of a line, such as days of so many hours."""
    whole = (line.unit_hours or Decimal(1)) * 60
    return [
        Use(day, Decimal(spent) / whole, category, counted=counts)
        for day, category, counts, spent in minutes
    ]


def _counted(
    line: EntitlementLine, minutes: Iterable[Any], handed: Given
) -> Iterable[Use]:
    """What is used of a line: time, the shares of people’s weeks on the day, or what an
    app above counts."""
    if line.unit_hours:
        return _uses(minutes, line)
    return handed[line.unit]()


def _periods(lines: Iterable[EntitlementLine]) -> set[str]:
    """By which periods these lines and their parts count."""
    caps = (part.get("cap") or {} for line in lines for part in line.split)
    return {line.per for line in lines} | {cap.get("per", "") for cap in caps}


def _spans(
    record: SchoolYearRecord, day: date, periods: Collection[str]
) -> dict[str, Span]:
    """The periods that hold the day, of those that are counted by; a holiday goes with
    the term before it."""
    monday = day - timedelta(days=day.weekday())
    spans = {"week": (monday, monday + timedelta(days=6))}
    if "year" in periods:
        spans["year"] = (record.year.start, record.year.end)
    if not OF_TERMS & set(periods):
        return spans
    term = calendar.term_on(day)
    if term is None:
        return spans
    spans["term"] = spans["large_term"] = (term.start, max(term.end, day))
    if "half_term" in periods:
        half = HalfTerm.objects.filter(term=term, start__lte=day).last()
        if half is not None:
            spans["half_term"] = (half.start, max(half.end, day))
    return spans
