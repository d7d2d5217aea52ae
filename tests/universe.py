"""The named cast of the tests: one small authority, built through services alone.

The clock stands at NOW, on the calendar of domain 3.11. Whoever reads a test meets
the same people at the same schools:

    Hawthorn (primary), Elm (junior), an infant school, a nursery, a special school and
    a secondary with a sixth form lie in the region East, with a federation of three
    (Ash, Beech and Cedar) and an academy that has no agreement; Birch lies in West.

    sam is SEP of the schools in East, ola of Birch; rita leads East, rolf West; hana
    is head of service, dee director, theo of the virtual school, ada administrator.
    Hawthorn has helen its head, dev her deputy, cora in the chair, gus a governor and
    sena the SENDCo; eva heads the federation's three schools, odd heads Birch.

Nobody of the cast wants the weekly mail, which would stand among the mails of an act.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from engagement.models import (
    Criterion,
    FrameworkVersion,
    Level,
    MenuItem,
    Option,
    SchoolYearRecord,
    Team,
)
from schools.models import Person, School
from sitrack.core.models import AcademicYear, Term, User
from tests.building import PEOPLE, SCHOOLS, place_cast
from visits.models import Visit
from visits.services.content import FollowedUp, Present, Step
from visits.services.notes import Note, start_and_share, start_note
from visits.services.replies import comment, finalise

NOW = datetime(2025, 11, 10, 10, 0, tzinfo=UTC)
TODAY = date(2025, 11, 10)


@dataclass(frozen=True)
class Council:
    """The cast, read once for each test; people are known by their accounts."""

    year: AcademicYear
    framework: FrameworkVersion
    persons: dict[str, Person]
    records: dict[str, SchoolYearRecord]

    hawthorn: School
    elm: School
    infant: School
    nursery: School
    special: School
    secondary: School
    ash: School
    beech: School
    cedar: School
    academy: School
    birch: School

    sam: User
    ola: User
    rita: User
    rolf: User
    hana: User
    dee: User
    theo: User
    ada: User
    helen: User
    dev: User
    cora: User
    gus: User
    sena: User
    eva: User
    odd: User

    def record(self, school: str = "hawthorn") -> SchoolYearRecord:
        """The record of the year, as it stands in the database now."""
        return SchoolYearRecord.objects.select_related(
            "school", "year", "framework"
        ).get(pk=self.records[school].pk)

    def user(self, name: str) -> User:
        """A person's account by name, with posts not yet read."""
        return User.objects.get(email=address_of(name))

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.kind: term for term in self.year.terms.all()}

    def level(self, code: str) -> Level:
        return self.framework.levels.get(code=code)

    def criterion(self, code: str) -> Criterion:
        return self.framework.criteria.get(code=code)

    def option(self, list_code: str, code: str) -> Option:
        return Option.objects.get(
            list__framework=self.framework, list__code=list_code, code=code
        )

    def visit_type(self, code: str = "conversation") -> Option:
        return self.option("visit_type", code)

    def team(self, code: str) -> Team:
        return self.framework.teams.get(code=code)

    def menu_item(self, code: str) -> MenuItem:
        return MenuItem.objects.get(team__framework=self.framework, code=code)

    def step(self, text: str = "Share the phonics plan", **overrides: Any) -> Step:
        """A next step that lacks nothing."""
        facts: dict[str, Any] = {"due_on": date(2025, 12, 1), "who": "Helen Marsh"}
        return Step(**{"text": text, **facts, **overrides})

    def note(self, **overrides: Any) -> Note:
        """A note of today's visit to Hawthorn that lacks nothing for sharing."""
        facts: dict[str, Any] = {
            "date": TODAY,
            "visit_type": self.visit_type(),
            "mode": self.option("visit_mode", "in_school"),
            "minutes": 90,
            "present": (
                Present("Sam Rowe", "SEP", self.persons["sam"]),
                Present("Helen Marsh", "Headteacher", self.persons["helen"]),
            ),
            "texts": {
                "focus": "Reading in Year 2",
                "summary": "Pupils read with growing fluency in the four lessons seen.",
            },
            "steps": (self.step(), self.step("Visit the new library")),
            "agenda": ("Phonics check", "Attendance"),
        }
        return Note(**{**facts, **overrides})

    def draft_visit(self, **overrides: Any) -> Visit:
        """Sam's unshared note."""
        return start_note(
            record=self.record(),
            note=self.note(**overrides),
            lead=self.persons["sam"],
            by=self.sam,
        )

    def shared_visit(self, **overrides: Any) -> Visit:
        """Sam's note, shared with Hawthorn."""
        return start_and_share(
            record=self.record(),
            note=self.note(**overrides),
            lead=self.persons["sam"],
            by=self.sam,
        )

    def commented_visit(self, text: str = "", **overrides: Any) -> Visit:
        """A shared note to which Hawthorn said ``text``, or "no comment"."""
        visit = self.shared_visit(**overrides)
        comment(visit=visit, text=text, by=self.helen)
        return visit

    def final_visit(self, **overrides: Any) -> Visit:
        """A note that Hawthorn had no comment on, made final."""
        visit = self.commented_visit(**overrides)
        return finalise(visit=visit, expected_version=visit.version, by=self.sam)

    def followed_up(self, visit: Visit, *outcomes: str) -> tuple[FollowedUp, ...]:
        """What became of a visit's next steps, in their order."""
        steps = visit.next_steps.all()
        return tuple(
            FollowedUp(step, outcome)
            for step, outcome in zip(steps, outcomes, strict=True)
        )


def address_of(name: str) -> str:
    return f"{name}@council.example"


def read_council(framework: str = "suffolk") -> Council:
    """The cast as the database holds it, built first where it holds none.

    The same people work at the same schools by whichever framework is named.
    """
    if not AcademicYear.objects.exists():
        place_cast(framework)
    schools = School.objects.select_related("region").in_bulk(field_name="urn")
    persons = Person.objects.select_related("user").exclude(user=None)
    by_address = {person.email: person for person in persons}
    year = AcademicYear.objects.get(label="2025/26")
    records = SchoolYearRecord.objects.filter(year=year).select_related("framework")
    by_school = {record.school_id: record for record in records}
    here = {key: schools[facts[1]] for key, facts in SCHOOLS.items()}
    cast = {key: by_address[address_of(key)] for key in PEOPLE}
    accounts: dict[str, Any] = {key: person.user for key, person in cast.items()}
    places: dict[str, Any] = {**here}
    return Council(
        year=year,
        framework=FrameworkVersion.objects.get(code=framework),
        persons=cast,
        records={
            key: by_school[school.pk]
            for key, school in here.items()
            if school.pk in by_school
        },
        **places,
        **accounts,
    )
