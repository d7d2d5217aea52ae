"""What waits for somebody at their schools, and why: one query for all schools."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from reports.queries.lines import Line, read
from reports.queries.waiting import Kind, Waiting
from schools.models import School
from sitrack.core.models import Term, User
from sitrack.core.templatetags.govuk import day as in_words

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
    Kind.TRAJECTORY: ("Give {text} of the trajectory this term", "trajectory"),
    Kind.RETURNED: ("Your proposal was returned: {text}", "engagement:level"),
    Kind.HOURS: ("More hours used this term than the level’s ceiling", "school"),
    Kind.DIFFER: ("{text}", "record"),
    Kind.QUEUE: ("Waits for another person’s decision: {text}", "engagement:level"),
}
TOLD_APART = {Kind.DIFFER, Kind.QUEUE}
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
    return sorted((_due(line, term) for line in found), key=lambda due: due.rank)


def to_do(dues: Iterable[Due]) -> list[Due]:
    """What the user can do something about."""
    return [due for due in dues if due.kind not in TOLD_APART]


def by_school(dues: Iterable[Due]) -> dict[int, list[Due]]:
    """What there is to do at each school, in its order."""
    sorted_out: dict[int, list[Due]] = {}
    for due in to_do(dues):
        sorted_out.setdefault(due.school_id, []).append(due)
    return sorted_out


def _due(line: Line, term: Term | None) -> Due:
    kind = Kind(line.kind)
    words, page = WORDS[kind]
    if page == "trajectory" and term:
        href = reverse("engagement:trajectory", args=[line.pk, term.pk])
    else:
        href = reverse(page, args=[line.pk])
    said = words.format(day=in_words(line.day), text=line.text)
    return Due(
        kind=kind,
        school_id=line.school_id,
        words=said,
        href=href,
        day=line.day,
        text=line.text,
        school_name=line.who,
    )
