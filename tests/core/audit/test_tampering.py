"""The log stands; whoever goes round the database's guard is found out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sitrack.core import events
from sitrack.core.audit import guard, marks
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import Event, EventSeal, User
from tests.core.audit.tampering import alter, delete, nth

pytestmark = pytest.mark.django_db


@pytest.mark.item("INV-25")
@pytest.mark.parametrize("model", [Event, EventSeal])
@pytest.mark.parametrize(
    "harm",
    [
        lambda rows: rows.update(mark="0" * 64),
        lambda rows: rows.delete(),
        lambda rows: rows._raw_delete(rows.db),
    ],
    ids=["update", "delete", "raw delete"],
)
def test_the_database_lets_nothing_be_changed_or_taken_away(
    log: Path, model: Any, harm: Callable[[Any], None]
) -> None:
    before = list(model.objects.values_list())
    with (
        pytest.raises(IntegrityError, match="stands: it is only added to"),
        transaction.atomic(),
    ):
        harm(model.objects.all())
    assert list(model.objects.values_list()) == before


def test_postgresql_does_not_let_the_log_be_emptied(log: Path) -> None:
    if connection.vendor == "postgresql":
        with (
            pytest.raises(DatabaseError, match="stands"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("TRUNCATE core_event")
    assert Event.objects.count() == 6


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", "somebody else"),
        ("actor_name", "Sam Reed"),
        ("data", {"path": "/another/"}),
        ("audience", "everyone"),
    ],
)
def test_an_altered_event_is_found(log: Path, field: str, value: Any) -> None:
    event = nth(3)
    alter(event, **{field: value})
    assert look_through(log).faults == [
        f"Altered: event {event.pk} is not as it was written."
    ]


def test_an_event_that_is_another_ones_copy_is_found(log: Path) -> None:
    first, third = nth(1), nth(3)
    named = dict(zip(marks.FACTS, first.facts, strict=True))
    alter(third, mark=first.mark, **named)
    assert look_through(log).faults == [
        f"Altered: event {third.pk} is not as it was written.",
        f"Inserted: event {first.pk} stands here 2 times.",
    ]


def test_a_deleted_event_is_found(log: Path) -> None:
    event = nth(3)
    delete(event)
    assert look_through(log).faults == [f"Deleted: event {event.pk} is gone."]


def test_an_event_that_is_deleted_with_its_seal_is_found(log: Path) -> None:
    event = nth(3)
    delete(event)
    with guard.lifted("a test"):
        EventSeal.objects.filter(event=event.pk).delete()
    assert look_through(log).faults == ["Deleted: the seals from 3 to 3 are gone."]


def test_seals_that_are_counted_anew_are_found(log: Path) -> None:
    event = nth(3)
    delete(event)
    with guard.lifted("a test"):
        EventSeal.objects.filter(position=3).delete()
        for position in (4, 5, 6):
            EventSeal.objects.filter(position=position).update(position=position - 1)
    assert look_through(None).faults == ["Altered: seal 3 is not ours."]


@pytest.mark.parametrize("sealed", [False, True], ids=["waiting", "sealed"])
def test_an_event_that_was_put_in_by_hand_is_found(log: Path, sealed: bool) -> None:
    forged = nth(6)
    forged.pk, forged.label, forged.mark = None, "forged", "0" * 64
    forged.save()
    if sealed:
        assert seal() == 1
        word = f"Altered: event {forged.pk} is not as it was written."
    else:
        word = f"Inserted: event {forged.pk} was not recorded here."
    assert look_through(log).faults == [word]


def test_an_event_that_was_put_in_twice_is_found(log: Path) -> None:
    copy = nth(2)
    first, copy.pk = copy.pk, None
    copy.save()
    assert look_through(log).faults == [f"Inserted: event {first} stands here 2 times."]


def test_a_tail_that_was_cut_off_with_its_seals_is_found(log: Path) -> None:
    with guard.lifted("a test"):
        EventSeal.objects.filter(position__gt=4).delete()
        Event.objects.filter(pk__gte=nth(5).pk).delete()
    assert look_through(None).faults == []
    assert look_through(log).faults == [
        "Cut off: the chain once went on to seal 6, and ends at 4."
    ]


def test_a_tail_that_was_written_anew_is_found(log: Path) -> None:
    with guard.lifted("a test"):
        EventSeal.objects.filter(position=6).delete()
        Event.objects.filter(pk=nth(6).pk).delete()
    by = User.objects.get()
    events.record("access.refused", by, by=by, path="/instead/")
    seal()
    assert look_through(log).faults == [
        "Altered: seal 6 is another than the one that was told outside the database."
    ]


def test_a_guard_that_was_taken_down_is_found(log: Path) -> None:
    drop = (
        "ALTER TABLE core_event DISABLE TRIGGER core_event_stands"
        if connection.vendor == "postgresql"
        else "DROP TRIGGER core_event_delete"
    )
    with connection.cursor() as cursor:
        cursor.execute(drop)
        cursor.execute("INSERT INTO core_eventopening VALUES ('left open')")
    name = drop.split()[-1]
    assert look_through(log).faults == [
        f"The trigger {name} is missing or was changed.",
        "The log was left open: left open",
    ]


def test_what_is_no_head_is_told(log: Path) -> None:
    with log.open("a") as file:
        file.write("rubbish\n")
    assert look_through(log).faults == ["No head of the chain: rubbish"]
