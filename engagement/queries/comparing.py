"""Two versions of a framework laid side by side, line by line.

What has a code is the same thing in both; its words may differ. What has none, such as
a limit of a level, belongs to the thing around it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from engagement.models import FrameworkText, FrameworkVersion
from sitrack.core.rewording import Piece, changed_words

NAMES = ("code", "key", "item")
# What is one value to a reader, though it has parts.
WHOLE = ("suggest_when", "applies", "columns")
OF_THE_FILE = "framework"

Things = dict[tuple[str, ...], dict[str, str]]


class Line(NamedTuple):
    """What differs: of which thing, which of its keys, and how it reads in each version;
    ``pieces`` are the words taken out and put in where both have words."""

    thing: str
    key: str
    before: str
    after: str
    pieces: list[Piece]


class Part(NamedTuple):
    """The lines of one part of the definition that differ."""

    name: str
    lines: list[Line]


def compared(old: FrameworkVersion, new: FrameworkVersion) -> list[Part]:
    """What the new version says otherwise than the old, part by part in the order of
    the file; nothing where they say the same."""
    before, after = _things(old), _things(new)
    parts: dict[str, list[Line]] = defaultdict(list)
    for path in [*after, *(path for path in before if path not in after)]:
        was, now = before.get(path, {}), after.get(path, {})
        for key in [*now, *(key for key in was if key not in now)]:
            if was.get(key) != now.get(key):
                line = _line(path, key, was.get(key, ""), now.get(key, ""))
                parts[path[0]].append(line)
    return [Part(_words(name), lines) for name, lines in parts.items()]


def _line(path: tuple[str, ...], key: str, before: str, after: str) -> Line:
    both = bool(before and after)
    pieces = changed_words(before, after) if both else []
    return Line(" · ".join(path[1:]), _words(key), before, after, pieces)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _things(version: FrameworkVersion) -> Things:
    """Everything that the version says, by the codes that lead to it."""
    said = FrameworkText.objects.get(framework=version).definition
    found: Things = defaultdict(dict)
    for name, value in said.items():
        if name != OF_THE_FILE:
            _walk(value, (name,), "", found)
    return found


def _walk(value: Any, path: tuple[str, ...], within: str, found: Things) -> None:
    """Put what a value says into its thing; what has a code is a thing of its own."""
    if isinstance(value, list):
        _walk_list(value, path, within, found)
        return
    for key, part in _keys(value):
        full = f"{within} {key}".strip()
        if key in WHOLE:
            found[path][full] = json.dumps(part, ensure_ascii=False)
        elif isinstance(part, dict) and not within and len(path) == 1:
            _walk(part, (*path, key), "", found)
        elif isinstance(part, dict | list):
            _walk(part, path, full, found)
        else:
            found[path][full] = str(part)


def _walk_list(
    value: list[Any], path: tuple[str, ...], within: str, found: Things
) -> None:
    for place, one in enumerate(value, start=1):
        if isinstance(one, dict):
            _walk(one, (*path, _code(one) or str(place)), "", found)
        else:
            found[path][f"{within} {place}".strip()] = str(one)


def _keys(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a thing but its code, which leads to it."""
    code = _code(value)
    return ((key, part) for key, part in value.items() if part != code or not code)


def _code(value: dict[str, Any]) -> str:
    return next((str(value[name]) for name in NAMES if name in value), "")
