"""The triggers by which the database itself refuses to change or remove an event.

The tables can be opened for one transaction, by a row that only this transaction sees.
Nobody but the erasing of words (services) and the tests' emptying of a database does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = ("core_event", "core_eventseal")
# A table without a model: what empties all tables leaves it alone.
OPENING = "CREATE TABLE core_eventopening (reason varchar(200) NOT NULL)"
POSTGRES_BODY = """
BEGIN
  IF NOT EXISTS (SELECT 1 FROM core_eventopening) THEN
    RAISE EXCEPTION 'What is in % stands: it is only added to.', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END"""


def statements(vendor: str) -> dict[str, str]:
    """What makes each trigger, by its name."""
    if vendor == "postgresql":
        return {
            f"{table}_stands": (
                f"CREATE TRIGGER {table}_stands"
                f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION core_events_stand()"
            )
            for table in GUARDED
        }
    return {
        f"{table}_{verb.lower()}": (
            f"CREATE TRIGGER {table}_{verb.lower()}"  # noqa: S608 - our own names
            f" BEFORE {verb} ON {table}"
            " WHEN NOT EXISTS (SELECT 1 FROM core_eventopening)"
            " BEGIN SELECT RAISE(ABORT, 'What is in"
            f" {table} stands: it is only added to.'); END"
        )
        for table in GUARDED
        for verb in ("UPDATE", "DELETE")
    }


def function() -> str:
    """What makes the function that PostgreSQL's triggers call."""
    return (
        "CREATE OR REPLACE FUNCTION core_events_stand() RETURNS trigger"
        f" LANGUAGE plpgsql AS $guard${POSTGRES_BODY}$guard$"
    )


@contextmanager
def lifted(reason: str) -> Iterator[None]:
    """Have the database let events be changed, in this transaction alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO core_eventopening (reason) VALUES (%s)", [reason])
        yield
        cursor.execute("DELETE FROM core_eventopening")


def faults() -> list[str]:
    """What is wrong with the guard itself, in words; nothing when it stands."""
    wrong = [
        f"The trigger {name} is missing or was changed."
        for name in sorted(set(statements(connection.vendor)) - _standing(connection))
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM core_eventopening")
        wrong += [f"The log was left open: {reason}" for (reason,) in cursor.fetchall()]
    return wrong


def _standing(database: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are there, at work, and as we made them."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t"
                " JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE t.tgrelid IN (to_regclass('core_event'),"
                " to_regclass('core_eventseal')) AND t.tgenabled IN ('O', 'A')"
                " AND t.tgqual IS NULL"
            )
            return {name for name, body in cursor.fetchall() if body == POSTGRES_BODY}
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        made = statements(database.vendor)
        return {name for name, sql in cursor.fetchall() if made.get(name) == sql}
