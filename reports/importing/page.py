"""What the correction page shows: groups of boxes, each with the words of the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.forms import BoundField, Form


@dataclass(frozen=True)
class Row:
    """A box, or a few that belong together, beside what stood in the file. ``stands``
    is what the record has already: then there is no box."""

    label: str
    text: str
    place: str = ""
    names: tuple[str, ...] = ()
    stands: str = ""


@dataclass
class Group:
    """A part of the page, such as one visit; ``note`` is said above its rows."""

    title: str
    code: str
    rows: list[Row] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class DrawnRow:
    label: str
    text: str
    place: str
    stands: str
    boxes: Sequence[BoundField]


def drawn(groups: Iterable[Group], form: Form) -> list[dict[str, object]]:
    """The groups that have something in them, with the form's boxes."""
    return [
        {
            "title": group.title,
            "code": group.code,
            "note": group.note,
            "rows": [
                DrawnRow(
                    row.label,
                    row.text,
                    row.place,
                    row.stands,
                    [form[name] for name in row.names],
                )
                for row in group.rows
            ],
        }
        for group in groups
        if group.rows
    ]
