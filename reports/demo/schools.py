"""The real register, and the invented schools beside it."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.demo.cast import Act, Cast, Story
from schools.importers import gias
from schools.models import School
from schools.services.federations import add_federation, federate
from schools.services.inspections import Inspection, enter_inspection
from schools.services.register import sync_register
from schools.services.schools import add_school

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
    """The invented schools, their federation and the inspections before the story."""
    for story in content["schools"]:
        school = add_school(by=None, **_facts(story), region=_region(cast, story))
        cast.schools[story["key"]] = school
        for result in story["inspections"]:
            if result["date"] < cast.years[0].start:
                _enter(cast, story["key"], result)
    for story in content["federations"]:
        federation = add_federation(name=story["name"], by=None)
        for key in story["schools"]:
            start = cast.years[0].start
            federate(
                school=cast.schools[key], federation=federation, start=start, by=None
            )


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


def acts_of_inspections(cast: Cast, stories: list[Story]) -> list[Act]:
    """The inspections of the two years of the story, entered on the next day."""
    return [
        Act(
            cast.days.done(cast.days.later(result["date"], 1), "10:40"),
            cast.officer(story["key"]),
            partial(_enter, cast, story["key"], result),
        )
        for story in stories
        for result in story["inspections"]
        if cast.years[0].start <= result["date"] < cast.days.today
    ]


def _enter(cast: Cast, key: str, result: Story) -> None:
    areas = dict(result.get("areas", {}))
    if "safeguarding" in result:
        areas["Safeguarding"] = result["safeguarding"]
    headline = cast.inspection_headline(result["headline"])
    enter_inspection(
        school=cast.schools[key],
        inspection=Inspection(
            kind=result["kind"],
            held_on=result["date"],
            headline="" if areas else headline,
            areas=tuple(areas.items()),
            risk_of_decline=result["headline"] == "ungraded_weaker",
            key_points=result.get("note", ""),
        ),
        by=cast.officer(key) if key in cast.officers else None,
    )
