"""A school's calendar of reviews: what its phase asks for, and what was held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engagement.definitions.outside import OutsideBody
from engagement.definitions.programme import PhaseProgramme
from engagement.models import CadenceRule, Obligation, Occasion, SchoolYearRecord
from engagement.queries.forms import form_of
from engagement.queries.phases import Board
from sitrack.core.models import HalfTerm
from sitrack.core.prepared import prepared
from sitrack.core.working_days import on_or_after, on_or_before

WEEK = timedelta(days=7)
REVIEW, LIMIT = "phase_review", "phase_at_limit"
# What stands on a page of its own, and is not recorded in one line.
ELSEWHERE = {REVIEW, LIMIT}


TAGS = {
    "held": ("Held", "green"),
    "planned": ("Date set", "blue"),
    "late": ("Not recorded", "red"),
    "waived": ("Not needed", "grey"),
    "called_off": ("Called off", "grey"),
    "cancelled": ("Called off", "grey"),
}


@dataclass(frozen=True)
class Kind:
    """One line of a phase's list of reviews, by its code."""

    code: str
    label: str
    weekly: bool = False


@dataclass(frozen=True)
class Entry:
    """Something in the calendar: due, planned, held, called off or not needed."""

    day: date
    label: str
    state: str
    note: str = ""
    due: Obligation | None = None
    planned: Occasion | None = None

    @property
    def tag(self) -> tuple[str, str] | None:
        """How it stands in a word, and in which colour; none for what is to come."""
        return TAGS.get(self.state)


@dataclass(frozen=True)
class Half:
    """A half-term and what lies in it; a holiday goes with the half before it."""

    term: str
    start: date
    end: date
    entries: tuple[Entry, ...]
    is_now: bool

    @property
    def opens(self) -> date:
        """Its first weekday, as a calendar of terms names it."""
        return on_or_after(self.start, ())

    @property
    def closes(self) -> date:
        """Its last weekday."""
        return on_or_before(self.end, ())


@dataclass(frozen=True)
class Log:
    """What takes place each week: in how many weeks of the present half it is noted."""

    kind: Kind
    weeks: int
    noted: int
    lines: tuple[Occasion, ...]


def kinds_at(record: SchoolYearRecord, board: Board) -> list[Kind]:
    """Every line of the list of the present phase that is recorded in one line."""
    code = board.level.code
    found = [
        Kind(one.code, one.rule["label"])
        for one in _rules(record.framework_id)
        if one.rule["level"] == code and one.rule["activity"] not in ELSEWHERE
    ]
    found += [
        Kind(one.code, one.label, one.how == "weekly")
        for one in board.programme.occasions_of(code)
    ]
    return sorted(found, key=lambda kind: kind.code)


@prepared
def _rules(framework: int) -> Any:
    rows = CadenceRule.objects.filter(framework=framework, rule__has_key="level")
    return rows.order_by("code")


def present_at(record: SchoolYearRecord) -> tuple[OutsideBody, ...]:
    """Who may take part at a school without having a sign-in."""
    outside = form_of(record.framework, "outside")
    return outside.present(record.school.religious_character) if outside else ()


def weekly_codes(programme: PhaseProgramme) -> set[str]:
    return {one.code for one in programme.occasions if one.how == "weekly"}


def halves_of(record: SchoolYearRecord, board: Board, today: date) -> list[Half]:
    """The year half-term by half-term, as far as the calendar knows it."""
    entries = sorted(_entries(record, board, today), key=lambda one: one.day)
    spans = _halves(record.year_id)
    found = []
    for place, half in enumerate(spans):
        starts = date.min if place == 0 else half.start
        later = spans[place + 1].start if place + 1 < len(spans) else date.max
        own = tuple(one for one in entries if starts <= one.day < later)
        is_now = starts <= today < later
        found.append(Half(half.term.name, half.start, half.end, own, is_now))
    return found


@prepared
def _halves(year: int) -> Any:
    rows = HalfTerm.objects.filter(term__year=year).select_related("term")
    return rows.order_by("start")


def logs_of(
    record: SchoolYearRecord, board: Board, halves: Iterable[Half], today: date
) -> list[Log]:
    """What is noted week by week at the present phase, since the half-term began:
    ``halves`` are those of the year. One query."""
    begun_ones = [half for half in halves if half.start <= today]
    if not begun_ones:
        return []
    half = begun_ones[-1]
    begun = max(half.start, board.held.effective_from)
    last = min(today, half.end)
    weeks = max(0, (last - begun).days // WEEK.days + 1)
    weekly = [
        one
        for one in board.programme.occasions_of(board.level.code)
        if one.how == "weekly"
    ]
    codes = [one.code for one in weekly]
    rows = Occasion.objects.filter(record=record, code__in=codes, held_on__gte=begun)
    held = list(rows.order_by("-held_on", "-pk")) if codes else []
    found = []
    for one in weekly:
        lines = tuple(line for line in held if line.code == one.code)
        days = [line.held_on - begun for line in lines if line.held_on]
        noted = len({day // WEEK for day in days})
        kind = Kind(one.code, one.label, weekly=True)
        found.append(Log(kind, weeks, noted, lines))
    return found


def _entries(record: SchoolYearRecord, board: Board, today: date) -> Iterator[Entry]:
    weekly = weekly_codes(board.programme)
    occasions = [one for one in _kept_in(record.pk) if one.code not in weekly]
    by_key = {one.pk: one for one in occasions}
    met = set()
    for duty in _asked_in(record.pk):
        if not (duty.rule.rule["level"] or duty.activity == LIMIT):
            continue
        held = by_key.get(duty.met_key or 0) if duty.met_kind == "occasion" else None
        if held:
            met.add(held.pk)
        yield _asked(duty, held, today)
    yield from _kept(occasions, met)


@prepared
def _kept_in(record: int) -> Any:
    return Occasion.objects.filter(record=record)


@prepared
def _asked_in(record: int) -> Any:
    asked = Obligation.objects.filter(record=record, rule__rule__has_key="level")
    asked = asked.exclude(cancelled=Obligation.Cancelled.NOT_ASKED)
    return asked.select_related("rule")


def _asked(duty: Obligation, held: Occasion | None, today: date) -> Entry:
    if duty.met_on:
        note = f"{duty.met_on:%-d %B %Y}"
        if held and held.said:
            note += f": {held.said}"
        return Entry(duty.due_on, duty.label, "held", note)
    if duty.waived_at:
        return Entry(duty.due_on, duty.label, "waived", duty.waived_reason)
    if duty.cancelled:
        return Entry(duty.due_on, duty.label, "cancelled", "")
    state = "late" if duty.due_on < today else "due"
    return Entry(duty.due_on, duty.label, state, due=duty)


def _kept(occasions: Iterable[Occasion], met: set[int]) -> Iterator[Entry]:
    for one in occasions:
        if one.pk in met or one.day is None:
            continue
        if one.held_on:
            yield Entry(one.held_on, one.label, "held", one.said)
        elif one.called_off:
            yield Entry(one.day, one.label, "called_off", one.called_off)
        else:
            yield Entry(one.day, one.label, "planned", planned=one)
