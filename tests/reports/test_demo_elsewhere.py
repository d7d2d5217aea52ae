"""The small demonstrations: another framework, with invented schools alone."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django.fixtures import Settings

from engagement.models import Deployment, PhaseReview, SchoolYearRecord, Validation
from glossary.models import Entry
from plans.models import IntensiveCase, TermReport
from reports.demo.build import build
from reports.demo.cast import Cast, read
from schools.models import Person, School
from sitrack.core import calendar, clock
from sitrack.core.models import User
from tests.frameworks.crawling import pages_of
from tests.reports.pages import get, links, words
from tests.reports.pages import read as read_page
from tests.reports.test_demo import NOW
from visits.models import Visit

FRAMEWORKS = ["wiltshire", "trust", "scotland"]
PAGES = 60


def featured() -> list[str]:
    """The addresses of those whom the sign-in page offers to be."""
    schools = read("schools")["schools"]
    people = [
        *read("people")["team"],
        *(p for s in schools for p in s["people"].values()),
    ]
    return [person["email"] for person in people if person.get("featured")]


def told(settings: Settings, framework: str, school: str) -> SchoolYearRecord:
    """The demonstration of a framework is built; this school's record of the year."""
    settings.FRAMEWORK = framework
    with clock.at(NOW):
        build()
        year = calendar.year_on(calendar.today())
    return SchoolYearRecord.objects.get(school__name=school, year=year)


def person(address: str) -> User:
    """Somebody of the demonstration, by how the address begins."""
    return User.objects.get(email__startswith=address)


@pytest.mark.django_db
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_its_people_find_a_year_of_work_at_invented_schools(
    settings: Settings, framework: str
) -> None:
    settings.FRAMEWORK = framework
    with clock.at(NOW):
        cast: Cast = build()
        assert School.objects.count() == len(cast.schools) >= 3
        assert Entry.objects.of(framework).exists()
        for school in cast.schools.values():
            levels = school.levels.all()
            assert {one.level.framework for one in levels} == {cast.framework}
        assert not Person.objects.exclude(email__endswith=".example").exists()
        asked = featured()
        assert len(asked) >= 4
        for email in asked:
            pages = pages_of(User.objects.get(email=email), limit=PAGES)
            assert len(pages) > 3, email


# Before the year, on its first day, in its first weeks, in a holiday and on its last.
DAYS = ["2026-08-09", "2026-09-02", "2026-10-12", "2027-01-01", "2027-07-22"]


@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS)
def test_wiltshires_can_be_told_on_any_day(settings: Settings, day: str) -> None:
    settings.FRAMEWORK = "wiltshire"
    with clock.at(datetime.fromisoformat(f"{day}T10:00:00+00:00")):
        build()
        states = IntensiveCase.objects.values_list("school__name", "state")
        assert sorted(states) == [
            ("Foxcombe Primary School", "exit_pending"),
            ("Thistlecombe Primary School", "implementing2"),
            ("Withymead Primary School", "implementing"),
        ]
        waits = IntensiveCase.objects.get(state="implementing")
        assert waits.review_on is not None
        assert waits.review_on > calendar.today()


@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS)
def test_scotlands_can_be_told_on_any_day(settings: Settings, day: str) -> None:
    settings.FRAMEWORK = "scotland"
    with clock.at(datetime.fromisoformat(f"{day}T10:00:00+00:00")):
        build()
        held = Validation.objects.values_list("school__name", "state")
        assert sorted(held) == [
            ("Ardvane Primary School", "held"),
            ("Corrievale Primary School", "held"),
            ("Kilbrennan Academy", "agreed"),
            ("Strathbeg Primary School", "agreed"),
        ]
        assert TermReport.objects.filter(sent_at__isnull=False).count() == 1


@pytest.mark.django_db
@pytest.mark.item("TRU-R-01")
def test_a_partner_finds_benchmarks_marked_and_what_is_missing_for_repair(
    settings: Settings,
) -> None:
    record = told(settings, "trust", "Marsh End Academy")
    with clock.at(NOW):
        page = read_page(person("gwen.ashworth"), reverse("phase", args=[record.pk]))
    assert "Reading in Years 1 and 2, seen in four lessons." in page
    assert "Mathematics begins in January." in page
    with clock.at(NOW):
        calendar = reverse("school_calendar", args=[record.pk])
        kept = read_page(person("gwen.ashworth"), calendar)
    assert "Lunchtime has two adults more, and half as many slips." in kept
    deployment = Deployment.objects.get(school=record.school)
    assert (str(deployment.person), deployment.share) == (
        "Gwen Ashworth",
        Decimal("0.30"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["head@marsh-end", "chair@marsh-end", "ravi.desai"])
def test_the_schools_leaders_and_the_director_read_the_review_of_the_phase(
    settings: Settings, reader: str
) -> None:
    told(settings, "trust", "Marsh End Academy")
    review = PhaseReview.objects.get(record__school__name="Marsh End Academy")
    with clock.at(NOW):
        page = read_page(person(reader), review.get_absolute_url())
    assert "Lunchtime is the weak point of the day" in page
    assert "Two leaders at lunchtime until half term." in page


@pytest.mark.django_db
def test_a_trusts_chair_finds_the_review_at_home_and_visits_were_held(
    settings: Settings,
) -> None:
    told(settings, "trust", "Marsh End Academy")
    review = PhaseReview.objects.get(record__school__name="Marsh End Academy")
    with clock.at(NOW):
        home = get(person("chair@marsh-end"), f"/schools/{review.record.school_id}/")
    assert f"The last review of the phase, {review.held_on:%-d %B %Y}" in words(home)
    assert review.get_absolute_url() in links(home)
    held = Visit.objects.exclude(state="planned").order_by("date")
    assert [(str(row.record.school), str(row.visit_type)) for row in held] == [
        ("Marsh End Academy", "Flourishing School Partner visit"),
        ("Saltings Primary Academy", "EAC learning walk"),
        ("Heronsgate Academy", "Flourishing School Partner visit"),
        ("Marsh End Academy", "Development day"),
    ]


@pytest.mark.django_db
def test_the_command_builds_it_once(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FRAMEWORK = "trust"
    with clock.at(NOW):
        build()
        call_command("demo")
    assert "is here already" in capsys.readouterr().out
