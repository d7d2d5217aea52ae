"""What must hold in intensive support, its exit and targeted support."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.intensive import PlainLetter
from engagement.definitions.letter_checks import PLACE, PLACES
from sitrack.core.typed_yaml import Document

# The stages that a case goes through (SM-7); a framework says what it calls them.
STAGES = (
    *("evaluation", "planning", "implementing", "review3", "notice_of_concern"),
    *("implementing2", "review", "scc_procedure", "final6", "exit_pending", "exited"),
)


def check_intensive(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the three."""
    form, leaving = definition.intensive, definition.exit
    if form:
        check_named(form, "offer", codes_of(definition.offers), "offer", document)
        check_named(form, "ends_at", codes_of(definition.levels), "level", document)
        check_unique(form.stages, document)
        for stage in form.stages:
            check_named(stage, "code", STAGES, "stage", document)
        lacking = [code for code in STAGES if code not in codes_of(form.stages)]
        if lacking:
            document.add(form, "stages", f"{lacking[0]} is missing")
        if leaving is None:
            document.add(form, "title", "needs a form named exit")
    if leaving:
        check_unique((*leaving.criteria, *leaving.impact), document)
        _check_letter(leaving.letter, document)
    if definition.targeted:
        check_unique(definition.targeted.forms, document)
        _check_letter(definition.targeted.letter, document)


def _check_letter(letter: PlainLetter, document: Document) -> None:
    for place in PLACE.findall(letter.body):
        if place not in PLACES:
            document.add(letter, "body", f"there is no {{{place}}} to fill in")
