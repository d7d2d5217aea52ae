"""A meeting of a plan as its forms hold it, read from its rows."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engagement.definitions.plans import Answer, Meeting, PlanForm
from plans.models import ActionRating, ActionState, PlanAction, PlanReview
from plans.queries.areas import Part, read_parts
from visits.services.content import Present

IMPACT = ActionRating.Kind.IMPACT


@dataclass(frozen=True)
class Given:
    """An answer: words, or a choice with its reason, or rows."""

    text: str = ""
    reason: str = ""
    rows: Sequence[Mapping[str, str]] = ()

    @property
    def is_blank(self) -> bool:
        return not (self.text.strip() or self.reason.strip() or self.rows)


@dataclass(frozen=True)
class SchoolPart:
    """What the school writes before the meeting; ``impacts`` by area (WIL-N-08 to 15)."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    impacts: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        answered = any(not one.is_blank for one in self.answers.values())
        return answered or any(text.strip() for text in self.impacts.values())


@dataclass(frozen=True)
class Rating:
    """What an action, or its impact, is rated at the meeting, and the findings."""

    action: int
    kind: str
    rag: str = ""
    words: str = ""


@dataclass(frozen=True)
class Held:
    """What is recorded in the meeting; ``impacts`` are the colours by area."""

    held_on: date
    present: Sequence[Present] = ()
    answers: Mapping[str, Given] = field(default_factory=dict)
    ratings: Sequence[Rating] = ()
    impacts: Mapping[int, str] = field(default_factory=dict)
    next_review_on: date | None = None


def answers_by(meeting: Meeting, *sides: str) -> list[Answer]:
    """The questions of a meeting that these sides answer, in the order of the form."""
    return [answer for answer in meeting.answers if answer.filled_by in sides]


def answers_in(review: PlanReview) -> dict[str, Given]:
    """What a meeting's rows answer so far, by question."""
    return {
        one.key: Given(one.text, one.reason, one.rows) for one in review.answers.all()
    }


def school_part_of(review: PlanReview) -> SchoolPart:
    """The school's part as it is saved."""
    said = {one.priority_id: one.text for one in review.summaries.all()}
    return SchoolPart(answers_in(review), said)


def reviewed_parts(form: PlanForm, review: PlanReview) -> list[Part]:
    """The areas that a meeting goes through, without what was dropped before it: three
    queries."""
    rated = set(review.ratings.order_by().values_list("action", flat=True))
    return without_dropped(read_parts(review.plan, form), rated)


def without_dropped(parts: list[Part], rated: Container[int]) -> list[Part]:
    """The same where the parts are read, by what the meeting rated."""
    for part in parts:
        for area in part.areas:
            for one in area.lists:
                one.rows[:] = [row for row in one.rows if _asked(row.action, rated)]
    return parts


def _asked(action: PlanAction, rated: Container[int]) -> bool:
    return action.state != ActionState.DROPPED or action.pk in rated
