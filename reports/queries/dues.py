"""What waits for somebody at their schools, and why: one query for all schools."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse

from engagement.models import LevelState
from reports.queries import waiting
from reports.queries.lines import Line, read
from reports.queries.waiting import Waiting
from schools.models import School
from sitrack.core.models import Term, User
from sitrack.core.templatetags.govuk import day as in_words
from visits.models import VisitState


class Kind(StrEnum):
    """Why something waits, the most pressing first."""

    DECIDE = "decide"
    COMMENT = "comment"
    READ_NOTE = "read_note"
    DRAFT = "draft"
    HELD = "held"
    LEVEL_VIEW = "level_view"
    FINALISE = "finalise"
    STEP = "step"
    NO_NEXT_VISIT = "no_next_visit"
    TRAJECTORY = "trajectory"
    RETURNED = "returned"
    HOURS = "hours"
    NO_VISIT = "no_visit"
    DIFFER = "differ"
    QUEUE = "queue"


ORDER = {kind: place for place, kind in enumerate(Kind)}
WORDS = {
    Kind.DECIDE: ("Decide on the proposal: {text}", "engagement:level"),
    Kind.COMMENT: (
        "Answer the school’s comment on the note of {day}",
        "visits:visit",
    ),
    Kind.READ_NOTE: (
        "Read the note of the visit on {day} and answer it",
        "visits:visit",
    ),
    Kind.DRAFT: ("Finish the note of the visit on {day}", "visits:visit_edit"),
    Kind.HELD: (
        "Write up the visit that was planned for {day}",
        "visits:visit_edit",
    ),
    Kind.LEVEL_VIEW: ("Give your view on the proposal: {text}", "engagement:level"),
    Kind.FINALISE: (
        "The school has answered: make the note of {day} final",
        "visits:visit",
    ),
    Kind.NO_NEXT_VISIT: ("{text}", "school"),
    Kind.NO_VISIT: ("No visit yet this term", "school"),
    Kind.STEP: ("Next step was due on {day}: {text}", "visits:visit"),
    Kind.TRAJECTORY: (
        "Give {text} of the trajectory this term",
        "engagement:trajectory",
    ),
    Kind.RETURNED: ("Your proposal was returned: {text}", "engagement:level"),
    Kind.HOURS: ("More hours used this term than the level’s ceiling", "school"),
    Kind.DIFFER: ("{text}", "record"),
    Kind.QUEUE: ("Waits for another person’s decision: {text}", "engagement:level"),
}
TOLD_APART = {Kind.DIFFER, Kind.QUEUE}
NOTE_KINDS = {
    VisitState.DRAFT: Kind.DRAFT,
    VisitState.PLANNED: Kind.HELD,
    VisitState.SHARED: Kind.READ_NOTE,
}
LEVEL_KINDS = {
    LevelState.PROPOSED: Kind.LEVEL_VIEW,
    LevelState.RETURNED: Kind.RETURNED,
    LevelState.VIEWED: Kind.QUEUE,
    waiting.DECIDE: Kind.DECIDE,
}
WITHOUT_VISIT = {
    waiting.HELD: "No next visit is planned",
    waiting.NEITHER: "No visit yet this term, and none is planned",
}
LATE = {Kind.HELD, Kind.STEP, Kind.HOURS}


@dataclass(frozen=True)
class Due:
    """One thing that waits, in words, with the page where it is done."""

    kind: Kind
    school_id: int
    words: str
    href: str
    day: date | None
    text: str = ""
    school_name: str = ""

    @property
    def is_late(self) -> bool:
        return self.kind in LATE

    @property
    def rank(self) -> tuple[int, date]:
        return ORDER[self.kind], self.day or date.max


def dues_of(user: User, term: Term | None, school: School | None = None) -> list[Due]:
    """What waits for the user at their schools, or at one, most pressing first."""
    found = read(*Waiting(user, term, school).parts())
    dues = {_due(kind, line, text, term) for line in found for kind, text in _why(line)}
    return sorted(dues, key=lambda due: due.rank)


def to_do(dues: Iterable[Due]) -> list[Due]:
    """What the user can do something about."""
    return [due for due in dues if due.kind not in TOLD_APART]


def by_school(dues: Iterable[Due]) -> dict[int, list[Due]]:
    """What there is to do at each school, in its order."""
    sorted_out: dict[int, list[Due]] = {}
    for due in to_do(dues):
        sorted_out.setdefault(due.school_id, []).append(due)
    return sorted_out


def _why(line: Line) -> Iterator[tuple[Kind, str]]:
    """What waits because of a line, and the words that tell it apart."""
    part, _, reader = line.kind.partition(" ")
    if part == waiting.NOTES:
        yield _of_note(line), ""
    elif part == waiting.LEVELS:
        yield LEVEL_KINDS[line.state], line.text
    elif part == waiting.STEPS:
        yield Kind.STEP, line.text
    elif part == waiting.HOURS:
        yield Kind.HOURS, ""
    else:
        yield from _of_record(line, reader)


def _of_note(line: Line) -> Kind:
    if line.state == VisitState.COMMENTED:
        return Kind.COMMENT if line.who == waiting.UNANSWERED else Kind.FINALISE
    return NOTE_KINDS[VisitState(line.state)]


def _of_record(line: Line, reader: str) -> Iterator[tuple[Kind, str]]:
    """The visits and views that a record lacks, for one kind of reader."""
    school, _, la = line.text.partition("\n")
    if reader == waiting.FOR_LEADER:
        if not school:
            yield Kind.TRAJECTORY, "the school’s view"
        return
    if line.state == waiting.AHEAD:
        yield Kind.NO_VISIT, ""
    elif line.state != waiting.BOTH:
        yield Kind.NO_NEXT_VISIT, WITHOUT_VISIT[line.state]
    if reader == waiting.FOR_OFFICER and not la:
        yield Kind.TRAJECTORY, "the LA’s view"
    if reader == waiting.FOR_COMPARER and school and la and school != la:
        yield Kind.DIFFER, f"The school: {school}. The LA: {la}."


def _due(kind: Kind, line: Line, text: str, term: Term | None) -> Due:
    words, page = WORDS[kind]
    if page == "engagement:trajectory":
        href = reverse(page, args=[line.pk, term.pk if term else 0])
    else:
        href = reverse(page, args=[line.school_id if page == "school" else line.pk])
    return Due(
        kind=kind,
        school_id=line.school_id,
        words=words.format(day=in_words(line.day), text=text),
        href=href,
        day=line.day,
        text=text,
        school_name=line.who,
    )
