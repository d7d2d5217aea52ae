"""What a plan holds once it is read, in the order of its printed form (SUF-A).

An empty value is an empty text or tuple, never None: paper prints a blank box for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from plans.queries import reading
from reports.plan_view.evaluation import EvaluationView


@dataclass(frozen=True)
class Rating:
    """A colour with its word, what was said to it, and the day of its review."""

    rag: str
    word: str
    words: str
    day: date

    @classmethod
    def of(cls, given: reading.Rating | None, day: date | None) -> "Rating | None":
        """The same, as it was read; None where there is none."""
        if given is None or day is None:
            return None
        return cls(given.rag, given.label, given.words, day)


@dataclass(frozen=True)
class ActionRow:
    """An action with its latest rating; ``state`` is empty while it is open."""

    number: str
    text: str
    who: str
    due_on: date | None
    when: str
    state: str = ""
    note: str = ""
    rating: Rating | None = None


@dataclass(frozen=True)
class PriorityView:
    """A numbered priority; ``progress`` is what the latest review said of it."""

    number: int
    title: str = ""
    serves: str = ""
    expected_change: str = ""
    progress: str = ""
    progress_on: date | None = None
    actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True)
class Reasons:
    """A block of the form with the criteria picked in it (SUF-A-05, 06)."""

    label: str
    picked: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """What the level brings, whose it is, and how far it has come."""

    what: str
    team: str
    state: str


@dataclass(frozen=True)
class ReviewLine:
    """A column of the form's table of reviews, as a row (SUF-A-11, 12)."""

    day: date
    on_track: str
    reasons: str


@dataclass(frozen=True)
class Comment:
    side: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class RatedAction:
    """An action at one review, and how reviews before rated it, oldest first."""

    number: str
    text: str
    rating: Rating | None
    earlier: tuple[Rating, ...]


@dataclass(frozen=True)
class ReviewedPriority:
    number: int
    title: str
    text: str
    skipped: bool
    actions: tuple[RatedAction, ...]


@dataclass(frozen=True)
class ReviewView:
    """One review that was shared, with all that it says."""

    day: date
    on_track: bool
    reasons: str
    present: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    priorities: tuple[ReviewedPriority, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Extension:
    """A longer timescale that was asked for, in a sentence, and why."""

    words: str
    reason: str
    note: str


@dataclass(frozen=True)
class PlanView:
    """The whole plan. ``labels`` are the form's own words by key; ``line`` draws it on
    a line of time, ``rated`` says the same in words."""

    plan_id: int
    school_id: int
    school_name: str
    year: str
    title: str
    level: str
    state: str
    is_draft: bool
    labels: Mapping[str, Any]
    starts_on: date | None
    ends_on: date | None
    present: tuple[str, ...]
    reasons: str
    blocks: tuple[Reasons, ...]
    timescale: tuple[str, ...]
    extensions: tuple[Extension, ...]
    team: tuple[tuple[str, str, str, str], ...]
    checks: tuple[Check, ...]
    review_lines: tuple[ReviewLine, ...]
    priorities: tuple[PriorityView, ...]
    reviews: tuple[ReviewView, ...]
    evaluation: EvaluationView | None
    line: SafeString | None = None
    review_days: tuple[date, ...] = ()
    rated: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    @property
    def blank_priorities(self) -> tuple[PriorityView, ...]:
        """The form's own empty blocks, where no priority is named yet."""
        return () if self.priorities else tuple(PriorityView(n) for n in (1, 2, 3))

    @property
    def rag_counts(self) -> tuple[tuple[str, str, int], ...]:
        """How many actions the latest reviews rated red, amber, green, and not at all."""
        rags = [
            action.rating.rag if action.rating else ""
            for priority in self.priorities
            for action in priority.actions
            if action.state != "Dropped"
        ]
        named = (("Red", "red"), ("Amber", "amber"), ("Green", "green"))
        counted = [(word, rag, rags.count(rag)) for word, rag in named]
        return (*counted, ("Not rated yet", "unrated", rags.count("")))
