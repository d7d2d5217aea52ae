"""What a page about visits needs to know beforehand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    prefetch_related_objects,
)

from engagement.models import RecordPriority, SchoolYearRecord
from engagement.queries.wording import post_title
from schools.access import holders
from schools.models import Person, School
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Role
from visits.followed import followed_here
from visits.guests import with_guests
from visits.models import (
    Addendum,
    Attendee,
    Comment,
    Correction,
    DocumentRequest,
    FollowUp,
    NextStep,
    Visit,
    VisitPriority,
    VisitSection,
    VisitState,
)
from visits.models.steps import StepState
from visits.models.visit import WRITTEN
from visits.note_steps import Steps, steps_of

MOST_PLANNED = 20
MOST_STEPS = 20
SHOWN = (
    *("shared_at", "given_at"),
    *("version", "state", "date", "planned_for", "minutes", "lead_title", "lead_name"),
    *("own_agenda", "cancelled_at", "cancelled_reason"),
    *(
        "next_visit_at",
        "agenda",
        "worked_on",
        "level_label",
        "template_id",
        "follows_id",
    ),
    *("record__school__name", "record__school__region_id", "record__year__label"),
    *(
        "record__state",
        "record__framework__digest",
        "visit_type__label",
        "visit_type__code",
        "visit_type__category",
        "visit_type__pooled",
        "mode__label",
        "lead__name",
    ),
)
# Columns that no page of a visit shows, and that are long to read.
UNSHOWN = (
    "record__framework__labels",
    "record__framework__offers",
    "record__framework__traded",
    "record__framework__source",
    "record__vision",
)


@dataclass(frozen=True)
class Known:
    """Somebody who works with the school, and what they are there."""

    person: Person
    title: str

    @property
    def label(self) -> str:
        return f"{self.person.name}, {self.title}"


def known_people(record: SchoolYearRecord, *, lead: int | None = None) -> list[Known]:
    """The school's own people, its SEP and its RLE, as their posts stand today; of
    the officers of other teams only a visit's ``lead``, known by the account."""
    order = {role: place for place, role in enumerate(KNOWN_ORDER)}
    posts = holders(record.school, *KNOWN_ORDER)
    people: dict[int, Known] = {}
    for post in sorted(posts, key=lambda post: order[Role(post.role)]):
        own = lead is not None and post.person.user_id == lead
        if post.role == Role.TEAM and not own:
            continue
        title = post_title(record.framework, post)
        people.setdefault(post.person_id, Known(post.person, title))
    return list(people.values())


KNOWN_ORDER = [
    Role.HEADTEACHER,
    Role.DEPUTY,
    Role.SENDCO,
    Role.CHAIR,
    Role.GOVERNOR,
    Role.OFFICER,
    Role.LEAD,
    Role.TEAM,
]


@dataclass(frozen=True)
class Diary:
    """What surrounds a new note: the last visit held, and those planned."""

    last: Visit | None
    planned: list[Visit]


def diary(school: School, *, before: date, reader: User) -> Diary:
    """The last visit up to a day that the reader may read, and those planned."""
    rows = _in_the_diary(reader, school.pk, before)
    planned = [visit for visit in rows if visit.state == VisitState.PLANNED]
    held = (visit for visit in rows if visit.state != VisitState.PLANNED)
    return Diary(last=next(held, None), planned=planned[::-1][:3])


@prepared
def _in_the_diary(reader: User, school: int, before: date) -> Any:
    wanted = Q(state=VisitState.PLANNED) | Q(state__in=WRITTEN, date__lte=before)
    visits = Visit.objects.visible_to(reader).filter(wanted, record__school=school)
    visits = visits.only("date", "state", "planned_for", "agenda")
    return visits.newest_first()[:MOST_PLANNED]


def steps_to_follow_up(
    school: School,
    *,
    last: Visit | None,
    own: Visit | None,
    before: date,
    reader: User,
) -> list[NextStep]:
    """The last visit's next steps with their state, and every older one still open.

    ``own`` is the visit being written: its steps are not followed up by itself,
    and steps that it has followed up already stay on its list, with ``outcome``
    as it found them (SUF-R-30, ACC-016). Of a long list the first to fall due are
    shown. An officer of another team meets the steps of their own visits alone. What
    is followed elsewhere, as an action of a plan, is not asked about here.
    """
    return _to_follow_up(
        school.pk, last.pk if last else None, own.pk if own else None, before, reader
    )


@prepared
def _to_follow_up(
    school: int, last: int | None, own: int | None, before: date, reader: User
) -> Any:
    wanted = Q(state=StepState.OPEN) | Q(visit=last) | Q(found__isnull=False)
    own_line = FilteredRelation("follow_ups", condition=Q(follow_ups__visit=own))
    steps = (
        NextStep.objects.agreed()
        .visible_to(reader)
        .only("text", "due_on", "who", "state", "closed_on", "closing_note", "visit_id")
        .alias(found=own_line)
        .filter(wanted, record__school=school, visit__date__lte=before)
        .annotate(outcome=F("found__outcome"), found_note=F("found__note"))
        .order_by("due_on", "pk")
    )
    steps = steps.filter(followed_here() | Q(found__isnull=False))
    if own is not None:
        steps = steps.exclude(visit=own)
    return steps[:MOST_STEPS]


def priorities_to_choose(record: SchoolYearRecord, *, own: Visit | None) -> list[Any]:
    """The record's open priorities, and those that the visit being written has chosen
    already, closed since or not: ``chosen`` says which."""
    return _to_choose(record.pk, own.pk if own else None)


@prepared
def _to_choose(record: int, own: int | None) -> Any:
    links = VisitPriority.objects.filter(visit=own, priority=OuterRef("pk"))
    rows = RecordPriority.objects.filter(record=record)
    rows = rows.only("text").annotate(chosen=Exists(links))
    return rows.filter(Q(closed=False) | Q(chosen=True))


def people_and_texts(visits: Any) -> Any:
    """Visits with their columns, who was present, and what was written."""
    return _named(visits).prefetch_related("attendees", "sections")


def _named(visits: Any) -> Any:
    return visits.select_related(
        "record__school",
        "record__year",
        "record__framework",
        "visit_type",
        "mode",
        "lead",
    ).defer(*UNSHOWN)


def for_the_form(visits: Any) -> Any:
    """Visits with all that the form of a note shows, but for what ``with_its_note``
    reads."""
    return _named(visits).select_related("term", "follows")


def with_its_note(visit: Visit) -> Visit:
    """The visit with what was written of it: three queries, and none for one that is
    only planned."""
    if not visit.is_planned:
        prefetch_related_objects([visit], "attendees", "sections", "next_steps")
    return visit


def for_the_page() -> Any:
    """Visits with the columns that their page shows; ``parts_of`` reads the rest."""
    of_it = {"visit": OuterRef("pk")}
    named = Visit.objects.select_related(
        "record__school",
        "record__year",
        "record__framework",
        "visit_type",
        "mode",
        "lead",
    ).only(*SHOWN)
    # Most notes have none of these: knowing so saves a query for each.
    return with_guests(named).annotate(
        has_corrections=Exists(Correction.objects.filter(**of_it)),
        has_requests=Exists(DocumentRequest.objects.filter(**of_it)),
        has_addenda=Exists(Addendum.objects.filter(**of_it)),
        has_follow_ups=Exists(FollowUp.objects.filter(**of_it)),
        about_level=F("level_evidence__assignment"),
    )


def agenda_before(visit: Visit, reader: User) -> list[str]:
    """What the visit before left for a planned one; nothing of a note unread."""
    if visit.state != VisitState.PLANNED or visit.follows_id is None:
        return []
    before = Visit.objects.visible_to(reader).filter(pk=visit.follows_id)
    agendas = before.order_by().values_list("agenda", flat=True)
    return list(next(iter(agendas), []))


@dataclass(frozen=True)
class Parts:
    """What a note's page shows beside its columns."""

    present: list[Attendee]
    texts: dict[int, str]
    rows: dict[int, list[dict[str, str]]]
    steps: Steps
    comments: list[Comment]
    addenda: list[Addendum]

    @property
    def unanswered(self) -> int:
        """Comments that say something and wait for an answer."""
        return sum(bool(c.text) and c.answered_at is None for c in self.comments)


def parts_of(visit: Visit) -> Parts:
    """The parts that a visit in its state can have: at most five queries."""
    answered = visit.state in {VisitState.COMMENTED, VisitState.FINAL}
    written = list(_written(visit.pk))
    return Parts(
        present=_attendees(visit.pk),
        texts={prompt: text for prompt, text, _ in written},
        rows={prompt: rows for prompt, _, rows in written},
        steps=steps_of(visit),
        comments=list(visit.comments.select_related("by", "answered_by"))
        if answered
        else [],
        addenda=list(visit.addenda.select_related("by"))
        if getattr(visit, "has_addenda", visit.is_final)
        else [],
    )


@prepared
def _attendees(visit: int) -> Any:
    return Attendee.objects.filter(visit=visit)


@prepared
def _written(visit: int) -> Any:
    sections = VisitSection.objects.filter(visit=visit).order_by()
    return sections.values_list("prompt_id", "text", "rows")
