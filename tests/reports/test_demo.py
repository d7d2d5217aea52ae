"""The demonstration: real schools with nothing invented, invented ones with a year."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import DjangoDbBlocker

from disclosure.models import Disclosure, Withheld
from disclosure.queries.changes import changes_since
from engagement.models import (
    LevelAssignment,
    RestrictedLetter,
    SchoolYearRecord,
    TrajectoryView,
)
from engagement.models.levels import IN_FORCE_STATES, OPEN_STATES
from plans.models import ActionRating, PlanReview
from reports.demo.build import build
from reports.demo.cast import Cast, read
from reports.demo.people import PASSWORD
from reports.demo.sign_in import demo_people, featured
from reports.models import Publication, SchoolSummary
from schools.models import Delegation, Person, Post, School
from sitrack.core import clock
from sitrack.core.models import Event, Notification, User
from visits.models import GuestAccess, NextStep, Visit

# A Sunday in the half-term holiday.
NOW = datetime.fromisoformat("2026-10-25T10:00:00+00:00")
REAL = {"urn__lt": 900001}


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The demonstration, built once for all tests of this file and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(NOW):
            yield build()
        transaction.set_rollback(True)


def test_the_register_stands_whole_beside_twelve_invented_schools(cast: Cast) -> None:
    assert School.objects.filter(**REAL).count() == 323
    assert School.objects.exclude(**REAL).count() == 12


def test_every_real_maintained_school_has_a_record_and_an_officer(cast: Cast) -> None:
    schools = School.objects.filter(maintained=True, **REAL)
    assert schools.count() == 88
    year = cast.years[1]
    assert schools.filter(records__year=year).count() == 88
    assert schools.filter(posts__role="officer").count() == 88


def test_nothing_is_invented_about_a_real_school(cast: Cast) -> None:
    real = School.objects.filter(**REAL)
    assert not Visit.objects.filter(record__school__in=real).exists()
    assert not NextStep.objects.filter(visit__record__school__in=real).exists()
    assert not TrajectoryView.objects.filter(record__school__in=real).exists()
    levels = LevelAssignment.objects.filter(school__in=real)
    assert set(levels.values_list("level__base", "state")) == {(True, "approved")}
    records = SchoolYearRecord.objects.filter(school__in=real)
    assert set(records.values_list("vision", "adviser")) == {("", "")}
    assert set(Post.objects.filter(school__in=real).values_list("role", flat=True)) == {
        "officer"
    }


def test_a_plan_has_been_reviewed_four_times_with_words_for_each_rating(
    cast: Cast,
) -> None:
    reviews = PlanReview.objects.held().filter(plan__school=cast.schools["hawthorn"])
    said = list(reviews.order_by("held_on").values_list("on_track", flat=True))
    assert said == [True, False, True, True]
    assert not ActionRating.objects.filter(words="").exists()
    assert PlanReview.objects.planned().filter(plan__in=reviews.values("plan")).exists()
    assert set(PlanReview.objects.values_list("plan__school", flat=True)) == {
        cast.schools["hawthorn"].pk
    }


def test_each_officer_has_a_caseload_of_some_fourteen(cast: Cast) -> None:
    officers = Person.objects.filter(posts__role="officer").distinct()
    counts = [officer.posts.filter(role="officer").count() for officer in officers]
    assert len(counts) == 7
    assert all(12 <= count <= 16 for count in counts)


def test_every_visit_of_the_story_is_there_in_its_state(cast: Cast) -> None:
    stories = read("visits")["visits"]
    commented = {
        story["key"]
        for story in stories
        if story["state"] == "shared" and story["school_comment"]
    }
    # What a plan's reviews and its evaluation hold is told elsewhere.
    told = Visit.objects.filter(plan_review=None, end_evaluation=None)
    for story in stories:
        day = cast.days.school_day(story["when"]["days"])
        visit = told.get(
            record__school=cast.schools[story["school"]],
            date=day,
            lead=cast.people[story["lead"]],
        )
        state = "commented" if story["key"] in commented else story["state"]
        assert visit.state == state, story["key"]
        assert visit.visit_type
        assert visit.visit_type.code == story["type"]
    assert told.count() == len(stories)


def test_every_change_of_level_is_there(cast: Cast) -> None:
    content = read("levels")
    for story in [*content["initial"], *content["changes"]]:
        code = story.get("to") or story["level"]
        school = cast.schools[story["school"]]
        held = school.levels.get(level__code=code, state__in=IN_FORCE_STATES)
        note = story["decision_note"] if "level" in story else story["decision"]["note"]
        assert held.decision_note == note.strip()
    states = {"school_view_recorded": "viewed"}
    for story in content["open"]:
        waiting = cast.schools[story["school"]].levels.get(state__in=OPEN_STATES)
        assert waiting.state == states.get(story["state"], story["state"])


def test_every_act_was_at_its_own_moment_and_none_is_ahead(cast: Cast) -> None:
    assert not Event.objects.filter(at__gt=NOW).exists()
    days = Event.objects.dates("at", "day").count()
    assert days > 100
    assert Visit.history.filter(history_user=None).count() == 0
    assert Visit.history.filter(history_date__gt=NOW).count() == 0


def test_the_featured_officer_has_something_due_this_week(cast: Cast) -> None:
    week = (NOW.date(), NOW.date() + timedelta(days=8))
    amara = cast.people["amara_whitlock"]
    steps = NextStep.objects.agreed().open().filter(person=amara)
    assert steps.filter(due_on__range=week).exists()
    assert Visit.objects.filter(lead=amara, state="draft").exists()
    assert Visit.objects.planned().filter(lead=amara).exists()


def test_a_deputy_acts_one_school_waits_and_one_knows_its_next_officer(
    cast: Cast,
) -> None:
    heads = Post.objects.filter(role="headteacher").in_force(NOW.date())
    [acting] = heads.filter(acting=True)
    assert acting.person == cast.people["rajiv_pemberley"]
    assert not heads.filter(school=cast.schools["larkbarrow"]).exists()
    [found] = SchoolSummary.objects.exclude(vacant="").filter(school__urn__gte=900001)
    assert (found.school, found.vacant) == (cast.schools["larkbarrow"], "Headteacher")
    ahead = Post.objects.get(role="officer", start__gt=NOW.date())
    assert ahead.person == cast.people["joel_strathearn"]
    assert ahead.start == cast.years[2].start


def test_one_head_lets_the_deputy_agree_plans(cast: Cast) -> None:
    given = Delegation.objects.lasting(NOW.date()).get()
    assert (
        str(given)
        == "Tobias Merriden: agree a plan of additional engagement for the school"
    )
    assert given.giver.person.name == "Yasmin Cardew"
    assert given.to.school == cast.schools["hawthorn"]
    assert given.until == cast.years[1].end


def test_two_heads_let_each_other_read_one_note(cast: Cast) -> None:
    given = GuestAccess.objects.in_force().select_related("given_by", "person")
    assert [(row.given_by.name, row.guest, row.kind) for row in given] == [
        (
            "Yasmin Cardew",
            "Stuart Inglethorpe, Headteacher, Thrushgate Junior School",
            "visit note",
        ),
        (
            "Stuart Inglethorpe",
            "Yasmin Cardew, Headteacher, Hawthorn Primary School",
            "visit note",
        ),
    ]


def test_a_request_about_an_invented_school_is_half_prepared_and_not_late(
    cast: Cast,
) -> None:
    found = Disclosure.objects.get()
    assert (found.school, found.is_open) == (cast.schools["thrushgate"], True)
    assert found.due_by > NOW.date()
    with clock.at(NOW):
        assert not changes_since(found, cast.head_of_service())
    settled = found.items.filter(read_at__isnull=False)
    assert settled.count() == 3 < found.items.count()
    assert Withheld.objects.filter(item__in=settled).exists()


def test_nobody_is_sent_a_mail_and_the_last_messages_are_unread(cast: Cast) -> None:
    assert not Notification.objects.exclude(state="done").exists()
    unread = Notification.objects.filter(read_at=None)
    assert 0 < unread.count() < Notification.objects.count()
    assert len(getattr(mail, "outbox", [])) == 0


def test_every_address_is_one_that_cannot_exist(cast: Cast) -> None:
    addresses = [
        *Person.objects.values_list("email", flat=True),
        *User.objects.values_list("email", flat=True),
    ]
    assert addresses
    assert all(address.endswith(".example") for address in addresses)


def test_everybody_on_the_sign_in_page_can_sign_in(cast: Cast) -> None:
    assert len(featured("suffolk")) >= 9
    for person in featured("suffolk"):
        assert set(person) == {"name", "role", "email", "comes_to"}
        user = User.objects.get(email=person["email"])
        assert user.check_password(PASSWORD)
        assert Client().login(email=person["email"], password=PASSWORD)


def test_a_second_run_changes_nothing(cast: Cast) -> None:
    before = (Event.objects.count(), School.objects.count(), User.objects.count())
    said = StringIO()
    call_command("demo", stdout=said)
    assert "already" in said.getvalue()
    after = (Event.objects.count(), School.objects.count(), User.objects.count())
    assert after == before


# The mark has the test database made; the other tests share one build inside it.
@pytest.mark.django_db
def test_only_the_sign_in_page_of_a_demonstration_lists_people(
    settings: Any,
) -> None:
    request = RequestFactory().get("/accounts/login/")
    request.resolver_match = resolve("/accounts/login/")
    settings.DEMONSTRATION = True
    assert demo_people(request) == {
        "demo_people": featured("suffolk"),
        "demo_password": PASSWORD,
        "demo_chosen": None,
    }
    chosen = featured("suffolk")[0]
    request.GET = QueryDict(f"as={chosen['email']}")
    assert demo_people(request)["demo_chosen"] == chosen
    request.resolver_match = resolve("/accounts/logout/")
    assert demo_people(request) == {}
    request.resolver_match = resolve("/accounts/login/")
    settings.DEMONSTRATION = False
    assert demo_people(request) == {}


def test_last_years_records_of_the_invented_schools_are_locked(cast: Cast) -> None:
    records = SchoolYearRecord.objects.exclude(school__in=School.objects.filter(**REAL))
    before, present, _after = cast.years
    states = dict(records.filter(year=before).values_list("school", "state"))
    assert set(states.values()) == {"locked"}
    assert set(records.filter(year=present).values_list("state", flat=True)) == {"open"}


@pytest.mark.item("LET-01")
def test_one_record_is_published_and_its_chair_has_opened_it(cast: Cast) -> None:
    version = Publication.objects.get()
    assert version.school == cast.schools["st_edwolds"]
    roles = Post.objects.filter(
        person__user__in=version.openings.values("reader"), school=version.school
    ).values_list("role", flat=True)
    assert set(roles) == {"headteacher", "chair"}


def test_one_restricted_letter_waits_for_the_reply_of_an_invented_school(
    cast: Cast,
) -> None:
    letter = RestrictedLetter.objects.get()
    assert letter.school.name == "St Edwold's Primary School"
    assert (letter.state, letter.course) == ("response_due", "preventative")
    assert letter.response_due is not None
    assert letter.response_due > NOW.date()
