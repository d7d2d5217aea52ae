"""The rows that the pages show: a small authority, grown to the number asked for."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from bench._plans import place_plans
from engagement.models import (
    LevelAssignment,
    RecordPriority,
    SchoolOffer,
    SchoolYearRecord,
    Side,
    TimeEntry,
    View,
)
from engagement.services.offers import Offered, make_offer
from engagement.services.priorities import PriorityLine, write_priorities
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from engagement.services.requests import Asked, send_request
from engagement.services.sections import SupportLine, plan_support
from glossary.definitions import read_glossary
from glossary.services import load_glossary
from reports.services.summaries import mark_all_stale
from schools.models import Post, School
from schools.services.directory_file import load_skeleton, read_skeleton
from sitrack.core.models import Audience, Event
from sitrack.core.roles import Role
from tests.samples import PDF
from tests.universe import TODAY, Council, read_council
from tests.visits.forms import posted
from visits.models import NextStep, Visit, VisitDocument, VisitSection
from visits.services.documents import add_document, consent


@dataclass
class Places:
    """What is asked for, and by whom."""

    council: Council
    addresses: dict[str, str] = field(default_factory=dict)
    ten_wrong_steps: dict[str, Any] = field(default_factory=dict)

    @property
    def users(self) -> dict[str, Any]:
        people = ("sam", "ola", "rita", "hana", "helen", "gus", "theo", "ada")
        return {name: self.council.user(name) for name in people}


def place() -> Places:
    """The cast of the tests, with a visit in each state and two proposals."""
    load_glossary(read_glossary(Path("fixtures/glossary/suffolk.yaml")))
    skeleton = read_skeleton(Path("fixtures/directory/suffolk.yaml"))
    load_skeleton(skeleton, framework="suffolk")
    council = read_council()
    places = Places(council)
    worked_on = _priorities(council)
    shared = council.shared_visit(priorities=worked_on)
    council.final_visit(priorities=worked_on)
    _offer(council)
    draft = council.draft_visit(priorities=worked_on)
    waiting = _proposal(council)
    school, record = council.hawthorn, council.record()
    term = council.terms["autumn"]
    steps = tuple((f"Step {number}", "31/2/2026", "") for number in range(10))
    places.ten_wrong_steps = posted(council, steps=steps)
    places.addresses = {
        "bare": "/bare/",
        "home": reverse("home"),
        "weekly-mail": reverse("weekly_mail"),
        "school": reverse("school", args=[school.pk]),
        "handover": reverse("handover", args=[school.pk]),
        "record": reverse("record", args=[record.pk]),
        "ledger": reverse("hours", args=[school.pk]),
        "steps": reverse("visits:school_steps", args=[school.pk]),
        "my-steps": f"{reverse('visits:my_steps')}?of=visits",
        "visit": shared.get_absolute_url(),
        "document": _document(council, shared).get_absolute_url(),
        "visit-new": reverse("visits:visit_new", args=[school.pk]),
        "visit-draft": reverse("visits:visit_edit", args=[draft.pk]),
        "level": waiting.get_absolute_url(),
        "level-decide": reverse("level_decide", args=[waiting.pk]),
        "level-propose": reverse("level_propose", args=[council.elm.pk]),
        "queue": reverse("level_queue"),
        "trajectory": reverse("engagement:trajectory", args=[record.pk, term.pk]),
        "header": reverse("engagement:record_header", args=[record.pk]),
        "glossary": reverse("glossary:entries"),
        "register": reverse("schools:register"),
        "calendar": reverse("schools:calendar"),
        "people": reverse("schools:people"),
        "person": council.persons["ola"].get_absolute_url(),
        "vacancies": reverse("schools:vacancies"),
        "school-visits": reverse("visits:school_visits", args=[school.pk]),
        "my-visits": reverse("visits:my_visits"),
        "unvisited": reverse("unvisited"),
        "year": reverse("rollover"),
        "records-by-year": reverse("school_records", args=[school.pk]),
        "closing": reverse("closing"),
        "team-requests": reverse("engagement:team_requests"),
        "request": _request(council),
        "request-add": reverse("engagement:request_add", args=[record.pk, term.pk]),
        "school-due": reverse("school_due", args=[school.pk]),
        "my-due": reverse("my_due"),
        "search": f"{reverse('search')}?q=reading",
        "theme": f"{reverse('search')}?theme=teaching",
        "priorities": reverse("engagement:record_priorities", args=[record.pk]),
        "support": reverse("engagement:support", args=[record.pk, term.pk]),
        "inspections": reverse("engagement:inspections", args=[school.pk]),
        "inspection-add": reverse("engagement:inspection_add", args=[school.pk]),
        "offers": reverse("engagement:offers"),
        "directory": reverse("schools:directory"),
        "help": reverse("glossary:help"),
        "feed": reverse("calendar_feed"),
        **place_plans(council),
    }
    return places


def _priorities(council: Council) -> tuple[RecordPriority, ...]:
    """Four priorities of Hawthorn, which every visit works on and the plan is for."""
    record = council.record()
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[PriorityLine(f"Priority {n}", themes=("teaching",)) for n in range(4)],
        by=council.sam,
    )
    rows = tuple(record.priorities.all())
    plan_support(
        record=record,
        term=council.terms["autumn"],
        lines={"entitlement": SupportLine("Coaching", None, 0, priorities=rows)},
        by=council.sam,
    )
    return rows


def _request(council: Council) -> str:
    """What is asked of another team, with the address of its page."""
    asked = Asked(
        team=council.team("virtual_school"),
        team_words="",
        text="Training for all staff",
    )
    made = send_request(
        record=council.record(),
        term=council.terms["autumn"],
        asked=asked,
        by=council.helen,
    )
    return made.get_absolute_url()


def _offer(council: Council) -> None:
    """What a school could do for others."""
    offered = Offered(
        area=None,
        area_words="Early reading",
        text="A morning in our reception class.",
        term=council.terms["autumn"],
        open_to_others=True,
    )
    make_offer(school=council.hawthorn, offered=offered, by=council.helen)


def _document(council: Council, visit: Visit) -> VisitDocument:
    """A file that the school shares."""
    added = add_document(
        visit=visit,
        title="Phonics plan",
        file=ContentFile(PDF, name="plan.pdf"),
        by=council.helen,
    )
    return consent(document=added, by=council.helen)


def grow(places: Places, rows: int) -> None:
    """So many schools of one SEP, in one region, and of one school so many visits,
    steps, entries of time and events."""
    council = places.council
    _grow_schools(council, rows)
    template = Visit.objects.filter(state="shared").earliest("pk")
    have = Visit.objects.filter(record=template.record).count()
    visits = Visit.objects.bulk_create(
        _copy(template, date=TODAY - timedelta(days=number % 60))
        for number in range(max(0, rows - have))
    )
    NextStep.objects.bulk_create(_step(visit) for visit in visits)
    _grow_final(rows)
    sections = [*template.sections.all()]
    VisitSection.objects.bulk_create(
        _copy(section, visit=visit) for visit in visits for section in sections
    )
    offer = SchoolOffer.objects.earliest("pk")
    have = SchoolOffer.objects.count()
    SchoolOffer.objects.bulk_create(_copy(offer) for _ in range(rows - have))
    entry = TimeEntry.objects.filter(record=template.record).earliest("pk")
    have = TimeEntry.objects.filter(record=template.record).count()
    TimeEntry.objects.bulk_create(
        _copy(entry, minutes=1) for _ in range(max(0, rows - have))
    )
    Event.objects.bulk_create(
        Event(
            at=timezone.now(),
            verb="priorities.changed",
            subject=Event.key(template),
            label="priorities",
            scope=council.hawthorn.scope,
            audience=Audience.EVERYONE,
            actor_name="Sam Rowe",
        )
        for _ in range(rows - 10)
    )
    mark_all_stale()


def _grow_final(rows: int) -> None:
    """So many steps of a note that governors may read."""
    final = Visit.objects.filter(state="final").earliest("pk")
    have = NextStep.objects.filter(visit=final).count()
    NextStep.objects.bulk_create(_step(final) for _ in range(rows - have))


def _step(visit: Visit) -> NextStep:
    return NextStep(
        visit=visit,
        record_id=visit.record_id,
        order=1,
        text="Listen to readers",
        due_on=TODAY,
        who="Head",
    )


def _grow_schools(council: Council, rows: int) -> None:
    ola = council.persons["ola"]
    have = Post.objects.filter(role=Role.OFFICER, person=ola).count()
    wanted = range(have, rows)
    elm, record = council.elm, council.records["elm"]
    schools = School.objects.bulk_create(
        _copy(elm, urn=910_000 + number, name=f"School {number}") for number in wanted
    )
    post = Post.objects.get(role=Role.OFFICER, school=elm)
    Post.objects.bulk_create(
        _copy(post, school=school, person=ola) for school in schools
    )
    SchoolYearRecord.objects.bulk_create(
        _copy(record, school=school) for school in schools
    )
    records = SchoolYearRecord.objects.filter(school__in=schools)
    level = LevelAssignment.objects.filter(school=elm).earliest("pk")
    open_ = LevelAssignment.objects.filter(state="viewed").earliest("pk")
    LevelAssignment.objects.bulk_create(
        _copy(one, school=row.school, record=row)
        for row in records.select_related("school")
        for one in (level, open_)
    )


def _copy(row: Any, **changes: Any) -> Any:
    """The same row once more, unsaved, with some values changed."""
    names = [one.attname for one in row._meta.concrete_fields if not one.primary_key]
    made = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _proposal(council: Council) -> LevelAssignment:
    proposal = Proposal(
        level=council.level("suf_12"),
        effective_from=TODAY,
        picks=(Pick(council.criterion("SUF-C-06"), "Autumn assessments"),),
    )
    assignment = draft_level(
        record=council.record(), proposal=proposal, side=Side.LA, by=council.sam
    )
    propose(assignment=assignment, by=council.sam)
    return give_view(assignment=assignment, view=View.AGREES, by=council.helen)
