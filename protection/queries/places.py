"""What a row is part of, and the school that it leads to."""

from typing import Any

# What a row may be part of, by the key that leads there; the nearest comes first.
WHOLES: tuple[str, ...] = (
    "visit",
    "evaluation",
    "review",
    "plan",
    "case",
    "part",
    "priority",
    "letter",
)
WHOLES += ("statement", "assignment", "sheet", "publication", "record")


def place_of(row: Any) -> str:
    """What a row is part of, and at which school."""
    whole = _whole(row)
    school = school_of(row)
    named = [str(one) for one in (whole, school) if one is not None]
    return ", ".join(dict.fromkeys(named))


def _whole(row: Any) -> Any:
    return next((found for step in WHOLES if (found := getattr(row, step, None))), None)


def school_of(row: Any) -> Any:
    """The school that a row leads to."""
    here = row
    while here is not None and getattr(here, "school", None) is None:
        here = _whole(here)
    return here and here.school
