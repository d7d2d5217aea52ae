"""The real register, and the invented schools beside it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.demo.cast import Cast, Story
from schools.importers import gias
from schools.models import School
from schools.services.register import sync_register
from schools.services.schools import (
    add_federation,
    add_school,
    enter_inspection,
    federate,
)

LA_CODE = "935"
REGISTER = "fixtures/register/suffolk_2025-07-17.csv"
FIRST_URN = 900001


def load_register(seen_on: date) -> None:
    """The schools of the authority as published."""
    path = Path(settings.BASE_DIR, REGISTER)
    sync_register(gias.read(path), by=None, seen_on=seen_on, dry_run=False)


def real_maintained() -> list[School]:
    """The real schools that have a record because the authority maintains them."""
    rows = School.objects.open().filter(maintained=True, urn__lt=FIRST_URN)
    return list(rows.select_related("region").order_by("urn"))


def add_schools(cast: Cast, content: Story) -> None:
    """The invented schools, their federation and their inspections."""
    for story in content["schools"]:
        school = add_school(by=None, **_facts(story), region=_region(cast, story))
        cast.schools[story["key"]] = school
        for result in story["inspections"]:
            _enter(cast, school, result)
    for story in content["federations"]:
        federation = add_federation(name=story["name"], by=None)
        for key in story["schools"]:
            start = cast.years[0].start
            federate(school=cast.schools[key], federation=federation, start=start)


def _region(cast: Cast, story: Story) -> Any:
    return cast.regions[story["region"]]


def _facts(story: Story) -> dict[str, Any]:
    low, high = story["ages"]
    return {
        "name": story["name"],
        "urn": story["urn"],
        "la_code": LA_CODE,
        "dfe_number": story["dfe_number"],
        "phase": story["phase"],
        "establishment_type": story["type"],
        "religious_character": story["religious_character"],
        "age_low": low,
        "age_high": high,
        "has_sixth_form": story["sixth_form"],
        "telephone": story["phone"],
        "website": story["website"],
        "pupils": story["pupils"],
        "capacity": story["capacity"],
        **story["address"],
    }


def _enter(cast: Cast, school: School, result: Story) -> None:
    """An inspection, if it has been held on the day the story is told."""
    if result["date"] > cast.days.today:
        return
    areas = dict(result.get("areas", {}))
    if "safeguarding" in result:
        areas["Safeguarding"] = result["safeguarding"]
    headline = cast.option("ofsted_headline", result["headline"]).label
    enter_inspection(
        school=school,
        kind=result["kind"],
        held_on=result["date"],
        headline="" if areas else headline,
        areas=[{"area": area, "grade": grade} for area, grade in areas.items()],
        by=None,
    )
