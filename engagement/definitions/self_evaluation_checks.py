"""What must hold in a self-evaluation form."""

import re

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.self_evaluation import SelfRow
from sitrack.core.typed_yaml import Document

PLACE = re.compile(r"\{([^}]*)\}")
PLACES = {"last_year"}


def check_self_evaluation(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the rows, prompts and clocks of the form."""
    form = definition.self_evaluation
    if form is None:
        return
    for group in (form.parts, form.rows, form.prompts):
        check_unique(group, document)
    activities = {cadence.activity for cadence in definition.cadences}
    for key in ("school_due", "la_due"):
        check_named(form, key, activities, "activity of a cadence", document)
    for part in form.parts:
        for row in part.rows:
            check_named(row, "within", codes_of(part.rows), "row", document)
            _check_label(row, document)
    for prompt in form.prompts:
        check_named(prompt, "meets", activities, "activity", document)


def _check_label(row: SelfRow, document: Document) -> None:
    if not row.label and row.within is None:
        document.add(row, "label", "is missing; only a row within another")
    for place in PLACE.findall(row.label):
        if place not in PLACES:
            document.add(row, "label", f"there is no {{{place}}} to fill in")
