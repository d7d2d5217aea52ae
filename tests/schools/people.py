"""An administrator and others, for tests that need no whole authority."""

from datetime import date

from schools.models import Region, School
from schools.services.people import add_person, appoint
from schools.services.schools import add_school
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_ROLES, Role

LONG_AGO = date(2020, 9, 1)


def somebody(
    role: Role,
    *,
    name: str = "Ada",
    school: School | None = None,
    region: Region | None = None,
    start: date = LONG_AGO,
    end: date | None = None,
) -> User:
    """Somebody with an account and one post; posts of schools are held at some school."""
    if role in SCHOOL_ROLES and school is None:
        school = a_school("Somewhere Primary School")
    email = f"{name.lower()}@sitrack.example"
    person = add_person(name=name, email=email, with_account=True, by=None)
    appoint(
        person=person,
        role=role,
        school=school,
        region=region,
        start=start,
        end=end,
        by=None,
    )
    assert person.user is not None
    return person.user


def a_school(name: str = "Ash Primary School", region: Region | None = None) -> School:
    return add_school(
        name=name,
        la_code="935",
        dfe_number="",
        phase="Primary",
        establishment_type="Community school",
        region=region,
        by=None,
    )
