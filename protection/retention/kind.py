"""What a kind of the schedule holds, and how its rows lead to a school and a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Q

from protection.retention.years import SchoolYear
from sitrack.core.roles import Capability
from sitrack.core.words import worded


class Ending(StrEnum):
    """What becomes of a kind at the end of its time."""

    DESTROYED = "destroyed"  # Rows and files go, when two people have said so.
    BLANKED = "blanked"  # Words go, the chain stays: the log of events.
    ERASED = "erased"  # One person at a time, to a tombstone (decision record 56).


@dataclass(frozen=True)
class Part:
    """A model whose rows go with a kind.

    One hangs on another part of the kind, by its key ``by``; or it stands by itself, at
    the school that ``school`` leads to (empty where it is of none), in the year that
    ``year`` leads to, or that its ``day`` lies in. ``only`` narrows the rows where others
    of the model belong elsewhere. ``counted`` names it in a list. ``drawn`` says that it
    is worked out from the others: it goes with them, and nobody is asked about it.
    """

    label: str
    by: str = ""
    school: str = ""
    year: str = ""
    day: str = ""
    only: Callable[[], Q] | None = None
    counted: str = ""
    drawn: bool = False

    @property
    def model(self) -> Any:
        return apps.get_model(self.label)

    @property
    def stands(self) -> bool:
        """Whether it has a year of its own."""
        return not self.by

    def within(self, year: SchoolYear) -> Q:
        """The condition for a row that stands by itself to be of a school year."""
        if self.year:
            return Q(**{f"{self.year}__start": year.first})
        column: Any = self.model._meta.get_field(self.day.split("__")[0])
        date_of = "__date" if column.get_internal_type() == "DateTimeField" else ""
        return Q(
            **{
                f"{self.day}{date_of}__gte": year.first,
                f"{self.day}{date_of}__lte": year.until,
            }
        )


@dataclass(frozen=True)
class Kind:
    """What is kept for so many years from a beginning, unless the authority says other.

    ``uploads`` are the keys, such as ``visits.VisitDocument.file``, by which its rows
    hold files handed in. ``alone``: its rows stand each by itself and are of no school;
    those that a hold covers stay, and the others go. ``read_with``: nobody is
    told of its rows who has not this capability.
    """

    code: str
    called: str
    years: int
    since: str
    parts: tuple[Part, ...]
    ending: Ending = Ending.DESTROYED
    uploads: tuple[str, ...] = ()
    alone: bool = False
    read_with: Capability | None = None

    @property
    def name(self) -> str:
        """What it is called, in the framework's words."""
        return worded(self.called)

    @property
    def restricted(self) -> bool:
        """Whether some who dispose of other kinds must not learn of its rows."""
        return self.read_with is not None

    @property
    def standing(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.stands)

    @property
    def asked_about(self) -> tuple[Part, ...]:
        """What a place waits for: the rows that stand, but those worked out from others."""
        return tuple(part for part in self.standing if not part.drawn)

    @property
    def counted(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.counted)

    def rule(self, years: int) -> str:
        """As it reads on a page."""
        counted = f"{years} year{'' if years == 1 else 's'}"
        return f"{counted} after {self.since}"


def hanging(by: str, *labels: str) -> tuple[Part, ...]:
    """Models that hang on another by a key of this name."""
    return tuple(Part(label, by=by) for label in labels)
