"""Statements put together once for each process, and run again with other values.

Django puts a query together anew each time it is asked for, which takes several times
as long as running it on a few rows. A function that returns a queryset and is marked
``prepared`` returns the rows, as a list, and keeps the statement with a slot for each
value:

    @prepared
    def texts_of(visit: int) -> Any:
        return VisitSection.objects.filter(visit=visit).values_list("prompt", "text")

The function may hang on its arguments and on today's date, and on nothing else. What
it returns is the truth: a statement is kept only where, with the values at hand, it is
the very one that Django puts together in the ordinary way (``docs/adr/0022``).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import date, datetime
from functools import update_wrapper
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    Func,
    IntegerField,
    TextField,
)
from django.db.models.sql.compiler import SQLCompiler

from sitrack.core import clock

# Statements kept of one function; all go when there are more, as old days' do.
MOST_KEPT = 100
SLOTS: dict[type, type[Field[Any, Any]]] = {
    int: BigIntegerField,
    str: TextField,
    datetime: DateTimeField,
    date: DateField,
}
LARGEST = 2**63
KEPT = "converters_of_statements"


class Slot(Expression):
    """Stands in a query for a value that comes when it is run."""

    def __init__(self, place: int, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.place = place

    def as_sql(self, *_: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: Sequence[Any]) -> Any:
        """The value in the database's own kind, by way of the field."""
        value, connection = values[self.place], connections[DEFAULT_DB_ALIAS]
        return self.output_field.get_db_prep_value(value, connection, prepared=False)


class Apart(NamedTuple):
    """An argument taken apart: what the statement hangs on, and what fills its slots.

    ``stand_in`` makes what is handed on instead, from the slots of the values.
    """

    shape: Hashable
    values: Sequence[Any]
    stand_in: Callable[[Sequence[Any]], Any]


TakeApart = Callable[[Any], Apart | None]
_taken_apart: dict[type, TakeApart] = {}


def take_apart(kind: type, how: TakeApart) -> None:
    """Have arguments of a kind taken apart so; None leaves one to the ordinary way."""
    _taken_apart[kind] = how


def _plain(argument: Any) -> Apart | None:
    """A value has a slot; what changes the shape of a statement is a part of it."""
    if not argument or isinstance(argument, bool | frozenset):
        if not isinstance(argument, Hashable):
            return None
        return Apart((type(argument), argument), (), lambda _: argument)
    for kind in SLOTS:
        if isinstance(argument, kind):
            # SQLite cannot be handed a longer one, and Django finds nothing by it.
            if isinstance(argument, int) and not -LARGEST <= argument < LARGEST:
                return None
            return Apart(kind, (argument,), lambda slots: slots[0])
    return None


def _parts(arguments: Sequence[Any]) -> list[Apart] | None:
    parts = []
    for argument in arguments:
        # By class and not by type: a request's user is a wrapper around one.
        part = _taken_apart.get(argument.__class__, _plain)(argument)
        if part is None:
            return None
        parts.append(part)
    return parts


class Prepared:
    """A function that returns the rows of a queryset, and the statements it kept."""

    def __init__(self, build: Callable[..., Any]) -> None:
        update_wrapper(self, build)
        self.build = build
        self.kept: dict[Hashable, Statement | None] = {}

    def __call__(self, *arguments: Any) -> list[Any]:
        parts = _parts(arguments)
        if parts is None:
            return list(self.build(*arguments))
        shape = (clock.today(), *[part.shape for part in parts])
        values = [value for part in parts for value in part.values]
        kept = self.kept
        if shape not in kept:
            if len(kept) >= MOST_KEPT:
                # Another thread may still read the old ones.
                kept = self.kept = {}
            kept[shape] = self._put_together(arguments, parts, values)
        statement = kept[shape]
        if statement is None:
            return list(self.build(*arguments))
        return statement.rows(values)

    def _put_together(
        self, arguments: Sequence[Any], parts: list[Apart], values: list[Any]
    ) -> Statement | None:
        """The statement, or None with a warning where it is not the ordinary one."""
        stand_ins, place = [], 0
        for part in parts:
            slots = [
                Slot(place + number, _field_for(value))
                for number, value in enumerate(part.values)
            ]
            stand_ins.append(part.stand_in(slots))
            place += len(slots)
        statement = Statement(self.build(*stand_ins))
        if statement.filled(values) == Statement(self.build(*arguments)).filled(()):
            return statement
        warnings.warn(
            f"{self.build} cannot be prepared: it hangs on a value.", stacklevel=3
        )
        return None


def _field_for(value: Any) -> Field[Any, Any]:
    return next(field() for kind, field in SLOTS.items() if isinstance(value, kind))


class Statement:
    """A queryset's statement, put together."""

    def __init__(self, queryset: Any) -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, self._params = "", ()

    def filled(self, values: Sequence[Any]) -> tuple[str, list[Any]]:
        """The statement in one form, whether a value stands in brackets or not, with
        its values."""
        return self._sql.replace("(%s)", "%s"), self._values(values)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """What the queryset would find with these values."""
        if not self._sql:
            return []
        compiler = copy(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        filled = self._sql, tuple(self._values(values))
        compiler.as_sql = lambda *_, **__: filled
        compiler.get_converters = self._converters_of(compiler)
        queryset = self._queryset.all()
        queryset.query.get_compiler = lambda *_, **__: compiler
        return list(queryset)

    def _converters_of(self, compiler: Any) -> Callable[[Any], Any]:
        """How columns become Python's values: looked up once for each connection,
        which a converter may keep, and which belongs to one thread."""
        known = vars(compiler.connection).setdefault(KEPT, WeakKeyDictionary())

        def converters(columns: Any) -> Any:
            if self not in known:
                known[self] = SQLCompiler.get_converters(compiler, columns)
            return known[self]

        return converters

    def _values(self, values: Sequence[Any]) -> list[Any]:
        return [
            param.filled(values) if isinstance(param, Slot) else param
            for param in self._params
        ]


prepared = Prepared


def number_of(rows: Any) -> Func:
    """How many of a statement's rows have a value: as a column, since ``aggregate``
    runs at once and ``Count`` would group the rows."""
    return Func(rows, function="COUNT", output_field=IntegerField())
