"""The full-text index of each database, kept true by the database itself.

PostgreSQL has a column that it generates itself, which no model knows; SQLite a table
beside it that triggers keep in step. So no writer can forget it, and a text is found in the same
transaction that writes it. Both know whole words in small letters, without grammar:
a search finds words that begin with what was typed, on both alike.

A later migration that rebuilds a table of SQLite drops its triggers. So the index is
seen to after every ``migrate``, not in a migration (decision record 18).
"""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

COLUMNS = (
    ("visits.VisitSection", "text"),
    ("visits.NextStep", "text"),
    ("engagement.RecordPriority", "text"),
    ("plans.PlanPriority", "title"),
    ("plans.PlanAction", "text"),
    ("schools.School", "name"),
)

POSTGRESQL = (
    'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS "search" tsvector'
    " GENERATED ALWAYS AS (to_tsvector('simple', \"{column}\")) STORED",
    'CREATE INDEX IF NOT EXISTS "search_{table}" ON "{table}" USING gin ("search")',
)
SQLITE = (
    'CREATE VIRTUAL TABLE IF NOT EXISTS "search_{table}" USING fts5('
    '"{column}", content="{table}", content_rowid="id", prefix="2 3",'
    ' tokenize="unicode61 remove_diacritics 0")',
    'CREATE TRIGGER IF NOT EXISTS "search_{table}_added" AFTER INSERT ON "{table}"'
    ' BEGIN INSERT INTO "search_{table}"(rowid, "{column}")'
    ' VALUES (new.id, new."{column}"); END',
    'CREATE TRIGGER IF NOT EXISTS "search_{table}_removed" AFTER DELETE ON "{table}"'
    ' BEGIN INSERT INTO "search_{table}"("search_{table}", rowid, "{column}")'
    " VALUES ('delete', old.id, old.\"{column}\"); END",
    'CREATE TRIGGER IF NOT EXISTS "search_{table}_changed"'
    ' AFTER UPDATE OF "{column}" ON "{table}" WHEN old."{column}" <> new."{column}"'
    ' BEGIN INSERT INTO "search_{table}"("search_{table}", rowid, "{column}")'
    " VALUES ('delete', old.id, old.\"{column}\");"
    ' INSERT INTO "search_{table}"(rowid, "{column}")'
    ' VALUES (new.id, new."{column}"); END',
)
TRIGGERS = 3


def see_to_index(*, using: str, **_: Any) -> None:
    """Make what is missing of the index; called after ``migrate``."""
    connection = connections[using]
    sqlite = connection.vendor == "sqlite"
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for label, column in COLUMNS:
            table = apps.get_model(label)._meta.db_table
            if table not in present:
                continue
            if (_is_whole if sqlite else _is_indexed)(cursor, table):
                continue
            for statement in SQLITE if sqlite else POSTGRESQL:
                cursor.execute(statement.format(table=table, column=column))
            if sqlite:
                cursor.execute(
                    f'INSERT INTO "search_{table}"("search_{table}")'  # noqa: S608
                    " VALUES ('rebuild')"
                )


def pattern_of(word: str, *, using: str) -> str:
    """What the database looks for where a word begins with this one.

    ``word`` holds letters and numbers only (``words_of``).
    """
    return f'"{word}"*' if connections[using].vendor == "sqlite" else f"{word}:*"


def beginning_with(pattern: str, rows: QuerySet[Any], *, using: str) -> QuerySet[Any]:
    """The rows in whose text a word begins as a pattern of ``pattern_of`` says."""
    model: type[Model] = rows.model
    table = model._meta.db_table
    if connections[using].vendor == "sqlite":
        found = RawSQL(  # noqa: S611
            f'SELECT rowid FROM "search_{table}" WHERE "search_{table}" MATCH %s',  # noqa: S608
            [pattern],
        )
        return rows.filter(pk__in=found)
    found = RawSQL(  # noqa: S611
        f'SELECT id FROM "{table}" WHERE "search" @@ to_tsquery(\'simple\', %s)',  # noqa: S608
        [pattern],
    )
    return rows.filter(pk__in=found)


def _is_whole(cursor: Any, table: str) -> bool:
    """Whether SQLite has all the triggers: without one a text may have slipped by."""
    cursor.execute(
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        " AND name LIKE 'search%%'",
        [table],
    )
    return bool(cursor.fetchone()[0] == TRIGGERS)


def _is_indexed(cursor: Any, table: str) -> bool:
    """Whether PostgreSQL has the index: to ask takes no lock, to alter a table would."""
    cursor.execute("SELECT to_regclass(%s)", [f"search_{table}"])
    return bool(cursor.fetchone()[0])
