"""The picture of the service: levels, movement, what needs attention, and the lists."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from engagement.models import LevelAssignment
from reports.models import TermStanding
from reports.picture import Picture
from reports.queries.my_schools import visible_schools
from reports.queries.picture import Figures, figures
from reports.services.summaries import mark_stale, refresh_due
from tests.reports.acts import give
from tests.reports.pages import get, links, queries_of, read, words
from tests.universe import Council

SPRING = datetime(2026, 1, 20, 10, tzinfo=UTC)
PICTURE = "/picture/"
SCHOOLS = "/picture/schools/"


def drawn(council: Council, who: str, **asked: Any) -> Figures:
    user = council.user(who)
    refresh_due(visible_schools(user))
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items()})
    return figures(Picture(query, user))


def by_level(found: Figures) -> dict[str, int]:
    return {row.code: row.now.number for row in found.levels}


def raise_level(council: Council, school: str, code: str, day: date) -> None:
    """A school comes to another level on a day; the one before ends the day before."""
    here = getattr(council, school)
    now = LevelAssignment.objects.get(school=here, effective_to=None)
    now.effective_to, now.state = day - timedelta(days=1), "superseded"
    now.save()
    now.pk, now._state.adding = None, True
    now.level, now.state = council.level(code), "approved"
    now.effective_from, now.effective_to = day, None
    now.save()
    mark_stale(here.pk)


@pytest.mark.item("DER-10", "SUF-P-13")
def test_schools_are_counted_by_level_now_a_term_and_a_year_before_with_movement(
    council: Council, clock: time_machine.Traveller
) -> None:
    clock.move_to(SPRING)
    raise_level(council, "hawthorn", "suf_12", date(2026, 1, 12))
    raise_level(council, "elm", "suf_24", date(2025, 12, 10))
    found = drawn(council, "hana")
    assert found.schools == 10
    assert by_level(found) == {"suf_8": 8, "suf_12": 1, "suf_24": 1, "suf_statutory": 0}
    before = {row.code: row.before.number for row in found.levels if row.before}
    assert before == {"suf_8": 9, "suf_12": 0, "suf_24": 1, "suf_statutory": 0}
    assert all(row.year is None for row in found.levels)
    (moved,) = found.moved
    assert (moved.up.number, moved.same.number, moved.down.number) == (1, 9, 0)


@pytest.mark.item("DER-10")
def test_a_level_that_went_down_is_told_as_down(
    council: Council, clock: time_machine.Traveller
) -> None:
    raise_level(council, "elm", "suf_24", date(2025, 10, 10))
    clock.move_to(SPRING)
    raise_level(council, "elm", "suf_8", date(2026, 1, 12))
    page = read(council.hana, f"{SCHOOLS}?moved=down&since=term")
    assert "Schools with less support than a term before" in page
    assert "1 school " in page
    assert "Elm Junior School" in page


@pytest.mark.item("DER-09", "DER-07")
def test_views_that_differ_and_schools_without_a_visit_are_counted_and_listed(
    council: Council,
) -> None:
    give(council, "school", "good", council.helen)
    give(council, "la", "decline", council.sam)
    council.shared_visit()
    found = drawn(council, "hana")
    assert found.counted["differs"].number == 1
    assert found.counted["unvisited"].number == 9
    differs = read(council.hana, f"{SCHOOLS}?what=differs")
    assert "Schools where the views differ" in differs
    assert "Hawthorn Primary School" in differs
    assert "Elm" not in differs
    assert "Hawthorn" not in read(council.hana, f"{SCHOOLS}?what=unvisited")


@pytest.mark.item("SUF-P-13")
def test_each_figure_opens_the_list_behind_it(council: Council) -> None:
    council.shared_visit()
    answer = get(council.hana, PICTURE)
    behind = [link.replace("&amp;", "&") for link in links(answer) if SCHOOLS in link]
    assert len(behind) >= 2
    for link in behind:
        listed = words(get(council.hana, link))
        assert "No school stands" not in listed, link


def test_a_lead_sees_the_region_and_a_school_person_nothing(council: Council) -> None:
    assert drawn(council, "rita").schools == 9
    assert "Birch" not in read(council.rita, SCHOOLS)
    assert "Birch" in read(council.rolf, SCHOOLS)
    for name in ("helen", "gus", "sam", "theo", "ada"):
        get(council.user(name), PICTURE, status=403)
        get(council.user(name), SCHOOLS, status=403)


def test_the_picture_is_narrowed_by_region_sep_phase_and_term(
    council: Council, clock: time_machine.Traveller
) -> None:
    west = council.birch.region_id
    assert drawn(council, "hana", region=west).schools == 1
    assert drawn(council, "rita", region=west).schools == 0
    assert drawn(council, "hana", sep=council.persons["ola"].pk).schools == 1
    assert drawn(council, "hana", phase="Nursery").schools == 1
    clock.move_to(SPRING)
    autumn = council.terms["autumn"].pk
    assert "as it ended" in read(council.hana, f"{PICTURE}?term={autumn}")
    for nonsense in ("region=x", "sep=%00", "phase=zz", "region=99999999999999999999"):
        assert "No school stands" in read(council.hana, f"{SCHOOLS}?{nonsense}")
    for nonsense in ("moved=x", "since=term", "what=x", "level=zz"):
        assert "No school stands" in read(council.hana, f"{SCHOOLS}?{nonsense}")


def test_a_school_that_was_closed_still_counts_in_the_terms_before(
    council: Council, clock: time_machine.Traveller
) -> None:
    clock.move_to(SPRING)
    type(council.elm).objects.filter(pk=council.elm.pk).update(
        status="Closed", closed_on=date(2025, 12, 31)
    )
    found = drawn(council, "hana")
    assert found.schools == 9
    assert sum(row.before.number for row in found.levels if row.before) == 10


@pytest.mark.item("DER-15")
def test_caseloads_stand_with_schools_and_hours(council: Council) -> None:
    council.shared_visit(minutes=150)
    sam = next(
        one for one in drawn(council, "hana").caseloads if one.name == "Sam Rowe"
    )
    assert (sam.schools, sam.used) == (9, 150)
    page = read(council.hana, PICTURE)
    assert f"Sam Rowe 9 2.5 of up to {sam.ceiling // 60}" in page


def test_standings_are_written_only_where_something_changed(council: Council) -> None:
    drawn(council, "hana")
    before = dict(TermStanding.objects.values_list("school", "visited"))
    council.shared_visit()
    drawn(council, "hana")
    after = dict(TermStanding.objects.values_list("school", "visited"))
    changed = {school for school, visited in after.items() if visited != before[school]}
    assert changed == {council.hawthorn.pk}


def test_the_picture_takes_as_many_queries_for_one_school_as_for_all(
    council: Council,
) -> None:
    whole = queries_of(council.hana, PICTURE)
    narrow = queries_of(council.hana, f"{PICTURE}?sep={council.persons['ola'].pk}")
    assert narrow <= whole <= 16


def test_the_menu_leads_to_the_picture(council: Council) -> None:
    assert reverse("picture") in links(get(council.hana, "/glossary/"))
    assert reverse("picture") not in links(get(council.sam, "/glossary/"))


@pytest.mark.item("CONF-01")
def test_only_the_head_of_service_sees_how_many_restricted_letters_are_out(
    council: Council,
) -> None:
    assert "0 restricted letters in force" in read(council.hana, PICTURE)
    for name in ("rita", "rolf", "dee"):
        assert "restricted" not in read(council.user(name), PICTURE)
