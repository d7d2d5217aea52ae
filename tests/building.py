"""How the cast of the tests comes to be: by services alone."""

from datetime import date
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from engagement.definitions import Definition, read_definition
from engagement.models import Level, TeamMembership
from engagement.services.decisions import set_opening_level
from engagement.services.definitions import load_framework
from engagement.services.records import open_record
from reports.models import DigestChoice
from schools.models import Federation, Person, Region, School
from schools.services.federations import federate
from schools.services.inspections import Inspection, enter_inspection
from schools.services.people import add_person, appoint
from schools.services.schools import add_school
from sitrack.core import calendar
from sitrack.core.calendar import TermDates
from sitrack.core.models import AcademicYear
from sitrack.core.roles import Role

FIRST_DAY = date(2025, 9, 1)
YEARS = {
    "2025/26": [
        TermDates("autumn", "Autumn", FIRST_DAY, date(2025, 12, 19),
                  date(2025, 10, 27), date(2025, 10, 31)),
        TermDates("spring", "Spring", date(2026, 1, 5), date(2026, 3, 27),
                  date(2026, 2, 16), date(2026, 2, 20)),
        TermDates("summer", "Summer", date(2026, 4, 13), date(2026, 7, 22),
                  date(2026, 5, 25), date(2026, 5, 29)),
    ],
    "2026/27": [
        TermDates("autumn", "Autumn", date(2026, 9, 1), date(2026, 12, 18),
                  date(2026, 10, 26), date(2026, 10, 30)),
        TermDates("spring", "Spring", date(2027, 1, 4), date(2027, 3, 26),
                  date(2027, 2, 15), date(2027, 2, 19)),
        TermDates("summer", "Summer", date(2027, 4, 12), date(2027, 7, 22),
                  date(2027, 5, 31), date(2027, 6, 4)),
    ],
}  # fmt: skip

COMMUNITY, ACADEMY = "Community school", "Academy converter"
# key: name, URN, phase, type, youngest, eldest, sixth form, region
SCHOOLS = {
    "hawthorn": ("Hawthorn Primary School", 900001, "Primary", COMMUNITY, 4, 11, "E"),
    "elm": ("Elm Junior School", 900002, "Primary", COMMUNITY, 7, 11, "E"),
    "infant": ("Willow Infant School", 900003, "Primary", COMMUNITY, 4, 7, "E"),
    "nursery": (
        *("Acorn Nursery School", 900004, "Nursery"),
        *("Local authority nursery school", 3, 5, "E"),
    ),
    "special": (
        *("Larch Special School", 900005, "Not applicable"),
        *("Community special school", 4, 16, "E"),
    ),
    "secondary": ("Oakfield High School", 900006, "Secondary", COMMUNITY, 11, 18, "E"),
    "ash": ("Ash Primary School", 900007, "Primary", COMMUNITY, 4, 11, "E"),
    "beech": ("Beech Primary School", 900008, "Primary", COMMUNITY, 4, 11, "E"),
    "cedar": ("Cedar Primary School", 900009, "Primary", COMMUNITY, 4, 11, "E"),
    "academy": ("Rowan Academy", 900010, "Primary", ACADEMY, 4, 11, "E"),
    "birch": ("Birch Primary School", 900011, "Primary", COMMUNITY, 4, 11, "W"),
}
FEDERATED = ("ash", "beech", "cedar")
OUTSIDE = ("birch",)

# key: name, role, where (a school, a region, or the whole service)
PEOPLE = {
    "sam": ("Sam Rowe", Role.OFFICER, [key for key in SCHOOLS if key != "birch"]),
    "ola": ("Ola Brandt", Role.OFFICER, ["birch"]),
    "rita": ("Rita Okafor", Role.LEAD, ["E"]),
    "rolf": ("Rolf Denny", Role.LEAD, ["W"]),
    "hana": ("Hana Yilmaz", Role.HEAD, [""]),
    "dee": ("Dee Stanton", Role.DIRECTOR, [""]),
    "theo": ("Theo Grant", Role.TEAM, ["hawthorn"]),
    "ada": ("Ada Quill", Role.ADMIN, [""]),
    "helen": ("Helen Marsh", Role.HEADTEACHER, ["hawthorn"]),
    "dev": ("Dev Chandra", Role.DEPUTY, ["hawthorn"]),
    "cora": ("Cora Lyle", Role.CHAIR, ["hawthorn"]),
    "gus": ("Gus Pell", Role.GOVERNOR, ["hawthorn"]),
    "sena": ("Sena Frost", Role.SENDCO, ["hawthorn"]),
    "eva": ("Eva Thorne", Role.HEADTEACHER, list(FEDERATED)),
    "odd": ("Odd Larsen", Role.HEADTEACHER, ["birch"]),
}
# framework: the team of theo, and the level at which every school begins
BEGINNINGS = {
    "suffolk": ("virtual_school", "suf_8"),
    "wiltshire": ("governance", "wil_secure"),
    "trust": ("inclusion", "tru_repair"),
    "scotland": ("education_officers", "sco_core"),
    "northmere": ("inclusion", "nor_steady"),
}
# A trust's schools are all academies, and none of them buys in; in Scotland there are none.
OF_ONE_KIND = {"trust": ACADEMY, "scotland": COMMUNITY}
OURS = {"core", "schools", "glossary", "engagement", "visits", "plans", "reports"}
OURS |= {"disclosure", "protection"}
_built: dict[str, list[list[models.Model]]] = {}


def place_cast(framework: str = "suffolk") -> None:
    """Put the cast into an empty database: built once, then copied row by row.

    Building takes the services half a second, copying what they made a tenth.
    """
    if framework not in _built:
        build(framework)
        _built[framework] = [
            list(model._base_manager.all())
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label in OURS
        ]
        return
    for rows in _built[framework]:
        if rows:
            type(rows[0])._base_manager.bulk_create(rows)


@cache
def definition(framework: str = "suffolk") -> tuple[Definition, str]:
    """A framework's definition, read once for all tests; Northmere's is our own."""
    folder = "tests" if framework == "northmere" else "fixtures"
    path = Path(settings.BASE_DIR) / f"{folder}/frameworks/{framework}.yaml"
    return read_definition(path), "as the file stands"


def build(code: str) -> None:
    """Build the calendar, the schools, the people, the records and first levels."""
    years = [_open_year(label, terms) for label, terms in YEARS.items()]
    digest = f"tests of {code}"
    framework = load_framework(definition=definition(code)[0], digest=digest, by=None)
    regions = {
        code: Region.objects.create(code=code, name=name)
        for code, name in (("E", "East"), ("W", "West"))
    }
    schools = _add_schools(regions, OF_ONE_KIND.get(code, ""))
    people = _add_people(schools, regions, set(definition(code)[0].roles))
    team_code, level_code = BEGINNINGS[code]
    team = framework.teams.get(code=team_code)
    TeamMembership.objects.create(team=team, person=people["theo"])
    _open_records(schools, people, years[0], framework.levels.get(code=level_code))
    # Only tests of the weekly mail want it between the mails of an act.
    DigestChoice.objects.bulk_create(
        DigestChoice(user=person.user, wanted=False) for person in people.values()
    )


def _open_year(label: str, terms: list[TermDates]) -> AcademicYear:
    start = terms[0].start
    end = date(start.year + 1, 8, 31)
    return calendar.open_year(label=label, start=start, end=end, terms=terms, by=None)


def _add_schools(regions: dict[str, Region], kind_of_all: str) -> dict[str, School]:
    made = {}
    for key, facts in SCHOOLS.items():
        name, urn, phase, kind, low, high, region = facts
        made[key] = add_school(
            name=name,
            urn=urn,
            la_code="935",
            dfe_number=f"935/{urn % 10000:04}",
            phase=phase,
            establishment_type=kind_of_all or kind,
            age_low=low,
            age_high=high,
            has_sixth_form=high == 18,
            region=regions[region],
            by=None,
        )
    federation = Federation.objects.create(name="Three Trees Federation", code="TTF")
    for key in FEDERATED:
        federate(school=made[key], federation=federation, start=FIRST_DAY, by=None)
    return made


def _add_people(
    schools: dict[str, School], regions: dict[str, Region], roles: set[str]
) -> dict[str, Person]:
    """Everybody has an account; a post only where the framework has the role."""
    made = {}
    for key, (name, role, places) in PEOPLE.items():
        made[key] = add_person(
            name=name, email=f"{key}@council.example", with_account=True, by=None
        )
        for place in places if role in roles else ():
            appoint(
                person=made[key],
                role=role,
                start=FIRST_DAY,
                school=schools.get(place),
                region=regions.get(place),
                by=None,
            )
    return made


def _open_records(
    schools: dict[str, School],
    people: dict[str, Person],
    year: AcademicYear,
    first: Level,
) -> None:
    """Records and the first level of all schools that have a right to one."""
    head_of_service = people["hana"].user
    assert head_of_service is not None
    framework = first.framework
    for school in schools.values():
        if not (school.maintained or framework.has_academies):
            continue
        record = open_record(school=school, year=year, framework=framework, by=None)
        set_opening_level(
            record=record, level=first, effective_from=FIRST_DAY, by=head_of_service
        )
    enter_inspection(
        school=schools["hawthorn"],
        inspection=Inspection("graded", date(2023, 3, 14), headline="Good"),
        by=None,
    )
