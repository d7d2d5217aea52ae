"""A prepared statement finds what the ordinary query finds, and is put together once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Exists, OuterRef

from sitrack.core import calendar, clock
from sitrack.core.models import AcademicYear, Event, NonWorkingDay, Term, User
from sitrack.core.prepared import MOST_KEPT, Prepared, prepared
from tests.universe import Council

builds: list[tuple[Any, ...]] = []


@pytest.fixture(autouse=True)
def none_built() -> None:
    builds.clear()


@prepared
def user_called(name: str) -> Any:
    builds.append((name,))
    return User.objects.filter(name=name).order_by("pk")


@prepared
def terms_begun(before: date) -> Any:
    early = Term.objects.filter(pk=OuterRef("pk"), start__lt=before)
    return Term.objects.select_related("year").annotate(early=Exists(early))


def test_it_finds_rows_and_is_put_together_once_with_a_slot(council: Council) -> None:
    assert user_called("Sam Rowe") == [council.sam]
    # Once with a slot, once with the value, to compare the two.
    assert len(builds) == 2
    assert user_called("Helen Marsh") == [council.helen]
    assert user_called("Nobody") == []
    assert len(builds) == 2


def test_rows_come_with_what_they_are_related_to_and_annotated_with(
    council: Council, django_assert_num_queries: Any
) -> None:
    terms_begun(date(2025, 9, 2))
    with django_assert_num_queries(1):
        found = terms_begun(date(2026, 1, 31))
        terms = sorted(found, key=lambda term: term.start)
        assert council.year.label in {term.year.label for term in terms}
    assert [term.start for term in terms if term.early] == [
        date(2025, 9, 1),
        date(2026, 1, 5),
    ]
    assert [term.start for term in terms if not term.early] == [
        date(2026, 4, 13),
        date(2026, 9, 1),
        date(2027, 1, 4),
        date(2027, 4, 12),
    ]


def test_a_moment_and_a_day_are_the_databases_own(council: Council) -> None:
    @prepared
    def since(moment: datetime) -> Any:
        return Event.objects.filter(at__gte=moment).order_by("pk")

    now = clock.now()
    moments = [now - timedelta(days=1), now.astimezone(UTC), now + timedelta(days=1)]
    for moment in moments:
        assert since(moment) == list(since.build(moment))
    assert since(moments[0])
    assert since(moments[2]) == []


def test_nothing_yes_and_sets_are_part_of_the_statement(council: Council) -> None:
    @prepared
    def active(
        wanted: bool,
        name: str | None,
        among: frozenset[str],
    ) -> Any:
        rows = User.objects.filter(is_active=wanted, last_login=name, name__in=among)
        return rows.order_by("pk")

    yes, no = True, False
    both = frozenset({"Sam Rowe", "Helen Marsh"})
    User.objects.filter(pk=council.helen.pk).update(is_active=False)
    assert active(yes, None, both) == [council.sam]
    assert active(no, None, both) == [council.helen]
    assert active(yes, None, frozenset({"Helen Marsh"})) == []


def test_a_list_or_a_row_is_asked_for_in_the_ordinary_way(council: Council) -> None:
    @prepared
    def named(names: list[str], year: AcademicYear) -> Any:
        builds.append((names, year))
        return User.objects.filter(name__in=names)

    assert named(["Sam Rowe"], council.year) == [council.sam]
    assert named(["Helen Marsh"], council.year) == [council.helen]
    assert builds == [(["Sam Rowe"], council.year), (["Helen Marsh"], council.year)]


def test_a_number_that_no_key_can_be_finds_nothing(council: Council) -> None:
    @prepared
    def by_key(key: int) -> Any:
        return User.objects.filter(pk=key)

    assert by_key(council.sam.pk) == [council.sam]
    assert by_key(10**30) == []


def test_a_statement_that_hangs_on_a_value_is_refused_and_the_rows_are_right(
    council: Council,
) -> None:
    @prepared
    def from_day(day: date) -> Any:
        rows = NonWorkingDay.objects.order_by("day")
        return rows.filter(day__gte=day) if day == date(2026, 1, 1) else rows

    with pytest.warns(UserWarning, match="cannot be prepared"):
        found = from_day(date(2026, 1, 1))
    assert found == list(NonWorkingDay.objects.filter(day__gte=date(2026, 1, 1)))
    assert len(found) < NonWorkingDay.objects.count()


def test_an_empty_value_is_not_taken_for_a_full_one(council: Council) -> None:
    @prepared
    def called(name: str) -> Any:
        return User.objects.filter(name=name) if name else User.objects.none()

    assert called("Sam Rowe") == [council.sam]
    assert called("") == []
    assert called("Helen Marsh") == [council.helen]


def test_what_finds_nothing_whatever_is_asked_takes_no_query(
    council: Council, django_assert_num_queries: Any
) -> None:
    @prepared
    def nobody(name: str) -> Any:
        return User.objects.filter(name=name, pk__in=[])

    with django_assert_num_queries(0):
        assert nobody("Sam Rowe") == []
        assert nobody("Helen Marsh") == []


def test_tomorrow_it_is_put_together_anew(council: Council) -> None:
    @prepared
    def days_off_ahead() -> Any:
        return NonWorkingDay.objects.filter(day__gte=calendar.today())

    last = NonWorkingDay.objects.latest("day").day
    assert days_off_ahead()
    with clock.at(datetime(last.year, last.month, last.day, 12, tzinfo=UTC)):
        assert [closed.day for closed in days_off_ahead()] == [last]


def test_it_keeps_no_more_statements_than_it_may(council: Council) -> None:
    @prepared
    def among(names: frozenset[str]) -> Any:
        return User.objects.filter(name__in=names)

    for number in range(MOST_KEPT + 1):
        assert among(frozenset({f"{number}"})) == []
    assert among(frozenset({"Sam Rowe"})) == [council.sam]
    assert isinstance(among, Prepared)
    assert len(among.kept) == 2
