"""A watch knows what was read, and whether the same would be read now."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from sitrack.core import calendar
from sitrack.core.models import NonWorkingDay, Term, User
from sitrack.core.remembered import Remembered
from sitrack.core.watching import Watch
from tests.universe import Council


def names() -> list[str]:
    return list(User.objects.order_by("pk").values_list("name", flat=True)[:3])


@pytest.fixture
def watch(council: Council) -> Watch:
    watch = Watch()
    with watch.watching():
        names()
    return watch


def test_while_the_same_rows_stand_it_is_true(watch: Watch, council: Council) -> None:
    assert watch.still_true()
    Term.objects.update(name="Another table")
    assert watch.still_true()


def change_a_row(council: Council) -> None:
    User.objects.filter(pk=User.objects.order_by("pk")[0].pk).update(name="Changed")


def add_one_in_front(council: Council) -> None:
    User.objects.create(pk=-1, name="New", email="new@example.example")


def write_sql(council: Council) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_user SET name = 'By hand'")


@pytest.mark.parametrize("act", [change_a_row, add_one_in_front, write_sql])
def test_however_a_row_changes_it_is_true_no_more(
    watch: Watch, council: Council, act: Any
) -> None:
    act(council)
    assert not watch.still_true()


def test_what_is_handed_on_is_what_the_database_found(council: Council) -> None:
    plain = names(), User.objects.count(), User.objects.filter(pk=0).exists()
    every = list(User.objects.order_by("pk").iterator(chunk_size=2))
    first = User.objects.get(pk=council.sam.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM core_user ORDER BY id")
        keys = [key for (key,) in cursor]
    with Watch().watching():
        assert (names(), User.objects.count(), User.objects.filter(pk=0).exists()) == (
            plain
        )
        assert list(User.objects.order_by("pk").iterator(chunk_size=2)) == every
        assert User.objects.get(pk=council.sam.pk).name == first.name
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM core_user ORDER BY id")
            assert cursor.fetchone() == (keys[0],)
            assert cursor.fetchmany(2) == [(keys[1],), (keys[2],)]
            assert [key for (key,) in cursor] == keys[3:]
            assert cursor.fetchone() is None
            # The same cursor, used again.
            cursor.execute("SELECT 7")
            assert cursor.fetchall() == [(7,)]


def test_what_wrote_is_never_true(council: Council) -> None:
    watch = Watch()
    with watch.watching():
        names()
        NonWorkingDay.objects.all().delete()
    assert not watch.still_true()


def test_rows_that_changed_between_two_readings_are_never_true(
    council: Council,
) -> None:
    watch = Watch()
    with watch.watching():
        names()
    change_a_row(council)
    with watch.watching():
        names()
    assert not watch.still_true()


def test_nothing_is_watched_after_the_block_or_for_others(council: Council) -> None:
    outer, inner = Watch(), Watch()
    with outer.watching():
        with inner.watching():
            names()
        Term.objects.count()
    calendar.today()
    list(NonWorkingDay.objects.all())
    Term.objects.filter(pk=council.terms["summer"].pk).delete()
    assert not outer.still_true()
    assert inner.still_true()


def test_what_was_just_read_is_compared_and_not_read_again(
    watch: Watch, council: Council, django_assert_num_queries: Any
) -> None:
    again = Watch()
    with again.watching():
        names()
    with django_assert_num_queries(0):
        assert watch.still_true(given=again)
    change_a_row(council)
    other = Watch()
    with other.watching():
        names()
    with django_assert_num_queries(0):
        assert not watch.still_true(given=other)


def test_what_is_remembered_counts_as_read_by_whoever_asks(council: Council) -> None:
    kept = Remembered(names)
    before = kept.now()
    watch = Watch()
    with watch.watching():
        assert kept.now() == before
    assert watch.still_true()
    change_a_row(council)
    # The process remembers the old one still; what was made of it is true no more.
    assert not watch.still_true()


def test_a_day_among_the_values_is_a_value(council: Council) -> None:
    watch = Watch()
    with watch.watching():
        begun = [
            Term.objects.filter(start__lte=day).count()
            for day in (date(2025, 9, 1), date(2026, 1, 5))
        ]
    assert begun[0] + 1 == begun[1]
    assert watch.still_true()
    Term.objects.filter(start=date(2026, 1, 5)).update(start=date(2025, 9, 1))
    assert not watch.still_true()
