"""What stands on the first pages of an inspection pack: whom to call, what is open, and
how far the plan is, as one reader may know it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engagement.models import SchoolYearRecord
from plans.models import LIVE, PlanAction
from reports.plan_view import PlanView, viewed_in
from schools.models import Post
from schools.models.people import titled
from schools.queries.inspections import current_inspection
from schools.role_names import role_names
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Role
from visits.models import NextStep

# In the order in which they are asked for; their addresses stand on the record's front,
# those of the officers in the directory.
CALLED = (
    *(Role.HEADTEACHER, Role.DEPUTY, Role.CHAIR, Role.SENDCO),
    *(Role.OFFICER, Role.LEAD),
)
MOST_OPEN = 100


@dataclass(frozen=True)
class Contact:
    what: str
    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Open:
    """Something agreed that is not done: a next step, or an action of a plan."""

    text: str
    who: str
    due_on: date | None
    came_from: str


@dataclass(frozen=True)
class PackView:
    school: str
    year: str
    inspection: tuple[str, ...]
    contacts: tuple[Contact, ...]
    open: tuple[Open, ...]
    more_open: int
    plans: tuple[PlanView, ...]


def pack_view(record: SchoolYearRecord, reader: User) -> PackView:
    """Read in a fixed number of queries for each plan that is under way."""
    latest = current_inspection(record.school_id, calendar.today())
    rows = sorted(_open(record, reader), key=lambda one: one.due_on or date.max)
    return PackView(
        school=record.school.name,
        year=record.year.label,
        inspection=tuple(filter(None, [latest.headline, *latest.grades, latest.when]))
        if latest
        else (),
        contacts=tuple(_contacts(record)),
        open=tuple(rows[:MOST_OPEN]),
        more_open=max(0, len(rows) - MOST_OPEN),
        plans=tuple(viewed_in(record, reader)),
    )


def _contacts(record: SchoolYearRecord) -> Iterator[Contact]:
    posts = Post.objects.at(record.school).filter(role__in=CALLED)
    held = list(posts.in_force(calendar.today()).select_related("person"))
    names = role_names()
    for post in sorted(held, key=lambda one: (CALLED.index(Role(one.role)), one.pk)):
        officer = post.role in {Role.OFFICER, Role.LEAD}
        yield Contact(
            what=titled(post.title or names[post.role], acting=post.acting),
            name=post.person.name,
            email=post.person.email,
            phone=post.person.phone if officer else "",
        )


def _open(record: SchoolYearRecord, reader: User) -> Iterator[Open]:
    steps = NextStep.objects.visible_to(reader).agreed().alive()
    here = steps.of_school(record.school).select_related("person", "visit")
    for step in here.order_by("due_on", "pk"):
        who = step.who or str(step.person or "")
        came_from = f"Visit of {step.visit.date:%-d %B %Y}"
        yield Open(step.text, who, step.due_on, came_from)
    actions = PlanAction.objects.visible_to(reader).open()
    live = actions.filter(priority__plan__school=record.school)
    live = live.filter(priority__plan__state__in=LIVE).select_related("person")
    for action in live.order_by("due_on", "pk"):
        yield Open(action.text, action.owner, action.due_on, "Plan")
