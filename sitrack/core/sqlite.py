"""What SQLite can take in one statement, as the library at hand says."""

import sqlite3
from typing import Any


def take_what_it_can(connection: Any, **_: Any) -> None:
    """Called for each new connection: Django 5.2 takes SQLite for a build of long ago
    with 999 variables a statement, and cuts an insert of many rows into hundreds."""
    if connection.vendor == "sqlite":
        most = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = most
