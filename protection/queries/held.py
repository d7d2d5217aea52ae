"""Everything that is held about a person, kind by kind, as a reader may know it.

A person's own reader is that person: they see what they did and what names them where
they may see it today, with the words. Whoever keeps people sees what kind of row it is,
when, and the person's part in it: an administrator reads no content (CONF-14). Of a
restricted letter nothing is told to anybody who may not read it (decision record 24).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils import formats, timezone

from protection.queries.places import place_of
from protection.queries.scope import seen_by
from protection.registry import KINDS, Kind, Part, Tie, versions
from schools.models import Person
from sitrack.core.models import User

OWNS = Tie("", Part.OWN)


@dataclass(frozen=True)
class Subject:
    """Whom it is about: a person, an account, or both."""

    person: Person | None
    user: User | None

    def __str__(self) -> str:
        return str(self.person or self.user)

    def key_for(self, kind: Kind, tie: str) -> Any:
        """What a key of this kind must be to point at them; None where it cannot."""
        return self.user if kind.key_of(tie) is User else self.person


@dataclass(frozen=True)
class Line:
    """One row: when, the person's part in it, where it stands, and what it says."""

    at: datetime | date | None
    says: str
    place: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def when(self) -> str:
        """The moment by our clock, as files have it."""
        return as_data(self.at) if self.at else ""

    @property
    def when_in_words(self) -> str:
        """The same for reading."""
        return in_words(self.at) if self.at else ""

    @property
    def read(self) -> dict[str, str]:
        """What it says, for reading."""
        return {name: in_words(value) for name, value in self.values.items()}

    @property
    def words(self) -> dict[str, str]:
        """What it says, as files have it."""
        return {name: as_data(value) for name, value in self.values.items()}


def in_words(value: Any) -> str:
    """A value as a page says it: days and moments as people write them."""
    if isinstance(value, datetime):
        return f"{formats.date_format(timezone.localtime(value), 'j F Y, H:i')}"
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    return as_data(value)


def as_data(value: Any) -> str:
    """A value as a file holds it: days and moments in the order that sorts."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return str(value)


@dataclass(frozen=True)
class Held:
    """The rows of one kind, the latest first; ``count`` counts those left out too."""

    name: str
    slug: str
    count: int
    lines: list[Line]
    earlier: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def subject_of(user: User) -> Subject:
    """Somebody who asks about themselves."""
    return Subject(Person.objects.filter(user=user).first(), user)


def held_about(subject: Subject, reader: User, most: int | None = None) -> list[Held]:
    """Each kind of which there are rows, at most ``most`` lines of each."""
    found = []
    for kind in (*KINDS, *versions()):
        held = _of_kind(kind, subject, reader, most)
        if held:
            found.append(held)
    return found


def _of_kind(
    kind: Kind, subject: Subject, reader: User, most: int | None
) -> Held | None:
    own = reader == subject.user
    themselves = {"schools.Person": subject.person, "core.User": subject.user}
    if kind.label in themselves:
        row = themselves[kind.label]
        tied = [(row, OWNS)] if row else []
        count, seen = len(tied), {row.pk} if row else set()
    else:
        visible = _seen(kind, subject, reader)
        tied, count = _tied(kind, subject, visible, own=own, most=most)
        seen = (
            set(visible.filter(pk__in={row.pk for row, _ in tied})) if tied else set()
        )
    if not tied:
        return None
    tied.sort(key=lambda one: _order(one[0], kind), reverse=True)
    shown = [
        _line(
            kind, row, tie, may=row.pk in seen or _always(kind, tie, own=own), own=own
        )
        for row, tie in tied[:most]
    ]
    return Held(kind.name, kind.slug, count, shown, kind.earlier)


def _always(kind: Kind, tie: Tie, *, own: bool) -> bool:
    """Whether the reader may know of every row that is so tied to the person."""
    return kind.open or (tie.part is Part.OWN and own)


def _tied(
    kind: Kind, subject: Subject, visible: Any, *, own: bool, most: int | None
) -> tuple[list[tuple[Any, Tie]], int]:
    """The rows tied to the person that the reader may be told of, by each tie the latest
    ``most``; and how many there are. Rows that nobody is shown are counted and not read."""
    found: list[tuple[Any, Tie]] = []
    count = 0
    for name, tie in kind.ties.items():
        key = subject.key_for(kind, name)
        if key is None:
            continue
        rows = _rows(kind, name, key)
        hidden = kind.restricted or (own and tie.part is Part.NAMED)
        if hidden and not _always(kind, tie, own=own):
            rows = rows.filter(pk__in=visible)
        read = list(rows[:most])
        found += [(row, tie) for row in read]
        count += len(read) if most is None or len(read) < most else rows.count()
    return found, count


def _rows(kind: Kind, tie: str, key: Any) -> Any:
    """The latest first, as ``_order`` has them."""
    rows = kind.model._base_manager.filter(**{tie: key})
    first = kind.whole.split("__")[0]
    latest = [F(kind.at).desc(nulls_last=True)] if kind.at else []
    rows = rows.order_by(*latest, "pk")
    return rows.select_related(first) if first else rows


def _seen(kind: Kind, subject: Subject, reader: User) -> Any:
    """Keys of the rows tied to the person that the reader may see, and the person too
    where nobody else may be told of them."""
    if hasattr(kind.model, "history_object"):
        return kind.model._base_manager.none().values_list("pk", flat=True)
    tied = Q(pk__in=())
    for name in kind.ties:
        key = subject.key_for(kind, name)
        if key is not None:
            tied |= Q(**{name: key})
    rows = seen_by(reader, kind).filter(tied)
    if kind.restricted and reader != subject.user:
        theirs = seen_by(subject.user, kind) if subject.user else rows.none()
        rows = rows.filter(pk__in=theirs.order_by().values("pk"))
    return rows.order_by().values_list("pk", flat=True).distinct()


def _order(row: Any, kind: Kind) -> str:
    at = getattr(row, kind.at, None) if kind.at else None
    return f"{at or ''}"


def _line(kind: Kind, row: Any, tie: Tie, *, may: bool, own: bool) -> Line:
    at = getattr(row, kind.at, None) if kind.at else None
    if not may:
        return Line(at, tie.says)
    columns: list[str] = list(tie.printed)
    if own or kind.open:
        columns += tie.words
    if tie.part is Part.OWN:
        columns += kind.shows
    if not own:
        columns += kind.keepers
    values = {}
    for column in columns:
        value = getattr(row, column)
        if value not in ("", None, [], {}):
            values[_label(kind, column)] = _said(row, column, value)
    place = "" if tie.part is Part.OWN or kind.open else place_of(row)
    return Line(at, tie.says, place, values)


def _label(kind: Kind, column: str) -> str:
    name = str(kind.model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
    return name[:1].upper() + name[1:]


def _said(row: Any, column: str, value: Any) -> Any:
    display = getattr(row, f"get_{column}_display", None)
    return display() if display else value
