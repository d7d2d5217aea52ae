"""What a page about visits needs to know beforehand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from engagement.models import CyclePrompt, Option, SchoolYearRecord
from schools.access import holders
from schools.models import Person, School
from sitrack.core.roles import SCHOOL_ROLES, Role
from visits.models import NextStep, Visit
from visits.models.steps import StepState


@dataclass(frozen=True)
class Known:
    """Somebody who works with the school, and what they are there."""

    person: Person
    title: str

    @property
    def label(self) -> str:
        return f"{self.person.name}, {self.title}"


def known_people(school: School) -> list[Known]:
    """The school's own people, its SEP and its RLE, as their posts stand today."""
    roles = [*sorted(SCHOOL_ROLES), Role.OFFICER, Role.LEAD]
    order = {role: place for place, role in enumerate(KNOWN_ORDER)}
    posts = sorted(holders(school, *roles), key=lambda post: order[Role(post.role)])
    people: dict[int, Known] = {}
    for post in posts:
        people.setdefault(post.person_id, Known(post.person, post.printed_title))
    return list(people.values())


KNOWN_ORDER = [
    Role.HEADTEACHER,
    Role.DEPUTY,
    Role.SENDCO,
    Role.CHAIR,
    Role.GOVERNOR,
    Role.OFFICER,
    Role.LEAD,
]


def steps_to_follow_up(
    school: School, *, last: Visit | None, own: Visit | None, before: date
) -> list[NextStep]:
    """The last visit's next steps with their state, and every older one still open.

    ``own`` is the visit being written: its steps are not followed up by itself,
    and steps that it has followed up already stay on its list (SUF-R-30, ACC-016).
    """
    wanted = Q(state=StepState.OPEN)
    if last is not None:
        wanted |= Q(visit=last)
    if own is not None:
        wanted |= Q(follow_ups__visit=own)
    steps = (
        NextStep.objects.agreed()
        .filter(wanted, visit__record__school=school, visit__date__lte=before)
        .select_related("visit", "person")
        .order_by("due_on", "pk")
        .distinct()
    )
    if own is not None:
        steps = steps.exclude(visit=own)
    return list(steps)


def options_of(record: SchoolYearRecord, *codes: str) -> dict[str, list[Option]]:
    """The options of several lists of the record's framework, in their order."""
    lists: dict[str, list[Option]] = {code: [] for code in codes}
    rows = Option.objects.filter(
        list__framework=record.framework_id, list__code__in=codes, retired=False
    ).select_related("list")
    for option in rows:
        lists[option.list.code].append(option)
    return lists


def cycle_stages(record: SchoolYearRecord) -> list[tuple[str, list[str]]]:
    """The conversation cycle's questions, stage by stage (SUF-Q)."""
    stages: dict[str, list[str]] = {}
    for prompt in CyclePrompt.objects.filter(framework=record.framework_id):
        stages.setdefault(prompt.stage, []).append(prompt.text)
    return [
        (stage, [text for text in texts if text]) for stage, texts in stages.items()
    ]


def planned_visits(record: SchoolYearRecord) -> list[Visit]:
    """The visits in the school's diary, the next one first."""
    rows = Visit.objects.planned().filter(record__school=record.school)
    return list(rows.order_by("planned_for")[:3])


def whole_visit(visits: Any) -> Any:
    """Visits with all that their note shows, in a fixed number of queries."""
    return visits.select_related(
        "record__school",
        "record__year",
        "record__framework",
        "term",
        "visit_type",
        "mode",
        "lead",
        "follows",
    ).prefetch_related(
        "attendees",
        "sections__prompt",
        "follow_ups__step",
        "next_steps__person",
        "comments__by",
        "comments__answered_by",
        "addenda__by",
    )
