"""What must hold in the kinds of letter of a definition (INV-26)."""

import re

from engagement.definitions.checks import check_named, check_unique
from engagement.definitions.definition import Definition
from engagement.definitions.letters import Letter
from sitrack.core.typed_yaml import Document

PLACE = re.compile(r"\{([^}]*)\}")
PLACES = {"school"}
RECIPIENTS = {"chair", "headteacher", "diocese", "appointing_body", "dfe"}
WITHIN = {"chair", "headteacher"}


def check_letters(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the kinds of letter."""
    check_unique(definition.letters, document)
    check_unique(definition.letters, document, "course")
    for letter in definition.letters:
        check_named(letter, "signed_by", definition.roles, "role", document)
        for group in (letter.grounds, letter.preconditions, letter.copies):
            check_unique(group, document)
        check_unique(letter.powers, document)
        _check_parts(letter, document)


def _check_parts(letter: Letter, document: Document) -> None:
    for place in PLACE.findall(letter.body):
        if place not in PLACES:
            document.add(letter, "body", f"there is no {{{place}}} to fill in")
    if not letter.grounds:
        document.add(letter, "grounds", "there must be at least one ground")
    for copy in letter.copies:
        check_named(copy, "code", RECIPIENTS, "recipient", document)
        if letter.course == "preventative" and copy.code not in WITHIN:
            message = "a preventative letter stays between the school and the LA"
            document.add(copy, "code", message)
    _check_course(letter, document)


def _check_course(letter: Letter, document: Document) -> None:
    """What the course that the letter takes cannot do without."""
    if letter.course == "preventative" and not letter.response_days:
        document.add(letter, "response_days", "is missing; a reply is asked for")
    if letter.course == "concern" and not letter.review_months:
        document.add(letter, "review_months", "is missing; a review follows")
    if letter.course == "statutory" and not letter.powers:
        document.add(letter, "powers", "there must be at least one power")
