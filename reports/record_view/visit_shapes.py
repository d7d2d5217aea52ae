"""What a visit's note holds once it is read, prompt by prompt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from sitrack.core.templatetags.govuk import day, duration


class Kind(StrEnum):
    """How a prompt's answer is laid out."""

    FACT = "fact"
    PROSE = "prose"
    FOLLOW_UP = "follow_up"
    STEPS = "steps"
    LIST = "list"
    TABLE = "table"
    SIDES = "sides"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class StepRow:
    """A next step; ``outcome`` says what became of it, with its note."""

    text: str
    due_on: date | None
    who: str
    outcome: str = ""
    note: str = ""
    cost: str = ""


@dataclass(frozen=True)
class SharedDocument:
    """Kept elsewhere, at ``link``, or here, as the file ``name``."""

    title: str
    link: str
    name: str


@dataclass(frozen=True)
class Reply:
    """The school's comment with the officer's answer, or an addendum.

    ``silent`` where nobody said anything within ten working days.
    """

    side: str
    by: str
    at: datetime
    text: str
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    silent: bool = False


@dataclass(frozen=True)
class Prompt:
    """One labelled box of the visit's form and what stands in it."""

    code: str
    key: str
    label: str
    kind: Kind
    lines: tuple[str, ...] = ()
    text: str = ""
    columns: tuple[str, ...] = ()
    steps: tuple[StepRow, ...] = ()
    documents: tuple[SharedDocument, ...] = ()
    replies: tuple[Reply, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Block:
    """Prompts of one kind that follow each other and are laid out together."""

    kind: Kind
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class VisitView:
    """One visit with its prompts in the order of its own form."""

    id: int
    date: date | None
    visit_type: str
    state: str
    state_label: str
    is_final: bool
    led_by: str
    minutes: int | None
    level_label: str
    final_at: datetime | None
    prompts: tuple[Prompt, ...]
    addenda: tuple[Reply, ...] = ()
    worked_on: tuple[str, ...] = ()
    brought_in_from: str = ""
    heading: str = ""

    @property
    def byline(self) -> str:
        """Who wrote the note, how long the visit took, and when the note became final."""
        parts = [
            f"Written by {self.led_by}",
            duration(self.minutes) if self.minutes else "",
            f"level at the time: {self.level_label}" if self.level_label else "",
            f"brought in from {self.brought_in_from}" if self.brought_in_from else "",
            f"final on {day(self.final_at)}" if self.final_at else "",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.prompts))


def _blocks(prompts: Iterable[Prompt]) -> Iterable[Block]:
    for kind, run in groupby(prompts, key=lambda prompt: prompt.kind):
        yield Block(kind, tuple(run))
