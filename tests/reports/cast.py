"""One small primary school with its people, its record and its visits, by services."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from engagement.models import FrameworkVersion, Option, SchoolYearRecord, TrajectoryView
from engagement.services import decisions, records, sections
from engagement.services.definitions import load_framework_file
from glossary.definitions import read_glossary
from glossary.services import load_glossary
from schools.models import Person, Region, School
from schools.services import people as posts
from schools.services.schools import add_school
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import Role
from visits.models import Visit
from visits.services import notes, replies
from visits.services.content import Present, Step

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = datetime(2026, 6, 10, 9, 30, tzinfo=timezone.get_default_timezone())
TERMS = [
    ("autumn", "2025-09-02", "2025-12-19", "2025-10-27", "2025-10-31"),
    ("spring", "2026-01-05", "2026-03-27", "2026-02-16", "2026-02-20"),
    ("summer", "2026-04-13", "2026-07-21", "2026-05-25", "2026-05-29"),
]


@dataclass
class Cast:
    """The record and those who write and read it."""

    record: SchoolYearRecord
    people: dict[Role, Person]
    terms: dict[str, Term] = field(default_factory=dict)

    def user(self, role: Role) -> User:
        """The account, read afresh: it remembers the posts it was asked about."""
        return User.objects.get(person=self.people[role])

    def option(self, options: str, code: str) -> Option:
        found: Option = Option.objects.get(
            list__framework=self.record.framework, list__code=options, code=code
        )
        return found

    def give_view(self, side: str, code: str, comment: str, **more: Any) -> None:
        school = side == TrajectoryView.Viewpoint.SCHOOL
        sections.give_trajectory(
            record=self.record,
            term=self.terms[more.pop("term", "summer")],
            subject=TrajectoryView.Subject.INSPECTION,
            viewpoint=side,
            option=self.option("ofsted_trajectory", code),
            comment=comment,
            expected_version=more.pop("expected_version", 0),
            by=self.user(Role.HEADTEACHER if school else Role.OFFICER),
            **more,
        )

    def share_visit(self, day: date, summary: str, **more: Any) -> Visit:
        officer = self.people[Role.OFFICER]
        note = notes.Note(
            date=day,
            visit_type=self.option("visit_type", "conversation"),
            minutes=120,
            present=(
                Present(officer.name, "Standards and Excellence Partner", officer),
                Present("Petra Lindqvist", "Mathematics leader"),
            ),
            texts={
                "focus": more.pop("focus", "Progress with mathematics."),
                "summary": summary,
                **more.pop("texts", {}),
            },
            steps=more.pop(
                "steps",
                (Step("Share the plan with staff.", date(2026, 7, 1), "Ana Ruiz"),),
            ),
            agenda=more.pop("agenda", ("Outcomes of the summer tests",)),
            **more,
        )
        return notes.start_and_share(
            record=self.record, note=note, lead=officer, by=self.user(Role.OFFICER)
        )

    def finalise(self, visit: Visit) -> Visit:
        visit.refresh_from_db()
        by = self.user(Role.OFFICER)
        return replies.finalise(visit=visit, expected_version=visit.version, by=by)

    def final_visit(self, day: date, summary: str, **more: Any) -> Visit:
        return self.finalise(self.share_visit(day, summary, **more))


def build(**facts: Any) -> Cast:
    """The school on the default calendar, with an empty record."""
    framework = load_framework_file(FIXTURES / "frameworks/suffolk.yaml", by=None)
    load_glossary(read_glossary(FIXTURES / "glossary/suffolk.yaml"))
    year = calendar.open_year(
        label="2025/26",
        start=date(2025, 9, 1),
        end=date(2026, 8, 31),
        terms=[
            calendar.TermDates(kind, kind.title(), *map(date.fromisoformat, days))
            for kind, *days in TERMS
        ],
        by=None,
    )
    school = _school(**facts)
    people = {role: _person(role, name, school) for role, name in NAMES.items()}
    record = records.open_record(school=school, year=year, framework=framework, by=None)
    return Cast(record, people, {term.kind: term for term in year.terms.all()})


NAMES = {
    Role.OFFICER: "Amara Whitlock",
    Role.LEAD: "Rowan Ashdown",
    Role.HEADTEACHER: "Yasmin Cardew",
    Role.GOVERNOR: "Imran Sheringford",
}


def _school(**facts: Any) -> School:
    return add_school(
        by=None,
        **{
            "name": "Hawthorn Primary School",
            "urn": 900001,
            "la_code": "935",
            "dfe_number": "935/9001",
            "phase": "Primary",
            "establishment_type": "Community school",
            "age_low": 4,
            "age_high": 11,
            "region": Region.objects.create(code="C&S", name="Coastal and South"),
            **facts,
        },
    )


def _person(role: Role, name: str, school: School) -> Person:
    address = f"{name.split()[0].lower()}@sitrack.example"
    person = posts.add_person(name=name, email=address, by=None, with_account=True)
    place = {"region": school.region} if role == Role.LEAD else {"school": school}
    posts.appoint(person=person, role=role, start=date(2025, 9, 1), by=None, **place)
    return person


def set_level(cast: Cast, code: str, day: date) -> None:
    framework: FrameworkVersion = cast.record.framework
    decisions.set_opening_level(
        record=cast.record,
        level=framework.levels.get(code=code),
        effective_from=day,
        by=cast.user(Role.LEAD),
    )
