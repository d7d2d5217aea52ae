"""Who was there, as forms ask: people known at the school by a tick, others in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from sitrack.core.fields import NOT_LISTED, ProseField
from visits.queries import Known
from visits.services.content import Present

MOST_NAME, MOST_ROLE = 150, 100


def present_field(*, label: str | None = "Present") -> forms.MultipleChoiceField:
    """A tick for each person known at the school; the form gives the choices."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_LISTED},
    )


def others_field(*, rows: int = 1, what: str = "role") -> ProseField:
    """A line for each of the others: their name, and after a comma what they do."""
    return ProseField(
        label="Others present",
        required=False,
        rows=rows,
        max_length=2_000,
        help_text=f"One on a line: name, {what}.",
    )


def others_in(text: str) -> list[Present]:
    """The others, one from each line that names somebody."""
    lines = [line.partition(",") for line in text.splitlines()]
    return [
        Present(name.strip()[:MOST_NAME], role.strip()[:MOST_ROLE])
        for name, _, role in lines
        if name.strip()
    ]


def present_in(
    typed: Mapping[str, Any], people: Mapping[str, Known]
) -> tuple[Present, ...]:
    """All who were there, from a valid form with both fields."""
    known = [people[key] for key in typed["present"]]
    return (
        *(Present(one.person.name, one.title, one.person) for one in known),
        *others_in(typed["others"]),
    )


def present_values(
    there: Iterable[tuple[int | None, str]], people: Sequence[Known]
) -> dict[str, Any]:
    """Both fields' values for who was there: each by the person's key, if they are
    known, and in words."""
    known = {one.person.pk for one in people}
    there = list(there)
    return {
        "present": [str(key) for key, _ in there if key in known],
        "others": "\n".join(words for key, words in there if key not in known),
    }
