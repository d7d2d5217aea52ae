"""What the words of an old record most likely mean: the page begins with it, and whoever
brings the record in sees the words beside it. Pure functions of text."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches

from django.utils import timezone

from engagement.models import Option
from reports.word_import.days import moment_in
from reports.word_import.labels import plain

NEAR = 0.75


def option_code(text: str, options: Iterable[Option]) -> str:
    """The code of the option that a text names, or nothing where it names none."""
    return option_like(text, {option.label: option.code for option in options})


def option_like(text: str, codes: Mapping[str, str]) -> str:
    """The code of the words that a text comes nearest to, or nothing."""
    said, found = plain(text), {plain(words): code for words, code in codes.items()}
    if said in found:
        return found[said]
    near = get_close_matches(said, found, n=1, cutoff=NEAR) if said else []
    return found[near[0]] if near else ""


def people_in(text: str) -> str:
    """Who was there, one on a line as "name, role", however they were listed."""
    lines = [part for line in text.split("\n") for part in re.split(r"\s*;\s*", line)]
    return "\n".join(one for line in lines for one in _people(line.strip()) if one)


def moment_typed(text: str) -> datetime | None:
    """A day with its time; without one of them it is nobody's appointment."""
    day, at = moment_in(text)
    return _aware(day, at) if day and at else None


def outcome_of(due_on: date | None, *, newest: bool, today: date) -> str:
    """What became of an old step: one of the last visit that is not due yet is open."""
    is_open = newest and due_on is not None and due_on >= today
    return "open" if is_open else "dropped"


def _aware(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _people(line: str) -> list[str]:
    """ "Helen Marsh (HT), Sam Okafor (SEP)" is two people, "Helen Marsh, headteacher"
    one, and so is "HT - Helen Marsh"."""
    with_roles = re.sub(r"\s*\(([^()]*)\)", r"§\1", line)
    parts = [part.strip() for part in re.split(r",\s*|\s+and\s+|\s+&\s+", with_roles)]
    if "§" not in with_roles and not _all_names(parts):
        return [line]
    return [part.replace("§", ", ") for part in parts]


def _all_names(parts: list[str]) -> bool:
    """Whether all parts look like somebody's name: two words or more, all capital."""
    return len(parts) > 1 and all(
        len(part.split()) > 1 and all(word[:1].isupper() for word in part.split())
        for part in parts
    )
