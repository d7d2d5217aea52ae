"""A migration neither keeps a table locked nor breaks the processes that still run.

Upgrading migrates while the old code serves (docs/operating.md). So what comes after
`0001_first_release` only adds: a column that old code need not fill, an index that is
built beside the traffic, a constraint that is checked afterwards. Whatever waits for a
lock nonetheless gives up after three seconds (`sitrack/environment.py`).

django-migration-linter and squawk judge the SQL, and cannot see that a table is as new
as the migration; the operations say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from sitrack.core.create_together import CreateTogether
from tests.architecture.sources import LADDER

# The first of an app makes empty tables.
FIRST = "0001_first_release"
# What was looked at, and why it may stand.
LOOKED_AT = {
    ("core", "0002_event_marks"): "written before any installation was in use",
    ("core", "0003_events_stand"): "makes triggers, which reads no row",
    (
        "disclosure",
        "0002_marks_taken_off",
    ): "written on the day of its table, before any installation was in use",
    ("disclosure", "0003_hands"): "reads the log and fills a table that is new",
    (
        "disclosure",
        "0004_withdrawn_requests",
    ): "reads a table of a few rows, before any installation was in use",
    ("engagement", "0002_levels_never_overlap"): "belongs to the first release",
    ("engagement", "0005_targeted_notes_withdrawn"): "written before any installation"
    " was in use",
    ("visits", "0002_evaluations_called_off"): "written before any installation was"
    " in use",
}
BREAKS = "takes away what old processes still ask for: do so a release later"
LOCKED = "an index that is built under lock: AddIndexConcurrently"
# Kinds of operation, and what is wrong with each.
WRONG: list[tuple[type[Operation] | tuple[type[Operation], ...], str]] = [
    (
        (migrations.RunPython, migrations.RunSQL),
        "runs code of its own: look at what it locks, and say so in LOOKED_AT",
    ),
    (
        (
            migrations.RemoveField,
            migrations.DeleteModel,
            migrations.RenameField,
            migrations.RenameModel,
            migrations.AlterModelTable,
        ),
        BREAKS,
    ),
    ((migrations.AddIndex, migrations.AlterUniqueTogether), LOCKED),
    (
        migrations.AddConstraint,
        "a constraint that reads every row under lock: AddConstraintNotValid",
    ),
]


def tables_of(operation: Operation) -> set[str]:
    """The models that an operation makes."""
    if isinstance(operation, CreateTogether):
        return {table.name_lower for table in operation.tables}
    if isinstance(operation, migrations.CreateModel):
        return {operation.name_lower}
    return set()


def of_added(field: models.Field[Any, Any]) -> Iterator[str]:
    """What is wrong with a new column of a table that has rows."""
    if isinstance(field, models.ManyToManyField) or field.null:
        return
    if not field.has_db_default():
        yield "a column that old processes cannot fill: give it null or db_default"
    elif not isinstance(getattr(field, "_db_default_expression", None), models.Value):
        yield "a default that is worked out row by row: the table is written anew"


def is_indexed(field: models.Field[Any, Any]) -> bool:
    """Whether a column has an index."""
    return field.unique or bool(getattr(field, "db_index", False))


def of_altered(
    before: models.Field[Any, Any], after: models.Field[Any, Any]
) -> Iterator[str]:
    """What is wrong with a column that becomes another."""
    if before.deconstruct()[1] != after.deconstruct()[1]:
        yield "a column of another kind: the table is written anew"
    if before.null and not after.null:
        yield "a column that may no longer be empty: every row is read under lock"
    if is_indexed(after) and not is_indexed(before):
        yield LOCKED
    if (after.max_length or 0) < (before.max_length or 0):
        yield "a column that becomes shorter: the table is written anew"


def of_operation(
    operation: Operation, new: set[str], standing: dict[str, ModelState]
) -> Iterator[str]:
    """What is wrong with one operation; ``new`` are the tables without rows."""
    if getattr(operation, "model_name", "").lower() in new:
        return
    if isinstance(operation, migrations.AddField):
        yield from of_added(operation.field)
    elif isinstance(operation, migrations.AlterField):
        before = standing[operation.model_name_lower].fields[operation.name]
        yield from of_altered(before, operation.field)
    elif not isinstance(operation, AddIndexConcurrently):
        yield from (why for kinds, why in WRONG if isinstance(operation, kinds))


def faults(migration: migrations.Migration, before: ProjectState) -> list[str]:
    """What is wrong with a migration; ``before`` is what it finds."""
    new: set[str] = set()
    label = migration.app_label
    standing = {
        name: state for (app, name), state in before.models.items() if app == label
    }
    found = []
    for operation in migration.operations:
        new |= tables_of(operation)
        found += [
            f"{label} {migration.name}: {operation.describe()}: {fault}"
            for fault in of_operation(operation, new, standing)
        ]
    return found


def test_no_migration_locks_for_long_or_breaks_what_runs() -> None:
    loader = MigrationLoader(None)
    ours = {
        key: migration
        for key, migration in loader.disk_migrations.items()
        if key[0] in LADDER and key[1] != FIRST
    }
    assert len(ours) > 5
    found = {
        key: lines
        for key, migration in ours.items()
        if (lines := faults(migration, loader.project_state(key, at_end=False)))
    }
    assert [
        line for key in found.keys() - LOOKED_AT.keys() for line in found[key]
    ] == []
    assert LOOKED_AT.keys() - found.keys() == set()


def short(**arguments: Any) -> models.CharField[Any, Any]:
    return models.CharField(max_length=9, **arguments)


def of_shop(*operations: Operation) -> migrations.Migration:
    """A migration of an app with one table."""
    migration = migrations.Migration("0002_more", "shop")
    migration.__dict__["operations"] = operations
    return migration


CHECK = models.CheckConstraint(condition=models.Q(colour="red"), name="red")
INDEX = models.Index(fields=["colour"], name="by_colour")
AddField, AlterField = migrations.AddField, migrations.AlterField


@pytest.mark.parametrize(
    ("operation", "wrong"),
    [
        (AddField("thing", "size", short(null=True)), False),
        (AddField("thing", "size", short(db_default="")), False),
        (AddField("thing", "size", short(default="")), True),
        (AddField("thing", "made", models.DateTimeField(db_default=Now())), True),
        (AlterField("thing", "colour", short(null=True, choices=[("a", "A")])), False),
        (AlterField("thing", "colour", short()), True),
        (AlterField("thing", "colour", short(null=True, db_index=True)), True),
        (AlterField("thing", "colour", models.TextField(null=True)), True),
        (
            AlterField("thing", "colour", models.CharField(max_length=8, null=True)),
            True,
        ),
        (
            AlterField("thing", "colour", models.CharField(max_length=10, null=True)),
            False,
        ),
        (migrations.AddIndex("thing", INDEX), True),
        (AddIndexConcurrently("thing", INDEX), False),
        (migrations.AddConstraint("thing", CHECK), True),
        (migrations.RemoveConstraint("thing", "red"), False),
        (migrations.RemoveField("thing", "colour"), True),
        (migrations.RenameField("thing", "colour", "hue"), True),
        (migrations.DeleteModel("Thing"), True),
        (migrations.RunPython(migrations.RunPython.noop), True),
    ],
)
def test_each_kind_of_change_is_judged(operation: Operation, *, wrong: bool) -> None:
    before = ProjectState()
    before.add_model(ModelState("shop", "Thing", [("colour", short(null=True))]))
    assert bool(faults(of_shop(operation), before)) is wrong


def test_a_table_that_is_new_may_have_anything() -> None:
    migration = of_shop(
        migrations.CreateModel("Thing", [("colour", short())]),
        migrations.AddIndex("thing", INDEX),
        migrations.AddConstraint("thing", CHECK),
        AddField("thing", "size", short()),
    )
    assert faults(migration, ProjectState()) == []
