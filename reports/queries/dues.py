"""What waits for a reader at a school, in words, from what its summary holds."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.choices import Kind
from reports.summary.waiting import PLACES, concerning, key_of
from sitrack.core.addresses import address
from sitrack.core.templatetags.govuk import day as in_words
from sitrack.core.words import worded_later

WORDS = {
    Kind.DECIDE: ("Decide on the proposal: {text}", "level"),
    Kind.COMMENT: (
        "Answer the school’s comment on the note of {day}",
        "visits:visit",
    ),
    Kind.OTHER_TIME: (
        "Answer the school: another time for the visit on {day}",
        "visits:visit",
    ),
    Kind.CASE: ("{text}", "case"),
    Kind.READ_NOTE: (
        "Read the note of the visit on {day} and answer it",
        "visits:visit",
    ),
    Kind.DRAFT: ("Finish the note of the visit on {day}", "visits:visit_edit"),
    Kind.HELD: (
        "Write up the visit that was planned for {day}",
        "visits:visit_edit",
    ),
    Kind.LEVEL_VIEW: ("Give your view on the proposal: {text}", "level"),
    Kind.VIEW_AFTER: (
        worded_later("Record the school’s view of the {level} that was set: {{text}}"),
        "level",
    ),
    Kind.SIGN: ("Sign the {text}", "engagement:statement"),
    Kind.AGREE_PLAN: (worded_later("Agree the {plan}"), "plans:plan"),
    Kind.ACTION: ("An action of the plan was due on {day}: {text}", "plans:action"),
    Kind.FINALISE: (
        "The school has answered: make the note of {day} final",
        "visits:visit",
    ),
    Kind.NO_NEXT_VISIT: ("{text}", "school"),
    Kind.NO_VISIT: ("No visit yet this term, which ends on {day}", "school"),
    Kind.STEP: ("Next step was due on {day}: {text}", "visits:step"),
    Kind.TRAJECTORY: (
        "Give {text} of the trajectory this term, by {day}",
        "engagement:trajectory",
    ),
    Kind.DUE: ("{text}: due by {day}", "school_due"),
    Kind.RETURNED: ("Your proposal was returned: {text}", "level"),
    Kind.SERVICE: ("{text}: due by {day}", "my_due"),
    Kind.HOURS: ("More hours used this term than the level’s ceiling", "school"),
}
NO_DAY = "9999"
LATE = {Kind.HELD, Kind.STEP, Kind.ACTION, Kind.HOURS}


@dataclass(frozen=True)
class Due:
    """One thing that waits, in words, with the page where it is done.

    ``key`` stays the same for as long as it waits, whatever its day.
    """

    kind: Kind
    words: str
    text: str
    href: str
    key: str
    day: date | None = None

    @property
    def is_late(self) -> bool:
        return self.kind in LATE


@dataclass(frozen=True)
class Dues:
    """The most pressing things that wait for a reader; ``more`` counts the rest."""

    shown: list[Due]
    more: int = 0
    is_late: bool = False


def dues_of(
    waits: Iterable[dict[str, Any]],
    *,
    roles: Iterable[str],
    user: int,
    term: int | None,
    most: int | None,
    put_off: Container[str] = (),
) -> Dues:
    """What of a summary's ``waits`` concerns a reader with these roles there.

    ``term`` is the present term's key, ``most`` at most ``KEPT`` or None for all that a
    summary keeps, and ``put_off`` holds the keys of what the reader wants to meet later.
    """
    groups = concerning(waits, roles, user)
    found = sorted(
        (
            (kind, line)
            for kind, line in _lines(groups)
            if key_of(kind, line, term) not in put_off
        ),
        key=lambda one: (PLACES[one[0]], one[1][1] or NO_DAY),
    )
    total = len(found) + sum(group.get("more", 0) for group in groups)
    shown = [_due(kind, line, term) for kind, line in found[:most]]
    late = any(kind in LATE for kind, _ in found)
    return Dues(shown, total - len(shown), is_late=late)


def _lines(groups: Iterable[dict[str, Any]]) -> Iterator[tuple[Kind, list[Any]]]:
    return ((Kind(group["kind"]), line) for group in groups for line in group["lines"])


def _due(kind: Kind, line: list[Any], term: int | None) -> Due:
    key, day, text, *_ = line
    words, page = WORDS[kind]
    keys = (key, term) if kind is Kind.TRAJECTORY else (key,)
    said = in_words(date.fromisoformat(day)) if day else ""
    return Due(
        kind=kind,
        words=words.format(day=said, text=text),
        text=text,
        href=address(page, *keys),
        key=key_of(kind, line, term),
        day=date.fromisoformat(day) if day else None,
    )
