"""One YAML file, read into records that remember where they stood."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin
from typing import get_type_hints as hints_of

import yaml

from sitrack.core.typed_yaml.kinds import (
    blank,
    inside_optional,
    is_required,
    without_limit,
)
from sitrack.core.typed_yaml.nodes import (
    SCALARS,
    construct,
    decimal,
    is_null,
    join,
    line_of,
    name_of,
)
from sitrack.core.typed_yaml.problems import DefinitionError, Problem

Record = TypeVar("Record")

# In C where PyYAML was built with it.
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Far deeper than any definition; the reader in C would end the process.
DEEPEST = 40


class TooDeep(yaml.YAMLError):
    """Lists within lists within lists."""


def _read(text: str) -> yaml.Node | None:
    """The text's first node; what is wrong is told by the slower reader, which
    names the line where it went wrong."""
    try:
        _refuse_depth(text)
        return yaml.compose(text, Loader=FAST)
    except TooDeep:
        raise
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_depth(text: str) -> None:
    """Stop before anything follows the nesting: events come one after the other."""
    depth = 0
    for event in yaml.parse(text, Loader=FAST):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise TooDeep(f"it is nested more than {DEEPEST} deep")


@dataclass(frozen=True)
class _Place:
    """Where a record or a list stands in the file, and the line of each part."""

    key: str
    line: int
    lines: dict[Any, int]


def load(source: Path | str, *, name: str = "") -> "Document":
    """The document of a path, or of a text; the name is for the messages."""
    if isinstance(source, Path):
        text, fallback = source.read_text(encoding="utf-8"), source.name
    else:
        text, fallback = source, "text"
    return Document(text, name=name or fallback)


class Document:
    """One YAML file: read it, add what else is wrong, then ask it to complain."""

    def __init__(self, text: str, *, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._places: dict[int, _Place] = {}
        self._kept: list[object] = []  # keeps the ids in _places from being reused
        self._root = self._compose(text)
        self._refuse_repeats(self._root)

    def read(self, kind: type[Record]) -> Record:
        """The whole file as one record of this kind, blanks where it is mistaken."""
        value = self._record(self._root, kind, "")
        assert isinstance(value, kind)  # noqa: S101 - tells the type checker
        return value

    def add(self, holder: object, part: Any, message: str) -> None:
        """Report a mistake in one part (a field, key or index) of what was read."""
        place = self._places.get(id(holder))
        if place is None:  # a blank: its absence has been reported already
            return
        line = place.lines.get(part, place.line)
        self._report(line, join(place.key, part), message)

    def complain(self) -> None:
        """Raise every mistake found, if there is any."""
        if self.problems:
            raise DefinitionError(self.problems)

    def _report(self, line: int, key: str, message: str) -> None:
        self.problems.append(Problem(self.name, line, key or "file", message))

    def _stop(self, line: int, key: str, message: str) -> DefinitionError:
        self._report(line, key, message)
        return DefinitionError(self.problems)

    def _compose(self, text: str) -> yaml.Node:
        try:
            node = _read(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = mark.line + 1 if mark else 1
            raise self._stop(line, "file", f"not YAML: {error.problem}") from error
        except yaml.YAMLError as error:
            raise self._stop(1, "file", f"not YAML: {error}") from error
        if node is None:
            raise self._stop(1, "file", "there is nothing in it")
        return node

    def _refuse_repeats(self, root: yaml.Node) -> None:
        """Refuse a key written twice, and YAML's aliases (a part used twice)."""
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                raise self._stop(
                    line_of(node), "file", "an alias is used; write it out"
                )
            seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                self._refuse_repeated_keys(node)
                waiting += [part for pair in node.value for part in pair]
            elif isinstance(node, yaml.SequenceNode):
                waiting += node.value

    def _refuse_repeated_keys(self, node: yaml.MappingNode) -> None:
        first: dict[str, int] = {}
        for key, _ in node.value:
            word = str(key.value)
            if word in first:
                message = f"written twice; the first is on line {first[word]}"
                self._report(line_of(key), word, message)
            first.setdefault(word, line_of(key))

    def _keep(self, value: object, key: str, line: int, lines: dict[Any, int]) -> None:
        self._places[id(value)] = _Place(key, line, lines)
        self._kept.append(value)

    def _record(self, node: yaml.Node, kind: Any, key: str) -> object:
        if not isinstance(node, yaml.MappingNode):
            self._report(line_of(node), key, "must be a set of keys and values")
            return blank(kind)
        given = {str(name.value): (name, value) for name, value in node.value}
        fields = {field.name: field for field in dataclasses.fields(kind)}
        for name, (where, _) in given.items():
            if name not in fields:
                known = ", ".join(fields)
                message = f"there is no such key here; known are {known}"
                self._report(line_of(where), join(key, name), message)
        hints = hints_of(kind, include_extras=True)
        values: dict[str, Any] = {}
        for name, field in fields.items():
            if name in given:
                values[name] = self._value(given[name][1], hints[name], join(key, name))
            elif is_required(field):
                self._report(line_of(node), join(key, name), "is missing")
                values[name] = blank(hints[name])
        record: object = kind(**values)
        lines = {name: line_of(where) for name, (where, _) in given.items()}
        self._keep(record, key, line_of(node), lines)
        return record

    def _value(self, node: yaml.Node, hint: Any, key: str) -> Any:
        hint, limit = without_limit(hint)
        inner = inside_optional(hint)
        if inner is not None:
            if is_null(node):
                return None
            return self._value(node, inner, key)
        mistakes = len(self.problems)
        value = self._reader(hint)(node, hint, key)
        read = len(self.problems) == mistakes
        if limit and read and value < limit.least:
            self._report(line_of(node), key, f"must be {limit.least} or more")
        return value

    def _reader(self, hint: Any) -> Callable[[yaml.Node, Any, str], Any]:
        if hint is Any:
            return self._plain
        if dataclasses.is_dataclass(hint):
            return self._record
        by_origin: dict[Any, Callable[[yaml.Node, Any, str], Any]] = {
            Literal: self._choice,
            tuple: self._list,
            dict: self._table,
        }
        return by_origin.get(get_origin(hint), self._scalar)

    def _plain(self, node: yaml.Node, hint: Any, key: str) -> Any:
        """Lists, tables and scalars as they come, each remembering its line."""
        if isinstance(node, yaml.ScalarNode):
            return construct(node)
        value: Any
        if isinstance(node, yaml.MappingNode):
            pairs = [(str(name.value), part) for name, part in node.value]
            value = {n: self._plain(part, hint, join(key, n)) for n, part in pairs}
            lines: dict[Any, int] = {n: line_of(part) for n, part in pairs}
        else:
            value = [self._plain(part, hint, key) for part in node.value]
            lines = {at: line_of(part) for at, part in enumerate(node.value)}
        self._keep(value, key, line_of(node), lines)
        return value

    def _choice(self, node: yaml.Node, hint: Any, key: str) -> Any:
        options = get_args(hint)
        value = construct(node)
        if value in options:
            return value
        listed = ", ".join(str(option) for option in options)
        self._report(line_of(node), key, f"must be one of {listed}")
        return ""

    def _list(self, node: yaml.Node, hint: Any, key: str) -> tuple[Any, ...]:
        inner, *rest = get_args(hint)
        if not isinstance(node, yaml.SequenceNode):
            self._report(line_of(node), key, "must be a list")
            return ()
        if rest != [Ellipsis] and len(node.value) != 1 + len(rest):
            self._report(line_of(node), key, f"must be a list of {1 + len(rest)}")
        items = (
            self._value(part, inner, join(key, name_of(part, at)))
            for at, part in enumerate(node.value, start=1)
        )
        return tuple(items)

    def _table(self, node: yaml.Node, hint: Any, key: str) -> dict[str, Any]:
        names, inner = get_args(hint)
        table: dict[str, Any] = {}
        if not isinstance(node, yaml.MappingNode):
            self._report(line_of(node), key, "must be a set of keys and values")
            return table
        for name, part in node.value:
            place = join(key, name.value)
            table[self._value(name, names, place)] = self._value(part, inner, place)
        return table

    def _scalar(self, node: yaml.Node, hint: Any, key: str) -> Any:
        words, tags = SCALARS[hint]
        if isinstance(node, yaml.ScalarNode) and node.tag in tags:
            value = construct(node) if hint is not Decimal else decimal(node)
            if value not in (None, "") and str(value).strip():
                return value
        self._report(line_of(node), key, f"must be {words}")
        return blank(hint)
