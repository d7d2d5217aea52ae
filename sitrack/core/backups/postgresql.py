"""Copying a PostgreSQL database with PostgreSQL's own programs, while it is in use."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import IsolationLevel, sql
from psycopg.conninfo import make_conninfo

from sitrack.core.backups.tables import Table

TABLES = """
SELECT c.oid::regclass::text FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
ORDER BY 1
"""
NAMED_AFTER = 44
"""So many letters of the database's name fit into that of one beside it: PostgreSQL
keeps 63."""


@dataclass(frozen=True)
class PostgresqlDatabase:
    """A database on a server, and who signs in there."""

    name: str
    host: str
    port: str
    user: str
    password: str
    sslmode: str

    @property
    def url(self) -> str:
        """As DATABASE_URL names it."""
        who = ":".join(quote(each, safe="") for each in (self.user, self.password))
        place = f"{self.host}:{self.port}" if self.port else self.host
        query = urlencode({"sslmode": self.sslmode})
        return f"postgres://{who}@{place}/{quote(self.name, safe='')}?{query}"

    def is_empty(self) -> bool:
        """Whether nothing would be lost if another were put in its place."""
        with self._open() as source:
            return source.execute(TABLES).fetchone() is None

    def dump(self, to: Path) -> dict[str, Table]:
        """Write a whole copy, and tell what was in the database at that moment.

        Raises subprocess.CalledProcessError with what pg_dump said.
        """
        with self._open() as source:
            source.isolation_level = IsolationLevel.REPEATABLE_READ
            row = source.execute("SELECT pg_export_snapshot()").fetchone()
            snapshot = row[0] if row else ""
            self._run(
                "pg_dump", "--format=custom", f"--file={to}", f"--snapshot={snapshot}"
            )
            return _tables(source)

    def load(self, dump: Path) -> None:
        """Put the copy into this database, whole or not at all.

        Raises subprocess.CalledProcessError with what pg_restore said.
        """
        self._run("pg_restore", "--no-owner", "--single-transaction", str(dump))

    def tables(self) -> dict[str, Table]:
        """What every table holds."""
        with self._open() as source:
            return _tables(source)

    @contextmanager
    def scratch(self) -> Iterator[PostgresqlDatabase]:
        """A database beside this one, named after it, that is gone afterwards. The role
        must be allowed to create databases."""
        name = f"{self.name[:NAMED_AFTER]}_drill_{secrets.token_hex(6)}"
        self._command("CREATE DATABASE {} TEMPLATE template0", name)
        try:
            yield PostgresqlDatabase(
                name, self.host, self.port, self.user, self.password, self.sslmode
            )
        finally:
            self._command("DROP DATABASE {}", name)

    def _command(self, command: str, name: str) -> None:
        with self._open() as server:
            server.autocommit = True
            server.execute(sql.SQL(command).format(sql.Identifier(name)))

    def _open(self) -> psycopg.Connection:
        return psycopg.connect(self._place(), password=self.password or None)

    def _place(self) -> str:
        """Where it is and who asks, as libpq reads it; without the password."""
        place = {
            "dbname": self.name,
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "sslmode": self.sslmode,
        }
        return make_conninfo(**{key: value for key, value in place.items() if value})

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; the password stands in no list of
        processes."""
        subprocess.run(  # noqa: S603 - PostgreSQL's own, from the path
            [program, f"--dbname={self._place()}", *arguments],
            env={**os.environ, "PGPASSWORD": self.password},
            check=True,
            stderr=subprocess.PIPE,
            text=True,
        )


def _tables(source: psycopg.Connection) -> dict[str, Table]:
    return {name: Table.of(_rows(source, name)) for (name,) in source.execute(TABLES)}


def _rows(source: psycopg.Connection, name: str) -> Iterator[str]:
    """Each row as PostgreSQL writes it, a few thousand at a time."""
    with source.cursor(name="rows") as cursor:
        cursor.itersize = 5_000
        cursor.execute(f"SELECT t::text FROM {name} AS t")  # noqa: S608 - a name from the catalogue
        for (row,) in cursor:
            yield row
