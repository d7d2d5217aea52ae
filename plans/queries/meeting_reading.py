"""A meeting of a plan as its pages and its paper show it (WIL-N)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engagement.definitions.plans import Answer, Box, PlanForm
from engagement.queries.grid import grid_of
from plans.meetings import IMPACT, Given, answers_by
from plans.models import ActionRating, PlanReview, PrioritySummary
from plans.queries.areas import SHORT, Area, Filled, Row, fill
from plans.queries.meeting_rows import MeetingRows
from plans.queries.meetings import has_impact, rated_rows
from plans.sittings import ACTION


@dataclass(frozen=True)
class Said:
    """A question with its answer in words; ``lines`` are the cells of its rows."""

    answer: Answer
    text: str
    reason: str
    lines: list[list[Filled]]

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.reason or self.lines)


@dataclass(frozen=True)
class Colour:
    """A colour with its word and what was found, on the day of its meeting."""

    rag: str
    label: str
    words: str
    day: date | None

    def get_rag_display(self) -> str:
        """The word, under the name by which pages print a rating."""
        return self.label


@dataclass(frozen=True)
class RatedRow:
    """An action with its colours at this meeting, and those before it."""

    row: Row
    colour: Colour | None
    earlier: list[Colour]
    found: Colour | None = None
    found_earlier: list[Colour] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """Whether it need never be parted between two pages."""
        found = len(self.found.words) if self.found else 0
        return len(self.row.action.text) + found <= SHORT


@dataclass(frozen=True)
class RatedList:
    """The actions of one side that this meeting rates, under what it calls them."""

    heading: str
    findings: str
    key: str
    rows: list[RatedRow]


@dataclass(frozen=True)
class RatedArea:
    """An area: its rated lists, and the impact that it expects, as the school tells it
    and as it is rated."""

    area: Area
    lists: list[RatedList]
    expected: str
    said: str
    colour: Colour | None
    earlier: list[Colour]


@dataclass(frozen=True)
class Reading:
    """The whole meeting; what its reader may not read yet is empty."""

    school: list[Said]
    officer: list[Said]
    meeting: list[Said]
    areas: list[RatedArea]


def read_meeting(rows: MeetingRows, form: PlanForm, *, shows_school: bool) -> Reading:
    """The meeting with earlier colours in view (DP-05): no query. ``shows_school`` is
    False for the authority while the school still writes its part."""
    review, given = rows.review, rows.answers
    meeting = form.meeting(review.form)
    levels = grid_of(review.plan.record.framework).levels
    labels = {level.code: level.label for level in levels}
    mine = given if shows_school else {}
    return Reading(
        school=[_said(one, mine, labels) for one in answers_by(meeting, "school")],
        officer=[_said(one, given, labels) for one in answers_by(meeting, "officer")],
        meeting=[_said(one, given, labels) for one in answers_by(meeting, "meeting")],
        areas=_areas(rows, shows_school=shows_school),
    )


def _said(one: Answer, given: Mapping[str, Given], levels: Mapping[str, str]) -> Said:
    found = given.get(one.key, Given())
    words = {"yes_no": {"yes": "Yes", "no": "No"}, "level": levels}.get(one.type, {})
    text = words.get(found.text, found.text)
    columns: tuple[Box, ...] = one.columns
    return Said(one, text, found.reason, [fill(columns, row) for row in found.rows])


def _areas(rows: MeetingRows, *, shows_school: bool) -> list[RatedArea]:
    colours: dict[tuple[int, str], list[ActionRating]] = defaultdict(list)
    for one in rows.ratings:
        colours[one.action_id, one.kind].append(one)
    said = {one.priority_id: one for one in rows.own_summaries}
    before: dict[int, list[PrioritySummary]] = defaultdict(list)
    for impact in rows.summaries:
        if impact.review_id != rows.review.pk:
            before[impact.priority_id].append(impact)
    return [
        _area(
            area,
            rows.review,
            colours,
            said.get(area.priority.pk),
            before,
            shows_school=shows_school,
        )
        for part in rows.parts
        for area in part.areas
        if any(one.kind.rated for one in area.lists)
    ]


def _area(
    area: Area,
    review: PlanReview,
    colours: Mapping[tuple[int, str], list[ActionRating]],
    said: PrioritySummary | None,
    before: Mapping[int, list[PrioritySummary]],
    *,
    shows_school: bool,
) -> RatedArea:
    lists = []
    for one in area.lists:
        rated = [row for found, row in rated_rows(area, ACTION) if found is one]
        if one.kind.rated:
            heading = one.kind.reviewed_as or one.kind.heading
            rows = [_row(row, review, colours) for row in rated]
            lists.append(RatedList(heading, one.kind.findings, one.kind.key, rows))
    filled = [one for group in area.boxes for one in group.filled]
    expected = next((x.value for x in filled if x.box.key == area.section.impact), "")
    earlier = before.get(area.priority.pk, [])
    return RatedArea(
        area,
        lists,
        str(expected) if has_impact(area) else "",
        said.text if said and shows_school else "",
        _of_area(said, review) if said else None,
        [colour for one in earlier if (colour := _of_area(one, one.review))],
    )


def _row(
    row: Row,
    review: PlanReview,
    colours: Mapping[tuple[int, str], list[ActionRating]],
) -> RatedRow:
    own: dict[str, Colour | None] = {}
    earlier: dict[str, list[Colour]] = {}
    for kind in (ACTION, IMPACT):
        found = colours.get((row.action.pk, kind), [])
        at = [one for one in found if one.review_id == review.pk]
        own[kind] = _of(at[0]) if at else None
        earlier[kind] = [_of(one) for one in found if one.review_id != review.pk]
    return RatedRow(row, own[ACTION], earlier[ACTION], own[IMPACT], earlier[IMPACT])


def _of(one: ActionRating) -> Colour:
    return Colour(one.rag, one.get_rag_display(), one.words, one.review.held_on)


def _of_area(one: PrioritySummary, review: PlanReview) -> Colour | None:
    if not one.rag:
        return None
    return Colour(one.rag, one.get_rag_display(), one.text, review.held_on)
