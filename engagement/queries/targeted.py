"""Targeted support that was agreed with a school or offered to it, and what the school
answered (DEC-13)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from engagement.models import (
    FrameworkVersion,
    SchoolLetter,
    SchoolYearRecord,
    TargetedNote,
    TargetedOffer,
    Theme,
)
from engagement.queries.forms import any_has, form_of
from engagement.rules.cadence import Anchor
from engagement.rules.duties import Done, Given

LETTER = "targeted_letter"

TAKES, DECLINES = "takes", "declines"
SAID = {TAKES: "Yes, please", DECLINES: "No, thank you"}


@dataclass(frozen=True)
class Offered:
    """A part of the offer; ``cost`` is empty where it costs nothing."""

    code: str
    label: str
    what: str
    cost: str
    answer: str


def offer_of(letter: SchoolLetter) -> TargetedOffer | None:
    """What a letter offers; None for a letter of another kind."""
    rows = TargetedOffer.objects.select_related("answered_by")
    found: TargetedOffer | None = rows.filter(letter=letter).first()
    if found:
        found.letter = letter
    return found


def offered(offer: TargetedOffer) -> list[Offered]:
    """The parts of an offer in their order, each with its answer in words."""
    return [
        Offered(
            code=part["code"],
            label=part["label"],
            what=part["what"],
            cost=part["cost"],
            answer=SAID.get(offer.answers.get(part["code"], ""), ""),
        )
        for part in offer.parts
    ]


@dataclass(frozen=True)
class Noted:
    """What a note says, in words."""

    about: list[str]
    parts: list[Offered]


def note_waiting(record: SchoolYearRecord) -> TargetedNote | None:
    """What was agreed at the school and has no letter yet."""
    rows = TargetedNote.objects.without_letter().filter(record=record)
    found: TargetedNote | None = rows.select_related("noted_by").first()
    return found


def noted(note: TargetedNote, framework: FrameworkVersion) -> Noted:
    """The reasons, themes and forms of a note by their names."""
    form = form_of(framework, "targeted")
    themes = Theme.objects.filter(framework=framework, code__in=note.themes)
    return Noted(
        about=[
            *(one.label for one in form.reasons if one.code in note.reasons),
            *themes.order_by("order").values_list("name", flat=True),
        ],
        parts=[Offered(**part, answer="") for part in note.parts],
    )


def entries_of(note: TargetedNote | None) -> dict[str, Any]:
    """What a form is filled in with, so that nobody types the letter anew."""
    if note is None:
        return {}
    filled = {
        "agreed_on": note.agreed_on,
        "trend": note.trend,
        "reasons": note.reasons,
        "themes": note.themes,
    }
    for part in note.parts:
        code = part["code"]
        filled[f"offer_{code}"] = True
        filled[f"what_{code}"], filled[f"cost_{code}"] = part["what"], part["cost"]
    return filled


def given_by_targeted(schools: Collection[int], day: date) -> Given:
    """What ``obligations.settle`` is told of the years that are not over: each note asks
    for a letter, and the letter that went meets it. No query where no framework has
    targeted support."""
    given = Given()
    if not any_has("targeted"):
        return given
    notes = TargetedNote.objects.standing().filter(
        record__school__in=schools, record__year__end__gte=day
    )
    for key, school, on, letter, at in notes.values_list(
        *("pk", "record__school", "agreed_on", "letter", "letter__issued_at")
    ):
        span = f"targeted:{key}"
        given.anchors.append((school, Anchor("targeted_noted", span, on)))
        if letter:
            went, spans = timezone.localdate(at), frozenset({span})
            facts = ("school_letter", letter, went, spans)
            given.done.append(Done(school, LETTER, *facts))
    return given
